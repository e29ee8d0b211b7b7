"""A message as a draft for the mail program: a link that opens it, or a file (.eml) that opens as a letter to be sent.

ivw sends nothing: whoever opens the draft presses send.
"""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from urllib.parse import quote

from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import is_email

# Windows hands a program some 2,000 characters of a link and cuts off the rest without a word.
LONGEST_LINK = 1_900
_LONGEST_NAME = 60
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def link(address: str, subject: str, body: str | None) -> str:
    """A link that opens the mail program with the message in it (RFC 6068: lines end in CRLF)."""
    made = f"mailto:{quote(address, safe='@')}?subject={quote(_line(subject), safe='')}"
    return made if body is None else f"{made}&body={quote(_lines(body), safe='')}"


def is_too_long(made: str) -> bool:
    """Whether a link is longer than what every mail program takes."""
    return len(made) > LONGEST_LINK


def file(address: str | None, subject: str, body: str) -> bytes:
    """The message as an .eml file that mail programs open to be sent (X-Unsent). Without an address none stands in it.

    Raises InvalidRecord for an address that is none.
    """
    if address and not is_email(address):
        raise InvalidRecord("email", "This is no e-mail address.", "Like name@example.org.")
    is_plain = (address or "").isascii()
    message = EmailMessage(policy=SMTP if is_plain else SMTPUTF8)
    if address:
        box, _, domain = address.rpartition("@")
        message["To"] = Address(username=box, domain=domain)
    message["Subject"] = _line(subject)
    message["X-Unsent"] = "1"  # Outlook and others open it to be sent, not as one that was received
    message.set_content(_CONTROL.sub("", body))
    return bytes(message)


def file_name(name: str, kind: str, ending: str) -> str:
    """What the file of a message to somebody is called: letters, digits and dashes of any script."""
    called = "-".join(re.findall(r"\w+", name))[:_LONGEST_NAME]
    return f"{kind.replace('_', '-')}-{called or 'message'}.{ending}"


def _line(text: str) -> str:
    # A line end in a header would begin another header.
    return " ".join(_CONTROL.sub("", text).split())


def _lines(body: str) -> str:
    return "\r\n".join(_CONTROL.sub("", body).splitlines())
