"""The templates of messages in data/messages: plain text that a coach may change, filled in a sandbox.

Nothing but these files can be loaded, and nothing in them reaches beyond the facts they are given.
"""

import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError, Undefined, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ivw.coaching.errors import InvalidRecord

FOLDER = Path(__file__).resolve().parents[2] / "data" / "messages"
TEMPLATES = (
    "request_stranger", "request_introduced", "request_met", "request_known", "request_linkedin_note",
    "second_person", "proposal", "in_writing", "confirmation", "nudge", "thank_you", "check_in", "tell_referrer",
    "more_advice", "reconnect", "answer", "connection_note",
)  # fmt: skip
SUBJECT = "Subject:"
LONGEST = 20_000  # characters; a loop that runs away, not a letter
# What a template can do wrong while it runs, besides what Jinja2 itself finds.
_FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError)


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with its facts in it; `gaps` are the needed facts that were not there, in the order of the text."""

    subject: str
    body: str
    gaps: tuple[str, ...]


def fill(name: str, facts: Mapping[str, object], needed: Mapping[str, str], folder: Path = FOLDER) -> Filled:
    """Fill the template of this name.

    `needed` says what stands in the text where a fact is None: such a gap is false in a condition and is reported.
    Raises InvalidRecord, naming file and line, for a template that is missing, broken, or asks for an unknown fact.
    """
    noted: list[str] = []
    known = with_gaps(facts, needed, noted)
    environment = _environment(folder)
    path = folder / f"{name}.txt"
    try:
        source = _source(name, folder)
        _check_names(environment.parse(source, name, str(path)), source, path, set(known))
        text = environment.get_template(name).render(known)
    except TemplateSyntaxError as broken:
        named = Path(broken.filename or path)
        raise _broken(
            named if named.parent == folder else path, broken.lineno, broken.message or "it cannot be read"
        ) from broken
    except _FAULTS as broken:
        where, line = _place(broken, folder, path)
        raise _broken(where, line, str(broken) or type(broken).__name__) from broken
    if len(text) > LONGEST:
        raise _broken(path, 1, f"it makes {len(text):,} characters")
    subject, _, body = text.partition("\n")
    return Filled(one_line(subject.removeprefix(SUBJECT)), tidy(body), tuple(dict.fromkeys(noted)))


def with_gaps(facts: Mapping[str, object], needed: Mapping[str, str], noted: list[str]) -> dict[str, object]:
    """The facts by name, with a gap for each that is needed and not there; a gap that is written out is `noted`."""
    gaps: dict[str, object] = {each: _Gap(each, gap, noted) for each, gap in needed.items()}
    return gaps | {each: value for each, value in facts.items() if value is not None or each not in needed}


class _Gap(Undefined):
    """A fact that the records do not have: false in a condition; written out, it leaves a gap and is noted."""

    def __init__(self, name: str, gap: str, noted: list[str]) -> None:
        super().__init__(name=name)
        self._gap, self._noted = gap, noted

    def __str__(self) -> str:
        self._noted.append(self._undefined_name or "")
        return f"[{self._gap}]"


def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        if name not in TEMPLATES:
            return None
        return _source(name, folder), str(folder / f"{name}.txt"), lambda: False

    # Plain text: what would be escaped for a web page would stand in the letter as it is.
    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load), autoescape=False, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _source(name: str, folder: Path) -> str:
    path = folder / f"{name}.txt"
    try:
        source = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as unreadable:
        raise InvalidRecord(
            "template", f"The template {path.name} in {folder} cannot be read.", "Put the file back as it came."
        ) from unreadable
    if not source.startswith(SUBJECT):
        raise _broken(path, 1, f'the first line has to begin with "{SUBJECT}"')
    return source


def _check_names(tree: Any, source: str, path: Path, known: set[str]) -> None:
    """A name that no fact has is a slip of the template's editor, not something missing from the records."""
    for unknown in sorted(meta.find_undeclared_variables(tree) - known):
        found = re.search(rf"\b{re.escape(unknown)}\b", source)
        line = source.count("\n", 0, found.start()) + 1 if found else 1
        raise _broken(path, line, f"there is no fact {unknown!r}")


def _place(error: BaseException, folder: Path, path: Path) -> tuple[Path, int]:
    """The file and line of a template in which something went wrong as it ran."""
    frames: Sequence[traceback.FrameSummary] = traceback.extract_tb(error.__traceback__)
    lines = [(Path(frame.filename), frame.lineno or 1) for frame in frames if Path(frame.filename).parent == folder]
    return lines[-1] if lines else (path, 1)


def _broken(path: Path, line: int, wrong: str) -> InvalidRecord:
    return InvalidRecord(
        "template", f"The template {path.name} is broken in line {line}: {wrong.rstrip('.')}.",
        f"Mend it in {path.parent}, or put the file back as it came.",
    )  # fmt: skip


def one_line(text: str) -> str:
    """The text as one line."""
    return " ".join(text.split())


def tidy(body: str) -> str:
    """Blanks that an empty fact left behind are taken out, and more than one empty line in a row."""
    lines = [re.sub(r"[ \t]{2,}", " ", line).strip() for line in body.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
