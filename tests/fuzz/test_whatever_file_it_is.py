"""Whatever file somebody chooses: it is refused in words, or all of it that was announced comes in; never a part.

The files are those of tests/data/broken and tests/data/inputs, as they are and damaged by dice. 300 are tried each
time, the same ones as long as these tests stay as they are; `make fuzz` throws 10,000 new ones (IVW_FUZZ says another
number). Each is recognised, read, its columns guessed and previewed. Bringing one in and taking it back takes ten times
as long as all that: below 10,000 files this is done with one of twenty that can be read, from there on with one of
three. The doctor, too, is asked about damaged files from 10,000 on, and always about the broken ones.
"""

import json
import os
from contextlib import contextmanager
from functools import partial

import pytest
from click.testing import CliRunner

from ivw.cli import door
from ivw.records import doctor
from ivw.show import front_door
from tests.builders import a_contact, forget_everybody, open_records, records_in
from tests.fuzz.whole_way import bring_in, preview, read, state, take_back
from tests.needs import needs
from tests.screen import open_page, run, text

needs("hypothesis")
from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from tests.fuzz import damage  # noqa: E402

SIZE = int(os.environ.get("IVW_FUZZ", "300"))
TOGETHER = 20  # files that stand in the records at once, one on top of the other, before the last of them goes first
ONE_OF = 3 if SIZE >= 10_000 else 20
ARCHIVES = max(2, SIZE // 150)  # of other computers; to read one takes half a second
# What fails is not made smaller, which would take minutes: the error's note says which of the files it was.
dice = partial(
    settings, derandomize=SIZE < 10_000, suppress_health_check=list(HealthCheck), phases=[Phase.reuse, Phase.generate]
)
# What may never come in, whatever else changes.
REFUSED = {
    "archive-days-beyond-the-calendar.zip", "archive-foreign-table.zip", "archive-from-a-newer-ivw.zip",
    "archive-half-letters.zip", "archive-lacks-a-table.zip", "archive-made-far-away.zip", "archive-no-parquet.zip",
    "archive-of-version-infinity.zip", "archive-somebody-twice.zip", "archive-wrong-checksum.zip",
    "csv-two-thousand-columns.csv", "ics-broken.ics", "ics-calendar.ics", "json-cut.json", "json-deep.json",
    "json-number-without-end.json", "picture.csv", "xlsx-cell-far-away.xlsx", "xlsx-words-of-its-own.xlsx",
    "zip-bomb.zip", "zip-cut.zip", "zip-locked.zip", "zip-within-zip.zip", "zip-wrong-sum.zip",
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Records with a few people in them, some of whom the files know, too."""
    with records_in(tmp_path_factory.mktemp("fuzz")) as records:
        yield records


@pytest.fixture(scope="module")
def as_it_was(world):
    """The world as it was at first, also after a test that failed in the middle of it."""
    before = {}

    def anew():
        if not before or state(world) != before:
            forget_everybody(world)
            a_contact(
                world, name="Ada Example", email="ada@example.org", organization="Analytical Engines",
                asked="2026-11-01", replied="2026-11-02", met="2026-11-11 14:00",
            )  # fmt: skip
            a_contact(world, name="Bob Other", linkedin_url="https://www.linkedin.com/in/bob-other")
            a_contact(world, name="Cy", tie="C", added="2026-01-01")
            before.clear()
            before.update(state(world))
        return world

    return anew


@dice(max_examples=max(1, SIZE // TOGETHER))
@given(st.lists(st.tuples(damage.FILES, st.booleans()), min_size=TOGETHER, max_size=TOGETHER))
def test_a_damaged_file_is_refused_in_words_or_comes_in_whole_and_goes_again(as_it_was, files):
    records, standing, readable = as_it_was(), [], 0
    for file, believed in files:
        with named(file):
            found = read(damage.made(*file))
            if found is None:
                continue
            if readable % ONE_OF == 0:
                standing.append(bring_in(records, found, believed=believed))
            else:
                preview(records, found)
            readable += 1
    sound_and_empty_again(records, standing, looked_over=SIZE >= 10_000)


@dice(max_examples=ARCHIVES)
@given(damage.ARCHIVES)
def test_a_damaged_archive_is_refused_in_words_or_merged_whole_and_goes_again(as_it_was, file):
    records = as_it_was()
    with named(file):
        found = read(damage.made(*file))
        standing = [] if found is None else [bring_in(records, found)]
    sound_and_empty_again(records, standing, looked_over=False)


def test_each_of_the_broken_files_is_refused_in_words_or_comes_in_whole_and_goes_again(as_it_was):
    records = as_it_was()
    found = {name: read(data) for name, data in damage.BROKEN.items()}
    came_in = {name for name, each in found.items() if each is not None}
    assert len(came_in) > 40
    assert len(found.keys() - came_in) > 40
    assert found.keys() - came_in >= REFUSED
    if SIZE < 10_000:
        came_in = set(sorted(came_in)[::8]) | {name for name in came_in if name.startswith("archive-")}
    sound_and_empty_again(records, [bring_in(records, found[name]) for name in sorted(came_in)], looked_over=True)


@contextmanager
def named(file):
    """What goes wrong within says with which file."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"It was this file: damage.made(*{file!r})")
        raise


def sound_and_empty_again(records, standing, *, looked_over):
    """With all of it in, the file is sound; what came in last goes first, and each leaves the file as it found it."""
    if looked_over:
        assert doctor.examine_open(records) == []
    for each in reversed(standing):
        if each is not None:
            take_back(records, each)


@pytest.mark.parametrize(
    "name",
    [
        "archive-half-letters.zip", "archive-of-version-infinity.zip", "csv-formulas.csv", "json-deep.json",
        "json-half-letters.json", "vcf-charsets-that-lie.vcf", "zip-bomb.zip", "xlsx-cell-far-away.xlsx",
    ],
)  # fmt: skip
def test_the_terminal_answers_or_refuses_as_json(name, tmp_path):
    open_records(tmp_path).close()
    result = CliRunner().invoke(door, ["import", str(damage.DATA / "broken" / name), "--json"])
    assert result.exit_code in (0, 2), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    told = json.loads(result.stdout if result.exit_code == 0 else result.stderr)
    assert (told.keys() >= {"added", "problems"}) == (result.exit_code == 0)
    assert "Traceback" not in result.output


def test_a_name_that_would_steer_the_terminal_is_printed_without_what_would(tmp_path):
    with records_in(tmp_path) as records:
        eve = a_contact(records, name="Eve", met="2026-01-05 10:00")
        with records.transaction() as transaction:  # no form takes this; an archive may bring it
            transaction.change("contacts", eve, name="Eve\x1b[2J\x9b31m")
    said = CliRunner().invoke(door, ["due", "--all"]).output
    assert "Eve" in said
    assert not {"\x1b", "\x9b"} & set(said)


def test_the_page_shows_what_a_broken_file_would_bring_or_says_why_it_brings_nothing(tmp_path):
    open_records(tmp_path).close()
    front_door.open_records.clear()
    app = open_page("your_records")
    for name, says in (
        ("archive-half-letters.zip", "lacks its file"),
        ("archive-days-beyond-the-calendar.zip", "outside of any calendar"),
        ("csv-turning-letters.csv", "What is in each column?"),
        ("json-half-letters.json", "1 person would"),
        ("vcf-charsets-that-lie.vcf", "would"),
        ("zip-four-gigabytes-it-says.zip", "would unpack"),
    ):
        app.file_uploader[0].set_value((name, damage.BROKEN[name], ""))
        assert says in text(run(app)), name
        assert not app.exception
    front_door.open_records.clear()
