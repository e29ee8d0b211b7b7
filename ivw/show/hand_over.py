"""Where one does what is due: the page, and what it opens there."""

from ivw.coaching import journey, promises, second_person
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.follow_ups import Item
from ivw.show import journey as path
from ivw.show.front_door import Here

# The message that settles what is due.
WRITTEN_AS = {
    "thank_you": "thank_you",
    "confirm": "confirmation",
    "answer": "answer",
    "propose_times": "proposal",
    "nudge": "nudge",
    "check_in": "check_in",
    "reconnect": "reconnect",
}
# What the button of something due says where there is nothing to write.
OPENS = {"second_person": "Who else?", "promise": "Open", "record": "What happened?", "prepare": "Prepare"}
ABOUT_A_CONVERSATION = ("thank_you", "confirm")


def called(item: Item) -> tuple[str, str]:
    """What the button that leads there says, and its icon."""
    if item.action in OPENS:
        return OPENS[item.action], ":material/arrow_forward:"
    return "Write it", ":material/edit:"


def where(here: Here, item: Item) -> tuple[str, dict[str, str]]:
    """The page on which one does what this item asks for, and what it opens there."""
    if item.action == "second_person":
        there = second_person.others_there(here.records, item.contact_id, here.as_of, most=1)
        if there:
            return "outreach", {"contact": there[0].contact_id, "kind": "second_person"}
        return "prospect_research", {"organization": item.organization or ""}
    if item.action == "referral" and (named := promises.prospect_of(here.records, item.subject_id)):
        return "outreach", {"contact": named, "kind": "request"}
    if item.action == "promise" and (told := promises.tells_of(here.records, item.subject_id)):
        return "outreach", {"contact": item.contact_id, "kind": "tell_referrer", "meeting": told}
    if item.action == "prepare":
        return _next_step(here, item)
    if kind := WRITTEN_AS.get(item.action):
        about = {"meeting": item.subject_id} if item.action in ABOUT_A_CONVERSATION else {}
        return "outreach", {"contact": item.contact_id, "kind": kind, **about}
    if item.action == "record":
        return "conversation", {"meeting": item.subject_id}
    return "prospect_research", {"contact": item.contact_id, "tab": "promises"}


def _next_step(here: Here, item: Item) -> tuple[str, dict[str, str]]:
    try:
        way = journey.of_meeting(here.records, item.subject_id, here.as_of)
    except InvalidRecord:  # it is gone since the card was drawn
        return "prospect_research", {"contact": item.contact_id}
    return path.where(way, way.next.name if way.next else "appear")
