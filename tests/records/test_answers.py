"""Whatever is read stands as it was written last, however often it was asked before."""

import threading
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest

from ivw.coaching import profile
from ivw.records import answers
from ivw.records.answers import Answers
from tests.builders import a_contact, open_records

NAMES = "SELECT name FROM contacts ORDER BY name"


@dataclass(frozen=True)
class Named:
    name: str


@pytest.fixture
def records(tmp_path):
    return open_records(tmp_path)


def test_a_write_is_seen_by_the_next_reader(records):
    assert records.rows(NAMES) == []
    ada = a_contact(records, name="Ada Example")
    assert records.rows(NAMES) == [("Ada Example",)]
    with records.transaction() as transaction:
        transaction.change("contacts", ada, name="Ada Other")
        change = list(transaction.journal)
        assert records.rows(NAMES) == [("Ada Example",)]  # not yet: it is not committed
    assert change
    assert records.read(Named, NAMES) == [Named("Ada Other")]


def test_what_is_written_without_the_journal_is_seen_too(records):
    assert profile.of(records).name is None
    profile.save(records, name="Mo Me", time_zone="UTC", first_weekday=1)
    assert profile.of(records).name == "Mo Me"


def test_whoever_changes_an_answer_changes_only_a_copy(records):
    a_contact(records, name="Ada Example")
    records.rows(NAMES).clear()
    assert len(records.rows(NAMES)) == 1


def test_the_same_words_with_other_values_are_another_question(records):
    told = "SELECT $value IS NOT DISTINCT FROM true, typeof($value)"
    assert records.rows(told, value=True) != records.rows(told, value="true")
    assert records.rows("SELECT typeof($value)", value=True) != records.rows("SELECT typeof($value)", value=1)
    moment = datetime(2026, 11, 24, 9, tzinfo=UTC)
    elsewhere = moment.astimezone(timezone(timedelta(hours=5)))
    assert records.rows("SELECT $at::TIMESTAMPTZ", at=moment) == records.rows("SELECT $at::TIMESTAMPTZ", at=elsewhere)
    assert records.rows("SELECT len($keys)", keys=["a"]) == [(1,)]
    assert records.rows("SELECT len($keys)", keys=["a", "b"]) == [(2,)]


def test_a_new_key_is_another_one_each_time_and_makes_no_answer_old(records):
    era = records.era
    keys = [records.new_id() for _ in range(3)]
    assert len(set(keys)) == 3
    assert {(uuid.UUID(key).version, uuid.UUID(key).variant) for key in keys} == {(7, uuid.RFC_4122)}
    assert keys[0][:8] <= keys[2][:8]  # they begin with the time, as those that DuckDB makes
    assert records.era == era


def test_an_answer_that_was_overtaken_by_a_write_is_not_kept():
    kept, asked = Answers(), []
    question = answers.key(tuple, "SELECT 1", {})

    def overtaken():
        kept.forget()  # somebody else writes meanwhile
        return [1]

    assert kept.get(question, overtaken) == [1]
    assert kept.get(question, lambda: asked.append("again") or [2]) == [2]
    assert asked == ["again"]


def test_long_answers_are_not_held_and_old_ones_make_room():
    kept, long = Answers(), list(range(answers.LONGEST + 1))
    assert kept.get(("long",), lambda: long) is long
    assert kept.get(("long",), lambda: []) == []
    for number in range(answers.MOST + 1):
        kept.get((number,), lambda number=number: [number])
    assert kept.get((0,), lambda: ["asked again"]) == ["asked again"]
    assert kept.get((answers.MOST,), lambda: ["asked again"]) == [answers.MOST]


def test_many_threads_that_read_while_one_writes_never_see_less_than_was_written(records):
    seen: list[str] = []
    done = threading.Event()

    def read() -> None:
        most = 0
        while not done.is_set():
            now = len(records.rows(NAMES))
            if now < most:
                seen.append(f"{now} after {most}")
            most = max(most, now)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(8):
        a_contact(records, name=f"Person {number}")
        assert len(records.rows(NAMES)) == number + 1
    done.set()
    for reader in readers:
        reader.join()
    assert not seen


def test_who_asks_what_another_one_is_asking_waits_for_the_answer():
    kept, asked, begun, others = Answers(), [], threading.Event(), threading.Barrier(5)
    question = answers.key(tuple, "SELECT 1", {})

    def slowly():
        begun.set()
        others.wait(20)
        asked.append("first")
        return [1]

    def ask_too():
        others.wait(20)
        found.append(kept.get(question, lambda: asked.append("again") or [2]))

    found = []
    threads = [threading.Thread(target=kept.get, args=(question, slowly))]
    threads[0].start()
    assert begun.wait(20)
    threads += [threading.Thread(target=ask_too) for _ in range(4)]
    for each in threads[1:]:
        each.start()
    for each in threads:
        each.join(20)
    assert asked == ["first"]
    assert found == [[1]] * 4


def test_where_the_other_one_fails_one_asks_oneself():
    kept, begun, go = Answers(), threading.Event(), threading.Event()
    question = answers.key(tuple, "SELECT 1", {})

    def fail():
        begun.set()
        go.wait(20)
        raise ValueError

    def first():
        with pytest.raises(ValueError):
            kept.get(question, fail)

    found = []
    one = threading.Thread(target=first)
    two = threading.Thread(target=lambda: found.append(kept.get(question, lambda: [2])))
    one.start()
    assert begun.wait(20)
    two.start()
    go.set()
    one.join(20)
    two.join(20)
    assert found == [[2]]
    assert kept.get(question, lambda: [3]) in ([2], [3])
