"""Keeping: what comes into the records, their backups, and whether they are sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from ivw.cli.door import Lent, aligned, anywhere, bytes_of, door, now, opened, records_path, say, show

if TYPE_CHECKING:
    from ivw.coaching.import_conflicts import Conflict
    from ivw.coaching.imports import ImportResult
    from ivw.coaching.incoming import SkippedRow
    from ivw.coaching.what_differs import Preview
    from ivw.records.doctor import Finding


@door.command("import")
@anywhere
@click.argument("file")
@click.option("--as", "as_", metavar="FORMAT", help="linkedin, google, vcard, csv, history or archive; else guessed.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.option("--take-theirs", is_flag=True, help="Where FILE says something else than the records, take its side.")
def import_(file: str, as_: str | None, dry_run: bool, take_theirs: bool) -> None:
    """Bring in people and what happened with them from FILE (- reads it from stdin).

    What is known is only added to. The same file twice changes nothing, and the dashboard can undo an import as one.
    """
    from ivw.coaching import imports
    from ivw.exchange import archive
    from ivw.exchange.recognise import read_file

    data, name = bytes_of(file), None if file == "-" else Path(file).name
    if as_ == "archive" or (as_ is None and archive.is_archive(data)):
        from ivw.cli import archives

        archives.merge(data, name, dry_run=dry_run, take_theirs=take_theirs)
        return
    with opened(new=True) as here:
        read = read_file(data, here.zone, as_)
        result = imports.preview(here.records, read, as_of=here.now)
        theirs = result.conflicts if take_theirs else ()
        if dry_run:
            result = result.believing(theirs)
        else:
            result = imports.apply(here.records, read, as_of=here.now, file_name=name, theirs=theirs)
    counts = {name: getattr(result, name) for name in ("added", "updated", "unchanged", "skipped")}
    told = {
        "problems": [{"row": each.row, "field": each.field, "why": each.why} for each in result.problems],
        "conflicts": [_conflict(each) for each in result.conflicts],
        "rows_skipped": [{"row": each.row, "why": each.why} for each in read.skipped_rows],
    }
    show({**counts, **told}, lambda: _import_in_words(result, read.skipped_rows, dry_run, take_theirs))


@door.command()
@anywhere
@click.option("--remove", is_flag=True, help="Take the demo network out again; your own people stay.")
def demo(remove: bool) -> None:
    """Put invented people into the records, to look around with."""
    from ivw.coaching import demo, past_imports
    from ivw.exchange import demo_file

    with opened(new=not remove) as here:
        if remove:
            present = past_imports.demo_import(here.records)
            done = demo.remove(here.records, here.now)
            people = {"removed": present.people if present else 0}
        else:
            network = demo_file.read()
            done = demo.load(here.records, here.now, here.zone, network)
            people = {"added": len(network.people)}
    show(people, lambda: done.says)


@door.command()
@anywhere
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Look for whatever is wrong with the records; ends with 1 when something is. Nothing is changed."""
    from ivw.coaching import doctor

    path, lent = records_path(), ctx.find_object(Lent)
    findings: Sequence[Finding] = doctor.examine_open(lent.records) if lent else doctor.examine(path)
    remarks: Sequence[Finding] = ()
    if not findings:  # a file that is unsound as a file is better not opened for writing
        with opened(forgiving=True) as here:
            examined = doctor.examine_facts(here.records, here.now, here.zone)
        findings, remarks = examined.findings, examined.remarks
    document = {"findings": [asdict(each) for each in findings], "remarks": [asdict(each) for each in remarks]}
    show(document, lambda: _findings_in_words(path, findings, remarks))
    ctx.exit(1 if findings else 0)


@door.command()
@anywhere
def backup() -> None:
    """Write a verified copy of the records into the folder of their backups."""
    from ivw.coaching import keeping

    with opened() as here:
        written = here.records.back_up(here.now.astimezone(ZoneInfo(here.zone)), keeping.BY_HAND)
    show({"written": str(written)}, lambda: f"A backup is made, and it was read back to be sure: {written}")


@door.command()
@anywhere
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def restore(ctx: click.Context, file: Path, yes: bool) -> None:
    """Put the backup or archive FILE in the place of all that is in the records, which are copied first.

    Where there are no records yet, as on a new computer, FILE becomes the records.
    """
    from ivw.coaching import keeping
    from ivw.exchange import archive

    data = archive.as_backup(bytes_of(str(file)), now())
    if is_new := not records_path().exists():
        keeping.check_file(records_path(), data, as_of=now())  # so that no empty records are left of one that is none
    with opened(new=True) as here:
        compared = keeping.compare_file(here.records, data, as_of=here.now)
        if not (is_new or yes or "ivw.json" in ctx.meta):
            click.echo(f"{file} takes the place of everything in {here.records.path}:", err=True)
            say(_preview_in_words(compared), err=True)
            click.confirm("A copy of what is there now is kept. Restore?", abort=True, err=True)
        keeping.restore_file(here.records, data, as_of=here.now)
        before = keeping.WHY["before-restore"]
        kept = next(each.name for each in keeping.copies(here.records) if each.why == before)
        saved = keeping.place(here.records).folder / kept
    then = f"Your records are {records_path()} now." if is_new else f"What was there before is kept: {saved}"
    show({"restored": str(file), "saved": None if is_new else str(saved)}, lambda: f"{file} is restored. {then}")


def _conflict(each: Conflict) -> dict[str, object]:
    sides = {"ours": each.ours, "theirs": each.theirs}
    said = {side: str(value) if isinstance(value, date) else value for side, value in sides.items()}
    return {"row": each.row, "contact": each.name, "field": each.field, **said}


def _import_in_words(result: ImportResult, left_out: Sequence[SkippedRow], dry_run: bool, take_theirs: bool) -> str:
    counts = (
        f"{result.added} added, {result.updated} updated, {result.unchanged} unchanged, {result.skipped} rows skipped"
    )
    lines = [f"Nothing is written yet. It would be: {counts}." if dry_run else f"{counts}."]
    problems = [(f"row {each.row}", each.field, each.why) for each in result.problems]
    if problems:
        lines.append(aligned(problems))
    told_already = {each.row for each in result.problems}
    lines += [f"row {each.row}  left out: {each.why}" for each in left_out if each.row not in told_already]
    if result.conflicts:
        sides = "Taken from the file:" if take_theirs else "Yours stays (--take-theirs takes the other):"
        told = [(f"row {each.row}", each.name, each.field, f"{each.ours} / {each.theirs}") for each in result.conflicts]
        lines += [f"What the records say / what the file says. {sides}", aligned(told)]
    return "\n".join(lines)


def _preview_in_words(preview: Preview) -> str:
    counted = ("now", "then", "gone", "back", "changed")
    rows = [(each.what, *(f"{name} {getattr(each, name)}" for name in counted)) for each in preview.amounts]
    lines = [aligned(rows)]
    for says, told in (("Would be lost", preview.lost), ("Would come back", preview.back)):
        lines += [f"{says}: {each.kind}, {each.what}" for each in told.newest]
        if more := told.count - len(told.newest):
            lines.append(f"{says}: {more} more")
    return "\n".join(lines)


def _findings_in_words(path: Path, findings: Sequence[Finding], remarks: Sequence[Finding]) -> str:
    lines = [] if findings else [f"{path} is sound."]
    for each in findings:
        lines += [f"{each.where}: {each.what}", f"    {each.mend}"]
    for each in remarks:
        lines += [f"Remark. {each.where}: {each.what}", f"    {each.mend}"]
    return "\n".join(lines)
