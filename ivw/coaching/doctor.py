"""A look at everything: the file as a file, then the facts that the tables allow and that cannot have happened."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ivw.coaching import profile
from ivw.coaching.errors import InvalidRecord
from ivw.records.database import Records
from ivw.records.doctor import Finding, examine, examine_open

__all__ = ["Examined", "Finding", "examine", "examine_facts", "examine_open"]

# By the faults of sql/95_doctor.sql: what is wrong, as the end of a sentence, and what mends it.
FAULTS = {
    "ended_before_it_began": ("The conversation of {day} ended before it began.", "Record it once more."),
    "held_and_to_come": (
        "The conversation of {day} is said to be held and has yet to begin.",
        "Give it its right day.",
    ),
    "planned_far_ahead": ("The conversation is planned for {day}, years ahead.", "Move it, or call it off."),
    "agreed_and_to_come": ("A conversation was agreed on {day}, which is to come.", "Plan it once more."),
    "logged_and_to_come": (
        "Something is in the log for {day}, which is to come. It counts nowhere until then.",
        "Remove it from the time line and log it once more, or plan it as a conversation.",
    ),
    "ended_and_to_come": (
        "A conversation is said to have ended on {day}, which is to come.",
        "Give it its right time.",
    ),
    "debriefed_before_it_began": (
        "The conversation of {day} was looked back on before it began.",
        "Give it its right day.",
    ),
    "ages_ago": ("Something is noted for {day}, when nobody could have.", "Give it its right year."),
    "again_before_asked": (
        "What was said on {day} is to be taken up again on a day before it.",
        "Log it once more with the right day.",
    ),
    "again_far_ahead": ("They are to be asked again on {day}, years ahead.", "Log it once more with the right day."),
    "connected_and_to_come": (
        "You are said to be connected since {day}, which is to come.",
        "Change the day among the details.",
    ),
    "found_and_to_come": ("Something was found out on {day}, which is to come.", "Note it once more."),
    "promised_and_to_come": (
        "A promise is said to be made, kept or let go on {day}, which is to come.",
        "Note it once more.",
    ),
    "due_far_ahead": ("A promise is due on {day}, years ahead.", "Give it its right day."),
    "given_and_to_come": (
        "A referral is said to be given, followed or let go on {day}, which is to come.",
        "Note it once more.",
    ),
    "heard_and_to_come": ("A lead is said to be heard on {day}, which is to come.", "Note it once more."),
    "done_before_made": ("The promise of {day} was kept or let go before it was made.", "Note it once more."),
    "done_before_given": ("The referral of {day} was followed or let go before it was given.", "Note it once more."),
}
REMARKS = {
    "deferred_without_a_day": (
        "On {day} they asked to be asked later, and no day is noted: nothing will remind you.",
        "Log it once more with the day to ask again.",
    ),
    "thanked_before_met": (
        "The thank-you of {day} went out before the first conversation began, and so counts for none.",
        "If it was for that conversation, log it once more with the right time.",
    ),
}
# Of these only the day is known.
OF_A_DAY = {"again_far_ahead", "connected_and_to_come", "found_and_to_come", "due_far_ahead"}


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found: faults, and remarks, which are no faults but worth a look."""

    findings: tuple[Finding, ...]
    remarks: tuple[Finding, ...]


def examine_facts(records: Records, as_of: datetime, zone: str) -> Examined:
    """What cannot have happened by `as_of`, and a time zone that nobody knows; days are those of `zone`."""
    facts = records.rows(
        "SELECT fault, fact_table, contact, contact_id, fact_at FROM impossible_facts($as_of)", as_of=as_of
    )
    told: dict[bool, list[Finding]] = {True: [], False: []}
    for fault, table, contact, contact_id, fact_at in facts:
        what, cure = (FAULTS | REMARKS)[fault]
        who = contact or contact_id
        at = fact_at if fault in OF_A_DAY else fact_at.astimezone(ZoneInfo(zone))
        day = f"{at.day} {at:%B} {at.year}" + ("" if fault in OF_A_DAY else f", {at:%H:%M}")
        cure = f"Open {who} in Prospect research. {cure}"
        told[fault in FAULTS].append(Finding(what.format(day=day), f"{table}: {who}", cure))
    return Examined((*_profile(records), *told[True]), tuple(told[False]))


def _profile(records: Records) -> list[Finding]:
    try:
        profile.known_zone(profile.of(records).time_zone)
    except InvalidRecord as unknown:
        return [Finding(unknown.wrong, "profile.time_zone", f"{unknown.right} Choose it in Your records.")]
    return []
