"""This week: what to do next, how the week stands against one's own targets, and what was done."""

import streamlit as st

from ivw.coaching import first_steps, follow_ups, meetings, people, profile
from ivw.show import (
    calendar_file,
    evidence,
    first_start,
    first_way,
    front_door,
    parts,
    queue_card,
    queue_lists,
    read_ahead,
    this_minute,
    week_below,
    week_trends,
    weekly_review,
)


def show() -> None:
    here = this_minute.here()
    if not people.counts(here.records)["everyone"]:
        first_start.draw(here)
        return
    if front_door.asked_for("view") == "review":
        review(here)
        return
    coming = here.ahead(meetings.on_day)
    due = follow_ups.queue(here.records, here.as_of, here.zone)
    today = coming()
    made = first_steps.done(here.records, here.as_of)
    parts.page_head(here, greeting(here), lead(here, due, today, is_new=made is not None))
    if made is not None:
        first_way.path(made)
    # A quarter of an hour before it begins a talk goes before everything that is due.
    is_near = bool(today) and today[0].starts_at - meetings.LIVE_FROM <= here.as_of
    conversations_of_today(here, today, first=is_near or not due.items)
    with st.container(gap="xxsmall"):
        queue(here, due, None if today or made == first_steps.TO_THANK else made, first=not is_near)
    if made is not None and first_steps.is_bare(here.records, here.as_of):
        week_below.to_come(here)
        return
    # What stands below is read and drawn once it is reached: the cards are what one comes for.
    is_early = made is not None and made != first_steps.TO_THANK
    week_below.draw(due.thanks, is_early=is_early)
    if not is_early:  # until somebody was met the charts above are one sentence, and these would be emptier still
        week_trends.draw()
    evidence.draw()


def review(here: front_door.Here) -> None:
    """Looking back on a week: a page of its own, so that nothing else asks for attention."""
    parts.page_head(here, "Weekly review", weekly_review.lead(here))
    if st.button("Back to this week", icon=":material/arrow_back:", type="tertiary"):
        st.query_params.clear()
        st.rerun()
    weekly_review.draw(here)


def greeting(here: front_door.Here) -> str:
    hour = here.as_of.hour
    day = "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    name = profile.of(here.records).name
    return f"Good {day}{f', {parts.plain(name)}' if name else ''}"


def lead(here: front_door.Here, due: follow_ups.Queue, meeting: list[meetings.Planned], *, is_new: bool) -> str:
    today = follow_ups.day(here.as_of.date())
    if not due.total and meeting:
        return f"{today}. You meet {parts.plain(meeting[0].contact)} at {here.local(meeting[0].starts_at):%H:%M}."
    if not due.total:
        hint = "" if is_new or follow_ups.how_many(due.counts, "resting") else " A good day to find somebody new."
        return f"{today}. {queue_lists.nothing_due(due.counts)}{hint}"
    rests = queue_lists.rests_too(due.counts)
    if not due.late:
        return f"{today}. {parts.count(due.total, 'thing')} can be done today.{rests}"
    first = parts.plain(follow_ups.title(due.items[0]))
    are = "is" if due.late == 1 else "are"
    things = parts.count(due.total, "thing")
    return f"{today}. {things} can be done today; {due.late} {are} late. First: {first}.{rests}"


def conversations_of_today(here: front_door.Here, today: list[meetings.Planned], *, first: bool) -> None:
    """Whom one meets today, with the way to the run sheet, until it is over."""
    for place, planned in enumerate(today):
        with parts.card(), st.container(horizontal=True, vertical_alignment="center", gap="small"):
            facts = (f"{planned.minutes} minutes", meetings.FORMATS.get(planned.format or ""), planned.organization)
            with st.container(gap="xxsmall"):
                starts = f"{here.local(planned.starts_at):%H:%M}"
                whom = parts.plain(planned.contact)
                st.markdown(f"##### :material/forum: You meet {whom} today at {starts}", anchors=False)
                st.caption(parts.plain(" · ".join(fact for fact in facts if fact)))
            kind = "primary" if first and place == 0 else "secondary"
            if st.button("Open", icon=":material/arrow_forward:", type=kind, key=f"today-{planned.id}"):
                front_door.go("conversation", meeting=planned.id)


def queue(here: front_door.Here, due: follow_ups.Queue, made: tuple[str, ...] | None, *, first: bool) -> None:
    """What is due; where nothing is, the next of the first steps, of which these were made, for whoever is new.
    `first`: nothing goes before it, so that its first card has the page's filled button.
    """
    more = due.total - len(due.items)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader("Do next", anchor=False, width="content")
        if more and st.button(
            f"{more:,} more can wait", type="tertiary", icon=":material/arrow_forward:", icon_position="right"
        ):
            front_door.go("follow_ups")
    words = follow_ups.last_words(here.records, [item.contact_id for item in due.items], here.as_of)
    with st.container(gap="small"):
        for place, item in enumerate(due.items):
            queue_card.draw(here, item, words.get(item.contact_id), first=first and place == 0)
            if place == 0:
                read_ahead.let_it_appear()
    if not due.items and made is not None:
        first_way.next_step(here, made)
    elif not due.items:
        parts.nothing_yet(
            "All clear",
            "What you log with people, promise them or plan with them turns up here with its reason.",
        )
        if st.button("Whom to ask next", type="tertiary", icon=":material/person_search:", key="whom-to-ask"):
            front_door.go("prospect_research", view="next")
    if due.items or any(follow_ups.how_many(due.counts, each) for each in ("upcoming", "resting")):
        calendar_file.offer()


show()
