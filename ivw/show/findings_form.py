"""The form of one topic, in place: one stands open at a time."""

from datetime import date
from functools import partial

import streamlit as st

from ivw.coaching import drafts, research
from ivw.coaching.research import Finding, Item, Target
from ivw.coaching.research_topics import TO_ASK, Topic
from ivw.show import front_door, parts, when
from ivw.show.draft_area import draft_area, settle
from ivw.show.front_door import Here

OPEN = "research/open"  # the slot whose form stands open
ASKED = "research/asked"  # the finding of which one asked to be rid
QUESTION, FOUND = "The question", "What you found"
LINES = ("position", "tenure")  # columns of one line; the others take a text


def slot(target: Target, topic: Topic) -> str:
    """What a topic of this target is called among forms and drafts."""
    return f"{target.kind}:{target.key or target.name}:{topic.key}"


def is_open(slot: str) -> bool:
    """Whether this form stands open."""
    return bool(st.session_state.get(OPEN) == slot)


def open_(slot: str) -> None:
    """Open this form, and no other. Fit for on_click."""
    st.session_state[OPEN] = slot
    st.session_state.pop(ASKED, None)


def draw(here: Here, target: Target, item: Item) -> None:
    """The form of this topic, where it stands open."""
    where = slot(target, item.topic)
    if not is_open(where):
        return
    if item.topic.column in LINES:
        _one_line(here, target, item, where)
    elif item.topic.column:
        _own_text(target, item, where)
    else:
        _new(target, item, where)


def _one_line(here: Here, target: Target, item: Item, slot: str) -> None:
    token = parts.token(here, slot)
    with st.form(f"form-{token}", border=False):
        st.text_input(item.topic.label, item.written or "", key=f"line-{token}", label_visibility="collapsed")
        parts.problem(slot)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                "Save", icon=":material/check:", on_click=_save_line, args=(target, item, slot, token)
            )
            st.form_submit_button("Close", type="tertiary", on_click=_close)


def _save_line(target: Target, item: Item, slot: str, token: str) -> None:
    typed = st.session_state[f"line-{token}"]
    if parts.act(
        lambda here: research.note(
            here.records, target, topic=item.topic.key, finding=typed, seen=item.written, as_of=here.as_of
        ), slot, token,
    ):  # fmt: skip
        _close()


@st.fragment
def _own_text(target: Target, item: Item, slot: str) -> None:
    """A text of the person's own: it saves itself."""
    draft_area(
        item.topic.label, key=f"research-{slot}", text=_stands(target, item), height=96, placeholder=item.topic.hint,
        on_save=partial(_keep, target, item.topic.key),
    )  # fmt: skip
    if st.button("Close", icon=":material/check:", type="tertiary", key=f"close-{slot}"):
        _close()
        st.rerun()


def _stands(target: Target, item: Item) -> str:
    sheet = research.of_contact(front_door.here().records, target.key or "")
    return next((each.written or "" for each in sheet.items if each.topic.key == item.topic.key), "")


def _keep(target: Target, topic: str, typed: str) -> None:
    here = front_door.here()
    stands = next(
        each.written for each in research.of_contact(here.records, target.key or "").items if each.topic.key == topic
    )
    research.note(here.records, target, topic=topic, finding=typed, seen=stands, as_of=here.as_of)


@st.fragment
def _new(target: Target, item: Item, slot: str) -> None:
    """The form of a new finding. What is typed is kept as a draft until it is saved."""
    here = front_door.here()
    token = parts.token(here, slot)
    what = QUESTION if item.topic.key == TO_ASK else FOUND
    written, source, day = _inputs(here, slot, token, what, item.topic.hint, drafts.read(here.records, slot))
    with st.container(horizontal=True, gap="small"):
        save = st.button("Save", icon=":material/check:", key=f"save-{token}")
        close = st.button("Close", type="tertiary", key=f"close-{slot}")
    if save:
        done = parts.act(
            lambda now: research.note(
                now.records, target, topic=item.topic.key, finding=written, source=source, found_on=day,
                as_of=now.as_of, token=token, draft=slot,
            ), slot, token,
        )  # fmt: skip
        if done:
            _close()
        st.rerun()
    if close:
        _close()
        st.rerun()
    parts.problem(slot)


@st.fragment
def change(finding: Finding, slot: str) -> None:
    """The form of a finding that is there."""
    here = front_door.here()
    token = parts.token(here, slot)
    what = QUESTION if finding.topic == TO_ASK else FOUND
    text = drafts.read(here.records, slot) or finding.finding
    written, source, day = _inputs(here, slot, token, what, "", text, finding)
    if st.session_state.get(ASKED) == finding.id:
        _ask_before_removing(finding, slot)
        return
    with st.container(horizontal=True, gap="small"):
        save = st.button("Save", icon=":material/check:", key=f"save-{token}")
        close = st.button("Close", type="tertiary", key=f"close-{slot}")
        if st.button("Remove", icon=":material/delete:", type="tertiary", key=f"remove-{finding.id}"):
            st.session_state[ASKED] = finding.id
            st.rerun()
    if save:
        done = parts.act(
            lambda now: research.change(
                now.records, finding.id, finding=written, source=source, found_on=day, as_of=now.as_of, draft=slot
            ), slot, token,
        )  # fmt: skip
        if done:
            _close()
        st.rerun()
    if close:
        drafts.save(here.records, slot, "", here.as_of)
        settle(f"{slot}:{token}", finding.finding)
        _close()
        st.rerun()
    parts.problem(slot)


def _ask_before_removing(finding: Finding, slot: str) -> None:
    goes = "This question goes." if finding.topic == TO_ASK else "This finding goes, with its source and its day."
    st.markdown(f"{goes} You can undo this right after.")
    with st.container(horizontal=True, gap="small"):
        if st.button("Remove it", icon=":material/delete:", key=f"remove-yes-{finding.id}"):
            if parts.act(lambda now: research.remove(now.records, finding.id), slot):
                _close()
            st.rerun()
        if st.button("Keep it", type="tertiary", key=f"remove-no-{finding.id}"):
            st.session_state.pop(ASKED, None)
            st.rerun()
    parts.problem(slot)


def _inputs(
    here: Here, slot: str, token: str, what: str, hint: str, text: str, was: Finding | None = None
) -> tuple[str, str, date | None]:
    written = draft_area(
        what, key=f"{slot}:{token}", text=text, placeholder=hint, height=96,
        on_save=lambda typed: _keep_draft(slot, typed),
    )  # fmt: skip
    parts.problem(slot, "finding")
    if what == QUESTION:  # it comes from nowhere but oneself
        parts.problem(slot, "source", "found_on")
        return written, "", was.found_on if was else None
    left, right = st.columns([2, 1], gap="small")
    with left:
        source = st.text_input(
            "Where", (was.source if was else "") or "", key=f"source-{token}", placeholder="A web address, or in words"
        )
        parts.problem(slot, "source")
    with right:
        day = st.date_input(
            "Found on", was.found_on if was else here.as_of.date(), format=when.day_format(), key=f"day-{token}"
        )
        parts.problem(slot, "found_on")
    return written, source or "", day


def _keep_draft(slot: str, typed: str) -> None:
    here = front_door.here()
    drafts.save(here.records, slot, typed, here.as_of)


def _close() -> None:
    st.session_state.pop(OPEN, None)
    st.session_state.pop(ASKED, None)
