"""Twenty sessions and two tabs on the same records, as the dashboard has them: one connection, a thread for each."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from ivw.coaching import contacts, doctor, drafts, interactions, meetings, promises, reflections
from ivw.coaching.done import undo
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.two_windows import Conflict
from tests.builders import a_contact, a_conversation, at, open_records

NOW = at("2026-11-24 09:00")
SESSIONS = 20


@pytest.fixture
def records(tmp_path):
    with closing(open_records(tmp_path)) as opened:
        yield opened


def all_at_once(act, how_many=SESSIONS):
    """Let so many sessions act at the same moment; what came of each."""
    ready = threading.Barrier(how_many)

    def session(number):
        ready.wait(30)
        try:
            return act(number)
        except InvalidRecord as refused:
            return refused

    with ThreadPoolExecutor(how_many) as pool:
        return list(pool.map(session, range(how_many)))


def test_twenty_sessions_that_write_about_the_same_person_lose_nothing(records):
    ada = a_contact(records, name="Ada")

    def work(number):
        for turn in range(4):
            said = f"{number}.{turn}"
            interactions.log(records, contact_id=ada, kind="note", happened_at=NOW, text=said, as_of=NOW)
            promises.promise(records, contact_id=ada, what=said, due=NOW.date(), as_of=NOW)
            drafts.save(records, f"note:{ada}:{number}", said, NOW)
            assert said in {text for (text,) in records.rows("SELECT text FROM interactions")}

    assert all_at_once(work) == [None] * SESSIONS
    expected = {f"{number}.{turn}" for number in range(SESSIONS) for turn in range(4)}
    assert {text for (text,) in records.rows("SELECT text FROM interactions")} == expected
    assert {what for (what,) in records.rows("SELECT what FROM promises")} == expected
    assert {text for (text,) in records.rows("SELECT text FROM drafts")} == {f"{n}.3" for n in range(SESSIONS)}
    assert doctor.examine_open(records) == []


def test_twenty_sessions_that_press_the_same_button_act_once(records):
    ada = a_contact(records, name="Ada")
    token = records.rows("SELECT uuidv7()::VARCHAR")[0][0]

    all_at_once(lambda _: interactions.log(
        records, contact_id=ada, kind="request", happened_at=NOW, as_of=NOW, token=token
    ))  # fmt: skip

    assert records.rows("SELECT count(*) FROM interactions") == [(1,)]


def test_twenty_sessions_that_begin_the_same_debrief_share_one_and_each_field_is_kept(records):
    ada = a_contact(records, name="Ada")
    talk = a_conversation(records, ada, starts="2026-11-23 09:00", held=True)
    fields = ["learned", "changed_view", "do_differently", "believed_before", "believed_after", "they_need"]

    said = all_at_once(lambda n: reflections.save(records, talk, fields[n], f"said {n}", as_of=NOW), len(fields))

    assert [each for each in said if isinstance(each, InvalidRecord)] == []
    assert records.rows(f"SELECT {', '.join(fields)} FROM debriefs") == [tuple(f"said {n}" for n in range(len(fields)))]


def test_of_two_tabs_that_change_one_person_both_are_kept_and_where_they_collide_the_later_is_told(records):
    ada = a_contact(records, name="Ada", organization="Works", position="Engineer")
    seen = {"organization": "Works", "position": "Engineer"}
    contacts.change(records, ada, seen=seen, organization="Rivers", position="Engineer")

    contacts.change(records, ada, seen=seen, organization="Works", position="Director")  # saw neither change: both stay
    with pytest.raises(Conflict) as told:
        contacts.change(records, ada, seen=seen, organization="Lakes", position="Engineer")

    assert told.value.stands == {"organization": "Rivers"}
    assert records.rows("SELECT organization, position FROM contacts") == [("Rivers", "Director")]


def test_what_one_tab_removed_another_one_is_told_of_and_nothing_dangles(records):
    ada = a_contact(records, name="Ada")
    talk = a_conversation(records, ada, starts="2026-11-23 09:00", held=True)
    gone = contacts.remove(records, ada)

    for attempt in (
        lambda: interactions.log(records, contact_id=ada, kind="note", happened_at=NOW, text="still", as_of=NOW),
        lambda: meetings.write_down(records, talk, "notes", "still typing"),
        lambda: reflections.save(records, talk, "learned", "still", as_of=NOW),
        lambda: promises.promise(records, contact_id=ada, what="still", due=NOW.date(), as_of=NOW),
    ):
        with pytest.raises(InvalidRecord, match=r"\(any more\)"):
            attempt()
    assert doctor.examine_open(records) == []
    undo(records, gone)
    assert records.rows("SELECT count(*) FROM meetings") == [(1,)]


def test_an_undo_in_one_tab_never_takes_what_another_one_did_since(records):
    done = contacts.add(records, name="Ada", as_of=NOW)
    interactions.log(records, contact_id=str(done.fact_id), kind="note", happened_at=NOW, text="kept", as_of=NOW)

    with pytest.raises(InvalidRecord, match="changed again since"):
        undo(records, done)

    assert records.rows("SELECT text FROM interactions") == [("kept",)]
