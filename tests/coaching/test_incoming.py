import pytest

from ivw.coaching.incoming import is_email, is_web_address


@pytest.mark.parametrize("text", ["ada@example.org", "a.b+c@mail.example.co.uk", "zoë@exämple.org", "o'neil_1@x-y.org"])
def test_an_email_address_is_one(text):
    assert is_email(text)


@pytest.mark.parametrize(
    "text",
    ["", "ada", "ada@", "@example.org", "ada@example", "ada@example.", "a b@example.org", "a@b@c.org", "Ada <a@b.org>",
     "a@b.org,c@d.org", "a@b.org ", "x" * 250 + "@b.org"],
)  # fmt: skip
def test_anything_else_is_no_email_address(text):
    assert not is_email(text)


@pytest.mark.parametrize(
    "text",
    ["https://www.linkedin.com/in/ada", "HTTP://example.org", "https://example.org:8443/a?b=c#d", "https://localhost/x",
     "https://www.linkedin.com/in/美咲-young-129", "https://exämple.org/%C3%A4"],
)  # fmt: skip
def test_a_web_address_is_one(text):
    assert is_web_address(text)


@pytest.mark.parametrize(
    "text",
    ["", "www.example.org", "javascript:alert(1)", "ftp://example.org", "https://", "https:///x", "http://a b",
     "//example.org", "https://user@evil.example", "https://example.org/<script>", "https://example.org\n",
     "https://x.org/" + "y" * 2_000],
)  # fmt: skip
def test_anything_else_is_no_web_address(text):
    assert not is_web_address(text)
