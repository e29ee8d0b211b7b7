"""Until the first thank-you: how far one is on the first way round, and its next step, in the place of the queue."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching import first_steps, follow_ups, journey, meetings
from ivw.show import front_door, parts
from ivw.show import journey as path_to
from ivw.show.first_start import STEPS
from ivw.show.front_door import Here

# Where each of STEPS is made: in short, the page, and what it opens there.
LEADS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("Choose", "prospect_research", {"list": "everyone"}),
    ("Ask", "prospect_research", {"view": "next"}),
    ("Meet", "conversation", {}),
    ("Thank", "outreach", {}),
)


def path(made: Sequence[str]) -> None:
    """The four steps in a quiet line, each leading to where it is made; the one at hand stands out."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(":gray[Your first time round]", width="content")
        for number, (label, page, query) in enumerate(LEADS):
            is_next = number == len(made)
            icon = "check_circle" if number < len(made) else "radio_button_unchecked"
            said, why = STEPS[number]
            if st.button(
                f"**{label}**" if is_next else label,
                icon=f":material/{'arrow_circle_right' if is_next else icon}:", type="tertiary",
                help=f"{said}. {why}", key=f"first-{label}",
            ):  # fmt: skip
                front_door.go(page, **query)


def next_step(here: Here, made: Sequence[str]) -> None:
    """While nothing is due: the one thing to do next, about the very person where it is one; nothing for the thanks."""
    match first_steps.STEPS[len(made)]:
        case "choose":
            _, page, query = LEADS[0]
            _card(*STEPS[0], "Choose people", page, query)
        case "ask":
            _ask(here)
        case "meet":
            _meet(here)


def _ask(here: Here) -> None:
    asked, why = STEPS[1]
    match first_steps.to_ask(here.records, here.as_of):
        case [(contact, name)]:
            way = journey.of_contact(here.records, contact, here.as_of)
            if way.next is not None and way.next.name == "research":
                _card(
                    f"Read up on {parts.plain(name)}, then ask for 20 minutes", way.next.says,
                    path_to.READ, *path_to.where(way, "research"),
                )  # fmt: skip
                return
            _card(
                f"Ask {parts.plain(name)} for 20 minutes", why, path_to.ASK, "outreach",
                {"contact": contact, "kind": "request"},
            )  # fmt: skip
        case _:
            _card(asked, why, "Whom to ask next", "prospect_research", {"view": "next"})


def _meet(here: Here) -> None:
    planned = meetings.planned(here.records, here.as_of, limit=1)
    if planned:
        [first] = planned
        way = journey.of_meeting(here.records, first.id, here.as_of)
        step = way.next.name if way.next else "appear"
        page, query = path_to.where(way, step)
        starts = here.local(first.starts_at)
        _card(
            f"You meet {parts.plain(first.contact)} on {follow_ups.day(starts.date())} at {starts:%H:%M}",
            f"Next, {path_to.TITLES[step].lower()}: {way.next.says[:1].lower()}{way.next.says[1:]}" if way.next
            else "You are prepared: be there, and listen.",
            "Get ready" if way.next else "Open", page, query,
        )  # fmt: skip
        return
    asked = first_steps.asked(here.records, here.as_of)
    parts.nothing_yet("All clear", _what_is_waited_for(here, asked))
    with st.container(horizontal=True, gap="small"):
        if asked and st.button("Log an answer", type="tertiary", icon=":material/reply:", key="log-answer"):
            if len(asked) == 1:
                front_door.go("prospect_research", contact=asked[0][0], log="reply")
            front_door.go("follow_ups", view="theirs")
        if st.button("Whom to ask next", type="tertiary", icon=":material/person_search:", key="whom-to-ask"):
            front_door.go("prospect_research", view="next")


def _what_is_waited_for(here: Here, asked: Sequence[tuple[str, str]]) -> str:
    if len(asked) > 1:
        return f"{len(asked):,} people were asked so far. When it is time to answer or to remind them, they stand here."
    contact, name = asked[0] if asked else ("", "")
    state, items = follow_ups.standing(here.records, contact, here.as_of, here.zone) if asked else ("", [])
    if state != "waiting":
        return "Nobody has a request of yours now. It often takes more than one to meet somebody."
    reminders = [here.local(item.opens_at).date() for item in items if item.action == "nudge"]
    when = f" If no answer comes, a reminder stands here on {follow_ups.day(reminders[0])}." if reminders else ""
    return f"{parts.plain(name)} has your request.{when} Until then you may ask somebody else."


def _card(title: str, why: str, label: str, page: str, query: dict[str, str]) -> None:
    with parts.card():
        left, right = st.columns([3.4, 1], vertical_alignment="center")
        with left, st.container(gap="xxsmall"):
            st.markdown(f"##### {title}", anchors=False)
            st.caption(parts.plain(why))
        pressed = right.button(
            label, icon=":material/arrow_forward:", icon_position="right", type="primary", width="stretch",
            key="first-next",
        )  # fmt: skip
        if pressed:
            front_door.go(page, **query)
