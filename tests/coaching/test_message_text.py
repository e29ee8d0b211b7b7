"""How a message is read: one spelling for what people write in many."""

import pytest

from ivw.coaching import message_text


def plain(text):
    return message_text.read(text).sentences


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("I'm here, I can’t stay", "i am here, i can not stay"),
        ("Tue. at 3 p.m. with Dr. Osei", "tuesday at 3 pm with ^dr ^osei"),
        ("a 20-minute well-known “chat”", "a 20 minute well known chat"),
        ("Café – or résumé", "cafe, or resume"),
        ("15–20 minutes", "15-20 minutes"),
        ("see https://example.org/a.b?c=d. or zoom.us/j/1", "see §link or §link"),
        ("call +44 113 496 0000 or tom@example.org", "call §phone or §mail"),
        ("I realise their favourite organisation", "i realize their favorite organization"),
        ("I sat in the sun", "i sat in the sun"),
    ],
)
def test_one_spelling_stands_for_many(written, read):
    assert plain(written) == (read,)


def test_sentences_end_at_marks_and_at_lines_that_were_meant():
    assert plain("One. Two! Three?\n\nFour\nfive;\nsix") == ("one", "two", "three", "four", "five", "six")
    broken = "This line was only broken by a mail program because it was\ngrowing long."
    assert len(plain(broken)) == 1


def test_the_subject_is_apart_and_other_heads_are_passed_over():
    message = message_text.read("To: Ana\nSubject: Hello there\n\nDear Ana,\n\nhow are you?")
    assert (message.subject, message.words) == ("Hello there", 5)
    assert message.own_words == ("dear ^ana", "how are you")
    assert message_text.read("Dear Ana,\nSubject: x").subject == ""


def test_start_and_end_are_where_one_greets_and_says_goodbye():
    message = message_text.read("Dear Ana,\n\n" + "word " * 100 + "\n\nKind regards,\nTom")
    assert message.start == ("dear ^ana",)
    assert "kind regards" in message.end


def test_words_are_compared_without_their_endings():
    assert message_text.stems("reviews reviewing reviewed") == {message_text.stem("review")}
