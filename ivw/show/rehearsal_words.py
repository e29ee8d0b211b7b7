"""What is said of a rehearsal: times, the finding in a sentence, and what to do about it."""

from ivw.coaching import agenda
from ivw.coaching.lap_times import ALONE
from ivw.coaching.plans import Plan
from ivw.coaching.practice import Lap, Run
from ivw.coaching.rehearsal_review import Pace, Review, Taken
from ivw.show import parts

SHORT = 8  # words: in a question of so few there is nothing to shorten (our convention)


def as_clock(seconds: float) -> str:
    """Minutes and seconds as a clock shows them: 3:05."""
    whole = max(0, int(seconds + 0.5))
    return f"{whole // 60}:{whole % 60:02}"


def lasting(seconds: float, digits: int = 0) -> str:
    """How long something takes, on its own: "51 s", and from a minute on as a clock shows it."""
    return f"{seconds:.{digits}f} s" if round(seconds) < 60 else as_clock(seconds)


def in_brief(text: str, longest: int = 48) -> str:
    """The beginning of a question, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0][: longest - 1] + "…"


def called(plan: Plan) -> str:
    """Whose plan it is, or what it is called."""
    return plan.contact or plan.title or "A plan"


def finding(review: Review) -> str:
    """What the chart of this run says, as Markdown."""
    long = review.long
    if long:
        worst = parts.plain(f"“{in_brief(long[0].lap.text)}”")
        if len(long) == 1:
            return f"One question runs long: {worst}"
        return f"{len(long)} questions run long, most of all {worst}"
    if review.without_room:
        return "Most laps left no room for an answer"
    if review.skipped or review.not_reached:
        return "What was asked kept to its time"
    return "Every question kept to its time"


def reads(review: Review) -> str:
    """How the chart of this run is read."""
    if not review.asking_only:
        return "The tick is the plan, the dot is how long it took."
    if review.whole_s is None:
        return "The tick is the plan for asking and moving on, the dot is how long it took."
    return (
        "The clock played the host, so only your asking counts: the tick is what the plan gives it and moving on, "
        "the dot is how long it took."
    )


def gap(taken: Taken) -> str:
    """How far a question is from its plan, in words: "51 s over", "2:34 under"."""
    over = round(taken.over_s)
    return "on the second" if not over else f"{lasting(abs(over))} {'over' if over > 0 else 'under'}"


def totals(review: Review) -> str:
    """The whole run against the plan and against the minutes agreed, as Markdown."""
    if review.whole_s is None or review.spare_s is None:
        return (
            f"**{as_clock(review.spoken_s)}** of asking; the plan gives it {as_clock(review.planned_s)}, "
            "with moving on. A rapid round says nothing of the answers."
        )
    said = f"**{as_clock(review.spoken_s)}** for what was asked; the plan gives it {as_clock(review.planned_s)}."
    if review.asking_only:
        said = (
            f"**{as_clock(review.spoken_s)}** for what was asked, with the answers as planned; the plan gives it "
            f"{as_clock(review.planned_s)}."
        )
    frame = f"opening, introduction and closing ({as_clock(agenda.OVERHEAD_S)})"
    if review.not_reached:
        frame = f"what is planned for the {parts.count(review.not_reached, 'question')} not reached, {frame}"
    slot = f"{as_clock(review.whole_s)} of {as_clock(review.slot_s)}"
    if review.spare_s >= 0:
        fits = f":green[:material/check: it fits], {as_clock(review.spare_s)} to spare"
    else:
        fits = f":orange[:material/timer_off: {as_clock(-review.spare_s)} too long]"
    return f"{said} With {frame} that makes {slot}: {fits}."


def must_asks(review: Review) -> str:
    """Whether the must-asks were reached (B35, guide 2), as Markdown; '' for a run that has none."""
    if not review.must_asks:
        return ""
    if not review.never_asked:
        return f":green[:material/check: {'Both must-asks' if review.must_asks == 2 else 'The must-ask'} reached.]"
    missed = " and ".join(_named(lap) for lap in review.never_asked)
    return f":orange[:material/warning: Not asked: {missed}.] Nobody should leave without these two (guide 2)."


def pace_in_words(pace: Pace | None) -> str:
    """How long asking took, as Markdown; '' where that was never measured."""
    if pace is None:
        return ""
    return (
        f":material/speed: A question took you **{as_clock(pace.took_s)}** to ask, on average over "
        f"{parts.count(pace.questions, 'question')}; the plan gives it {as_clock(pace.planned_s)}, with moving on. "
        ":gray[Shown, never scored.]"
    )


def advice(review: Review, run: Run) -> list[str]:
    """What to cut, to shorten or to do otherwise next time, each a line of Markdown."""
    lines = [_shorter(each) for each in review.long[:3]]
    lines += _left_out(review)
    if review.without_room:
        lines.append(
            "**Wait for the answer.** Say the question, then keep quiet for as long as an answer takes"
            + (": a companion makes that easier (guide 3)." if run.mode in ALONE else " (guide 3).")
        )
    if review.never_asked and not run.broken_off_at:
        lines.append("**Keep two minutes for the must-asks**, whatever else has to go for them (guide 2).")
    if review.skipped:
        skipped = parts.count(review.skipped, "question")
        lines.append(f"You skipped {skipped}. What you would not ask now, you will not ask then: change it or cut it.")
    if lines:
        return lines
    if review.whole_s is None:
        return ["The words come easily. Rehearse it whole next, with room for the answers."]
    return ["Nothing to cut. Rehearse once more when the day is near, and then leave it."]


def _shorter(taken: Taken) -> str:
    name, over = _named(taken.lap), as_clock(taken.over_s)
    words = len(taken.lap.text.split())
    is_short = taken.lap.must_ask is not None or words <= SHORT
    if taken.asking_only:
        how = f"Say {name} without a lead-in" if is_short else f"Say {name} in fewer words**, or without a lead-in"
        return f"**{how}{'**' if is_short else ''}: {parts.count(words, 'word')} took {over} longer than planned."
    if taken.lap.must_ask:  # what it asks for cannot be less, and it is the last
        return f"**Let the answer to {name} be short**, and go on: it took {over} longer than planned."
    if is_short:
        return f"**Go on sooner after {name}**: it took {over} longer than planned. Or give it more time in the plan."
    return f"**Shorten {name}** by {over}, by asking for less at once; or give it more time in the plan."


def _left_out(review: Review) -> list[str]:
    if review.to_cut:
        why = " Of all it is worth least for its time, by the weights of your plan." if review.by_worth else ""
        return [
            f"**Leave out {_named(each.lap)}**: that saves {as_clock(each.counts_s)}.{why}"
            for each in review.to_cut[:2]
        ]
    if (review.spare_s or 0) < 0 and not review.long:
        return ["**Take a question out of the plan**, or ask for more minutes beforehand, not while you talk."]
    return []


def _named(lap: Lap) -> str:
    return parts.plain(f"“{in_brief(lap.text)}”")
