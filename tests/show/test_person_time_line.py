"""The time line of one person: in order, in words, page by page, and what is taken out of it."""

from ivw.coaching import meetings, time_line
from tests.builders import a_contact, happened
from tests.screen import ZONE, click, labels, run, said
from tests.show.person_page import page


def line_of_time(app):
    """The entries of the time line, as they read."""
    return [
        each.value.split(": ", 1)[1].replace("\\", "")
        for each in app.markdown
        if each.value.startswith(":material/") and " · " in each.value
    ]


def test_the_time_line_comes_newest_first_with_words(records):
    ada = a_contact(records, met="2026-11-02 15:00", asked="2025-10-19 10:00", zone=ZONE)
    happened(records, ada, "reply", "2026-11-23 10:00", text="Come by on Monday.", zone=ZONE)
    happened(records, ada, "note", "2026-11-24 08:30", text="Bring cake.", zone=ZONE)
    app = page(contact=ada)
    assert line_of_time(app) == [
        "A private note · today, 08:30",
        "They wrote back · yesterday, 10:00",
        "Conversation · 2 November, 15:20",
        "Asked for a conversation · 19 October 2025, 10:00",
    ]
    assert "Come by on Monday." in said(app)


def test_a_long_time_line_is_paged(records):
    ada = a_contact(records)
    for day in range(1, 10):
        happened(records, ada, "note", f"2026-11-{day:02}", text=f"Note {day}")
    app = page(contact=ada)
    assert len(line_of_time(app)) == 6
    pager = next(each for each in app.get("pagination") if each.key == f"time-line-{ada}")
    pager.set_value(2)
    assert [entry.split(" · ")[1] for entry in line_of_time(run(app))] == [
        "3 November, 13:00", "2 November, 13:00", "1 November, 13:00",
    ]  # fmt: skip


def test_a_long_text_can_be_read_whole(records):
    ada = a_contact(records)
    happened(records, ada, "reply", "2026-11-23", text="Dear you,\n\n" + "very " * 100 + "truly")
    app = page(contact=ada)
    assert app.text[0].value.startswith("Dear you,\n\nvery")
    assert app.text[0].value.endswith("truly")


def test_a_conversation_on_the_time_line_leads_to_its_debrief(records, gone):
    ada = a_contact(records, met="2026-11-23 18:00", zone=ZONE)
    click(page(contact=ada), "Open")
    assert gone == [("reflection", {"meeting": meetings.of_contact(records, ada)[0].id})]


def test_an_entry_is_taken_out_after_asking_and_comes_back_with_undo(records):
    ada = a_contact(records)
    kept = happened(records, ada, "note", "2026-11-22", text="Bring cake.")
    gone = happened(records, ada, "note", "2026-11-23", text="Wrong person.")
    app = page(contact=ada)
    next(button for button in app.button if button.key == f"take-out-note-{gone}").click()
    app = run(app)
    assert "“A private note” of yesterday goes" in said(app)
    assert len(time_line.entries(records, ada)) == 2
    app = click(app, "Take it off")
    assert [each.fact_id for each in time_line.entries(records, ada)] == [kept]
    click(app, "Undo")
    assert [each.fact_id for each in time_line.entries(records, ada)] == [gone, kept]


def test_it_stays_when_one_thinks_better_of_it(records):
    ada = a_contact(records)
    note = happened(records, ada, "note", "2026-11-23")
    app = page(contact=ada)
    next(button for button in app.button if button.key == f"take-out-note-{note}").click()
    app = click(run(app), "Leave it")
    assert "Take it off" not in labels(app)
    assert len(time_line.entries(records, ada)) == 1
