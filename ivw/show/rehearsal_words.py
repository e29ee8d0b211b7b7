"""What is said of a rehearsal: times, the finding in a sentence, and what to do about it."""

from collections.abc import Sequence

from ivw.coaching import agenda
from ivw.coaching.plans import Plan
from ivw.coaching.practice import Lap
from ivw.coaching.rehearsal_review import Review
from ivw.show import parts


def as_clock(seconds: float) -> str:
    """Minutes and seconds as a clock shows them: 3:05."""
    whole = max(0, int(seconds + 0.5))
    return f"{whole // 60}:{whole % 60:02}"


def in_brief(text: str, longest: int = 48) -> str:
    """The beginning of a question, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0][: longest - 1] + "…"


def called(plan: Plan) -> str:
    """Whose plan it is, or what it is called."""
    return plan.contact or plan.title or "A plan"


def finding(laps: Sequence[Lap], review: Review) -> str:
    """What the chart of this run says, as Markdown."""
    if review.long:
        worst = parts.plain(f"“{in_brief(review.long[0].text)}”")
        if len(review.long) == 1:
            return f"One question runs long: {worst}"
        return f"{len(review.long)} questions run long, most of all {worst}"
    if review.without_room:
        return "Most laps left no room for an answer"
    if review.skipped or review.not_reached:
        return "What was asked kept to its time"
    return "Every question kept to its time"


def gap(lap: Lap) -> str:
    """How far a lap is from its plan, in words: "51 s over"."""
    over = round(lap.over_s)
    return "on the second" if not over else f"{abs(over)} s {'over' if over > 0 else 'under'}"


def totals(review: Review) -> str:
    """The whole run against the plan and against the minutes agreed, as Markdown."""
    said = f"**{as_clock(review.spoken_s)}** for what was asked; the plan gives it {as_clock(review.planned_s)}."
    frame = f"opening, introduction and closing ({as_clock(agenda.OVERHEAD_S)})"
    if review.not_reached:
        frame = f"what is planned for the {parts.count(review.not_reached, 'question')} not reached, {frame}"
    slot = f"{as_clock(review.whole_s)} of {as_clock(review.slot_s)}"
    if review.spare_s >= 0:
        fits = f":green[:material/check: it fits], {as_clock(review.spare_s)} to spare"
    else:
        fits = f":orange[:material/timer_off: {as_clock(-review.spare_s)} too long]"
    return f"{said} With {frame} that makes {slot}: {fits}."


def advice(review: Review, mode: str) -> list[str]:
    """What to cut, to shorten or to do otherwise next time, each a line of Markdown."""
    lines = []
    for lap in review.long[:3]:
        lines.append(
            f"**Shorten {_named(lap)}** by {as_clock(lap.over_s)}, by asking for less at once; "
            "or give it more time in the plan."
        )
    if review.to_cut:
        lines.append(f"**Leave out {_named(review.to_cut)}**: that saves {as_clock(review.to_cut.seconds or 0)}.")
    elif review.spare_s < 0 and not review.long:
        lines.append("**Take a question out of the plan**, or ask for more minutes beforehand, not while you talk.")
    if review.without_room:
        lines.append(
            "**Wait for the answer.** Say the question, then keep quiet for as long as an answer takes"
            + (": a companion makes that easier (guide 3)." if mode != "companion" else " (guide 3).")
        )
    if review.skipped:
        skipped = parts.count(review.skipped, "question")
        lines.append(f"You skipped {skipped}. What you would not ask now, you will not ask then: change it or cut it.")
    return lines or ["Nothing to cut. Rehearse once more when the day is near, and then leave it."]


def _named(lap: Lap) -> str:
    return parts.plain(f"“{in_brief(lap.text)}”")
