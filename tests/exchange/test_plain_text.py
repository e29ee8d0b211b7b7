import pytest

from ivw.exchange.plain_text import decode, one_line, paragraphs, shortened


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_are_told_apart(encoding):
    assert decode("Zoë Müller – 20 €".encode(encoding)) == "Zoë Müller – 20 €"


def test_a_few_broken_letters_do_not_turn_all_others():
    assert decode("Zoë, Chloé, José, ".encode() + b"\xc3(") == "Zoë, Chloé, José, \ufffd("


def test_nothing_is_too_broken_to_decode():
    assert decode(b"\xff\xfe\x00") == "\ufffd"
    assert decode(bytes(range(128, 256))).startswith("€")
    assert decode(b"") == ""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (" Ada \t\r\n Jane ", "Ada Jane"),
        ("Ada\u00a0\u2009Jane", "Ada Jane"),
        ("A\x00d\x1ba", "Ada"),
        ("Ada\x1fJane\x85Doe", "Ada Jane Doe"),
        ("\ufeff\u200b\u202eAda\u202c", "Ada"),
        ("\x00 \u200b", ""),
        ("Ada \ud83d", "Ada \ufffd"),
        ("👩\u200d🔬 می\u200cشود", "👩\u200d🔬 می\u200cشود"),
    ],
)
def test_one_line_keeps_what_one_sees(text, line):
    assert one_line(text) == line


def test_paragraphs_keep_their_lines():
    assert paragraphs(" one\r\n\r\n\ttwo\rthree\x00\x0b. \n") == "one\n\n\ttwo\nthree ."
    assert paragraphs("  one  two ") == "one  two"


def test_what_is_quoted_is_short():
    assert shortened("a" * 60) == "a" * 60
    assert shortened("a" * 1_000) == "a" * 57 + "..."
    assert shortened("a\nb") == "a b"
