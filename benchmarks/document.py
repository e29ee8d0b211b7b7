"""docs/performance.md: what was measured is written anew between its two marks, and the rest is left alone."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import browser, script
from benchmarks.measure import Result
from benchmarks.report import amount, cells, with_growth
from benchmarks.targets import CONTACTS, verdicts

FILE = Path(__file__).parents[1] / "docs" / "performance.md"
BEGIN = "<!-- What follows is written by make bench. -->"
END = "<!-- What was written by make bench ends here. -->"
SUITES = {
    "script": "The script of each page",
    "first look": "The first look in Chromium",
    "everything drawn": "Everything drawn in Chromium",
    "sessions": "Sessions at once",
    "terminal": "From a cold terminal",
    "writes": "Writing",
    "import": "Importing",
    "clocks": "The clocks",
    "queries": "Queries and rules",
}
HEAD = ("", "contacts", "median", "p95", "best", "CPU", "growth", "")


def write(
    file: Path,
    results: Sequence[Result],
    skipped: Sequence[str],
    failed: Sequence[str],
    machine: Mapping[str, object],
) -> None:
    """Write the measured part anew. Raises ValueError where the file has lost its marks."""
    before, begun, rest = file.read_text("utf-8").partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not begun or not ended:
        raise ValueError(f"{file.name} has no place for what was measured: it stands between {BEGIN} and {END}")
    told = "\n\n".join(_measured(results, skipped, failed, machine))
    file.write_text(f"{before}{BEGIN}\n\n{told}\n\n{END}{after}", "utf-8")


def _measured(
    results: Sequence[Result], skipped: Sequence[str], failed: Sequence[str], machine: Mapping[str, object]
) -> list[str]:
    parts = [_measured_on(machine), "## Targets and what was measured"]
    rows = [(each.what, each.target, each.measured, f"**{each.says}**") for each in verdicts(results)]
    parts.append(_table(("", "target", "measured", ""), rows))
    for what, reasons in (("Not measured here", skipped), ("What went wrong", failed)):
        if reasons:
            parts += [f"{what}:", "\n".join(f"- {reason}" for reason in reasons)]
    parts += [f"## The ten pages, {CONTACTS:,} contacts", _pages(results)]
    for suite, title in SUITES.items():
        of_it = [each for each in results if each.suite == suite]
        if of_it:
            rows = [cells(each, growth, HEAD[1:]) for each, growth in with_growth(of_it)]
            parts += [f"## {title}", _table(HEAD, rows)]
    return parts


def _measured_on(machine: Mapping[str, object]) -> str:
    packages = machine["packages"]
    assert isinstance(packages, Mapping)
    versions = ", ".join(f"{name} {number}" for name, number in packages.items())
    return (
        f"Measured on {machine['date']}: {machine['cores']} cores, {machine['system']}, Python {machine['python']}, "
        f"{versions}. When it began, the machine was busy with something else at {machine['load']} "
        "(1.0 for each core in use)."
    )


def _pages(results: Sequence[Result]) -> str:
    """One line a page, across the suites."""
    found = {(each.suite, each.what): (each, growth) for each, growth in with_growth(results)
             if each.contacts == CONTACTS}  # fmt: skip

    def told(suite: str, what: str) -> str:
        return amount(found[suite, what][0].median, found[suite, what][0].unit) if (suite, what) in found else ""

    rows = []
    for page in browser.PAGES:
        kept = found.get((script.SUITE, f"{page.title}{script.NOTHING_KEPT}"))
        compared = f"{page.title}, to the empty page"
        rows.append((
            page.title,
            told(script.SUITE, f"{page.title}{script.NOTHING_KEPT}"),
            "" if kept is None or kept[1] is None else f"{kept[1]:.1f} x",
            told(script.SUITE, f"{page.title}{script.AGAIN}"),
            told(browser.FIRST_LOOK, compared),
            told(browser.DRAWN, compared),
            told(browser.WEBSOCKET, page.title),
        ))  # fmt: skip
    heads = ("", "script, nothing kept", "its growth", "script again", "first look", "everything drawn", "websocket")
    return _table(heads, rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown; a column that is empty in every row is left out."""
    kept = [place for place in range(len(heads)) if place == 0 or any(row[place] for row in rows)]
    lines = [[heads[place] for place in kept], ["---"] * len(kept)]
    lines += [[row[place].replace("|", "\\|") for place in kept] for row in rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
