"""Below the week: one chart at a time of how things go, chosen by what one wants to know, and only then drawn."""

import streamlit as st

from ivw.coaching import trends, weekly
from ivw.coaching.network import WITH_DORMANT
from ivw.show import parts, this_minute
from ivw.show.charts import trends as drawn
from ivw.show.front_door import Here
from ivw.show.network_words import spelled

TRENDS = {
    "health": "Health over time",
    "moves": "What moved it",
    "chain": "Week by week",
    "thanks": "Time to thank",
    "late": "What is late",
    "ages": "Who waits for whom",
    "days": "Busy days",
    "balance": "Give and ask",
}
FEW = 5
NAMES = {
    "thank_you": "Thank-yous", "promise": "Promises", "record": "Conversations to record", "confirm": "Confirmations",
    "answer": "Answers", "propose_times": "Times to offer", "referral": "Referrals",
}  # fmt: skip
LATE_TONES = dict(zip((label for _, label in trends.LATE), ("quiet", "soft", "soft", "amber", "red"), strict=True))
AGE_TONES = {"me": "accent", "them": "soft"}
MOST_BARS = 12


@st.fragment
def draw() -> None:
    """The row of what one may look at, and the chart chosen; nothing is read before one is."""
    here = this_minute.here()
    parts.section("How it goes over time", "Chosen, then drawn")
    chosen = st.pills(
        "What to look at", list(TRENDS), key="trends", format_func=lambda each: f":gray[{TRENDS[each]}]",
        label_visibility="collapsed",
    )  # fmt: skip
    if chosen:
        DRAWN[chosen](here)


def _health(here: Here) -> None:
    rows = trends.health_by_week(here.records, here.as_of, here.zone)
    if not rows:
        parts.nothing_yet("Health over time", "It begins with the first conversation: from then on a tie has a health.")
        return
    last = {band: ties for week, band, ties in rows if week == rows[-1][0]}
    first = {band: ties for week, band, ties in rows if week == rows[0][0]}
    total, weeks = sum(last.values()), len({week for week, _, _ in rows})
    title = f"{last['healthy']} of {parts.count(total, 'tie')} healthy now"
    if weeks > 1:
        title += f"; {parts.count(weeks - 1, 'week')} ago {first['healthy']} of {sum(first.values())}"
    told = ", ".join(f"{label.lower()} {last[band]}" for band, label in WITH_DORMANT.items())
    parts.figure(
        title,
        "Each week as it stood at its end. From below: healthy, wants attention, at risk, fading, dormant.",
        drawn.health_by_week, tuple(rows),
        f"Stacked bars of ties by band of health over {parts.count(weeks, 'week')}. Now: {told}.", key="trend-health",
        leads=("See each tie", "follow_ups", {"view": "ties"}),
    )  # fmt: skip


def _moves(here: Here) -> None:
    found = trends.moves(here.records, here.as_of, here.zone)
    if found is None:
        parts.nothing_yet("What moved it", "It needs a week with a health of the network at both ends.")
        return
    steps = [step for step in found.steps if abs(step.points) >= 0.05]
    rows, at = [("A week ago", 0.0, found.before, "total")], found.before
    for step in steps:
        rows.append((step.what, at, at + step.points, "up" if step.points > 0 else "down"))
        at += step.points
    rows.append(("Now", 0.0, found.after, "total"))
    most = max(steps, key=lambda step: abs(step.points), default=None)
    change = round(found.after) - round(found.before)
    went = "stands where it stood" if not change else f"{'rose' if change > 0 else 'fell'} by {abs(change)}"
    title = f"The network {went} in a week" + (f", most of all by “{most.what.lower()}”" if most and change else "")
    parts.figure(
        title,
        f"Points of its health, over {parts.count(found.ties, 'tie')} with a score at both ends. The weights are a "
        "convention, not a finding. Both ends are cut off on the left, or the steps would not be seen.",
        drawn.waterfall, tuple(rows),
        "From a week ago to now: " + ", ".join(f"{step.what} {step.points:+.1f}" for step in steps), key="trend-moves",
        leads=("See each tie", "follow_ups", {"view": "ties"}),
    )  # fmt: skip


def _chain(here: Here) -> None:
    found = trends.cohorts(here.records, here.as_of, here.zone)
    if not found:
        parts.nothing_yet("Week by week", "Ask somebody for a conversation to see how far each week's requests come.")
        return
    rows = tuple(
        (each.week, weekly.STEPS[step], getattr(each, step), each.asked) for each in found for step in trends.COHORT
    )
    asked, met = sum(each.asked for each in found), sum(each.met for each in found)
    parts.figure(
        f"{met} of {parts.count(asked, 'person', 'people')} first asked in {spelled(trends.WEEKS)} weeks met you",
        "Each row is the week in which they were first asked, each dot how many of them have come that far by now; "
        "recent weeks still grow.",
        drawn.cohorts, rows,
        "; ".join(
            f"week of {each.week.day} {each.week:%B}: asked {each.asked}, replied {each.replied}, met {each.met}, "
            f"thanked in time {each.thanked_in_time}, introduced {each.introduced}, met again {each.met_again}"
            for each in found
        ),
        key="trend-chain", leads=("Whom to ask next", "prospect_research", {"view": "next"}),
    )  # fmt: skip


def _thanks(here: Here) -> None:
    found = trends.thanks(here.records, here.as_of, here.zone)
    written = tuple(
        (each.contact, here.local(each.talked_until), each.hours) for each in found if each.hours is not None
    )
    if not written:
        parts.nothing_yet("Time to thank", "Log a thank-you after a conversation, and its hours stand here.")
        return
    in_time = sum(hours <= trends.IN_TIME_H for _, _, hours in written)
    missing = sum(each.hours is None and not each.dropped and not each.still_open for each in found)
    share = f" ({round(100 * in_time / len(written))}%)" if len(written) >= FEW else ""
    without = f"; {parts.count(missing, 'conversation')} without one" if missing else ""
    parts.figure(
        f"{in_time} of {parts.count(len(written), 'thank-you')}{share} within 24 hours",
        f"Each mark is a thank-you of the last half year; a diamond came later than the line (guide 1){without}.",
        drawn.hours_to_thanks, written,
        f"Hours from conversation to thank-you: {in_time} of {len(written)} within 24.", key="trend-thanks",
        leads=("Who waits for thanks", "follow_ups", {}),
    )  # fmt: skip


def _late(here: Here) -> None:
    found = trends.overdue(here.records, here.as_of, here.zone)
    if not found:
        parts.nothing_yet("Nothing is late", "What passes its day turns up here by how late it is.")
        return
    rows = tuple(
        (
            f"{NAMES.get(action, action.replace('_', ' ').capitalize())}, {late[:1].lower()}{late[1:]}",
            n,
            LATE_TONES[late],
        )
        for action, late, n in reversed(found)
    )[:MOST_BARS]
    total = sum(n for *_, n in found)
    _bars(
        f"{parts.count(total, 'thing')} {'is' if total == 1 else 'are'} late, the longest {found[-1][1].lower()}",
        "By kind and by how long ago it should have been done, the longest first.",
        rows, "trend-late",
    )  # fmt: skip


def _ages(here: Here) -> None:
    found = trends.ages(here.records, here.as_of, here.zone)
    if not found:
        parts.nothing_yet("Who waits for whom", "An open request stands here until it is answered, met or closed.")
        return
    names = {"me": "They wait for you", "them": "You wait for them"}
    rows = tuple(
        (f"{names[ball]}, {age[:1].lower()}{age[1:]}", n, AGE_TONES[ball])
        for ball, age, n in sorted(found, key=lambda each: each[0])
    )
    mine, all_ = sum(n for ball, _, n in found if ball == "me"), sum(n for *_, n in found)
    _bars(
        f"{mine} of {parts.count(all_, 'open request')} {'waits' if mine == 1 else 'wait'} for you",
        "By how long ago the newest thing happened. Parked ones have had their reminders, and rest.",
        rows, "trend-ages",
    )  # fmt: skip


def _bars(title: str, reads: str, rows: tuple[tuple[str, int, str], ...], key: str) -> None:
    told = "; ".join(f"{label}: {n}" for label, n, _ in rows)
    parts.figure(title, reads, drawn.counted, rows, told, key=key, leads=("To the queue", "follow_ups", {}))


def _days(here: Here) -> None:
    rows = trends.busy_days(here.records, here.as_of, here.zone)
    if not rows:
        parts.nothing_yet("Busy days", "What you send and whom you meet makes a pattern here, week by week.")
        return
    by_day = [sum(n for _, day, n in rows if day == weekday) for weekday in range(1, 8)]
    best = max(range(7), key=by_day.__getitem__)
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    total = sum(by_day)
    parts.figure(
        f"{names[best]} is when most gets done: {by_day[best]} of {parts.count(total, 'time')}",
        f"What was sent, and conversations, in {spelled(trends.WEEKS)} weeks: the larger the dot, the more.",
        drawn.heat, tuple(rows), ", ".join(f"{name} {n}" for name, n in zip(names, by_day, strict=True)),
        key="trend-days",
    )  # fmt: skip


def _balance(here: Here) -> None:
    rows = trends.gives_and_asks(here.records, here.as_of, here.zone)
    gives, asks = sum(n for _, n, _ in rows), sum(n for *_, n in rows)
    if not gives and not asks:
        parts.nothing_yet(
            "Give and ask", "Tick “It offers them something” or “It asks for something more” when you log a message."
        )
        return
    parts.figure(
        f"You offered {parts.count(gives, 'time')} and asked {parts.count(asks, 'time')} in "
        f"{spelled(trends.WEEKS)} weeks",
        "Beyond the conversation itself, by the marks on what you sent. A tie lives by both (guide 1).",
        drawn.balance, tuple(rows), f"Offered {gives}, asked for {asks}, week by week.", key="trend-balance",
    )  # fmt: skip


DRAWN = {
    "health": _health, "moves": _moves, "chain": _chain, "thanks": _thanks, "late": _late, "ages": _ages,
    "days": _days, "balance": _balance,
}  # fmt: skip
