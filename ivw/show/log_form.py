"""This happened: the form that logs every kind of interaction with somebody."""

from typing import Any

import streamlit as st

from ivw.coaching import drafts, interactions, offered_times
from ivw.coaching.done import Done
from ivw.coaching.interactions import CHANNELS, KINDS
from ivw.coaching.time_line import entries, length
from ivw.show import front_door, parts, time_line, times_offered, when
from ivw.show.draft_area import draft_area
from ivw.show.front_door import Here

WORDS = {
    "out": ("What you wrote or said", "The words themselves, or a line about them"),
    "in": ("What they wrote or said", "The words themselves, or a line about them"),
    "none": ("Your note", "Only you read this"),
}
WANTS_ANSWER = {"rule": "If something is open", "yes": "Yes", "no": "No"}


@st.fragment
def draw(contact_id: str, fitting: str) -> None:
    """The form for one person, beginning with the kind that fits. A keystroke draws nothing but this anew."""
    here = front_door.here()
    form = f"log-{contact_id}"
    token = parts.token(here, form)
    kind = st.selectbox(
        "What happened", list(KINDS), index=list(KINDS).index(fitting), format_func=lambda each: KINDS[each].label,
        key=f"log-kind-{fitting}-{token}",
    )  # fmt: skip
    parts.problem(form, "kind")
    channel, earlier = _how_and_when(kind, token)
    parts.problem(form, "channel")
    chosen = when.ask(f"log-{token}", day=here.as_of.date(), latest=here.as_of.date()) if earlier else None
    parts.problem(form, "happened_at")
    marks = _marks(here, kind, form, token)
    taken = times_offered.choose(here, contact_id, token) if kind == "agreed" else None
    text = _text(here, contact_id, kind)
    parts.problem(form, "text")
    if st.button("Log it", type="primary", icon=":material/check:", key=f"log-it-{token}"):

        def log(now: Here) -> Done:
            happened_at = when.instant(now, "happened_at", *chosen) if chosen else now.as_of
            if taken:
                return offered_times.agree(
                    now.records, contact_id, taken, as_of=now.as_of, channel=channel, text=text, said_at=happened_at,
                    draft=_slot(contact_id), logged=token,
                )  # fmt: skip
            return interactions.log(
                now.records, contact_id=contact_id, kind=kind, as_of=now.as_of, token=token, channel=channel, text=text,
                happened_at=happened_at, draft=_slot(contact_id), **marks,
            )  # fmt: skip

        if parts.act(log, form, token):
            if taken:
                parts.lead_on("Write the confirmation", "outreach", contact=contact_id, kind="confirmation")
            for name in ("log", "tab"):  # back to where things stand now, and what follows from it
                st.query_params.pop(name, None)
        st.rerun()
    parts.problem(form)
    for newest in entries(here.records, contact_id, limit=1):
        st.caption(f"Newest entry: {time_line.in_a_line(here, newest)}")


def _how_and_when(kind: str, token: str) -> tuple[str | None, bool]:
    """The channel, and whether it happened earlier than just now. A note to oneself went through none."""
    channel = None
    with st.grid(2, min_column_width=165, gap="small", vertical_alignment="bottom"):
        if kind != "note":
            channel = st.selectbox(
                "How", list(CHANNELS), index=None, format_func=CHANNELS.__getitem__, placeholder="Not said",
                key=f"log-channel-{token}",
            )  # fmt: skip
        chosen = parts.choice("When", {"now": "Just now", "earlier": "Earlier"}, key=f"log-when-{token}")
    return channel, chosen == "earlier"


def _marks(here: Here, kind: str, form: str, token: str) -> dict[str, Any]:
    """What is asked about this kind alone."""
    marks: dict[str, Any] = {}
    if KINDS[kind].direction == "out":
        with st.container(gap="xxsmall"):
            marks["gives"] = st.checkbox(
                "It offers them something",
                key=f"log-gives-{token}",
                help="An article, an update, help, an introduction.",
            )
            marks["asks"] = st.checkbox(
                "It asks for something more",
                key=f"log-asks-{token}",
                help="Beyond the conversation itself: one ask at a time.",
            )
    elif kind == "reply":
        said = st.segmented_control(
            "Does it want an answer?", list(WANTS_ANSWER), default="rule", required=True, key=f"log-wants-{token}",
            format_func=lambda each: f":gray[{WANTS_ANSWER[each]}]",
            help="If something is open: while you ask for a conversation, or have planned one.",
        )  # fmt: skip
        marks["wants_answer"] = {"yes": True, "no": False}.get(said)
    elif kind == "deferred":
        marks["again_on"] = st.date_input(
            "Ask again on", None, min_value=here.as_of.date(), format=when.day_format(), key=f"log-again-{token}",
            help="The day they named, or a guess.",
        )  # fmt: skip
        parts.problem(form, "again_on")
    return marks


def _text(here: Here, contact_id: str, kind: str) -> str:
    label, placeholder = WORDS[KINDS[kind].direction]
    # With the count in its key, what was logged leaves an empty field behind: in every tab, and after a reload.
    happened = length(here.records, contact_id)
    return draft_area(
        label, key=f"{_slot(contact_id)}:{happened}", text=drafts.read(here.records, _slot(contact_id)),
        on_save=lambda typed: _keep(contact_id, typed), placeholder=placeholder, height=96,
    )  # fmt: skip


def _keep(contact_id: str, typed: str) -> None:
    here = front_door.here()
    drafts.save(here.records, _slot(contact_id), typed, here.as_of)


def _slot(contact_id: str) -> str:
    return f"log:{contact_id}"
