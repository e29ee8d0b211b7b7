"""Planning: which questions fit the minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ivw.cli.door import aligned, anywhere, bytes_of, door, opened, show
from ivw.coaching.errors import InvalidRecord

if TYPE_CHECKING:
    from ivw.coaching.agenda import Agenda


@door.command()
@anywhere
@click.option("--minutes", type=int, help="How long the conversation is to be; with --meeting the agreed minutes.")
@click.option("--questions", metavar="CSV", help="Columns text, priority, goals, answer_seconds, must, about_me.")
@click.option("--meeting", metavar="ID", help="The plan of this conversation.")
def plan(minutes: int | None, questions: str | None, meeting: str | None) -> None:
    """Which questions fit the minutes, which have to go, and why."""
    from ivw.coaching import agenda

    if (questions is None) == (meeting is None):
        raise InvalidRecord(
            "questions",
            "Whose questions? Neither a list nor a conversation is named."
            if questions is None
            else "Both a list and a conversation are named.",
            "Use --questions CSV (- reads stdin) or --meeting ID.",
        )
    added: list[str] = []
    if questions is not None:
        from ivw.exchange import question_list

        asked, added = question_list.read(bytes_of(questions))
        fitted = agenda.fit(asked, _allowed(minutes))
    else:
        from ivw.coaching import goals, plans

        with opened() as here:
            planned = plans.of_meeting(here.records, meeting or "")
            weights = goals.weights(here.records)
        if planned is None:
            raise InvalidRecord(
                "meeting",
                f"No conversation {meeting} with a plan is in the records.",
                "Plan it in the dashboard first.",
            )
        fitted = agenda.fit(planned.questions, _allowed(planned.minutes if minutes is None else minutes), weights)
    says = [f"Added, since nobody should leave without it (guide 2): {text}" for text in added]
    says += agenda.warnings(fitted)
    show(_document(fitted), lambda: _in_words(fitted, says), says)


def _allowed(minutes: int | None) -> int:
    from ivw.coaching import plans

    if minutes is None:
        raise InvalidRecord("minutes", "The minutes are missing.", "Say them, as in --minutes 20.")
    return plans.checked_minutes(minutes)


def _document(fitted: Agenda) -> dict[str, object]:
    return {
        "minutes": fitted.minutes,
        "budget_s": fitted.budget_s,
        "used_s": fitted.used_s,
        "keep": [
            {"text": each.question.text, "tier": each.question.tier, "seconds": each.seconds} for each in fitted.keep
        ],
        "cut": [{"text": each.question.text, "seconds": each.seconds, "why": each.why} for each in fitted.cut],
        "spare": list(fitted.spare),
    }


def _in_words(fitted: Agenda, says: list[str]) -> str:
    from ivw.coaching.agenda import clock

    used, there = clock(fitted.used_s), clock(max(0, fitted.budget_s))
    lines = [f"{fitted.minutes} minutes: the questions take {used} of {there}.", *says, ""]
    lines.append(
        aligned([("keep", each.question.tier, clock(each.seconds), each.question.text) for each in fitted.keep])
    )
    for each in fitted.cut:
        spare = ", spare" if each.question.text in fitted.spare else ""
        lines += ["", f"cut{spare}  {clock(each.seconds)}  {each.question.text}", f"     {each.why}"]
    return "\n".join(lines)
