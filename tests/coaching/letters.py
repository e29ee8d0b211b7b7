"""People to write to, and what stands in the records about them."""

from ivw.coaching import contacts, message_facts, next_steps, outreach, profile, promises
from tests.builders import a_contact, a_conversation, at, forget_everybody

NOW = at("2026-11-24 09:00")  # a Tuesday
ZONE = "Europe/Berlin"
WHY = "Your talk on night buses made me want to see how one is planned."
GROUND = "We both studied in Leeds."
QUESTIONS = ("What would you learn first today?", "How does a week begin for you?")


def of_tom(opened, **settings):
    """These records, with nobody in them, of Tom in Berlin."""
    forget_everybody(opened)
    profile.save(opened, name="Tom Riley", time_zone=ZONE, first_weekday=1, **settings)
    return opened


def somebody(records, **facts):
    known = {"name": "Mei-Lin Zhao", "organization": "Calder Institute", "field": "Water and climate",
             "why_this_person": WHY, "common_ground": GROUND}  # fmt: skip
    return a_contact(records, **(known | facts))


def a_draft(records, whom, kind, **asked):
    slots = message_facts.suggested_slots(records, NOW, ZONE)
    return outreach.draft(records, whom, kind, **({"as_of": NOW, "zone": ZONE, "slots": slots} | asked))


def missing(draft):
    return [each.fact for each in draft.missing]


def a_debrief(records, meeting, **said):
    with records.transaction() as transaction:
        transaction.add("debriefs", {"meeting_id": meeting, "written_at": NOW, **said})


def met_and_told(records, **facts):
    whom = somebody(records, **facts)
    meeting = a_conversation(
        records, whom, starts="2026-11-23 14:00", held=True, about="the ward roster; night nurses; SQL first"
    )
    a_debrief(records, meeting, learned="The hard part is trust, not software.")
    next_steps.write(records, meeting, "Take a short course in SQL.", as_of=NOW)
    promises.promise(
        records, contact_id=whom, what="The article on shift swaps", due=at("2026-11-27").date(),
        as_of=at("2026-11-23 14:15"), meeting_id=meeting,
    )  # fmt: skip
    promises.refer(
        records, contact_id=whom, name="Priya Raman", as_of=at("2026-11-23 14:18"), may_mention="yes",
        meeting_id=meeting,
    )  # fmt: skip
    return whom, meeting


def named_by(records, name="Ruth Feldman", may="yes"):
    """A prospect whom somebody named; returns both."""
    by = a_contact(records, name=name)
    made = promises.refer(records, contact_id=by, name="Mei-Lin Zhao", as_of=at("2026-11-20"), may_mention=may)
    whom = promises.prospect_of(records, made.fact_id)
    contacts.change(records, whom, why_this_person=WHY)
    return by, whom


def told_of(records):
    """A referrer, whom they named, and the conversation held with that person yesterday."""
    by, named = named_by(records)
    meeting = a_conversation(records, named, starts="2026-11-23 14:00", held=True)
    a_debrief(records, meeting, learned="She begins with the timetable.")
    return by, named, meeting


def every_draft(records):
    """One of each kind for people about whom everything is written down."""
    stranger = somebody(records)
    _, introduced = named_by(records)
    known = somebody(records, name="Lena Okafor", relationship="known", linkedin_url="https://www.linkedin.com/in/l")
    talked, _ = met_and_told(records, name="Ana Osei")
    planned = somebody(records, name="Jun Park")
    a_conversation(records, planned, starts="2026-11-27 10:00", scheduled="2026-11-23", format="video",
                   place="https://example.org/j/123")  # fmt: skip
    asked = somebody(records, name="Carmen Ruiz", asked="2026-11-10 09:00")
    return {
        "request": [a_draft(records, whom, "request") for whom in (stranger, introduced, known, talked)],
        "note": [a_draft(records, whom, "request", channel="linkedin") for whom in (stranger, introduced, known)],
        "proposal": [a_draft(records, stranger, "proposal")],
        "confirmation": [a_draft(records, planned, "confirmation")],
        "nudge": [a_draft(records, asked, "nudge")],
        "thank_you": [a_draft(records, talked, "thank_you")],
        "check_in": [a_draft(records, talked, "check_in", offer="Here is the report on night-shift fatigue")],
        "reconnect": [a_draft(records, talked, "reconnect")],
        "second_person": [a_draft(records, stranger, "second_person")],
        "in_writing": [a_draft(records, whom, "in_writing", questions=QUESTIONS) for whom in (stranger, talked)],
        "more_advice": [a_draft(records, talked, "more_advice", question="Which course would you take first?")],
        "tell_referrer": [a_draft(records, told_of(records)[0], "tell_referrer")],
    }
