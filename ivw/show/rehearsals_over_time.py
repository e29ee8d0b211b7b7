"""What rehearsing changes over time, for one plan or for all: totals, ease and nerves, and when it was comfortable."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching import rehearsals_over_time
from ivw.coaching.rehearsals_over_time import COMFORTABLE, OverTime, Reached, Rehearsed
from ivw.show import parts
from ivw.show.charts import rehearsal
from ivw.show.front_door import Here
from ivw.show.rehearsal_words import as_clock

SHOWN = 12  # the newest, so that a chart fits a screen
WHOLES = (
    "The tick is the minutes agreed, the mark the conversation that each rehearsal leads to, with what is planned for "
    "questions not reached. A square is too long, a cross was broken off."
)
FELT = "Ease is the middle of what you said of the questions. Being prepared takes nervousness away (guide 3)."
REACHED = (
    "Comfortable is our convention: asked to the end with both must-asks (what you skipped aside), within the minutes "
    "agreed, no question too long, and a middle ease of "
    f"{COMFORTABLE:.0f} or more. To feel at ease asking is the aim (guide 3)."
)


def draw(here: Here, plan_id: str | None = None) -> None:
    """What the rehearsals of one plan, or of all, say together; nothing before the first one has ended."""
    found = rehearsals_over_time.read(here.records, plan_id, as_of=here.as_of)
    if not found.runs:
        return
    parts.section("Over time", _counted(found))
    if sum(each.asked > 0 for each in found.runs) < 2:
        parts.nothing_yet(
            "One rehearsal is no line yet" if len(found.runs) == 1 else "Too few in which a question was timed",
            "From the second one on, this shows whether it fits better, whether ease grows, and whether nerves go.",
        )
        return
    left, right = st.columns(2, gap="large")
    with left, st.container(gap="medium"):
        _wholes(here, found.runs, of_one=plan_id is not None)
    with right, st.container(gap="medium"):
        if plan_id is None:
            _felt(here, _of_one(here, found))
            _reached(found.reached)
        else:
            _felt(here, found.runs)
            _first(found)


def _counted(found: OverTime) -> str:
    facts = [parts.count(len(found.runs), "rehearsal"), parts.count(round(found.spent_s / 60), "minute")]
    if found.broken_off:
        facts.append(f"{found.broken_off:,} broken off")
    return ", ".join(facts)


def _wholes(here: Here, every: Sequence[Rehearsed], *, of_one: bool) -> None:
    """Each whole against the minutes agreed."""
    runs = [each for each in every if each.whole_s is not None]
    if not runs:
        parts.nothing_yet("Nothing to hold against the minutes yet", "A rapid round has no answers: rehearse it whole.")
        return
    rows = tuple(
        (
            f"Rehearsal {each.number}" if of_one else _called(each),
            _day(here, each), float(each.minutes), (each.whole_s or 0) / 60, _room(each), _mark(each),
        )
        for each in runs[-SHOWN:]
    )  # fmt: skip
    left_out = f" The newest {SHOWN} of {len(runs)}." if len(runs) > SHOWN else ""
    parts.figure(
        _fits(runs), WHOLES + left_out, rehearsal.wholes, rows,
        alt="Minutes each rehearsal came to: " + "; ".join(f"{name} {room}" for name, _, _, _, room, _ in rows),
        key="over-time-wholes",
    )  # fmt: skip


def _of_one(here: Here, found: OverTime) -> Sequence[Rehearsed]:
    """The rehearsals of one plan at a time: of several in one line, it goes up and down with whom one talks to."""
    names = parts.each_once({each.plan_id: _short(each.called) for each in found.reached})
    felt = [each for each in found.runs if each.plan_id in names and (each.ease or each.nerves_before)]
    most = max(names, key=lambda plan: sum(each.plan_id == plan for each in felt))  # of equals the newest
    chosen = most
    if len(names) > 1:
        picked = st.selectbox(
            "Ease and nerves with", list(names), index=list(names).index(most), format_func=names.__getitem__,
            key="over-time-plan",
        )  # fmt: skip
        chosen = picked if picked in names else most
    return rehearsals_over_time.read(here.records, chosen, as_of=here.as_of).runs


def _fits(runs: Sequence[Rehearsed]) -> str:
    """What the chart of the wholes says."""
    finished = [each for each in runs if each.finished]
    if not finished:
        return "None was finished yet"
    fit = sum((each.spare_s or 0) >= 0 for each in finished)
    said = f"{fit} of {parts.count(len(finished), 'finished rehearsal')} {'fits' if fit == 1 else 'fit'} the minutes"
    if len(finished) == 1 or fit in (0, len(finished)):
        return said
    return f"{said}, the newest {'among them' if (finished[-1].spare_s or 0) >= 0 else 'does not'}"


def _felt(here: Here, runs: Sequence[Rehearsed]) -> None:
    """Ease and nerves, against how many questions had been asked aloud."""
    rows = tuple(
        (float(each.aloud), f"{_called(each)}, {_day(here, each)}", float(value), series)
        for each in runs
        for series, value in zip(rehearsal.SERIES, (each.ease, each.nerves_before, each.nerves_after), strict=True)
        if value is not None
    )
    if not rows:
        parts.nothing_yet("How it felt was not said yet", "Say below a rehearsal how at ease and how nervous you were.")
        return
    parts.figure(
        _moved(runs), FELT, rehearsal.felt, rows,
        alt="1 to 5 by questions asked aloud: "
        + "; ".join(f"{series} {value:g} after {aloud:.0f}" for aloud, _, value, series in rows),
        key="over-time-felt",
    )  # fmt: skip
    said = []
    for name, changed in (("nerves", "fell"), ("confidence", "rose")):
        better, of = rehearsals_over_time.felt(runs, name)
        if of:
            said.append(f"{name.capitalize()} {changed} in {better} of {parts.count(of, 'rehearsal')}.")
    if said:
        st.caption(" ".join(said))


def _moved(runs: Sequence[Rehearsed]) -> str:
    """What the chart of ease and nerves says: from the first to the last time that each was said."""
    said = []
    for name, column in (("Ease", "ease"), ("nerves", "nerves_before")):
        values = [getattr(each, column) for each in runs if getattr(each, column) is not None]
        if len(values) > 1:
            first, last = values[0], values[-1]
            said.append(f"{name} {'stayed at' if first == last else f'from {first:g} to'} {last:g}")
    if not said:
        return "Said once so far: no change to see yet"
    moved = ", ".join(said)
    return f"{moved[:1].upper()}{moved[1:]}"


def _reached(reached: Sequence[Reached]) -> None:
    """How many rehearsals each plan took until it was comfortable."""
    rows = tuple(
        (_short(each.called), each.rehearsals, _how_long(each), each.is_comfortable) for each in reached[:SHOWN]
    )
    done = [each.rehearsals for each in reached if each.is_comfortable]
    plans = parts.count(len(reached), "plan")
    title = f"{len(done)} of {plans} comfortable so far"
    if done:
        fewest, most = min(done), parts.count(max(done), "rehearsal")
        title += f", after {most}" if fewest == max(done) else f", after {fewest} to {most}"
    parts.figure(
        title, REACHED, rehearsal.until_comfortable, rows,
        alt="Rehearsals until comfortable: " + "; ".join(f"{name}: {says}" for name, _, says, _ in rows),
        key="over-time-reached",
    )  # fmt: skip


def _first(found: OverTime) -> None:
    """When this plan was comfortable for the first time, or what it lacks."""
    for each in found.reached:
        with st.container(gap=None):
            if each.is_comfortable:
                st.markdown(f"##### Comfortable {_how_long(each)}", anchors=False)
            else:
                st.markdown(f"##### {_how_long(each).capitalize()}", anchors=False)
                st.markdown(f":gray[The last one: {_lacks(found.runs)}.]")
            st.caption(REACHED)


def _how_long(each: Reached) -> str:
    took = f"{parts.count(each.rehearsals, 'rehearsal')}, {each.minutes:.0f} min"
    return f"after {took}" if each.is_comfortable else f"not yet, {took}"


def _lacks(runs: Sequence[Rehearsed]) -> str:
    last = next((each for each in reversed(runs) if each.finished and each.whole_s is not None), None)
    if last is None:
        return "no whole one was finished"
    facts = []
    if last.not_reached:
        facts.append(f"{parts.count(last.not_reached, 'question')} not reached")
    if last.must_missed:
        facts.append("the must-asks not asked" if last.must_missed > 1 else "a must-ask not asked")
    if (last.spare_s or 0) < 0:
        facts.append(f"{as_clock(-(last.spare_s or 0))} too long")
    if last.long_ones:
        facts.append(f"{parts.count(last.long_ones, 'question')} too long")
    if last.no_room:
        facts.append("no room for answers")
    facts.append(f"a middle ease of {last.ease:g}" if last.ease is not None else "how at ease you were was not said")
    return ", ".join(facts)


def _room(each: Rehearsed) -> str:
    spare = each.spare_s or 0
    room = f"{as_clock(spare)} to spare" if spare >= 0 else f"{as_clock(-spare)} too long"
    return room if each.finished else f"broken off, {room}"


def _mark(each: Rehearsed) -> str:
    return "broken_off" if not each.finished else "fits" if (each.spare_s or 0) >= 0 else "over"


def _called(each: Rehearsed) -> str:
    return f"{_short(each.called)}, {each.number}"


def _short(called: str | None) -> str:
    """Whom or what a plan is for, short enough for a chart."""
    name = called or "A plan"
    return name if len(name) <= 28 else f"{name[:27]}…"


def _day(here: Here, each: Rehearsed) -> str:
    return f"{here.local(each.started_at):%-d %b}"
