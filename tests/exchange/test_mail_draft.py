"""A message as a draft for the mail program: the link and the file, whatever people are called."""

import email
from email.policy import default
from urllib.parse import parse_qs, urlsplit

import pytest

from ivw.coaching.errors import InvalidRecord
from ivw.exchange import mail_draft

BODY = "Grüß Gott, 李明,\n\n50 % & more? #1 = “näh” <b>\n.\nFrom here\n" + "x" * 1_500


def read(made):
    return email.message_from_bytes(made, policy=default)


def test_the_file_is_a_message_still_to_be_sent_with_its_text_as_it_was_written():
    message = read(mail_draft.file("ada@example.org", "Über Nachtbusse 夜", BODY))
    assert (message["To"], message["Subject"], message["X-Unsent"]) == ("ada@example.org", "Über Nachtbusse 夜", "1")
    assert message.get_content().splitlines() == BODY.splitlines()
    assert message["From"] is None
    assert b"\r\n" in mail_draft.file("ada@example.org", "x", BODY)


def test_without_an_address_none_stands_in_it():
    assert read(mail_draft.file(None, "x", "y"))["To"] is None


@pytest.mark.parametrize("smuggled", ["\r\nBcc: eve@example.org", "\nBcc: eve@example.org", "\x00\r\n\r\nHello"])
def test_no_header_can_be_smuggled_in(smuggled):
    message = read(mail_draft.file("ada@example.org", f"Hello{smuggled}", f"Text{smuggled}"))
    assert message["Bcc"] is None
    assert message["Subject"].startswith("Hello")
    for address in (f"ada@example.org{smuggled}", "ada@example.org, eve@example.org", "Eve <eve@example.org>"):
        with pytest.raises(InvalidRecord):
            mail_draft.file(address, "x", "y")


@pytest.mark.parametrize(
    "address", ["a+b@example.org", "ä@example.org", "a@exämple.org", "o'neil@example.org", "a..b@x.org"]
)
def test_every_address_that_the_records_take_makes_a_file(address):
    assert read(mail_draft.file(address, "x", "y")).get_content().strip() == "y"


@pytest.mark.parametrize("address", ["a+b@example.org", "a?b&subject=x@example.org", "ä@example.org"])
def test_an_address_cannot_smuggle_anything_into_the_link(address):
    made = urlsplit(mail_draft.link(address, "s", "b"))
    assert made.scheme == "mailto"
    assert parse_qs(made.query) == {"subject": ["s"], "body": ["b"]}


def test_the_link_holds_subject_and_text_with_its_lines():
    asked = parse_qs(urlsplit(mail_draft.link("a@example.org", "A & b\r\nc", "One\n\nTwo")).query)
    assert asked == {"subject": ["A & b c"], "body": ["One\r\n\r\nTwo"]}


def test_a_link_that_is_too_long_says_so_and_the_subject_alone_is_not():
    assert mail_draft.is_too_long(mail_draft.link("a@example.org", "s", "ä" * 400))
    assert not mail_draft.is_too_long(mail_draft.link("a@example.org", "s", "a" * 1_500))
    alone = mail_draft.link("a@example.org", "s", None)
    assert "body" not in alone
    assert not mail_draft.is_too_long(alone)


@pytest.mark.parametrize(
    ("name", "called"),
    [("Mei-Lin Zhao", "Mei-Lin-Zhao"), ("../../etc/passwd", "etc-passwd"), ("李明", "李明"), ("<b>", "b"),
     ("!!!", "message"), ("x" * 400, "x" * 60)],
)  # fmt: skip
def test_a_file_is_called_after_the_person_by_letters_alone(name, called):
    assert mail_draft.file_name(name, "thank_you", "eml") == f"thank-you-{called}.eml"
