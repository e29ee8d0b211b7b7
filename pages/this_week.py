"""This week: what to do next, how the week stands against one's own targets, and what was done."""

import streamlit as st

from ivw.coaching import follow_ups, meetings, network, people, profile, weekly
from ivw.show import charts, evidence, first_start, front_door, parts, queue_card, week_trends, weekly_review

SHOWN_FIGURES = ("requests", "conversations", "thanked_in_time", "promises_kept")


def show() -> None:
    here = front_door.here()
    if not people.counts(here.records)["everyone"]:
        first_start.draw(here)
        return
    if front_door.asked_for("view") == "review":
        review(here)
        return
    reading, ties, coming = here.ahead(weekly.week), here.ahead(network.bands), here.ahead(meetings.on_day)
    due = follow_ups.queue(here.records, here.as_of, here.zone)
    today = coming()
    parts.page_head(here, greeting(here), lead(here, due, today))
    conversations_of_today(here, today, first=not due.items)
    with st.container(gap="xxsmall"):
        queue(here, due)
    week = reading()
    with st.container(gap="small"):
        figures(week, due)
    what_was_done(week)
    left, right = st.columns(2, gap="large")
    with left:
        chain(week)
    with right:
        health(ties())
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


def lead(here: front_door.Here, due: follow_ups.Queue, meeting: list[meetings.Planned]) -> str:
    today = follow_ups.day(here.as_of.date())
    if not due.total and meeting:
        return f"{today}. You meet {parts.plain(meeting[0].contact)} at {here.local(meeting[0].starts_at):%H:%M}."
    if not due.total:
        return f"{today}. Nothing is due. A good day to find somebody new."
    if not due.late:
        return f"{today}. {parts.count(due.total, 'thing')} can be done today."
    first = parts.plain(follow_ups.title(due.items[0]))
    are = "is" if due.late == 1 else "are"
    return f"{today}. {parts.count(due.total, 'thing')} can be done today; {due.late} {are} late. First: {first}."


def conversations_of_today(here: front_door.Here, today: list[meetings.Planned], *, first: bool) -> None:
    """Whom one meets today, with the way to the run sheet, until it is over."""
    for place, planned in enumerate(today):
        with parts.card(), st.container(horizontal=True, vertical_alignment="center", gap="small"):
            facts = (f"{planned.minutes} minutes", meetings.FORMATS.get(planned.format or ""), planned.organization)
            with st.container(gap="xxsmall"):
                starts = f"{here.local(planned.starts_at):%H:%M}"
                st.markdown(f"##### :material/forum: You meet {parts.plain(planned.contact)} today at {starts}")
                st.caption(parts.plain(" · ".join(fact for fact in facts if fact)))
            kind = "primary" if first and place == 0 else "secondary"
            if st.button("Open", icon=":material/arrow_forward:", type=kind, key=f"today-{planned.id}"):
                front_door.go("conversation", meeting=planned.id)


def queue(here: front_door.Here, due: follow_ups.Queue) -> None:
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
            queue_card.draw(here, item, words.get(item.contact_id), first=place == 0)
    if not due.items:
        parts.nothing_yet(
            "All clear",
            "Nothing is due. What you log with people, promise them or plan with them turns up here with its reason.",
        )


def figures(week: weekly.Week, due: follow_ups.Queue) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader("This week so far", anchor=False, width="content")
        st.button(
            "Review the week", icon=":material/history_edu:", type="tertiary", on_click=look_back,
            help="Ten minutes: what happened, what to change, what to aim at. Your targets are set there, too.",
        )  # fmt: skip
    shown = [figure for figure in week.figures if figure.name in SHOWN_FIGURES or figure.target]
    with st.grid(5 if len(shown) == 5 else 4, min_column_width=150, gap="small"):
        for each in shown:
            note, colour = standing(each, due.thanks)
            st.metric(
                profile.FIGURES[each.name], f"{each.count} of {each.target}" if each.target else each.count,
                delta=note, delta_color=colour, delta_arrow="off", border=True,
                chart_data=list(each.history), chart_type="area",
                help=f"This week, and the {len(each.history) - 1} weeks before it.",
            )  # fmt: skip


def look_back() -> None:
    st.query_params["view"] = "review"


def standing(figure: weekly.Figure, thanks_due: int) -> tuple[str, str]:
    if figure.name == "thanked_in_time" and thanks_due:
        return f"{thanks_due} due", "orange"
    if figure.target is None:
        return f"{figure.history[-2]} last week", "off"
    if figure.count >= figure.target:
        return "Reached", "green"
    return f"{figure.target - figure.count} to go", "blue"


def what_was_done(week: weekly.Week) -> None:
    met = sum(n for _, group, n in week.activity if group == "met")
    asked = sum(n for _, group, n in week.activity if group == "asked")
    if not any(n for _, _, n in week.activity):
        parts.nothing_yet(
            "What you do will show here", "Log a first request, and this chart begins to grow week by week."
        )
        return
    title = f"{parts.count(met, 'conversation')} in twelve weeks, {parts.count(asked, 'message')} on the way to them"
    alt = f"Stacked bars of what was done in each of the last twelve weeks: {title}."
    parts.figure(
        title, "What you did in each of the last twelve weeks", charts.activity, week.activity, alt, key="activity",
        leads=("What it came to", "insights", {}),
    )  # fmt: skip


def chain(week: weekly.Week) -> None:
    by_step = {step.step: step for step in week.chain}
    if not by_step["asked"].n:
        parts.nothing_yet("How far your requests come", "Ask somebody for a conversation to see how the chain unfolds.")
        return
    met, asked = by_step["met"].n, by_step["asked"].n
    title = f"{met} of {parts.count(asked, 'person', 'people')} asked met you"
    steps = tuple((weekly.STEPS[step.step], step.n, step.of_n) for step in week.chain)
    parts.figure(
        title, "Everybody first asked in the last twelve weeks, with the counts", charts.chain, steps,
        "Bars of how many were asked, replied, met, were thanked in time, introduced somebody and met again: "
        + ", ".join(f"{label} {n} of {of}" for label, n, of in steps), key="chain",
        leads=("Whom to ask next", "prospect_research", {"list": "shortlist"}),
    )  # fmt: skip


def health(counts: dict[str, int]) -> None:
    total = sum(counts.values())
    if not total:
        parts.nothing_yet("How your ties are", "Once you have met somebody, the health of that tie shows here.")
        return
    title = f"{counts['healthy']} of {parts.count(total, 'tie')} {'is' if total == 1 else 'are'} healthy"
    alt = ", ".join(f"{band.replace('_', ' ')} {n}" for band, n in counts.items())
    parts.figure(
        title,
        "Ties by health. The weights behind it are a convention, not a finding.",
        charts.bands,
        tuple(counts.items()),
        alt,
        key="bands",
        leads=("See each tie", "follow_ups", {"view": "ties"}),
    )


show()
