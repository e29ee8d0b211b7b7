"""What happened with somebody, newest first; each entry can be taken out again."""

import streamlit as st

from ivw.coaching.time_line import HAPPENINGS, Happening, entries, length, take_out
from ivw.show import front_door, names, parts, when
from ivw.show.front_door import Here

# Where an entry about a conversation leads.
LEADS_TO = {
    "conversation": "reflection", "scheduled": "conversation", "cancelled": "conversation", "no_show": "conversation",
}  # fmt: skip
ROWS = 6
SHORT = 160


@st.fragment
def draw(contact_id: str) -> None:
    """The time line of one person, a page at a time."""
    here = front_door.here()
    total = length(here.records, contact_id)
    with st.container(gap="small"):
        with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
            st.markdown("**Time line**", width="content")
            if total:
                st.caption(parts.count(total, "entry", "entries"), width="content")
        if not total:
            st.markdown(":gray[Nothing yet. What you log under This happened stands here, newest first.]")
            return
        place = st.container(gap="small")
        pages = -(-total // ROWS)
        page = st.pagination(pages, key=f"time-line-{contact_id}", max_visible_pages=5) if pages > 1 else 1
        offset = (min(page, pages) - 1) * ROWS
        with place:
            for entry in entries(here.records, contact_id, limit=ROWS, offset=offset):
                _entry(here, contact_id, entry)


def in_a_line(here: Here, entry: Happening) -> str:
    """What it was and when, as Markdown."""
    kind = HAPPENINGS[entry.what]
    return f":material/{kind.icon}: {kind.label} · {when.moment(here, entry.happened_at)}"


def _entry(here: Here, contact_id: str, entry: Happening) -> None:
    key = f"{entry.what}-{entry.fact_id}"
    asked = f"take-out/{contact_id}"
    with st.container(horizontal=True, gap="xsmall"):
        with st.container(gap=None):
            st.markdown(in_a_line(here, entry))
            if entry.words:
                _words(entry.words, key)
        page = LEADS_TO.get(entry.what)
        if page and st.button("Open", type="tertiary", key=f"open-{key}"):
            front_door.go(page, meeting=entry.fact_id)
        st.button(
            "", icon=":material/close:", type="tertiary", help=names.of("take-out-", "close"), key=f"take-out-{key}",
            on_click=_ask, args=(asked, key),
        )  # fmt: skip
    if st.session_state.get(asked) == key:
        _ask_before(here, entry, key, asked)


def _words(words: str, key: str) -> None:
    line = " ".join(words.split())
    if len(line) <= SHORT and "\n" not in words.strip():
        st.caption(parts.plain(line))
        return
    with st.expander(parts.plain(f"{line[:SHORT].rsplit(' ', 1)[0]} …"), type="compact", key=f"words-{key}"):
        st.text(words)


def _ask_before(here: Here, entry: Happening, key: str, asked: str) -> None:
    label = HAPPENINGS[entry.what].label
    if entry.what in ("promise_kept", "referral_followed"):
        goes = f"“{label}” goes, and it is open again."
    else:
        goes = f"“{label}” of {when.on_day(here, entry.happened_at)} goes, with its words and what hangs on it."
    with st.container(gap="xsmall"):
        st.markdown(f"{goes} You can undo this right after.")
        with st.container(horizontal=True, gap="small"):
            if st.button("Take it off", icon=":material/delete:", key=f"take-out-yes-{key}"):
                st.session_state.pop(asked)
                parts.act(lambda now: take_out(now.records, entry), asked)
                st.rerun()
            st.button("Leave it", type="tertiary", key=f"take-out-no-{key}", on_click=_ask, args=(asked, ""))
    parts.problem(asked)


def _ask(asked: str, key: str) -> None:
    st.session_state[asked] = key
