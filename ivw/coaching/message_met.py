"""How one met somebody, as a letter says it: what people write of a place and a talk, put into a sentence.

Everything here knows English only, like the templates in data/messages.
"""

import re
from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from ivw.coaching import meetings, wording
from ivw.coaching.just_met import Encounter

WHY = "What you said has stayed with me, and I would like to hear more."
Fit = Callable[[str], bool]  # whether a note can be sent; what cannot is left out
_SAID_BEFORE = re.compile(r"^(?:we )?met +", re.IGNORECASE)
_TALKED_BEFORE = re.compile(
    r"^(?:we )?(?:talked|spoke|chatted|discussed)(?: to each other)?(?: (?:about|of|on))? +", re.IGNORECASE
)
_PREPOSITIONS = frozenset(
    ("on", "at", "in", "over", "during", "through", "by", "near", "outside", "before", "after", "between", "while",
     "when", "waiting", "under", "behind", "next", "inside", "around")
)  # fmt: skip
_ARTICLES = frozenset(("the", "a", "an"))
_SMALL = _ARTICLES | frozenset(("my", "our", "your", "this", "that", "some", "their", "one"))
# One travels on these; whatever follows says where to, or is their number ("ICE 573").
_CARRIES = frozenset(
    ("ice", "ic", "ec", "re", "train", "tram", "bus", "ferry", "plane", "flight", "metro", "subway", "underground",
     "boat", "coach")
)  # fmt: skip
_WHERE_TO = frozenset(("to", "from", "between", "home", "back", "through", "via", "into"))
# These want an article, which people leave out of a note.
_PLACES = frozenset(
    ("fair", "conference", "congress", "meetup", "party", "wedding", "workshop", "course", "class", "talk", "lecture",
     "concert", "dinner", "lunch", "breakfast", "barbecue", "market", "station", "airport", "library", "gym", "pub",
     "playground", "panel", "exhibition", "seminar", "summit", "reception")
)  # fmt: skip


def met_on(how: Encounter, today: date, zone: ZoneInfo, is_fit: Fit) -> str:
    """When and where one met somebody, to go on after "We met": "on the ICE to Hamburg yesterday"."""
    on = wording.past_day(how.at.astimezone(zone).date(), today)
    place, has_preposition = _place(how.where if is_fit(how.where) else "")
    if not place:
        return on
    return f"{place} {on}" if has_preposition else f"{on}, and you may remember me from {place}"


def sentence(how: Encounter, today: date, zone: ZoneInfo, is_fit: Fit) -> str:
    """When and where one met somebody and what about: "We met on the ICE to Hamburg yesterday and talked about …"."""
    met = f"We met {met_on(how, today, zone, is_fit)}"
    about = how.about if is_fit(how.about) else ""
    if wording.is_said(about):
        return f"{met}. {wording.sentence(about)}"
    topics = wording.listed([wording.clause(_TALKED_BEFORE.sub("", each)) for each in meetings.topics(about)[:3]])
    if not topics:
        return f"{met}."
    joined = ": we talked" if ", and " in met else " and talked"
    return f"{met}{joined} about {topics}."


def _place(where: str) -> tuple[str, bool]:
    """A place as it goes on in a sentence, and whether it goes on after "met", not after "from"."""
    words = _SAID_BEFORE.sub("", " ".join(where.split())).rstrip(".!?").split(" ")
    first = words[0].lower()
    if first in _PREPOSITIONS:
        return " ".join([first, *words[1:]]), True
    named = words[1:] if first in _ARTICLES and len(words) > 1 else words
    noun, after = named[0], named[1:2]
    article = first if named is not words else "the"
    if noun.lower() in _CARRIES and (not after or after[0].lower() in _WHERE_TO or after[0].isdigit()):
        carries = noun if noun.isupper() else noun.lower()
        return " ".join(["on", article, carries, *named[1:]]), True
    if named is words and first in _PLACES and not (after and after[0][:1].isupper()):
        return " ".join(["at the", first, *words[1:]]), True
    return " ".join([first if first in _SMALL else words[0], *words[1:]]), False
