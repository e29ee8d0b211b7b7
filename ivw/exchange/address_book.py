"""One person out of an address book, put together field by field, with every problem said."""

from dataclasses import dataclass, field

from ivw.coaching.incoming import LONGEST_TEXT, IncomingPerson, Problem, is_email
from ivw.exchange.contact_values import value
from ivw.exchange.history_values import linkedin_address
from ivw.exchange.plain_text import shortened

_MOST = 50  # e-mail addresses, tags and further lines of one person; a broken file has more


@dataclass(slots=True)
class Collected:
    """What a file says of one person, so far. Each text comes in on one line (notes with theirs), "" says nothing.

    `order` is how the file writes 3/12/24 (see written_dates.month_first).
    """

    row: int
    problems: list[Problem]
    order: bool | None = None
    facts: dict[str, object] = field(default_factory=dict)
    _notes: list[str] = field(default_factory=list)
    _also: list[str] = field(default_factory=list)
    _tags: list[str] = field(default_factory=list)
    _emails: list[str] = field(default_factory=list)

    def take(self, fact: str, text: str) -> None:
        """A column of contacts; what is there already stays."""
        if not text or fact in self.facts:
            return
        found, why = value(fact, text, self.order)
        if found is not None:
            self.facts[fact] = found
        if why:
            self.problems.append(Problem(self.row, fact, why))

    def email(self, text: str) -> None:
        """The first address is theirs, further ones are known beside it."""
        if "email" not in self.facts:
            self.take("email", text)
        elif is_email(text) and text.casefold() != str(self.facts["email"]).casefold():
            if text not in self._emails and len(self._emails) < _MOST:
                self._emails.append(text)
        elif text and not is_email(text):
            self.take_nothing("other_emails", text)

    def take_nothing(self, fact: str, text: str) -> None:
        """Say that an address is none."""
        why = f'"{shortened(text)}" is no e-mail address and was left out. Right would be name@example.org.'
        self.problems.append(Problem(self.row, fact, why))

    def phone(self, text: str) -> None:
        """A phone number as it is written; the records keep one, further ones go below the note."""
        if "phone" not in self.facts:
            self.take("phone", text)
        elif text != self.facts["phone"]:
            self.also("Phone", text)

    def web_page(self, text: str) -> None:
        """A page of theirs: the one at LinkedIn in its own place, others below the note."""
        address = linkedin_address(text)
        if "linkedin.com/" in address.casefold() and "linkedin_url" not in self.facts:
            self.take("linkedin_url", address)
        elif address != self.facts.get("linkedin_url"):
            self.also("Web page", text)

    def note(self, text: str) -> None:
        """What the file notes about them."""
        if len(text) > LONGEST_TEXT:
            why = f"This is longer than {LONGEST_TEXT:,} characters and was cut off there."
            self.problems.append(Problem(self.row, "notes", why))
            text = text[:LONGEST_TEXT]
        if text and text not in self._notes and len(self._notes) < _MOST:
            self._notes.append(text)

    def also(self, label: str, text: str) -> None:
        """Something that the records have no column for; it goes below the note."""
        line = f"{label}: {text}"
        if text and len(line) <= LONGEST_TEXT and line not in self._also and len(self._also) < _MOST:
            self._also.append(line)

    def tag(self, text: str) -> None:
        """A label, group or category."""
        if text and len(text) <= 100 and text not in self._tags and len(self._tags) < _MOST:
            self._tags.append(text)

    def person(self, name: str) -> IncomingPerson:
        """The person, under this name."""
        notes = "\n".join([*self._notes, *self._also])
        if len(notes) > LONGEST_TEXT:
            why = f"The notes are longer than {LONGEST_TEXT:,} characters and were cut off there."
            self.problems.append(Problem(self.row, "notes", why))
            notes = notes[:LONGEST_TEXT]
        return IncomingPerson(
            row=self.row,
            name=name[:LONGEST_TEXT],
            facts=self.facts,
            notes=notes.strip(),
            tags=tuple(self._tags),
            other_emails=tuple(self._emails),
        )
