"""Why a message is written as it is: for each kind the rules it follows, with the guide that each comes from."""

ADVICE = {
    "request": (
        "Say why you write to them of all people, and how you found them or who introduced you (guide 1).",
        "Ask for advice and for a look from inside. There is no job on the table, and saying so takes the pressure off "
        "(guides 1 and 2).",
        "Ask for 20 minutes. 15 to 30 are easily given; an hour is for people you know (guides 1 and 3).",
        "Offer two or three times, which are easy to say yes to, and leave the choice to them (guide 1).",
        "Be courteous with strangers and at ease with people you know (guide 3).",
        "They are busy: say that you would be grateful, and keep it under 150 words (guides 1 and 3).",
    ),
    "second_person": (
        "After three business days without an answer you may ask somebody else there; whoever you asked first is not "
        "given up (our convention).",
        "Say that you wrote to a colleague, too: whoever compares notes should find nothing odd (our convention).",
        "Everything else as in a first request: why them, advice and no job, 20 minutes, two or three times (guide 1).",
    ),
    "in_writing": (
        "Where there is no time for a call, or it ran out, ask the rest in writing (guides 1 and 4).",
        "Two or three questions are soon answered; a long list is put aside (our convention).",
        "Leave them free not to answer: their time is a gift (guide 1).",
    ),
    "tell_referrer": (
        "Tell whoever named somebody how it went: it closes the circle, and keeps the chain alive (our convention).",
        "Thank them for the name, and say one thing that came of it (guide 1).",
        "Writing it keeps your promise to tell them; tick that below (guide 1).",
    ),
    "more_advice": (
        "You may come back for advice when the tie is alive: say first what became of the last one (guide 1).",
        "Give before you ask again, and ask for one thing (guide 1; the count is our convention).",
        "One clear question gets an answer; never ask for a job (guides 1 and 2).",
    ),
    "proposal": (
        "A call by video or by phone fits into a full day more easily than a visit (guide 1).",
        "You propose, they choose: two or three times, and any other that suits them (guides 1 and 3).",
        "Say again how long it takes, so that both of you know (guide 2).",
    ),
    "confirmation": (
        "Thank them, then say day, time, length, and the place or the link (guide 1).",
        "The length is agreed beforehand; keeping an eye on it is your part (guide 2).",
    ),
    "nudge": (
        "One friendly reminder is polite, a second one only to people you know (guide 1; the count is our convention).",
        "Make it easy to say no. A no today keeps the door open (our convention).",
    ),
    "thank_you": (
        "Within 24 hours, the sooner the better. An e-mail is enough, a card a pleasure on top (guides 1 and 2).",
        "Name what you talked about, so that it could have gone to nobody else (guide 1).",
        "Tell them one thing you learned or how they helped you (guides 2 and 5).",
        "Keep it short, and read it once more before it goes (guides 1 and 2).",
        "Whatever you promised, say when it comes (guide 1).",
    ),
    "check_in": (
        "Bring something: an article, what became of their advice, an offer of help (guide 1).",
        "Come back to what you talked about. A tie lives on both sides giving (guide 1).",
        "Ask for one thing at most, and give before you ask again (guide 1; the count is our convention).",
    ),
    "reconnect": (
        "A tie that slept can be woken with a few friendly lines (guide 3).",
        "Bring something, and ask for nothing yet (guide 1).",
    ),
    "answer": (
        "Answer within a business day: their time is a gift (guide 1; the day is our convention).",
        "Say thank you, and then answer what they asked (guide 1).",
    ),
}
