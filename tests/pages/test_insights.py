"""Insights, as a person uses it: what pulls, what people keep saying, what changed, who led to whom, what follows."""

import pytest
from streamlit.testing.v1 import AppTest

from ivw.coaching import (
    contacts,
    criteria,
    demo,
    fields,
    next_steps,
    profile,
    promises,
    reflections,
    research,
    strategy,
)
from ivw.coaching.research import Target
from ivw.exchange import demo_file
from ivw.show import front_door
from tests.builders import a_contact, a_conversation, at, forget_everybody, records_in
from tests.pages.insight_views import a_debrief, address, click, heading, labels, page
from tests.screen import HERE, NASTY, NOW, ROOT, ZONE, markdown, run, said, text

VIEWS = ("path-fit", "fields", "themes", "changed", "referrals", "follows", "search")


@pytest.fixture(scope="module")
def demo_network(tmp_path_factory):
    """A file with the demo network in it, for tests that only look."""
    folder = tmp_path_factory.mktemp("demo")
    with records_in(folder) as filled:
        profile.save(filled, name=None, time_zone=ZONE, first_weekday=1)
        demo.load(filled, HERE, ZONE, demo_file.read())
    return folder / "records.duckdb"


@pytest.fixture(autouse=True)
def records(one_file, monkeypatch, request):
    """The open records that the page shows: empty, or with the demo network for tests that ask for it."""
    monkeypatch.setenv("IVW_AS_OF", NOW)
    with_demo = "demo_network" in request.fixturenames
    shown = request.getfixturevalue("demo_network") if with_demo else one_file
    monkeypatch.setenv("IVW_RECORDS", str(shown))
    opened = front_door.open_records(front_door.records_path())
    if not with_demo:
        forget_everybody(opened)
        profile.save(opened, name=None, time_zone=None, first_weekday=1)
    written = opened.written
    yield opened
    assert not with_demo or opened.written == written  # the next test looks at the same


@pytest.mark.parametrize(
    ("view", "title", "needs"),
    [
        ("path-fit", "No conversation is rated yet", "With 3 in one field"),
        ("themes", "No themes yet", "two or three debriefs"),
        ("fields", "You have not said what you decide by", "From two fields on"),
        ("changed", "Nothing is noted from before and after yet", "what you believed before"),
        ("search", "Nothing is written down yet", "One debrief is enough"),
        ("referrals", "Nobody was named to you yet", "from the first one on"),
    ],
)
def test_an_empty_view_says_what_it_takes_and_leads_to_reflection(gone, view, title, needs):
    app = page(view=view)

    assert heading(app) == title
    assert needs in text(app)
    click(app, "Reflect on a conversation")
    assert gone == [("reflection", {})]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_draws_with_the_demo_network(demo_network, view):
    app = page(view=view)

    assert "11 of 28 conversations have a debrief" in text(app)
    assert address(app, "view") == view


@pytest.mark.parametrize(
    "query",
    [{"view": "nothing"}, {"view": "themes", "theme": "' OR 1=1", "kind": "x"}, {"view": "search", "find": "%_\\"}],
)
def test_an_address_that_names_nothing_is_passed_over(demo_network, query):
    assert page(**query).title[0].value == "Insights"


def test_talks_without_a_debrief_are_told_as_such(records):
    a_debrief(records)

    assert "1 conversation was held; none has a debrief yet." in text(page())


def test_the_field_that_pulls_most_is_said_with_its_counts(demo_network):
    app = page()

    assert heading(app) == "Urban mobility pulls you most: +1.3 over 4 talks"
    assert len(app.get("vega_lite_chart")) == 2
    assert "(guide 5)" in text(app)
    assert "No rating makes a difference yet; interest comes closest: 4.7 over 6 against 4.0 over 5" in said(app)


def test_two_talks_are_too_early_and_are_drawn_all_the_same(records):
    for day in ("2026-11-03", "2026-11-04"):
        a_debrief(records, f"Ada {day}", day=day, path_fit=2)

    app = page()

    assert heading(app) == "Too early to say what pulls you: Energy has 2 of the 3 talks it takes"
    assert len(app.get("vega_lite_chart")) == 1


def test_a_rated_talk_with_nobodys_field_says_where_to_mend_it(records):
    a_debrief(records, field=None, path_fit=1)

    app = page()

    assert heading(app) == "The people you rated have no field"
    assert "Prospect research" in text(app)


def test_a_rated_talk_leads_to_its_debrief(records, gone):
    _, meeting = a_debrief(records, path_fit=1)

    click(page(), "Ada")

    assert gone == [("reflection", {"meeting": meeting})]


def test_a_theme_says_who_spoke_of_it_when_and_leads_there(demo_network, gone):
    app = page(view="themes")
    assert heading(app) == "3 people spoke of plain language, and of 3 other themes"

    app.selectbox[0].set_value("drawing by hand")
    run(app)

    assert address(app, "theme") == "drawing by hand"
    assert {"Hana Sato", "Yusuf Demir"} <= set(labels(app))
    click(app, "Yusuf Demir")
    assert gone[0][0] == "reflection"


def test_a_theme_on_a_later_page_is_opened_by_its_address(demo_network):
    app = page(view="themes", theme="sensors that lie")

    assert app.selectbox[0].value == "sensors that lie"
    assert "Yusuf Demir" in labels(app)


def test_themes_of_one_kind_stay_in_the_address(demo_network):
    app = page(view="themes")
    app.segmented_control(key="insights/kind").set_value("technology")
    run(app)

    assert address(app, "kind") == "technology"
    assert heading(app) == "Technology that most people name: Scanned registers (3)"
    assert page(view="themes", kind="technology").selectbox[0].options == app.selectbox[0].options


def test_a_kind_that_nobody_named_says_so(records):
    a_debrief(records, theme="Drawing")

    assert "No demand yet" in text(page(view="themes", kind="demand"))


def test_notes_are_found_by_their_words_and_lead_to_the_debrief(demo_network, gone):
    app = page(view="search")
    app.text_input[0].set_value("rainy debrief demir")
    run(app)
    assert "stands nowhere" in text(app)  # what it is called is not among its words

    app.text_input[0].set_value("tuesday argue demir")
    run(app)
    assert [each.value for each in app.text if "rainy Tuesday" in each.value]
    assert address(app, "find") == "tuesday argue demir"
    click(app, "Yusuf Demir")
    assert gone[0][0] == "reflection"


def test_whoever_comes_back_without_an_address_finds_the_view_and_the_words_again(demo_network):
    left = page(view="search", find="rainy")
    app = AppTest.from_file(str(ROOT / "pages" / "insights.py"), default_timeout=30)
    for name in ("insights/last-view", "insights/last-words"):  # all that stays of a page that one leaves
        app.session_state[name] = left.session_state[name]
    app.query_params["meeting"] = "of the page one comes from"
    run(app)

    assert app.text_input[0].value == "rainy"
    assert {name: address(app, name) for name in app.query_params} == {"view": "search", "find": "rainy"}


def test_words_that_stand_nowhere_say_so(demo_network):
    app = page(view="search", find="xylophone")

    assert "“xylophone” stands nowhere" in text(app)


def test_what_was_said_in_several_lines_keeps_them(records):
    a_debrief(records, learned="One.\nTwo.")

    assert "One.\nTwo." in [each.value for each in page(view="search").text]


def test_many_answers_come_in_pages(demo_network):
    app = page(view="search")

    assert len([label for label in labels(app) if label != "Remove the demo"]) == 6
    assert len(app.get("pagination")) == 1


def test_the_tree_leads_to_each_person(demo_network, gone):
    app = page(view="referrals")
    assert heading(app) == "Ruth Feldman led you to 9 people, 6 of them met"

    click(app, "Camille Roux")

    assert gone[0][0] == "prospect_research"


def test_the_tree_says_permission_and_who_has_not_heard_and_leads_to_telling_them(records, gone):
    ada = a_contact(records, name="Ada")
    promises.refer(records, contact_id=ada, name="Ben", as_of=at("2026-11-01"), may_mention="no")
    (referral,) = promises.referrals_of(records, ada)
    a_conversation(records, referral.prospect_id, starts="2026-11-10 12:00", held=True)

    app = page(view="referrals")

    assert "Met on 10 November · name not to be mentioned · Ada: not told yet" in text(app)
    assert "1 introduction to report back on" in text(app)
    click(app, "Tell Ada")
    assert gone == [("outreach", {"contact": ada, "kind": "check_in"})]


def test_nobody_is_to_be_told_who_is_not_to_be_contacted(records):
    ada = a_contact(records, name="Ada", do_not_contact=True)
    promises.refer(records, contact_id=ada, name="Ben", as_of=at("2026-11-01"))
    (referral,) = promises.referrals_of(records, ada)
    a_conversation(records, referral.prospect_id, starts="2026-11-10 12:00", held=True)

    assert "Tell Ada" not in labels(page(view="referrals"))


def test_a_long_chain_comes_in_pages(records):
    contact = a_contact(records, name="Ada 0")
    for n in range(1, 41):
        promises.refer(records, contact_id=contact, name=f"Ada {n}", as_of=at(f"2026-10-01 {n // 4:02}:{n % 4}0"))
        (referral, *_) = promises.referrals_of(records, contact)
        contact = referral.prospect_id

    app = page(view="referrals")

    assert [label for label in labels(app) if label.startswith("Ada")] == [f"Ada {n}" for n in range(18)]
    app.session_state["tree-page"] = 3
    run(app)
    assert [label for label in labels(app) if label.startswith("Ada")] == [f"Ada {n}" for n in range(36, 41)]


def test_openings_lead_to_their_debrief_and_those_let_go_stand_apart(records, gone):
    contact, meeting = a_debrief(records, path_fit=1)
    for what in ("A post", "A half post"):
        done = reflections.note_lead(
            records, contact_id=contact, what=what, unadvertised=True, meeting_id=meeting, as_of=at("2026-11-03")
        )
    reflections.let_lead_go(records, done.fact_id, "Half of it forms", as_of=at("2026-11-04"))

    app = page(view="referrals")

    assert [each.value for each in app.subheader] == ["1 lead"]
    assert "1 of them not advertised" in text(app)
    assert "A half post" not in text(app)
    assert [box.label for box in app.expander] == ["Let go (1)"]
    click(app, "Ada")
    assert gone == [("reflection", {"meeting": meeting})]


def test_fields_stand_side_by_side_with_what_was_looked_up(demo_network):
    app = page(view="fields")

    assert heading(app) == "Urban mobility comes out ahead by your criteria: +1.1 over 4 talks"
    rated, looked_up = (table.value for table in app.table)
    assert [column.strip("*") for column in rated.columns[1:]] == [
        "Urban mobility", "Libraries and museums", "Public health",
    ]  # fmt: skip
    assert list(rated.iloc[0])[1] == "**+1.5 (4)**"
    assert "38,000 to 52,000" in said(app)
    assert len(looked_up) == 5


def test_a_single_rating_is_too_early_and_says_so(records):
    _, meeting = a_debrief(records)
    meaning = criteria.add(records, "Meaning", as_of=HERE).fact_id
    assert "No field is rated by your criteria yet" in text(page(view="fields"))

    criteria.rate(records, meeting, meaning, 2, as_of=HERE)
    app = page(view="fields")

    assert heading(app) == "Only Energy is rated so far"
    assert ":gray[+2.0 (1)]" in markdown(app)
    assert "No income range yet for Energy." in text(app)


def test_what_changed_says_how_one_felt_and_what_one_believes_now(demo_network, gone):
    app = page(view="changed")

    assert heading(app) == "Confidence rose in 9 of 11 conversations, +1.1 on average"
    assert "Hospitals lack software." in [each.value for each in app.text]
    app.segmented_control(key="insights/feeling").set_value("energy")
    run(app)
    assert heading(app) == "Energy rose in 7 of 11 conversations, +0.5 on average"
    click(app, "Olu Bankole")
    assert gone[0][0] == "reflection"


def test_a_strategy_is_kept_while_it_is_typed(records):
    app = page(view="follows")
    app.session_state["strategy"] = {"draft": {"text": "Ask for trainee posts.", "client": "one", "number": 1}}
    run(app)

    assert strategy.of(records) == "Ask for trainee posts."


def test_next_steps_are_done_here_and_stand_below_as_done(records):
    _, meeting = a_debrief(records, learned="That")
    next_steps.add(records, what="Learn to draw", kind="learn", as_of=HERE, meeting_id=meeting)

    app = click(page(view="follows"), "Done")

    assert "Done: Learn to draw" in said(app)
    assert "Done (1)" in [box.label for box in app.expander]


def test_a_message_an_answer_and_a_finding_are_found_and_lead_to_where_they_stand(records, gone):
    field = fields.add(records, name="Energy", as_of=HERE).fact_id
    research.note(records, Target("field", field), topic="where", finding="Wherever a turbine is", as_of=HERE)

    app = page(view="search", find="turbine energy")

    assert "Finding on a field" in text(app)
    click(app, "Energy")
    assert gone == [("prospect_research", {"view": "fields", "field": field})]


def test_both_documents_are_offered_once_there_is_a_debrief(records):
    assert not page(view="follows").get("download_button")
    a_debrief(records, learned="That")

    assert [each.proto.label for each in page(view="follows").get("download_button")] == [
        "For an application",
        "For a coach",
    ]


def test_nasty_texts_are_shown_as_they_are(records):
    for place, nasty in enumerate(NASTY):
        contact, meeting = a_debrief(
            records, nasty, field=nasty, theme=nasty, path_fit=1, learned=nasty, believed_before=nasty, useful=4,
            confidence_before=2, confidence_after=3, use_in_application=nasty,
        )  # fmt: skip
        contacts.change(records, contact, interest_fit=place % 4)
        promises.refer(records, contact_id=contact, name=nasty, as_of=at("2026-11-03"))
        reflections.note_lead(records, contact_id=contact, what=nasty, as_of=at("2026-11-03"))
        next_steps.add(records, what=nasty, as_of=HERE, meeting_id=meeting)
        criterion = criteria.add(records, nasty, as_of=HERE).fact_id
        criteria.rate(records, meeting, criterion, 1, as_of=HERE)
        field = fields.add(records, name=nasty, as_of=HERE).fact_id
        research.note(records, Target("field", field), topic="income", finding=nasty, as_of=HERE)

    for view, query in [*((view, {}) for view in VIEWS), ("search", {"find": NASTY[0]})]:
        app = page(view=view, **query)
        shown = markdown(app) + "\n".join(button.label for button in app.button)
        assert not [nasty for nasty in NASTY if nasty in shown.replace("\u2060", "")]
        if view == "search" and not query:
            assert set(NASTY) <= {each.value for each in app.text}


def test_a_view_chosen_here_leaves_what_only_the_other_one_knows(demo_network):
    app = page(view="themes", theme="drawing by hand", kind="skill")
    app.segmented_control(key="insights/view").set_value("path-fit")
    run(app)

    assert address(app, "view") == "path-fit"
    assert address(app, "theme") is None
    assert address(app, "kind") is None
