import duckdb
import pytest

from ivw.coaching import demo
from ivw.exchange import demo_file
from ivw.records import migrate, tables
from ivw.records.doctor import examine
from ivw.records.errors import RecordsBusy, RecordsUnavailable
from ivw.records.references import REFERENCES
from tests.builders import a_contact, a_conversation, at, records_in

NOBODY = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def path(tmp_path):
    """A sound file with somebody in it, closed."""
    with records_in(tmp_path) as records:
        ada = a_contact(records, name="Ada", asked="2024-06-03")
        a_conversation(records, ada, starts="2024-06-11 14:00", held=True)
    return tmp_path / "records.duckdb"


def change(path, *statements):
    """Do to a file what ivw would not."""
    with duckdb.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)


def places(path):
    return [finding.where for finding in examine(path)]


def test_a_sound_file_has_no_findings(path):
    assert examine(path) == []


def test_the_demo_network_is_sound(tmp_path):
    with records_in(tmp_path) as records:
        demo.load(records, at("2024-06-12"), "Europe/Berlin", demo_file.read())

    assert examine(tmp_path / "records.duckdb") == []


def test_looking_changes_nothing(path):
    before = path.read_bytes()

    examine(path)

    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir() if each.suffix == ".wal"] == []


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda each: f"{each.table}.{each.column}")
def test_every_reference_to_nothing_is_found(path, reference):
    with duckdb.connect(path) as connection:
        connection.execute(f"CREATE TABLE copied AS FROM {reference.table} LIMIT 0")
        connection.execute(f"INSERT INTO copied BY NAME SELECT uuidv7() AS id, '{NOBODY}'::UUID AS {reference.column}")
        connection.execute(f"DROP TABLE {reference.table}")
        connection.execute(f"ALTER TABLE copied RENAME TO {reference.table}")

    found = [each for each in examine(path) if each.where == f"{reference.table}.{reference.column}"]
    (broken,) = [each for each in found if reference.target in each.what]
    assert "1 (" in broken.what
    assert "restore" in broken.mend


def test_references_to_nothing_are_counted_and_some_are_named(path):
    change(path, "INSERT INTO postponements SELECT uuidv7(), uuidv7(), 'nudge', uuidv7(), now(), today() FROM range(5)")

    (finding,) = examine(path)

    assert finding.what.startswith("Rows that point at nothing in contacts: 5 (")
    assert "and others" in finding.what
    assert "remove these rows" in finding.mend


def test_what_may_be_forgotten_is_to_be_emptied_and_not_removed(path):
    change(path, f"INSERT INTO plans (meeting_id, minutes, made_at) VALUES ('{NOBODY}', 20, now())")

    (finding,) = examine(path)

    assert "empty meeting_id there" in finding.mend


def test_a_row_that_breaks_a_rule_of_its_table_is_found_also_when_the_table_lost_the_rule(path):
    change(
        path,
        "CREATE TABLE copied AS FROM meetings",
        "UPDATE copied SET minutes = 0, ended_at = starts_at - INTERVAL 1 HOUR, scheduled_at = NULL",
        "INSERT INTO copied FROM copied",
        "DROP TABLE meetings",
        "ALTER TABLE copied RENAME TO meetings",
    )

    wrong = {finding.where: finding.what for finding in examine(path)}

    assert "BETWEEN 1 AND 600" in wrong["meetings.minutes"]
    assert wrong["meetings.minutes"].endswith(": 2.")
    assert "ended_at >= starts_at" in wrong["meetings.ended_at, starts_at"]
    assert "scheduled_at says something" in wrong["meetings.scheduled_at"]
    assert "no two have the same id" in wrong["meetings.id"]


def test_a_missing_table_and_a_missing_column_are_found(path):
    change(path, "DROP TABLE themes", "ALTER TABLE goals DROP COLUMN closed_at")

    wrong = {finding.where: finding.what for finding in examine(path)}

    assert wrong["themes"] == "The table is missing."
    assert wrong["goals"] == "Columns are missing: closed_at."


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ("DELETE FROM migrations WHERE number = 2", "0002_people is missing"),
        ("UPDATE migrations SET checksum = 'other' WHERE number = 3", "0003_conversations was another one"),
        ("INSERT INTO migrations VALUES (9999, 'later', 'x', now())", "9999 comes from a newer ivw"),
    ],
)
def test_migrations_that_are_not_to_be_trusted_are_found(path, damage, says):
    change(path, damage)

    (finding,) = examine(path)

    assert says in finding.what
    assert finding.where == "migrations"
    assert finding.mend


@pytest.mark.parametrize("taken", [1, 3, 7, tables.newest() - 1])
def test_an_older_file_is_sound_as_far_as_it_goes_though_it_lacks_the_tables_of_today(tmp_path, taken):
    with duckdb.connect(tmp_path / "records.duckdb") as connection:
        migrate.apply(connection, at("2024-06-12"), up_to=taken)

    assert examine(tmp_path / "records.duckdb") == []


def test_a_file_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(RecordsUnavailable, match="There is no file"):
        examine(tmp_path / "nowhere.duckdb")

    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_program_is_refused(tmp_path):
    change(tmp_path / "other.duckdb", "CREATE TABLE shopping (item VARCHAR)")

    with pytest.raises(RecordsUnavailable, match="another program"):
        examine(tmp_path / "other.duckdb")


def test_a_file_that_is_open_here_is_refused_as_any_error_of_opening(path):
    with records_in(path.parent), pytest.raises(RecordsUnavailable):
        examine(path)

    assert issubclass(RecordsBusy, RecordsUnavailable)
