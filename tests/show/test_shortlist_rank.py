"""Whom to ask next, as somebody uses it: the answer, the dots, the list, and rating in place."""

from functools import partial

import pytest

from ivw.coaching import contacts, reflections
from ivw.show import shortlist_rank
from tests.builders import a_contact, a_conversation
from tests.screen import HERE, NASTY, click, labels, markdown, open_page, primary, run, said, text

page = partial(open_page, "prospect_research", view="next")
RATED = {"interest_fit": 3, "values_fit": 3, "experience_fit": 3}


@pytest.fixture
def two(records):
    """Hana first, then Ben, whose work is not rated yet."""
    a_contact(records, name="Ines Moor", met="2026-11-02 10:00")
    hana = a_contact(
        records, name="Hana Sato", shortlist=True, relationship="known", tie="A", email="hana@example.org",
        mutual_contact="Ines Moor", source_kind="friend", why_this_person="Your talk", common_ground="Herons",
        position="Nurse", **RATED,
    )  # fmt: skip
    return hana, a_contact(records, name="Ben Ode", shortlist=True)


def opened_rating(app, where, whom):
    """The box of stars of one person, opened; returns the key of what stands in it."""
    token = app.session_state[f"token/fit-{where}-{whom}"]
    app.session_state[f"rate-fit-{where}-{whom}-{token}"] = True
    run(app)
    return token


def rate(app, where, whom, token, **fits):
    for fit, value in fits.items():
        next(each for each in app.button_group if each.key == f"fit-{where}-{whom}-{fit}-{token}").set_value(value)


def test_the_answer_comes_first_with_its_reasons_and_one_filled_button(two):
    app = page()

    assert "Write to Hana Sato next" in said(app)
    assert "Hana Sato is both a good fit and easy to reach" in said(app)
    assert "interest exactly, values exactly, experience exactly" in said(app)
    assert "you know them; tie: close; Ines Moor knows both of you; you have an address" in said(app)
    assert primary(app) == ["Write your request"]
    assert "2. Ben Ode" in said(app)
    assert ":orange[:material/pending: Not ready to ask:] say first why this person" in said(app)
    assert "Rate how well their work fits: up to 30 points more." in said(app)


def test_where_too_little_is_known_the_way_leads_to_reading_first(records, gone):
    ben = a_contact(records, name="Ben Ode", shortlist=True)
    app = page()
    assert "Read up on Ben Ode next" in said(app)
    assert primary(app) == ["Find out a little more"]
    click(app, "Find out a little more")
    click(page(), "Write your request")
    assert gone == [
        ("prospect_research", {"contact": ben, "tab": "research"}), ("outreach", {"contact": ben, "kind": "request"}),
    ]  # fmt: skip


def test_the_buttons_lead_to_the_request_and_to_the_person(two, gone):
    hana, ben = two
    page_now = page()
    click(page_now, "Write your request", place=1)
    click(page(), "All about them")

    assert gone == [("outreach", {"contact": ben, "kind": "request"}), ("prospect_research", {"contact": hana})]


def test_a_rating_is_saved_in_place_and_can_be_undone(two, records, clicked_twice):
    _, ben = two
    app = page()
    token = opened_rating(app, "list", ben)
    assert "Interest 17.5 of 35 (nothing said)" in said(app).replace(":gray[", "").replace(")]", ")")
    rate(app, "list", ben, token, interest_fit=0, experience_fit=2)
    click(app, "Save")

    person = contacts.get(records, ben)
    assert (person.interest_fit, person.values_fit, person.experience_fit) == (0, None, 2)
    assert "Ben Ode: saved." in said(app)
    assert "interest not at all, values not rated yet (counts as the middle), experience well" in said(app)
    assert labels(app).count("Save") == 0  # the box has closed
    click(app, "Undo")
    assert contacts.get(records, ben).interest_fit is None


def test_a_rating_that_cannot_be_is_refused_beside_the_form(two, records, monkeypatch):
    monkeypatch.setattr(shortlist_rank, "FITS", {0: "No", 9: "Nine"})
    _, ben = two
    app = page()
    token = opened_rating(app, "list", ben)
    rate(app, "list", ben, token, interest_fit=9)
    click(app, "Save")

    assert "A fit is 0 to 3." in said(app)
    assert contacts.get(records, ben).interest_fit is None


def test_whoever_the_address_names_is_open_until_closed(two):
    _, ben = two
    app = page(who=ben)
    assert said(app).count("2. Ben Ode") == 2  # below the chart, and on the list
    click(app, "Close")
    assert said(app).count("2. Ben Ode") == 1
    assert said(page(who="nobody")).count("2. Ben Ode") == 1


def test_names_and_words_of_people_stay_text_and_whoever_named_them_is_asked_first(records, gone):
    givers = []
    for place, nasty in enumerate(NASTY):
        giver = a_contact(records, name=f"Giver {nasty}", met="2026-11-02 10:00", organization=f"Org {place}")
        givers.append(giver)
        who = a_contact(
            records, name=nasty, shortlist=True, position=nasty, organization=f"Org {place}", mutual_contact=nasty
        )
        with records.transaction() as transaction:
            named = {"contact_id": giver, "name": nasty, "given_at": HERE, "prospect_id": who}
            transaction.add("referrals", named)
    a_contact(records, name=NASTY[0], shortlist=True, do_not_contact=True)
    app = page()
    app.session_state["rank/others"] = True
    run(app)

    for nasty in NASTY:
        assert nasty not in markdown(app)
        assert nasty in said(app)
    [ask, *_] = [each for each in app.button if each.label.startswith("Ask Giver")]
    ask.click()
    run(app)
    [(where, query)] = gone
    assert (where, query["contact"] in givers, query["kind"]) == ("outreach", True, "check_in")


def test_an_empty_shortlist_says_what_to_do(records, gone):
    app = page()
    assert "Your shortlist is empty" in said(app) or "Add a person" in said(app)

    ada = a_contact(records, name="Ada", shortlist=True, asked="2026-11-20")
    app = page()
    assert "Nobody is left to ask" in said(app)
    assert primary(app) == ["Find somebody"]
    app.session_state["rank/others"] = True
    assert "Waiting for them" in said(run(app))
    click(app, ":blue[Ada]")
    click(page(), "Find somebody")
    assert gone == [("prospect_research", {"contact": ada}), ("prospect_research", {"list": "everyone"})]


def test_a_long_list_pages_and_the_first_stands_on_the_card(records, monkeypatch):
    for fit in range(10):
        a_contact(records, name=f"Ada {fit}", shortlist=True, interest_fit=fit % 4)
    app = page()
    first = said(app)
    assert [f"##### {place}. " in first for place in range(1, 9)] == [False, *[True] * 6, False]
    app.session_state[shortlist_rank.PAGE] = 2
    monkeypatch.setattr(shortlist_rank, "DOTS", 8)  # beyond what the chart shows, the list reads on by itself
    second = said(run(app))
    assert [f"##### {place}. " in second for place in (7, 8, 10)] == [False, True, True]


def test_whether_fit_paid_off_is_drawn_from_five_talks_on(records):
    def talks(first, last):
        for n in range(first, last):
            who = a_contact(records, name=f"Ada {n}", interest_fit=3 if n % 2 else 0)
            meeting = a_conversation(records, who, starts="2026-11-02 10:00", held=True)
            reflections.save(records, meeting, "useful", 5 if n % 2 else 3, as_of=HERE)

    talks(0, 4)
    assert "Too early to say: 4 of the 5 talks it takes" in said(page())
    talks(4, 5)
    assert "Too early to say: 2 talks with a good fit, 3 with others" in text(page())
    talks(5, 12)
    assert "A good fit paid off: 5.0 of 5 over 6 talks, 3.0 over 6 others" in said(page())
