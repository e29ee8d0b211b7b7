"""Questions of a plan, and what of them fits."""

from ivw.coaching import agenda
from ivw.coaching.agenda import MUST_ASKS, Question

ASKS = [Question(name, text, "must", 3, must_ask=name) for name, text in MUST_ASKS.items()]


def asks(*questions, minutes=20, weights=None):
    """The agenda of these and both must-asks."""
    return agenda.fit([*questions, *ASKS], minutes, weights)


def a_question(name, seconds=150, **more):
    """A question of one word, so that it costs its answer and ten seconds."""
    return Question(name, name, answer_seconds=seconds, **more)


def kept(fitted):
    """The ids of what is in, besides the must-asks."""
    return [each.question.id for each in fitted.keep if each.question.must_ask is None]


def why(fitted, name):
    """What a question that was cut is told."""
    return next(each.why for each in fitted.cut if each.question.id == name)
