"""The checklist of one person: light first, deep after their yes, and what is left to ask."""

from datetime import date

from ivw.coaching import contacts, drafts, organizations, plans, research
from ivw.coaching.research import Target
from ivw.show import findings_form
from tests.builders import a_contact, a_conversation
from tests.screen import HERE, NASTY, click, field, labels, open_page, run, said, text
from tests.show.draft_area import type_into
from tests.show.person_page import page


def note(records, contact, topic, finding, **more):
    done = research.note(records, Target("person", contact), topic=topic, finding=finding, as_of=HERE, **more)
    return done.fact_id


def opened(app, slot):
    """Open the form of this topic, as its button does."""
    next(button for button in app.button if button.key == f"open-{slot}").click()
    return run(app)


def edited(app, finding):
    """Open the form of this finding, as its pencil does."""
    next(button for button in app.button if button.key == f"edit-{finding}").click()
    return run(app)


def links(app):
    return [each.proto.label for each in app.get("link_button")]


def in_field(app, label, value):
    field(app, label).set_value(value)
    return app


def test_light_stands_open_and_deep_waits_for_their_yes(records):
    ada = a_contact(records, shortlist=True, organization="Osierway", position="Planner")
    app = page(contact=ada, tab="research")
    told = said(app)
    assert "##### Before you ask" in told
    assert "1 of 5 known" in told
    assert "Say why this person" in told
    assert "0 of 10 known" in told
    assert "What they are responsible for" not in told
    assert "Find a profile" in links(app)
    told = said(click(app, "Look ahead"))
    assert "What they are responsible for" in told
    assert "**Osierway**" in told
    assert "Goals and objectives" in told


def test_what_is_enough_to_ask_is_said_and_where_they_work_is_one_press_away(records, gone):
    ada = a_contact(
        records, shortlist=True, organization="Osierway", position="Planner", why_this_person="She drew the map",
        common_ground="Leeds", linkedin_url="https://www.linkedin.com/in/ada",
    )  # fmt: skip
    note(records, ada, "profile", "Studied rivers")
    research.note(
        records, Target("organization", None, "Osierway"), topic="to_ask", finding="Who pays for it?", as_of=HERE
    )
    app = page(contact=ada, tab="research")
    assert "Enough to ask." in said(app)
    assert "Find a profile" not in links(app)
    app = click(app, "Look ahead")
    assert "Who pays for it?" in said(app)
    click(app, "All about it")
    click(app, "Where they work")
    [(_, there), (_, again)] = gone
    assert (there["view"], again) == ("organizations", {"view": "organizations", "organization": "Osierway"})
    assert organizations.find(records, there["organization"]).name == "Osierway"


def test_a_finding_is_added_with_source_and_day_and_taken_back(records):
    ada = a_contact(records, shortlist=True)
    app = opened(page(contact=ada, tab="research"), f"person:{ada}:profile")
    token = app.session_state[f"token/person:{ada}:profile"]
    app = type_into(app, f"person:{ada}:profile:{token}", "Studied rivers")
    in_field(app, "Where", "https://example.org/ada")
    in_field(app, "Found on", date(2026, 11, 30))
    app = click(app, "Save")
    assert "This day is still to come" in said(app)
    assert field(app, "Where").value == "https://example.org/ada"
    assert not research.of_contact(records, ada).known.light
    in_field(app, "Found on", date(2026, 11, 20))
    app = click(app, "Save")
    (found,) = research.of_contact(records, ada).items[0].findings
    assert (found.finding, found.source, found.found_on) == (
        "Studied rivers", "https://example.org/ada", date(2026, 11, 20),
    )  # fmt: skip
    assert "Studied rivers" in said(app)
    assert "found 20 November" in said(app)
    assert "Save" not in labels(app)
    click(app, "Undo")
    assert not research.of_contact(records, ada).known.light


def test_a_finding_is_removed_after_asking(records):
    ada = a_contact(records, shortlist=True)
    key = note(records, ada, "search", "An old article")
    app = click(edited(page(contact=ada, tab="research"), key), "Remove")
    assert "This finding goes, with its source and its day." in said(app)
    assert research.of_contact(records, ada).known.light
    click(app, "Remove it")
    assert not research.of_contact(records, ada).known.light


def test_what_they_do_is_written_into_the_person(records, clicked_twice):
    ada = a_contact(records, shortlist=True)
    app = opened(page(contact=ada, tab="research"), f"person:{ada}:position")
    app = click(in_field(app, "What they do", "Planner"), "Save")
    assert contacts.get(records, ada).position == "Planner"
    assert "Save" not in labels(app)


def test_what_is_left_to_ask_goes_into_the_plan_once(records, clicked_twice):
    ada = a_contact(records)
    meeting = a_conversation(records, ada, starts="2026-12-01 15:00", scheduled="2026-11-20")
    note(records, ada, "to_ask", "Who decides about the night bus?")
    assert "Begin the plan with it" in labels(page(contact=ada, tab="research"))
    plan = plans.start(records, minutes=20, as_of=HERE, meeting_id=meeting).fact_id
    app = click(page(contact=ada, tab="research"), "Take it into the plan")
    asked = [each.text for each in plans.get(records, plan).questions if not each.must_ask]
    assert asked == ["Who decides about the night bus?"]
    assert "In the plan" in said(app)
    assert "Take it into the plan" not in labels(app)


def test_an_open_point_is_asked_in_the_next_talk_whose_plan_is_begun_for_it(records, clicked_twice):
    ada = a_contact(records, organization="Osierway")
    assert "Ask it" not in labels(page(contact=ada, tab="research", depth="deep"))
    meeting = a_conversation(records, ada, starts="2026-12-01 15:00", scheduled="2026-11-20")
    app = page(contact=ada, tab="research")
    many = labels(app).count("Ask it")
    app = click(app, "Ask it")
    assert [each.topic for each in plans.of_meeting(records, meeting).questions if not each.must_ask] == [
        "responsibilities"
    ]
    assert "In the plan" in said(app)
    assert (many, labels(app).count("Ask it")) == (10, 9)


def test_whatever_people_write_is_shown_as_text_and_only_web_addresses_lead_out(records):
    every = " ".join(NASTY)
    ada = a_contact(records, name=every, organization=every, position=every, met="2026-11-02")
    for topic in ("profile", "to_ask", "path"):
        note(records, ada, topic, every, source=every)
    note(records, ada, "search", f"{every} " * 20, source="javascript:alert(1)")
    app = page(contact=ada, tab="research")
    shown = [element.value for element in [*app.markdown, *app.caption]]
    shown += [*labels(app), *(each.label for each in app.expander), *(each.help or "" for each in app.button)]
    assert not [(each, nasty) for each in shown for nasty in NASTY if nasty in each]
    links = [element.proto.url for element in app.get("link_button")]
    assert links
    assert all(link.startswith("https://") for link in links)


def test_one_form_stands_open_at_a_time(records):
    ada = a_contact(records, shortlist=True)
    app = opened(page(contact=ada, tab="research"), f"person:{ada}:profile")
    app = opened(app, f"person:{ada}:position")
    assert app.session_state[findings_form.OPEN] == f"person:{ada}:position"
    assert labels(app).count("Close") == 1


def test_a_conversation_leads_to_what_is_still_to_be_found_out(records, gone):
    ada = a_contact(records, organization="Osierway")
    meeting = a_conversation(records, ada, starts="2026-12-01 15:00", scheduled="2026-11-20")
    click(open_page("conversation", meeting=meeting), "Read up")
    assert gone == [("prospect_research", {"contact": ada, "tab": "research"})]
    for topic in ("goals", "mission", "culture", "impact", "stands_out"):
        at_work = Target("organization", None, "Osierway")
        research.note(records, at_work, topic=topic, finding="Something", as_of=HERE)
    assert "Read up" not in labels(open_page("conversation", meeting=meeting))


def test_what_belongs_to_the_person_is_typed_into_their_own_text_and_saves_itself(records):
    ada = a_contact(records, shortlist=True)
    slot = f"person:{ada}:why_this_person"
    app = opened(page(contact=ada, tab="research"), slot)
    app = type_into(app, f"research-{slot}", "She drew the map.")
    assert contacts.get(records, ada).why_this_person == "She drew the map."
    app = click(app, "Close")
    assert findings_form.OPEN not in app.session_state
    assert "She drew the map." in said(app)


def test_a_line_that_is_too_long_is_refused_beside_it_and_stays(records):
    ada = a_contact(records, shortlist=True)
    app = opened(page(contact=ada, tab="research"), f"person:{ada}:position")
    app = click(in_field(app, "What they do", "x" * 1000), "Save")
    assert ":red[:material/error:" in text(app)
    assert field(app, "What they do").value == "x" * 1000
    assert contacts.get(records, ada).position is None


def test_a_form_that_is_closed_keeps_what_was_typed_for_the_next_time(records):
    ada = a_contact(records, shortlist=True)
    slot = f"person:{ada}:profile"
    app = opened(page(contact=ada, tab="research"), slot)
    app = type_into(app, f"{slot}:{app.session_state[f'token/{slot}']}", "Half a thou")
    app = click(app, "Close")
    assert "Save" not in labels(app)
    assert drafts.read(records, slot) == "Half a thou"
    assert not research.of_contact(records, ada).known.light


def test_a_finding_is_changed_where_it_stands_and_what_is_wrong_is_said_there(records):
    ada = a_contact(records, shortlist=True)
    key = note(records, ada, "search", "An old article", source="The Crier")
    app = edited(page(contact=ada, tab="research"), key)
    in_field(app, "Found on", date(2026, 11, 30))
    app = click(app, "Save")
    assert "This day is still to come" in said(app)
    in_field(app, "Found on", date(2026, 11, 20))
    in_field(app, "Where", "The Morning Crier")
    app = click(app, "Save")
    assert "The Morning Crier · found 20 November" in said(app)
    app = click(app, "Undo")
    assert "The Crier · found" in said(app)


def test_closing_a_finding_without_saving_leaves_it_as_it_was(records):
    ada = a_contact(records, shortlist=True)
    key = note(records, ada, "search", "An old article")
    app = edited(page(contact=ada, tab="research"), key)
    app = type_into(app, f"finding:{key}:{app.session_state[f'token/finding:{key}']}", "A new art")
    assert drafts.read(records, f"finding:{key}") == "A new art"
    app = click(app, "Close")
    assert not drafts.read(records, f"finding:{key}")
    assert "An old article" in said(app)
    app = click(click(edited(app, key), "Remove"), "Keep it")
    assert "Remove it" not in labels(app)
    assert research.of_contact(records, ada).known.light


def test_a_question_to_ask_has_no_source_and_is_changed_and_removed_as_one(records):
    ada = a_contact(records, replied="2026-11-20", met="2026-11-02")
    key = note(records, ada, "to_ask", "Who decides?")
    app = edited(page(contact=ada, tab="research"), key)
    assert "Where" not in [each.label for each in app.text_input]
    app = type_into(app, f"finding:{key}:{app.session_state[f'token/finding:{key}']}", "Who decides about it?")
    app = click(app, "Save")
    assert "Who decides about it?" in said(app)
    app = click(edited(app, key), "Remove")
    assert "This question goes." in said(app)
    assert "Who decides" not in said(click(app, "Remove it"))
