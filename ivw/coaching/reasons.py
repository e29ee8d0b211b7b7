"""The words of what is due: what to do with whom, why it is there, and how urgent it is."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ivw.coaching.wording import ended

if TYPE_CHECKING:
    from ivw.coaching.follow_ups import Item
    from ivw.coaching.settled import Settled

HALF_A_YEAR = 180  # days; our convention
# Where each rule comes from; shown where somebody asks why.
GUIDES = {
    "thank_you": "Within 24 hours, the sooner the better (guides 1 and 2).",
    "promise": "If you promised something, send it (guide 1).",
    "record": "Reflect while it is fresh (guide 1).",
    "confirm": "Confirm the details with thanks (guide 1).",
    "prepare": "Rehearse until you are at ease asking (guide 3).",
    "answer": "Be respectful of their time (guide 1).",
    "propose_times": "Suggest specific times, and leave the choice to them (guide 1).",
    "referral": "Never leave without asking whom else to talk to, and then do (guide 2).",
    "nudge": "Polite and professional, and never many (guide 1; the count is our convention).",
    "second_person": "Our convention: a second person after three business days.",
    "check_in": "Check in periodically and share something (guide 1).",
    "reconnect": "Stay in touch; contacts help later (guide 3).",
}


def title(item: "Item | Settled") -> str:
    """What to do with whom, in a few words."""
    name = item.contact
    match item.action:
        case "thank_you":
            return f"Thank {name}"
        case "promise":
            return f"Keep your promise to {name}"
        case "record":
            return f"Did you meet {name}?"
        case "confirm":
            return f"Confirm with {name}"
        case "prepare":
            return f"Prepare for {name}"
        case "answer":
            return f"Answer {name}"
        case "propose_times":
            return f"Offer {name} times"
        case "referral":
            return f"Write to {item.fact_text or 'the person'} whom {name} named"
        case "nudge":
            return f"Ask {name} again" if item.fact_text == "deferred" else f"Remind {name}"
        case "second_person":
            return f"Ask somebody else at {item.organization}"
        case "check_in":
            return f"Check in with {name}"
        case _:
            return f"Get back in touch with {name}"


def why(item: "Item", zone: str, as_of: datetime) -> str:
    """The reason an item is there, in one sentence, with the day it is told from."""
    on = (
        _on(item.fact_at.astimezone(ZoneInfo(zone)).date(), as_of.astimezone(ZoneInfo(zone)).date())
        if item.fact_at
        else ""
    )
    at = f"{item.fact_at.astimezone(ZoneInfo(zone)):%H:%M}" if item.fact_at else ""
    match item.action:
        case "thank_you":
            return f"You met on {on} until {at}. A thank-you counts within 24 hours."
        case "promise":
            return ended(f"You promised: {item.fact_text}")
        case "record":
            return f"It was planned for {on} at {at}. Say what happened while you remember it."
        case "confirm":
            return f"You meet on {on} at {at} for {item.fact_number} minutes. Time and place are not confirmed."
        case "prepare":
            return f"You meet on {on} at {at} for {item.fact_number} minutes. One rehearsal makes the asking easier."
        case "answer":
            return f"They wrote on {on}, and the ball is with you."
        case "propose_times":
            return (
                f"Open since {on}: they are willing, and no time is set."
                if on
                else "They are willing, and no time is set."
            )
        case "referral":
            return f"{item.contact} named {item.fact_text} on {on}. Following it is a way of saying thank you."
        case "nudge":
            return (
                f"They asked you to come back to it; they wrote on {on}."
                if item.fact_text == "deferred"
                else f"You wrote on {on} and heard nothing. One friendly reminder is fine."
            )
        case "second_person":
            return f"No answer since {on}. Asking a second person there is fine by now; {item.contact} is not given up."
        case "check_in":
            return f"{_last_in_touch(item, on)} Send something that is useful to them."
        case _:
            return f"{_last_in_touch(item, on)} A friendly line is enough to begin."


def _on(date_: date, today: date) -> str:
    # The year, as soon as the same day may be meant of another one.
    return f"{day(date_)} {date_.year}" if abs((today - date_).days) > HALF_A_YEAR else day(date_)


def _last_in_touch(item: "Item", on: str) -> str:
    return f"You were last in touch on {on}, {_days_ago(item.fact_number)}."


def when_due(item: "Item", as_of: datetime, zone: str) -> str:
    """How urgent an item is, in two or three words."""
    here = ZoneInfo(zone)
    if item.status == "overdue":
        late = (as_of - item.due_at).total_seconds() / 86400
        return (
            f"{int(late)} day{'s' if int(late) != 1 else ''} late" if late >= 1 else f"{max(1, int(late * 24))} h late"
        )
    if item.status == "upcoming":
        return f"From {day(item.opens_at.astimezone(here).date())}"
    left = (item.due_at - as_of).total_seconds() / 3600
    if left < 0:
        return f"Since {day(item.opens_at.astimezone(here).date())}"
    if item.action in ("thank_you", "record"):
        return f"Due in {int(left)} h" if left >= 1 else f"Due in {int(left * 60)} min"
    last_day = (item.due_at - timedelta(seconds=1)).astimezone(here).date()
    today = as_of.astimezone(here).date()
    return (
        "Due today"
        if last_day == today
        else "Due tomorrow"
        if last_day == today + timedelta(days=1)
        else f"Due by {day(last_day)}"
    )


def _days_ago(days: int | None) -> str:
    return "today" if not days else "1 day ago" if days == 1 else f"{days} days ago"


def day(date_: date) -> str:
    """A date as people say it: Tuesday 24 November."""
    return f"{date_:%A} {date_.day} {date_:%B}"
