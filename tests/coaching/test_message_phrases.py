"""Phrases as the file of cues writes them."""

import pytest

from ivw.coaching import message_phrases, message_text
from ivw.coaching.message_phrases import Sentences, UnreadableError


def found(phrase, text, **lists):
    return Sentences(message_text.read(text).sentences).has([message_phrases.read(phrase, lists)])


@pytest.mark.parametrize(
    ("phrase", "finds", "passes_over"),
    [
        ("could we talk", "Could we talk?", "Could we all talk?"),
        ("(talk|have a chat)", "Let us have a chat.", "Talking helps."),
        ("see (a|an|) owl", "I see owl and see an owl.", "I see the owl."),
        ("realiz*", "It made me realise it.", "A real one."),
        ("you ... grateful", "You made me so very grateful.", "You are here. I am grateful."),
        ("looking for ~ job", "I am looking for a junior job.", "I am looking for advice on a job."),
        ("{number} mugs", "Twelve mugs.", "Some mugs."),
        ("at {name}", "We meet at Blue Door.", "We meet at home."),
        ("on the {company}", "On the team.", "On the bus."),
        ("I'm glad", "I am glad.", "I was glad."),
    ],
)
def test_a_phrase_finds_what_it_says(phrase, finds, passes_over):
    assert found(phrase, finds, company="team|firm")
    assert not found(phrase, passes_over, company="team|firm")


def test_what_is_harmless_is_taken_out_first():
    phrase = message_phrases.read("a job", {})
    sentences = Sentences(message_text.read("I want no job. Is there a job?").sentences)
    assert sentences.without([message_phrases.read("there a job", {})]).has([phrase]) is False
    assert sentences.without([message_phrases.read("nothing", {})]) is sentences


@pytest.mark.parametrize(
    "phrase", ["", "()", "(a|)", "~ job", "a (b", "b) a", "a|(", "a* b", "thank you, Ana", "{nobody} comes"]
)
def test_what_cannot_be_read_says_so(phrase):
    with pytest.raises(UnreadableError):
        message_phrases.read(phrase, {})
