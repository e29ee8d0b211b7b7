"""What to have ready on the day, by the way one meets, and words for the moments when one has none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to see to on the day, and why (naming its guide)."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Words:
    """A moment in a conversation, what to do, words to say (or None), and why (naming the guide)."""

    moment: str
    do: str
    say: str | None
    why: str


IN_PERSON = ("workplace", "cafe", "restaurant", "elsewhere")
_ATTIRE = {  # B27, C32, E18: professional and sharp is the floor, and the place raises it (X13)
    "video": "Dress as if you were in the room with them",
    "workplace": "Dress as for an interview in that house",
    "cafe": "Dress neatly: a notch above what you would wear there anyway",
    "restaurant": "Dress neatly: a notch above what you would wear there anyway",
    "elsewhere": "Dress neatly, and for the place",
}
_WAY_THERE = {
    "video": Point(
        "Open the link once, with sound and picture, ten minutes before",
        "A call that starts late is time lost; our convention.",
    ),
    "phone": Point("Know who calls whom, and on which number", "Part of the details one confirms (guide 1)."),
    "workplace": Point("Know the entrance and whom to ask for", "Part of the details one confirms (guide 1)."),
}


def on_the_day(format: str | None, relationship: str | None = None) -> tuple[Point, ...]:
    """The short checklist for the day of a conversation, by its format; somebody known is met less formally (C32)."""
    points = []
    if format in _WAY_THERE:
        points.append(_WAY_THERE[format])
    if format in _ATTIRE:
        familiar = " They know you: it may be less formal." if relationship == "known" else ""
        points.append(Point(_ATTIRE[format], f"You might work there one day, and they remember (guide 2).{familiar}"))
        points.append(Point("Nothing torn, stained or loud", "Clothes should not be what they remember (guide 3)."))
    if format in IN_PERSON:
        points.append(Point("Wear a watch, and leave the phone in the bag", "A phone looks like boredom (guide 2)."))
        points.append(Point("Take the run sheet on paper, and a pen", "Notes in the hand disturb nobody (guide 1)."))
    elif format is not None:
        points.append(Point("Silence phone and messages", "The time is theirs (guide 1)."))
    if format in ("cafe", "restaurant"):  # X16: optional, and only here
        points.append(Point("Offer to pay, or bring a small gift if you like", "They give you their time (guide 3)."))
    points.append(
        Point("Know the two questions you never leave without", "Who else, and may I mention your name (guide 2).")
    )
    return tuple(points)


# Our own sentences; the moments and the ways out of them are the guides'.
TIME_LEFT = {
    5: Words(
        "Five minutes left", "Say so, and come to the two questions.",
        "“We have about five minutes left. May I ask you two last things?”",
        "You watch the time, so that they need not (guide 2).",
    ),
    2: Words(
        "Two minutes left", "Bring it to its end, and thank them.",
        "“I want to keep to the time we agreed on. Thank you, this helped me a lot.”",
        "You watch the time, so that they need not (guide 2).",
    ),
}  # fmt: skip
DIFFICULT = (
    Words(
        "It runs over", "Check in, and offer to go on in writing.",
        "“Our time is up. May I send you my last question by e-mail, or do you have a few minutes more?”",
        "Their day goes on (guide 4). If they wish to go on, all the better: that is no fault of yours (guide 2).",
    ),
    Words(
        "They wander off", "Enjoy it for a while, then lead back gently.",
        "“I could listen to that for an hour. It makes me wonder about something you said before: …”",
        "Off the topic is fine; the questions are there for structure (guide 2).",
    ),
    Words(
        "You lose the thread", "Breathe out. A pause is longer for you than for them.",
        "“One moment, let me look at my notes.”",
        "Stay calm, and take a deep breath (guide 1).",
    ),
    Words(
        "You see it differently", "Stay curious; you are there to learn how it looks from where they sit.",
        "“I had pictured that quite differently. What made you see it this way?”",
        "Respect counts more than being right (guide 1).",
    ),
    Words(
        "They offer a job, or tell of an opening", "Never ask for one. Thank them, and note it as a lead.",
        "“That is kind of you. Today I came to learn. May I write to you about it tomorrow?”",
        "No job is on the table in such a talk, and what is volunteered is welcome (guides 1 and 2).",
    ),
)  # fmt: skip
