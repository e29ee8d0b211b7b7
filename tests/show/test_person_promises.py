"""Promises both ways, and the people somebody named."""

from datetime import date, timedelta

import pytest

from ivw.coaching import contacts, promises
from ivw.show.person_panel import PROMISES
from tests.builders import a_contact
from tests.screen import HERE, click, field, labels, run, said, text
from tests.show.person_page import open_tab, page


def ledger(records, *, owed=(), named=()):
    """Ada's promises (what, owner, due) and the people she named, as her page shows them."""
    ada = a_contact(records, name="Ada", met="2026-11-12 10:00", thanked="2026-11-12 15:00")
    for what, owner, due in owed:
        promises.promise(
            records,
            contact_id=ada,
            what=what,
            owner=owner,
            due=date.fromisoformat(due),
            as_of=HERE - timedelta(days=12),
        )
    for name in named:
        promises.refer(records, contact_id=ada, name=name, as_of=HERE - timedelta(days=12))
    return ada, open_tab(page(contact=ada), ada, PROMISES)


# Promises


@pytest.mark.parametrize("owner", ["me", "them"])
def test_a_promise_is_noted(records, owner):
    ada, app = ledger(records)
    assert "Nothing was promised yet" in text(app)
    next(group for group in app.button_group if group.key.startswith("owner")).set_value(owner)
    field(app, "What").set_value("The diary-study template")
    field(app, "By").set_value(date(2026, 11, 30))
    app = click(app, "Note it")
    [promise] = promises.of_contact(records, ada)
    assert (promise.owner, promise.what, promise.due) == (owner, "The diary-study template", date(2026, 11, 30))
    who = {"me": "I promised", "them": "They promised"}[owner]
    assert f"{who}: **The diary-study template**" in said(app)
    assert "By 30 November" in text(app)


def test_an_empty_promise_is_refused(records):
    ada, app = ledger(records)
    field(app, "By").set_value(date(2026, 11, 30))
    app = click(app, "Note it")
    assert "This is empty." in said(app)
    assert field(app, "By").value == date(2026, 11, 30)
    assert promises.of_contact(records, ada) == []


def test_a_promise_without_its_day_is_refused(records):
    ada, app = ledger(records)
    field(app, "What").set_value("An article")
    field(app, "By").set_value(None)
    app = click(app, "Note it")
    assert "The day is missing." in said(app)
    assert field(app, "What").value == "An article"
    assert promises.of_contact(records, ada) == []


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_notes_one(records):
    ada, app = ledger(records)
    field(app, "What").set_value("An article")
    click(app, "Note it")
    assert len(promises.of_contact(records, ada)) == 1


@pytest.mark.parametrize("owner", ["me", "them"])
def test_a_promise_is_kept(records, owner):
    ada, app = ledger(records, owed=[("An article", owner, "2026-11-20")])
    assert "Was due 20 November" in text(app)
    app = click(app, "Kept")
    assert promises.of_contact(records, ada)[0].done_at == HERE
    assert "Kept today" in text(app)
    assert "Let it go" not in labels(app)
    click(app, "Undo")
    assert promises.of_contact(records, ada)[0].done_at is None


@pytest.mark.parametrize("owner", ["me", "them"])
def test_a_promise_is_let_go_with_a_reason(records, owner):
    ada, app = ledger(records, owed=[("An article", owner, "2026-11-20")])
    app = click(app, "Let it go")
    app = click(app, "Let it go", 1)
    assert "This is empty." in said(app)
    assert promises.of_contact(records, ada)[0].dropped_at is None
    field(app, "Why").set_value("She found it herself")
    app = click(app, "Let it go", 1)
    assert promises.of_contact(records, ada)[0].dropped_at == HERE
    assert records.rows("SELECT dropped_why FROM promises") == [("She found it herself",)]
    assert "Let go" in text(app)


def test_it_is_kept_up_when_one_thinks_better_of_it(records):
    ada, app = ledger(records, owed=[("An article", "me", "2026-11-20")])
    app = click(click(app, "Let it go"), "Keep it")
    assert "Why" not in [each.label for each in app.text_input]
    assert promises.of_contact(records, ada)[0].dropped_at is None


def test_many_promises_are_paged(records):
    _, app = ledger(records, owed=[(f"Thing {n}", "me", f"2026-12-{n:02}") for n in range(1, 8)])
    assert [f"Thing {n}" in text(app) for n in range(1, 8)] == [True] * 5 + [False] * 2


# People they named


@pytest.mark.parametrize("may", ["yes", "no", "not asked"])
def test_somebody_named_becomes_a_prospect(records, may):
    ada, app = ledger(records)
    assert "Who else should I talk to" in text(app)
    field(app, "Name").set_value("Hana Sato")
    field(app, "May you mention who named them?").set_value(may)
    app = click(app, "Add them")
    [referral] = promises.referrals_of(records, ada)
    assert (referral.name, referral.may_mention) == ("Hana Sato", may)
    hana = contacts.get(records, referral.prospect_id)
    assert (hana.relationship, hana.mutual_contact, hana.shortlisted_at) == ("introduced", "Ada", HERE)
    assert promises.MAY_MENTION[may] in text(app)
    app = click(app, "Open")
    assert app.subheader[0].value == "Hana Sato"


def test_somebody_without_a_name_is_refused(records):
    ada, app = ledger(records)
    field(app, "May you mention who named them?").set_value("yes")
    app = click(app, "Add them")
    assert "This is empty." in said(app)
    assert field(app, "May you mention who named them?").value == "yes"
    assert promises.referrals_of(records, ada) == []


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_adds_one(records):
    ada, app = ledger(records)
    field(app, "Name").set_value("Hana Sato")
    click(app, "Add them")
    assert len(promises.referrals_of(records, ada)) == 1
    assert records.rows("SELECT count(*) FROM contacts") == [(2,)]


def test_a_referral_is_followed(records):
    ada, app = ledger(records, named=["Hana Sato"])
    app = click(app, "Followed")
    assert promises.referrals_of(records, ada)[0].done_at == HERE
    assert "Followed today" in text(app)
    click(app, "Undo")
    assert promises.referrals_of(records, ada)[0].done_at is None


def test_a_referral_is_let_go_with_a_reason(records):
    ada, app = ledger(records, named=["Hana Sato"])
    app = click(app, "Let it go")
    field(app, "Why").set_value("She moved away")
    click(app, "Let it go", 1)
    assert promises.referrals_of(records, ada)[0].dropped_at == HERE


def test_the_permission_is_often_asked_later(records):
    ada, app = ledger(records, named=["Hana Sato"])
    [referral] = promises.referrals_of(records, ada)
    menu = next(each for each in app.get("menu_button") if each.key == f"mention-{referral.id}")
    menu.set_value("yes")
    app = run(app)
    assert promises.referrals_of(records, ada)[0].may_mention == "yes"
