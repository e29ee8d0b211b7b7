"""Words for the moments of a conversation in which one has none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A moment in a conversation, what to do, words to say (or None), and why (naming the guide)."""

    moment: str
    do: str
    say: str | None
    why: str


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
