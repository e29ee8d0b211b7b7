"""What every command of the terminal starts from: the door itself, the records, the present instant, the answer."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

import click

from ivw.coaching.errors import InvalidRecord, RecordsUnavailable

if TYPE_CHECKING:
    from ivw.records.database import Records

DEFAULT_RECORDS = Path(__file__).resolve().parents[2] / "data" / "records.duckdb"
Command = TypeVar("Command", bound=Callable[..., Any])


class Refused(click.ClickException):
    """Something that cannot be done, said in plain words on stderr."""

    exit_code = 2


class Door(click.Group):
    """All commands; whatever goes wrong in one of them is said in plain words, and never as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise  # these click says itself; a reader that has left the pipe it passes over in silence
        except (InvalidRecord, RecordsUnavailable, OSError) as wrong:
            raise Refused(str(wrong)) from wrong
        except _database_error() as broken:
            raise Refused(f"The records cannot be read or written: {str(broken).splitlines()[0]}") from broken


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
        """An instant as it was typed, in the person's zone where it names none; now where nothing was typed."""
        if said is None:
            return self.now
        from ivw.exchange import history_values

        try:
            return history_values.instant(said, ZoneInfo(self.zone))
        except history_values.UnreadableError as unreadable:
            raise InvalidRecord(option, unreadable.why) from unreadable


def _keep(ctx: click.Context, option: click.Parameter, value: Any) -> None:
    if value:
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
    named = click.get_current_context().meta.get("ivw.records") or os.environ.get("IVW_RECORDS")
    return Path(named or DEFAULT_RECORDS).expanduser().absolute()


def now() -> datetime:
    """The present instant, UTC. IVW_AS_OF (ISO 8601 with offset) stops the clock: for looking at another day."""
    stopped = os.environ.get("IVW_AS_OF")
    try:
        return datetime.fromisoformat(stopped).astimezone(UTC) if stopped else datetime.now(UTC)
    except (ValueError, OverflowError) as unreadable:
        raise InvalidRecord(
            "IVW_AS_OF", f'IVW_AS_OF is "{stopped}", which is no instant.', "Right would be 2024-06-03T09:00:00+02:00."
        ) from unreadable


@contextmanager
def opened(forgiving: bool = False) -> Iterator[Here]:
    """The records, open. `forgiving` passes over a time zone in them that nobody knows."""
    from ivw.coaching import profile
    from ivw.coaching.opening import opened

    present = now()
    records = opened(records_path(), present.astimezone())
    try:
        try:
            zone = profile.known_zone(profile.of(records).time_zone)
        except InvalidRecord:
            if not forgiving:
                raise
            zone = None
        yield Here(records, present, zone or _machine_zone())
    finally:
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
            click.echo(remark, err=True)
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        click.echo(in_words())


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows as columns that stand below each other; the last one is as long as it is."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)][:-1]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in rows
    )
