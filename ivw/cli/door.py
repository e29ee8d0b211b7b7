"""What every command of the terminal starts from: the door itself, the records, the present instant, the answer."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn, TypeVar
from zoneinfo import ZoneInfo

import click

from ivw.coaching.errors import InvalidRecord, RecordsBusy, RecordsUnavailable
from ivw.records import environment

if TYPE_CHECKING:
    from ivw.records.database import Records

WIDEST = 40  # characters of a column that others stand beside
WRITES = "ivw.writes"  # in a command's meta: what it does with the file that a dashboard hands over
_STEERING = dict.fromkeys(code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t")
Command = TypeVar("Command", bound=Callable[..., Any])


class Refused(click.ClickException):
    """Something that cannot be done, said in plain words on stderr; as JSON to those who asked for JSON."""

    exit_code = 2

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class RefusedInJson(Refused):
    """The same as one JSON document: {"error": in plain words, "field": which one was wrong, or null}."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it on stderr, like every other refusal."""
        document = json.dumps({"error": self.message, "field": self.field}, ensure_ascii=False, indent=2)
        click.echo(document, file=file, err=file is None)


@dataclass(frozen=True, slots=True)
class Lent:
    """Records that a running dashboard lends to one command, at its instant, and where is caught what it says and
    what it would write into a file.

    `refuse` says of a command's name why it may not run beside the dashboard, None where it may.
    """

    records: Records
    now: datetime
    out: IO[str]
    err: IO[str]
    refuse: Callable[[str], str | None]
    file: BytesIO = field(default_factory=BytesIO)


class Door(click.Group):
    """All commands; whatever goes wrong in one of them is said in plain words, and never as a traceback."""

    def make_context(self, info_name: str | None, args: list[str], *more: Any, **extra: Any) -> click.Context:
        """Keep what was typed: with it a dashboard is asked, and it says whether a slip is told as JSON."""
        typed = [*args]
        try:
            context = super().make_context(info_name, args, *more, **extra)
        except click.ClickException as slip:
            raise _as_asked_for(slip, typed) from slip
        context.meta["ivw.typed"] = typed
        return context

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for; while a dashboard holds the records, have it answer."""
        typed = ctx.meta["ivw.typed"]
        try:
            try:
                return super().invoke(ctx)
            except RecordsBusy as busy:
                _answer_of_the_dashboard(ctx, typed, busy)
            except InvalidRecord as wrong:
                raise Refused(str(wrong), wrong.field) from wrong
            except BrokenPipeError:
                raise  # a reader that has left the pipe click passes over in silence
            except (RecordsUnavailable, OSError) as wrong:
                raise Refused(str(wrong)) from wrong
            except (click.ClickException, click.Abort, click.exceptions.Exit):
                raise  # click says these itself, and no database need be loaded to know it
            except _database_error() as broken:
                raise Refused(f"The records cannot be read or written: {str(broken).splitlines()[0]}") from broken
        except click.ClickException as refused:
            raise _as_asked_for(refused, typed) from refused

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command; over records that are lent only one that the lender lets in."""
        name, command, rest = super().resolve_command(ctx, args)
        if ctx.obj is not None and (why := ctx.obj.refuse(name or "")):
            raise Refused(why)
        return name, command, rest


def _as_asked_for(refused: click.ClickException, typed: Sequence[str]) -> click.ClickException:
    """A refusal as JSON where JSON was asked for, wherever in the line that was said."""
    if "--json" not in typed or isinstance(refused, RefusedInJson):
        return refused
    parameter = getattr(refused, "param", None)
    field = getattr(refused, "field", None) or (parameter.name if parameter else None)
    return RefusedInJson(refused.format_message(), field)


def _answer_of_the_dashboard(ctx: click.Context, typed: Sequence[str], busy: RecordsBusy) -> NoReturn:
    """Print what the dashboard that has the records open answers. Raises Refused where none does."""
    from ivw.cli import asking

    answer = asking.ask(records_path(), typed, now())
    if answer is None:
        raise Refused(str(busy)) from busy
    if not answer.code and (keep := ctx.meta.get(WRITES)):  # of nobody, an address book is an empty file
        try:
            keep(answer.file)
        except (InvalidRecord, OSError) as wrong:
            raise Refused(str(wrong), getattr(wrong, "field", None)) from wrong
    click.echo(answer.err, nl=False, err=True)
    click.echo(answer.out, nl=False)
    ctx.exit(answer.code)


def _lent() -> Lent | None:
    """The records that a dashboard lends to this command; None at a terminal of its own."""
    return click.get_current_context().find_object(Lent)


@dataclass(frozen=True, slots=True)
class Here:
    """What a command starts from: the records, the present instant, and the person's time zone."""

    records: Records
    now: datetime
    zone: str

    def local(self, instant: datetime) -> str:
        """An instant in ISO 8601, with its offset in the person's zone."""
        return instant.astimezone(ZoneInfo(self.zone)).isoformat()

    def instant(self, said: str | None, option: str) -> datetime:
        """An instant as it was typed, in the person's zone where it names none; now where nothing was typed.

        Raises InvalidRecord, its field the option, for what is none.
        """
        if said is None:
            return self.now
        from ivw.exchange import history_values

        try:
            return history_values.instant(said, ZoneInfo(self.zone))
        except history_values.UnreadableError as unreadable:
            raise InvalidRecord(option, unreadable.why) from unreadable


def _keep(ctx: click.Context, option: click.Parameter, value: Any) -> None:
    if value not in (None, False):  # an empty name is one, too: it is refused
        ctx.meta[f"ivw.{option.name}"] = value  # shared by the door and the command, so either place will do


def anywhere(command: Command) -> Command:
    """The options that may stand before or after the command."""
    for option in (
        click.option(
            "--records",
            metavar="FILE",
            callback=_keep,
            expose_value=False,
            help="The records; else IVW_RECORDS names them.",
        ),
        click.option("--json", is_flag=True, callback=_keep, expose_value=False, help="Print one JSON document."),
    ):
        command = option(command)
    return command


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"]})
@anywhere
def door() -> None:
    """Coaching for informational interviews, without a browser."""


def records_path() -> Path:
    """Where the records are: --records, else IVW_RECORDS, else data/records.duckdb."""
    if lent := _lent():
        return lent.records.path
    asked = click.get_current_context().meta.get("ivw.records")
    if asked is not None and not str(asked).strip():
        raise InvalidRecord("records", "--records names no file.", "Name one, or leave it out.")
    return environment.records_path(asked)


def now() -> datetime:
    """The present instant, UTC, or that at which IVW_AS_OF stops the clock. Raises InvalidRecord for what is none."""
    return environment.stopped_clock() or datetime.now(UTC)


@contextmanager
def opened(forgiving: bool = False, new: bool = False) -> Iterator[Here]:
    """The records, open. `forgiving` passes over a time zone in them that nobody knows; `new` makes a file where none
    is, which is for commands that put something in. Raises RecordsUnavailable where there is none, or it stays shut.
    """
    from ivw.coaching import profile
    from ivw.coaching.opening import opened

    lent = _lent()
    present = lent.now if lent else now()
    if not (lent or new or records_path().exists()):
        raise RecordsUnavailable(
            f"There is no file {records_path()}. Name yours with --records or IVW_RECORDS; "
            "the dashboard makes a new one."
        )
    records = lent.records if lent else opened(records_path(), present.astimezone())
    if records.not_backed_up and not lent:
        say(records.not_backed_up, err=True)
    try:
        try:
            zone = profile.known_zone(profile.of(records).time_zone)
        except InvalidRecord:
            if not forgiving:
                raise
            zone = None
        yield Here(records, present, zone or _machine_zone())
    finally:
        if not lent:
            records.close()


def _machine_zone() -> str:
    """The machine's time zone by its name, UTC where it has none that is known."""
    import tzlocal

    from ivw.coaching import profile

    try:
        return profile.known_zone(tzlocal.get_localzone_name()) or "UTC"
    except (InvalidRecord, LookupError, ValueError):
        return "UTC"


def _database_error() -> type[Exception]:
    """What DuckDB raises; asked for when something was raised, so that no command loads it in vain."""
    import duckdb

    return duckdb.Error


def bytes_of(file: str) -> bytes:
    """What is in a file, or on stdin for -. Raises InvalidRecord when it cannot be read."""
    if _lent():
        raise InvalidRecord("file", "A dashboard opens no files for a terminal.", "Close it and try again.")
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).expanduser().read_bytes()
    except OSError as error:
        raise InvalidRecord("file", f"{file} cannot be read: {error.strerror}.") from error


def show(document: object, in_words: Callable[[], str], remarks: Sequence[str] = ()) -> None:
    """Print the answer: one JSON document when it was asked for, else words.

    Remarks have no place in the document; they go to stderr then. The words have them among them.
    """
    if "ivw.json" in click.get_current_context().meta:
        for remark in remarks:
            say(remark, err=True)
        say(json.dumps(document, ensure_ascii=False, indent=2))
    elif words := in_words():
        say(words)


def say(words: str, err: bool = False) -> None:
    """Print on stdout or stderr: of this program, or of the terminal that asked the dashboard.

    Without what would steer a terminal: a name out of an archive may hold it.
    """
    lent = _lent()
    words = words.translate(_STEERING)
    click.echo(words, file=(lent.err if err else lent.out) if lent else None, err=err)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows as columns that stand below each other; the last one is as long as it is.

    One very long name pushes its own row aside, not everybody's.
    """
    widths = [min(WIDEST, max(len(cell) for cell in column)) for column in zip(*rows, strict=True)][:-1]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in rows
    )
