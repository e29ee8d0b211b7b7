"""Merging an archive of another computer at the terminal: what `import` does with one."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ivw.cli.door import aligned, opened, show

if TYPE_CHECKING:
    from ivw.coaching.archive_merge import Preview


def merge(data: bytes, name: str | None, *, dry_run: bool, take_theirs: bool) -> None:
    """Merge an archive, or say what merging would do, and print it as an import does."""
    from ivw.coaching import archive_merge
    from ivw.exchange import archive

    with opened(new=True) as here:
        brought = archive.read(data, here.now)
        preview = archive_merge.preview(here.records, brought)
        if not dry_run:
            choices = {each.key: archive_merge.THEIRS for each in preview.conflicts if take_theirs}
            archive_merge.apply(here.records, brought, choices, as_of=here.now, file_name=name)
    known = len(brought.rows["contacts"]) - preview.invented - len(preview.newcomers)
    updated = preview.filled.get("contacts", 0)
    document = {
        "added": len(preview.newcomers), "updated": updated, "unchanged": known - updated, "skipped": preview.invented,
        "problems": [], "tables": dict(preview.added), "conflicts": [asdict(each) for each in preview.conflicts],
    }  # fmt: skip
    show(document, lambda: _in_words(preview, dry_run, take_theirs))


def _in_words(preview: Preview, dry_run: bool, take_theirs: bool) -> str:
    from ivw.coaching import archive_merge

    people, others = len(preview.newcomers), sum(preview.added.values()) - len(preview.newcomers)
    counts = f"{archive_merge.came_in(people, others)}, {sum(preview.filled.values())} filled in"
    lines = [f"Nothing is written yet. It would be: {counts}." if dry_run else f"{counts}."]
    if preview.conflicts:
        stays = "the archive's is taken" if take_theirs else "yours stays, unless you say --take-theirs"
        lines.append(f"Where both say something, and not the same, {stays}:")
        rows = [
            (each.about, each.column, *(_short(value) for value in (each.ours, each.theirs)))
            for each in preview.conflicts
        ]
        lines.append(aligned(rows))
    return "\n".join(lines)


def _short(value: object) -> str:
    line = " ".join(str(value).split())
    return line if len(line) <= 60 else f"{line[:59]}…"
