"""What for: goals and situation first, then whom to look for, and where."""

from functools import partial

from ivw.coaching import fields, goals, profile, roles
from tests.builders import a_contact
from tests.screen import HERE, NASTY, ZONE, click, field, labels, open_page, run, said
from tests.show.view_page import open_view

view = partial(open_view, "aims")


def test_a_goal_is_added_with_what_it_is_about(records, clicked_twice):
    app = view()
    assert "No goal yet" in said(app)
    assert "This is empty." in said(click(app, "Add the goal"))
    field(app, "A new goal").set_value("See a week from inside")
    field(app, "About").set_value("career")
    app = click(app, "Add the goal")
    [goal] = goals.open_goals(records)
    assert (goal.text, goal.about) == ("See a week from inside", "career")
    assert "No goal yet" not in said(app)
    assert "To learn · matters · a career" in said(app)
    app.session_state[f"change-goal-{goal.id}"] = True  # opens its box
    app = run(app)
    field(app, "What it is about").set_value("field")
    field(app, "Weight").set_value(3)  # on a busy computer, both arrive at once
    run(app)
    [goal] = goals.open_goals(records)
    assert (goal.about, goal.weight) == ("field", 3)


def test_one_is_asked_what_one_wants_to_reach_and_about_what(records):
    for about, words in (("field", "a field"), ("career", "a career"), ("organization", "an organization")):
        app = view()
        assert field(app, "Kind").options == ["To learn", "To achieve", "Soon", "In the long run"]
        assert field(app, "About").options == ["A field", "A career", "An organization"]
        field(app, "A new goal").set_value(f"Know whether {words} is for me")
        field(app, "Kind").set_value("achieve")
        field(app, "About").set_value(about)
        assert f"To achieve · matters · {words}" in said(click(app, "Add the goal"))


def test_where_one_stands_is_kept_in_the_profile_and_leaves_the_rest(records):
    profile.save(records, name="Ines", time_zone=ZONE, first_weekday=1)
    app = view()
    field(app, "Where you stand").set_value("student")
    app = run(app)
    assert (profile.of(records).situation, profile.of(records).name) == ("student", "Ines")
    assert field(app, "Where you stand").value == "student"


def test_roles_of_a_field_that_fits_lead_to_adding_somebody(records, gone):
    fields.add(records, name="Urban mobility", as_of=HERE)
    app = view()
    assert field(app, "Line of work").value == "Architecture and city planning"
    assert "City planner" in said(app)
    field(app, "Line of work").set_value("Hospitality and travel")
    app = run(app)
    assert "Travel coordinator" in said(app)
    click(app, "Look for one", place=1)
    assert gone == [("prospect_research", {"open": "add", "position": "Travel coordinator"})]


def test_what_one_wants_to_find_out_comes_first_and_says_whom_to_look_for(records):
    goals.add(records, text="Learn how one gets through a night in nursing", as_of=HERE)
    app = view()
    heads = [each.value for each in app.subheader]
    assert heads.index("What you want to find out") == 0
    assert heads.index("Whom to look for") > 0
    assert field(app, "Line of work").value == "Health care"
    assert "Clinical educator" in said(app)


def test_where_to_look_leads_to_those_one_has_or_to_the_first(records, gone):
    a_contact(records, source_kind="book", kind_of_person="author")
    app = view()
    for key in ("look-from-book", "look-who-professor"):
        next(button for button in app.button if button.key == key).click()
        app = run(app)
    assert gone == [
        ("prospect_research", {"list": "everyone", "from": "book"}),
        ("prospect_research", {"open": "add", "who": "professor"}),
    ]


def test_the_channels_where_people_share_what_they_think_are_a_way_to_them(records, gone):
    def explore():
        app = view()
        assert "**Other social media**" in said(app)
        assert "Wherever people of the field say what they think (guide 1)." in said(app)
        next(button for button in app.button if button.key == "look-from-social_media").click()
        run(app)
        return gone.pop()

    assert explore() == ("prospect_research", {"open": "add", "from": "social_media"})
    a_contact(records, name="Ada", source_kind="social_media")
    a_contact(records, name="Bo", source_kind="book")
    where, address = explore()
    app = open_page(where, **address)
    assert [option.strip("*") for option in app.radio[0].options] == ["Ada"]


def test_a_broken_file_of_roles_is_said_and_the_rest_stands(records, monkeypatch, tmp_path):
    path = tmp_path / "roles.csv"
    path.write_text("field,also,part,role,why\nSoftware,,boss,Programmer,Because\n")
    monkeypatch.setattr(roles.lines_of_work, "__defaults__", (path,))
    told = said(view(work="nonsense"))
    assert "Line 2 of roles.csv: there is no part 'boss'." in told
    assert "Where to look" in told


def test_nasty_goals_and_fields_are_shown_as_text(records):
    every = " ".join(NASTY)
    goals.add(records, text=every, as_of=HERE)
    fields.add(records, name=every, as_of=HERE)
    app = view()
    shown = [element.value for element in [*app.subheader, *app.markdown, *app.caption]] + labels(app)
    assert not [(each, nasty) for each in shown for nasty in NASTY if nasty in each]


def test_what_an_address_brings_along_is_added_with_the_person(records):
    app = open_page("prospect_research", open="add", position="Nurse", who="author", at="Osierway", **{"in": "Health"})
    assert (field(app, "Position").value, field(app, "Where they work").value) == ("Nurse", "Osierway")
    assert "Health · Writes articles or books" in said(app)
    field(app, "Name").set_value("Ada")
    click(app, "Add")
    added = records.rows("SELECT name, organization, position, field, kind_of_person FROM contacts")
    assert added == [("Ada", "Osierway", "Nurse", "Health", "author")]
