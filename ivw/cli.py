"""The terminal door: the same coaching without a browser, for cron, scripts and people who like it.

A command imports what it needs when it runs: loading all of ivw would take longer than most answers.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

import click

from ivw.coaching.errors import InvalidRecord, RecordsUnavailable

if TYPE_CHECKING:
    from ivw.coaching.follow_ups import Item, Tie
    from ivw.coaching.imports import ImportResult
    from ivw.coaching.weekly import Week
    from ivw.records.database import Records
    from ivw.records.doctor import Finding

DEFAULT_RECORDS = Path(__file__).resolve().parents[1] / "data" / "records.duckdb"
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


def _anywhere(command: Command) -> Command:
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
@_anywhere
def door() -> None:
    """Coaching for informational interviews, without a browser."""


@door.command("import")
@_anywhere
@click.argument("file")
@click.option("--as", "as_", metavar="FORMAT", help="linkedin, google, vcard, csv, history or archive; else guessed.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
def import_(file: str, as_: str | None, dry_run: bool) -> None:
    """Bring in people and what happened with them from FILE (- reads it from stdin).

    The same file twice changes nothing, and the dashboard can undo an import as one.
    """
    from ivw.coaching import imports
    from ivw.exchange.recognise import read_file

    data = _bytes_of(file)
    with _opened() as here:
        read = read_file(data, here.zone, as_)
        if dry_run:
            result = imports.preview(here.records, read, as_of=here.now)
        else:
            name = None if file == "-" else Path(file).name
            result = imports.apply(here.records, read, as_of=here.now, file_name=name)
    counts = {name: getattr(result, name) for name in ("added", "updated", "unchanged", "skipped")}
    _show(
        {**counts, "problems": [asdict(problem) for problem in result.problems]},
        lambda: _import_in_words(result, dry_run),
    )


@door.command()
@_anywhere
@click.option("--as-of", metavar="INSTANT", help="As it was or will be then (ISO 8601).")
@click.option("--all", "everything", is_flag=True, help="What is to come, too.")
def due(as_of: str | None, everything: bool) -> None:
    """What to do next, and why."""
    from ivw.coaching import follow_ups

    with _opened() as here:
        then = here.instant(as_of, "as-of")
        items = follow_ups.due(here.records, then, here.zone, upcoming=everything)
    queue = [
        {
            "contact": item.contact,
            "contact_id": item.contact_id,
            "action": item.action,
            "status": item.status,
            "due_at": here.local(item.due_at),
            "why": follow_ups.why(item, here.zone),
        }
        for item in items
    ]
    _show(queue, lambda: _queue_in_words(items, then, here.zone))


@door.command()
@_anywhere
@click.option("--as-of", metavar="INSTANT", help="As it was or will be then (ISO 8601).")
def health(as_of: str | None) -> None:
    """How healthy each tie is, the weakest first."""
    from ivw.coaching import follow_ups

    with _opened() as here:
        then = here.instant(as_of, "as-of")
        ties = follow_ups.ties(here.records, then, here.zone, everybody=True)
        network = follow_ups.network(here.records, then, here.zone)
    named = ("contact", "contact_id", "state", "score", "band", "F", "R", "C", "G")
    contacts = [{name: getattr(tie, name) for name in named} for tie in ties]
    _show({"network": network, "contacts": contacts}, lambda: _health_in_words(network, ties))


@door.command()
@_anywhere
@click.option("--of", "of_", metavar="DATE", help="The week of this day, as it stood at its end.")
@click.option("--markdown", is_flag=True, help="As a page of Markdown.")
def week(of_: str | None, markdown: bool) -> None:
    """The week's figures against your targets, and how far the people you asked have come."""
    from ivw.coaching import weekly

    with _opened() as here:
        found = weekly.week(here.records, _end_of_week(here, of_), here.zone)
    document = {
        "week": found.starts_on.isoformat(),
        "counts": {figure.name: figure.count for figure in found.figures},
        "targets": {figure.name: figure.target for figure in found.figures if figure.target is not None},
        "chain": [{"step": step.step, "n": step.n, "of": step.of_n} for step in found.chain],
    }
    _show(document, lambda: weekly.markdown(found).rstrip() if markdown else _week_in_words(found))


@door.command()
@_anywhere
@click.option("--remove", is_flag=True, help="Take the demo network out again; your own people stay.")
def demo(remove: bool) -> None:
    """Put invented people into the records, to look around with."""
    from ivw.coaching import demo, imports
    from ivw.exchange import demo_file

    with _opened() as here:
        if remove:
            present = imports.demo_import(here.records)
            done = demo.remove(here.records, here.now)
            people = {"removed": present.people if present else 0}
        else:
            network = demo_file.read()
            done = demo.load(here.records, here.now, here.zone, network)
            people = {"added": len(network.people)}
    _show(people, lambda: done.says)


@door.command()
@_anywhere
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Look for whatever is wrong with the records; ends with 1 when something is. Nothing is changed."""
    from ivw.coaching import doctor

    path = records_path()
    findings: Sequence[Finding] = doctor.examine(path)
    remarks: Sequence[Finding] = ()
    if not findings:  # a file that is unsound as a file is better not opened for writing
        with _opened(forgiving=True) as here:
            examined = doctor.examine_facts(here.records, here.now, here.zone)
        findings, remarks = examined.findings, examined.remarks
    document = {"findings": [asdict(each) for each in findings], "remarks": [asdict(each) for each in remarks]}
    _show(document, lambda: _findings_in_words(path, findings, remarks))
    ctx.exit(1 if findings else 0)


@door.command()
@_anywhere
def backup() -> None:
    """Write a verified copy of the records into the folder of their backups."""
    from ivw.coaching import keeping

    with _opened() as here:
        written = here.records.back_up(here.now.astimezone(ZoneInfo(here.zone)), keeping.BY_HAND)
    _show({"written": str(written)}, lambda: f"A backup is made, and it was read back to be sure: {written}")


@door.command()
@_anywhere
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def restore(ctx: click.Context, file: Path, yes: bool) -> None:
    """Put the backup FILE in the place of all that is in the records, which are copied first."""
    from ivw.coaching import keeping

    data = _bytes_of(str(file))
    with _opened() as here:
        compared = keeping.compare_file(here.records, data, as_of=here.now)
        if not (yes or "ivw.json" in ctx.meta):
            rows = [(each.what, f"now {each.now}", f"then {each.then}") for each in compared]
            click.echo(f"{file} takes the place of everything in {here.records.path}:\n{_aligned(rows)}", err=True)
            click.confirm("A copy of what is there now is kept. Restore?", abort=True, err=True)
        keeping.restore_file(here.records, data, as_of=here.now)
        before = keeping.WHY["before-restore"]
        kept = next(each.name for each in keeping.copies(here.records) if each.why == before)
        saved = keeping.place(here.records).folder / kept
    restored = {"restored": str(file), "saved": str(saved)}
    _show(restored, lambda: f"{file} is restored. What was there before is kept: {saved}")


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
def _opened(forgiving: bool = False) -> Iterator[Here]:
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


def _bytes_of(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).expanduser().read_bytes()
    except OSError as error:
        raise InvalidRecord("file", f"{file} cannot be read: {error.strerror}.") from error


def _end_of_week(here: Here, of_: str | None) -> datetime:
    """The last instant of the week in which a day falls; now for the present week."""
    if of_ is None:
        return here.now
    from ivw.coaching import profile
    from ivw.exchange import history_values

    zone = ZoneInfo(here.zone)
    try:
        day = history_values.day(of_, zone)
    except history_values.UnreadableError as unreadable:
        raise InvalidRecord("of", unreadable.why) from unreadable
    first = day - timedelta(days=(day.isoweekday() - profile.of(here.records).first_weekday) % 7)
    if datetime.combine(first, time(), zone) > here.now:
        raise InvalidRecord("of", f"The week of {first} is still to come.", "Choose this one, or one that has been.")
    return min(
        here.now, datetime.combine(first + timedelta(days=7), time(), zone).astimezone(UTC) - timedelta(microseconds=1)
    )


def _show(document: object, in_words: Callable[[], str]) -> None:
    """Print the answer: one JSON document when it was asked for, else words."""
    if "ivw.json" in click.get_current_context().meta:
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        click.echo(in_words())


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows as columns that stand below each other; the last one is as long as it is."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)][:-1]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in rows
    )


def _import_in_words(result: ImportResult, dry_run: bool) -> str:
    counts = (
        f"{result.added} added, {result.updated} updated, {result.unchanged} unchanged, {result.skipped} rows skipped"
    )
    lines = [f"Nothing is written yet. It would be: {counts}." if dry_run else f"{counts}."]
    problems = [(f"row {each.row}", each.field, each.why) for each in result.problems]
    return "\n".join(lines + ([_aligned(problems)] if problems else []))


def _queue_in_words(items: Sequence[Item], then: datetime, zone: str) -> str:
    from ivw.coaching import follow_ups

    if not items:
        return "Nothing is due. A good moment to ask somebody new, or to enjoy the day."
    return _aligned(
        [
            (
                item.status,
                item.contact,
                item.action.replace("_", " "),
                follow_ups.when_due(item, then, zone),
                follow_ups.why(item, zone),
            )
            for item in items
        ]
    )


def _health_in_words(network: int | None, ties: Sequence[Tie]) -> str:
    from ivw.coaching.follow_ups import BANDS

    met = [tie for tie in ties if tie.F is not None]
    if not met:
        return "No data yet: a tie has a health from the first conversation on."
    rows = [
        (
            "-" if tie.score is None else str(tie.score),
            BANDS[tie.band] if tie.band else "Dormant",
            tie.contact,
            tie.state.replace("_", " "),
        )
        for tie in met
    ]
    return f"Network: {'no data' if network is None else f'{network} of 100'}\n{_aligned(rows)}"


def _week_in_words(found: Week) -> str:
    from ivw.coaching import profile, weekly

    counts = [
        (profile.FIGURES[each.name], f"{each.count} of {each.target}" if each.target else str(each.count))
        for each in found.figures
    ]
    chain = [
        (weekly.STEPS[each.step], str(each.n) if each.step == "asked" else f"{each.n} of {each.of_n}")
        for each in found.chain
    ]
    first = f"{found.starts_on:%A} {found.starts_on.day} {found.starts_on:%B %Y}"
    since = f"Everybody first asked in the last {weekly.CHAIN_DAYS // 7} weeks"
    return f"Week of {first}\n{_aligned(counts)}\n\n{since}\n{_aligned(chain)}"


def _findings_in_words(path: Path, findings: Sequence[Finding], remarks: Sequence[Finding]) -> str:
    lines = [] if findings else [f"{path} is sound."]
    for each in findings:
        lines += [f"{each.where}: {each.what}", f"    {each.mend}"]
    for each in remarks:
        lines += [f"Remark. {each.where}: {each.what}", f"    {each.mend}"]
    return "\n".join(lines)
