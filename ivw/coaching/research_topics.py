"""What there is to find out about a person, an organization and a field, in two depths, and what one has to ask.

X12: lightly before the request, deeply after the yes; and research before the questions (E14, guide 5).
"""

from dataclasses import dataclass

from ivw.coaching.guides import GUIDES

LIGHT, DEEP = "light", "deep"
DEPTHS = {LIGHT: "Before you ask", DEEP: "Once they said yes"}
# E10: what no page tells is what the conversation is for. It is kept like a finding and counts as none.
TO_ASK = "to_ask"


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to find out. `column`: it stands in that column of `contacts`, not among the findings.

    `advice` is the statement of the guides it comes from; '' where it is our own.
    """

    key: str
    label: str
    hint: str
    advice: str
    depth: str = DEEP
    column: str | None = None

    @property
    def guide(self) -> str:
        """Where it comes from, in words: "guide 2"."""
        return GUIDES[self.advice[0]] if self.advice else "our convention"

    @property
    def question(self) -> str:
        """How to ask them for it, where no page told; '' for what nobody is asked."""
        return QUESTIONS.get(self.key, "")


TOPICS: dict[str, tuple[Topic, ...]] = {
    "person": (
        Topic("profile", "Their profile", "Read it to the end. What stands out?", "B08", LIGHT),
        Topic("search", "What a search finds", "Their name and where they work, in any search engine.", "B08", LIGHT),
        Topic("position", "What they do", "Their job title, as they say it.", "C20", LIGHT, "position"),
        Topic(
            "common_ground", "What you have in common", "A school, a place, a friend, a subject: it opens the talk.",
            "B09", LIGHT, "common_ground",
        ),
        Topic(
            "why_this_person", "Why this person", "What of their work would you understand? It opens your request.",
            "A21", LIGHT, "why_this_person",
        ),
        Topic("responsibilities", "What they are responsible for", "For what do others turn to them?", "C20"),
        Topic("tenure", "How long they have done it", "Since when, and where before?", "C20", DEEP, "tenure"),
        Topic("path", "How they got there", "Stations, turns, training: it saves asking for the résumé.", ""),
        Topic("published", "What they published or said", "An article, a talk, an interview, a post.", "A22"),
        Topic(TO_ASK, "Only they can tell", "Whatever no page told you: that is what to ask.", "E10"),
    ),
    "organization": (
        Topic("goals", "Goals and objectives", "What does it want to reach in the next years?", "E09"),
        Topic("mission", "Mission", "What does it say it is there for?", "E09"),
        Topic("culture", "Culture", "How do people there speak of working there?", "E09"),
        Topic("impact", "Impact on its industry", "What would be missing without it?", "C21"),
        Topic("stands_out", "What makes it stand out", "What does it do that others do not?", "C21"),
        Topic("competitors", "Competitors", "Who else does this? They may be worth a talk, too.", ""),
        Topic(TO_ASK, "Only people there can tell", "Whatever no page told you: that is what to ask.", "E10"),
    ),
    "field": (
        Topic("qualifications", "Qualifications", "What do most people in it bring?", "E11"),
        Topic("where", "Where people work", "Which organizations, which places, on one's own?", "E11"),
        Topic(
            "income", "Income range",
            "From statistics or a pay report, with its year. Look it up; never ask a person for theirs.", "C08",
        ),
        Topic("environment", "Environment", "Office, site or road; alone or with others; how loud, how fast?", "C08"),
        Topic("timetable", "Timetable of a day", "When does a usual day begin and end, and what is in it?", "C08"),
        Topic(TO_ASK, "Only people in it can tell", "Whatever no page told you: that is what to ask.", "E10"),
    ),
}  # fmt: skip
# Our own words, by topic. None for what one reads up on or knows oneself, and none for pay (X02).
QUESTIONS = {
    "responsibilities": "What do others turn to you for?",
    "tenure": "How has your work changed since you began it?",
    "path": "How did you get from where you began to the work you do now?",
    "published": "What of your work would you want more people to know about?",
    "goals": "Which of the goals your organization has set itself shapes your work most?",
    "mission": "How does your work fit into the mission of your organization?",
    "culture": "How do people where you work treat each other when something goes wrong?",
    "impact": "What would be missing in your field without your organization?",
    "stands_out": "What does your organization do that others in the field do not?",
    "competitors": "Which other organizations do you keep an eye on, and why?",
    "qualifications": "What do people who do well in this field bring with them?",
    "where": "Where do people with your training end up working?",
    "environment": "What does your place of work look and sound like on a busy day?",
    "timetable": "How do you spend the first hour and the last hour of a usual day?",
}
# Which part of a talk each of them belongs to: see arc.py.
STAGES = {
    "responsibilities": "role", "tenure": "path", "path": "path", "published": "role", "goals": "culture",
    "mission": "culture", "culture": "culture", "impact": "industry", "stands_out": "industry",
    "competitors": "industry", "qualifications": "skills", "where": "industry", "environment": "role",
    "timetable": "role",
}  # fmt: skip


def of_key(key: str | None) -> Topic | None:
    """The topic that a question names; None where there is none. But for TO_ASK, each key stands for one topic."""
    return next((topic for topics in TOPICS.values() for topic in topics if topic.key == key != TO_ASK), None)
