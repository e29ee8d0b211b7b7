"""Every page of the dashboard in each of its states, by name: what pictures are taken of and looked through."""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ivw.coaching import demo, profile
from ivw.exchange import demo_file
from ivw.records.database import Records
from tests.builders import records_in

BERLIN = ZoneInfo("Europe/Berlin")

# Addresses with the demo network. What stands in braces is looked up in the records (Known).
PLACES = {
    "this-week": "",
    "weekly-review": "?view=review",
    "people": "prospect_research?view=people",
    "person": "prospect_research?contact={person}",
    "person-log": "prospect_research?contact={person}&log=reply",
    "person-conversations": "prospect_research?contact={person}&tab=conversations",
    "person-promises": "prospect_research?contact={person}&tab=promises",
    "person-research": "prospect_research?contact={person}&tab=research",
    "whom-to-ask": "prospect_research?view=next",
    "organizations": "prospect_research?view=organizations",
    "fields": "prospect_research?view=fields",
    "goals": "prospect_research?view=goals",
    "to-write": "outreach",
    "request": "outreach?contact={person}&kind=request",
    "reply-rates": "outreach?view=rates",
    "questions": "question_builder?plan={plan}",
    "questions-bank": "question_builder?plan={plan}&source=bank",
    "taken-together": "question_builder?plan={plan}&view=together",
    "stories": "question_builder?view=stories",
    "rehearse": "practice_timer?plan={plan}",
    "rehearsed": "practice_timer?plan={rehearsed}&run={run}",
    "conversations": "conversation",
    "conversation-before": "conversation?meeting={planned}&step=before",
    "conversation-live": "conversation?meeting={planned}&step=live",
    "conversation-after": "conversation?meeting={held}&step=after",
    "reflection": "reflection",
    "debrief": "reflection?meeting={held}",
    "queue": "follow_ups",
    "ties": "follow_ups?view=ties&contact={person}",
    "with-them": "follow_ups?view=theirs",
    "path-fit": "insights?view=path-fit",
    "fields-compared": "insights?view=fields",
    "themes": "insights?view=themes",
    "what-changed": "insights?view=changed",
    "referrals": "insights?view=referrals",
    "what-follows": "insights?view=follows",
    "search": "insights?view=search&find=data",
    "import": "your_records",
    "take-out": "your_records?open=take-out",
    "profile": "your_records?open=profile",
    "backups": "your_records?open=backups",
    "the-file": "your_records?open=file",
}

# Of an empty file the pages themselves are enough.
EMPTY = {
    "this-week": "",
    "weekly-review": "?view=review",
    "people": "prospect_research",
    "to-write": "outreach",
    "questions": "question_builder",
    "rehearse": "practice_timer",
    "conversations": "conversation",
    "reflection": "reflection",
    "queue": "follow_ups",
    "ties": "follow_ups?view=ties",
    "insights": "insights",
    "your-records": "your_records",
}


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that addresses are made of."""

    person: str
    planned: str
    held: str
    plan: str
    rehearsed: str
    run: str


def demo_records(folder: Path, now: datetime) -> tuple[Path, Known]:
    """Records with the demo network as it stands at this instant, and the ids of what is shown of it."""
    with records_in(folder, now) as records:
        profile.save(records, name="Ada Example", time_zone=BERLIN.key, first_weekday=1)
        demo.load(records, now, BERLIN.key, demo_file.read())
        known = Known(
            person=_one(records, "select contact_id from meetings where status = 'held' order by scheduled_at desc"),
            planned=_one(records, "select id from meetings where status = 'planned' order by scheduled_at desc"),
            held=_one(records, "select meeting_id from debriefs order by written_at desc"),
            plan=_one(records, "select id from plans where meeting_id is not null order by id desc"),
            rehearsed=_one(records, "select plan_id from rehearsals order by started_at desc"),
            run=_one(records, "select id from rehearsals order by started_at desc"),
        )
    return folder / "records.duckdb", known


def address(place: str, known: Known) -> str:
    """Where this state of a page is found, below the address of the dashboard."""
    return place.format(**asdict(known))


def _one(records: Records, query: str) -> str:
    found = records.rows(f"{query} limit 1")
    assert found, f"the demo network has nothing for: {query}"
    return str(found[0][0])
