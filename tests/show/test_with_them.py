from datetime import date
from functools import partial

import pytest

from ivw.coaching import promises
from ivw.show import with_them
from tests.builders import a_contact, at
from tests.screen import NASTY, cards, click, markdown, open_page, primary, run

page = partial(open_page, "follow_ups", view="theirs")


@pytest.fixture
def people(records):
    whom = [a_contact(records, name=f"{name} {n}", asked="2026-11-20") for n, name in enumerate([*NASTY, "Ada"])]
    a_contact(records, name="Ben", asked="2026-08-03", nudged="2026-08-17")
    promises.promise(
        records, contact_id=whom[-1], what=NASTY[0], due=date(2026, 11, 20), as_of=at("2026-11-10"), owner="them"
    )
    return whom


def test_what_lies_with_others_stands_there_as_written(records, people):
    promises.promise(
        records, contact_id=people[0], what="A map", due=date(2026, 12, 1), as_of=at("2026-11-10"), owner="them"
    )
    a_contact(records, name="Cy", asked="2026-11-05", nudged="2026-11-16")
    app = page()
    said = markdown(app)
    for words in (
        "They promised you", "You wait for them", "Parked", "a reminder is right from", "no further reminder",
        "Said by", "A map&ensp;:gray-badge[:material/schedule: By ",
    ):  # fmt: skip
        assert words in said
    assert "![x]" not in said
    assert any("Sent a reminder on 17 August, reminded once" in caption.value for caption in app.caption)
    assert not primary(app)


def test_a_promise_they_kept_is_ticked_and_can_be_taken_back(people):
    app = click(page(), "Kept")
    assert "They promised you" not in markdown(app)
    assert "They promised you" in markdown(click(app, "Undo"))


def test_each_row_leads_on(people, gone):
    for label, place in (("Ask once more", 0), ("Log an answer", 0), ("Open", 1), ("Open", 0), ("Ask how it goes", 0)):
        click(page(), label, place)
    [asked, (answers, answer), (where, waiting), promised, check_in] = gone
    assert (answers, answer["contact"] in people, answer["log"]) == ("prospect_research", True, "reply")
    assert [(where, query["kind"]) for where, query in (asked, check_in)] == [
        ("outreach", "request"), ("outreach", "check_in"),
    ]  # fmt: skip
    assert (where, waiting) == ("prospect_research", {"contact": asked[1]["contact"]})  # whose matter is parked
    assert promised == ("prospect_research", {"contact": people[-1], "tab": "promises"})


def test_a_list_that_is_long_comes_in_pages(records, people, monkeypatch):
    [(parked,)] = records.rows("SELECT id::VARCHAR FROM contacts WHERE name = 'Ben'")
    monkeypatch.setattr(with_them, "SIZE", 4)
    app = page()
    assert [each.key for each in app.pagination] == [with_them.WAITING]
    shown = [each.key for each in app.button if each.key.startswith(("answer-", "waiting-"))]
    app.pagination(key=with_them.WAITING).set_value(2)
    more = [each.key for each in run(app).button if each.key.startswith(("answer-", "waiting-"))]
    assert (len(shown), len(more), set(shown) & set(more)) == (5, 3, {f"waiting-{parked}"})


def test_with_nobody_it_says_what_fills_it(records, gone):
    app = page()
    assert "Nothing lies with others" in markdown(app)
    click(app, "Whom to ask next")
    assert gone == [("prospect_research", {"view": "next"})]


def test_everything_on_the_queue_is_put_off_in_one_press_but_what_does_not_wait(records):
    for n in range(3):
        a_contact(records, name=f"Ada {n}", asked="2026-11-01", replied="2026-11-02")
    a_contact(records, name="Ben", met="2026-11-24 05:00")
    app = open_page("follow_ups")
    [everything] = [menu for menu in app.get("menu_button") if menu.label.startswith("Not now, all 3")]
    everything.click("7 days")
    run(app)
    assert cards(app) == ["Thank Ben"]
    assert len(cards(click(app, "Undo"))) == 4
    for _ in range(2):  # what was brought back one by one is put off once more
        [everything] = [menu for menu in app.get("menu_button") if menu.label.startswith("Not now, all 3")]
        everything.click("7 days")
        run(app)
        assert cards(app) == ["Thank Ben"]
        for _ in range(3):
            app.session_state["not-now"] = True
            click(run(app), "Bring back")
        assert len(cards(app)) == 4
