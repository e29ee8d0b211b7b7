"""What Insights reads or makes only when it is asked for: boxes that open, further pages, documents."""

from ivw.coaching import next_steps, reflections, research, strategy
from ivw.coaching.research import Target
from ivw.show import insights_follows, insights_leads
from tests.builders import a_contact, a_conversation, at, happened
from tests.pages.insight_views import a_debrief, click, heading, page
from tests.screen import HERE, NASTY, markdown, run, said


def opened(box, view="follows"):
    """This view with this box open."""
    app = page(view=view)
    app.session_state[box] = True
    return run(app)


def steps(records, n, meeting=None):
    return [
        next_steps.add(records, what=f"Step {place}", as_of=at(f"2026-11-{place + 1:02}"), meeting_id=meeting).fact_id
        for place in range(n)
    ]


def test_a_step_let_go_stands_below_with_its_reason_as_it_was_written(records):
    steps(records, 1, a_debrief(records, NASTY[0])[1])
    app = click(page(view="follows"), "Let it go")
    assert "Step 0: it leaves the list." in said(app)
    next(each for each in app.text_input if each.label == "Why").set_value(NASTY[1])
    next(each for each in app.button if each.key.startswith("let-go-yes")).click()
    app = run(app)
    assert "Nothing is open" in said(app)
    assert NASTY[1] not in said(app)  # read once it is opened
    app = opened("steps-dropped")
    assert [box.label for box in app.expander if "(1)" in box.label] == ["Let go (1)"]
    assert "Let go" in said(app)
    assert NASTY[1] in said(app)
    assert not [nasty for nasty in NASTY if nasty in markdown(app)]


def test_many_steps_that_were_done_come_in_pages_the_newest_first(records):
    n = insights_follows.ROWS + 2
    for place, step in enumerate(steps(records, n)):
        next_steps.do(records, step, as_of=at(f"2026-11-{place + 10:02}"))
    app = opened("steps-done")
    assert f"{n} steps" in said(app)
    assert [f"Step {place}" in said(app) for place in range(n)] == [False, False, *[True] * insights_follows.ROWS]
    app.session_state["steps-done"] = True
    app.pagination(key="steps-done-page").set_value(2)
    app = run(app)
    assert [f"Step {place}" in said(app) for place in range(n)] == [True, True, *[False] * insights_follows.ROWS]


def test_what_is_taken_along_for_a_coach_is_everything_and_names_nobody_unless_asked_to(records, downloads):
    _, meeting = a_debrief(records, "Ada Lovell", theme="drawing by hand", learned="That", use_in_application="My maps")
    done, _ = steps(records, 2, meeting)
    next_steps.do(records, done, as_of=HERE)
    strategy.save(records, "Ask for trainee posts.")
    a_contact(records, name="Bo Berg")

    app = page(view="follows")

    told = downloads["conversations.md"]().decode()
    for words in ("Ask for trainee posts.", "drawing by hand", "My maps", "Step 0", "Step 1"):
        assert words in told
    assert "Ada Lovell" not in told
    application = downloads["for-applications.md"]().decode()
    assert "My maps" in application
    assert "Ask for trainee posts." not in application
    app.toggle(key="insights/names").set_value(True)
    app.segmented_control(key="insights/format").set_value("page")
    run(app)
    assert "Ada Lovell" in downloads["conversations.html"]().decode()
    assert downloads["for-applications.html"]().decode().startswith("<!DOCTYPE html>")


def test_openings_let_go_are_read_with_their_reasons_once_the_box_is_opened_a_page_at_a_time(records, gone):
    contact = a_contact(records, name="Ada")
    n = insights_leads.ROWS + 1
    for place in range(n):
        lead = reflections.note_lead(records, contact_id=contact, what=f"Post {place}", as_of=at("2026-11-03")).fact_id
        reflections.let_lead_go(records, lead, f"Taken by {NASTY[place % 5]}", as_of=at("2026-11-04"))
    assert "Taken by" not in said(page(view="referrals"))
    app = opened("insights/leads-dropped", "referrals")
    assert app.subheader[0].value == "0 leads"
    assert said(app).count("Taken by") == insights_leads.ROWS
    assert f"{n} openings" in said(app)
    assert not [nasty for nasty in NASTY if nasty in markdown(app)]
    app.session_state["insights/leads-dropped"] = True
    next(each for each in app.button if each.help == "All you know of them").click()
    run(app)
    assert gone == [("prospect_research", {"contact": contact})]


def test_each_note_that_is_found_leads_to_where_it_stands(records, gone):
    ada = a_contact(records, name="Ada", organization="Brackmere")
    meeting = a_conversation(records, ada, starts="2026-11-04 12:00", held=True)
    reflections.save(records, meeting, "learned", "A heron at dawn", as_of=at("2026-11-04 14:00"))
    happened(records, ada, "note", "2026-11-05", text="The heron again")
    research.note(records, Target("organization", None, "Brackmere"), topic="goals", finding="No heron", as_of=HERE)
    [(brackmere,)] = records.rows("SELECT id::VARCHAR FROM organizations")
    next_steps.add(records, what="Find a heron", as_of=HERE)
    with records.transaction() as transaction:
        transaction.add("asked_questions", {"meeting_id": meeting, "text": "What next?", "note": "The third heron"})
    app = page(view="search", find="heron")
    assert "What next?" in said(app)
    for place in reversed(range(len([each for each in app.button if each.key.startswith("note-")]))):
        app.button(key=f"note-{place}").click()
        run(app)
    assert sorted(gone, key=str) == sorted([
        ("reflection", {"meeting": meeting}), ("reflection", {"meeting": meeting}), ("reflection", {}),
        ("prospect_research", {"contact": ada}),
        ("prospect_research", {"view": "organizations", "organization": brackmere}),
    ], key=str)  # fmt: skip


def test_a_feeling_that_nobody_noted_says_so_beside_one_that_was(records):
    a_debrief(records, confidence_before=2, confidence_after=3)
    app = page(view="changed")
    assert heading(app) == "Too few to say what talking does to your confidence: 1 of 5"
    app.segmented_control(key="insights/feeling").set_value("energy")
    assert heading(run(app)) == "No energy before and after yet"
