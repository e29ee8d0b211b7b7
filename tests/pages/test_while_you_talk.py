"""Conversation, while it takes place: the run sheet, the time, the notes, and what is caught."""

import json
from functools import partial

import pytest

from ivw.coaching import agenda, asking, meetings, plans, promises, referrers, reflections, under_way
from tests.builders import a_contact, a_conversation, at
from tests.pages.test_conversation import step, tick, ticked
from tests.screen import HERE, NASTY, ZONE, choose, click, open_page, primary, run, said, text
from tests.show.draft_area import type_into
from tests.show.live_capture import an_id, catch

pytestmark = pytest.mark.usefixtures("records")
page = partial(open_page, "conversation")
WEEK, HARDEST = "What did last week look like, day by day?", "What is hardest about it, and why?"
WHO, NAME = agenda.MUST_ASKS.values()


def planned(records, starts="2026-11-26 10:00", name="Ada", texts=(), **facts):
    """Somebody with one conversation planned, and a plan of these questions for it."""
    ada = a_contact(records, name=name)
    meeting = a_conversation(records, ada, starts=starts, scheduled="2026-11-12", zone=ZONE, **facts)
    if texts:
        plan = plans.start(records, minutes=20, meeting_id=meeting, as_of=at("2026-11-12")).fact_id
        for words in texts:
            plans.add_question(records, plan, words)
    return meeting


def with_plan(records, **facts):
    return planned(records, texts=(WEEK, HARDEST), **facts)


def now(monkeypatch, when):
    monkeypatch.setenv("IVW_AS_OF", at(when if "-" in when else f"2026-11-26 {when}", ZONE).isoformat())


def clock(app):
    """What the clock in the browser is told; None where there is none."""
    found = [each.proto for each in app.get("bidi_component") if each.proto.component_name.endswith("live_clock")]
    return json.loads(found[0].json) if found else None


# The run sheet


def test_from_a_quarter_of_an_hour_before_the_run_sheet_is_open_and_it_stays_open(records, monkeypatch):
    meeting = with_plan(records)
    for when, open_then in (("09:44", "before"), ("09:45", "live"), ("10:19", "live")):
        now(monkeypatch, when)
        app = page(meeting=meeting)
        assert step(app) == open_then
    assert app.query_params["step"] == "live"
    now(monkeypatch, "10:40")  # they wished to go on
    assert step(run(app)) == "live"
    assert step(page(meeting=meeting)) == "after"


def test_opened_anew_after_the_agreed_end_while_they_go_on_it_is_the_run_sheet_with_the_must_asks_next(
    records, monkeypatch, gone
):
    meeting = with_plan(records)
    under_way.begin(records, meeting, as_of=at("2026-11-26 10:05", ZONE))
    now(monkeypatch, "10:16")
    app = page(meeting=meeting)
    assert "Until **10:20**. At **10:18** say that the end is near. :gray[Begun at 10:05.]" in text(app)
    assert "about 10:" not in text(app)
    app = click(app, "They wish to go on")
    assert "Agreed until **10:20**. They wish to go on." in text(app)
    now(monkeypatch, "10:33")
    app = page(meeting=meeting)
    assert step(app) == "live"
    assert "say that the end is near" not in text(app)
    assert WHO in said(app).split("### ")[1].split("Then:")[0]
    click(app, "We are done")
    assert gone == [("reflection", {"meeting": meeting})]
    assert "28 minutes." in text(page(meeting=meeting))
    assert "You talked for 28 minutes" in text(page(meeting=meeting))


def test_the_run_sheet_has_clock_times_the_next_question_in_large_and_a_line_of_thanks(records):
    app = page(meeting=with_plan(records), step="live")
    assert "Next, about 10:02" in text(app)
    assert f"### {WEEK.replace(',', chr(92) + ',').replace('?', chr(92) + '?')}" in text(app)
    assert "Until **10:20**. At **10:15** and **10:18**" in text(app)
    assert [WHO in said(app), NAME in said(app)] == [True, True]
    assert "0 of 4 asked" in text(app)
    assert "Never leave without asking" in text(app)
    assert "thank them for meeting you" in text(app)


def test_a_tick_is_kept_at_once_wherever_it_is_made(records, monkeypatch):
    meeting = with_plan(records)
    now(monkeypatch, "10:05")
    app = click(page(meeting=meeting), "Asked")
    assert [each.asked_at for each in asking.of_meeting(records, meeting)] == [at("2026-11-26 10:05", ZONE)]
    assert "They are answering" in text(app)
    assert HARDEST in said(app).split("Then:")[0]
    assert len(ticked(app)) == 1
    now(monkeypatch, "10:09")
    app = tick(app, WHO)
    assert [each.seconds for each in asking.of_meeting(records, meeting)] == [240, None]
    app = click(app, "Asked", 1)  # the one that is still pinned
    assert "Never leave without asking" not in text(app)
    app = click(app, "Asked")
    assert "All asked" in text(app)
    assert primary(app) == []
    app = tick(page(meeting=meeting, step="live"), WEEK)  # not after all, after a reload
    assert len(asking.of_meeting(records, meeting)) == 3
    assert "Next" in text(app)


@pytest.mark.usefixtures("clicked_twice")
def test_a_double_click_asks_one_question_and_begins_once(records, monkeypatch):
    meeting = with_plan(records)
    now(monkeypatch, "10:01")
    app = click(page(meeting=meeting, step="live"), "We begin now")
    click(app, "Asked")
    assert len(asking.of_meeting(records, meeting)) == 1
    assert records.rows("SELECT count(*) FROM meetings WHERE began_at IS NOT NULL") == [(1,)]


def test_notes_are_kept_as_they_are_typed_below_each_question_and_in_general(records):
    meeting = with_plan(records)
    [first, second, *_] = plans.of_meeting(records, meeting).questions
    app = type_into(page(meeting=meeting, step="live"), f"asked:{meeting}:{first.id}", "Mondays are long")
    assert [(each.note, each.asked_at) for each in asking.of_meeting(records, meeting)] == [("Mondays are long", None)]
    app = click(click(app, "Asked"), "Asked")
    app = type_into(app, f"asked:{meeting}:{second.id}", "The waiting")
    type_into(app, f"notes:{meeting}", "She drew\na map")
    assert [each.note for each in asking.of_meeting(records, meeting)] == ["Mondays are long", "The waiting"]
    assert meetings.get(records, meeting).notes == "She drew\na map"
    again = page(meeting=meeting, step="live")
    kept = {"asked:" + f"{meeting}:{first.id}": "Mondays are long", f"notes:{meeting}": "She drew\na map"}
    assert {key: again.session_state[f"{key}/draft"].kept for key in kept} == kept


def test_without_a_plan_the_must_asks_notes_and_catching_still_work(records, gone):
    meeting = planned(records)
    app = page(meeting=meeting, step="live")
    assert "No questions are planned for this one" in text(app)
    app = tick(app, WHO)
    app = type_into(app, f"asked:{meeting}:who_else", "Hana, perhaps")
    assert [(each.text, each.note) for each in asking.of_meeting(records, meeting)] == [(WHO, "Hana, perhaps")]
    app = catch(app, meeting, "referral", "Hana", "yes")
    assert [(each.name, each.may_mention) for each in promises.referrals_in(records, meeting)] == [("Hana", "yes")]
    click(app, "Choose the questions")
    assert gone == [("question_builder", {"meeting": meeting})]


def test_spare_questions_are_at_hand_and_can_be_ticked(records):
    meeting = planned(records, texts=[f"How did you come to chapter {n} of your career?" for n in range(9)])
    app = page(meeting=meeting, step="live")
    [spares] = [box.label for box in app.expander if "spare" in box.label]
    assert spares.endswith("at hand")
    spare = asking.sheet(records, meeting, HERE).spares[0]
    tick(app, spare.question.text)
    assert asking.sheet(records, meeting, HERE).spares[0].is_asked


# The time


def test_a_call_has_a_clock_that_asks_the_server_nothing(records, monkeypatch):
    meeting = with_plan(records, format="video")
    now(monkeypatch, "10:01")
    told = clock(page(meeting=meeting, step="live"))
    assert (told["ends"] - told["starts"]) / 60_000 == 20
    assert (told["as_of"] - told["starts"]) / 60_000 == 1
    assert told["next_at"] == told["starts"] + 135_000
    assert "five minutes" in told["five_say"]
    assert "e-mail" in told["over_say"]
    now(monkeypatch, "12:00")
    assert clock(page(meeting=meeting, step="live")) is None


def test_in_the_room_it_is_the_printed_page_and_a_watch(records, monkeypatch, gone):
    meeting = with_plan(records, format="cafe")
    now(monkeypatch, "10:15")
    app = page(meeting=meeting)
    assert "take the printed page and look at a watch" in text(app)
    assert clock(app) is None
    click(app, "Run sheet to print")
    assert gone == [("question_builder", {"plan": plans.of_meeting(records, meeting).id})]


def test_a_late_start_moves_the_clock_times_and_says_what_no_longer_fits(records, monkeypatch):
    meeting = planned(records, texts=[f"How did you come to chapter {n} of it?" for n in range(5)], format="video")
    now(monkeypatch, "10:10")
    app = page(meeting=meeting)
    assert "It was to begin at 10:00" in text(app)
    assert clock(app)["waits"] is True
    assert "At 10:10, with 10 minutes left: ask one more, then the two must-asks. Leave out 2:" in text(app)
    app = click(app, "We begin now")
    assert "Begun at 10:10" in text(app)
    assert "Next, about 10:12" in text(app)
    assert "Until **10:20**" in text(app)  # the host's next appointment does not move
    app = click(app, "Leave them out")
    assert "0 of 3 asked" in text(app)
    assert "2 questions left out" in text(app)
    again = page(meeting=meeting)
    assert "0 of 3 asked" in text(again)
    assert "0 of 5 asked" in text(click(again, "Take them in again"))
    assert "Next, about 10:02" in text(click(run(app), "Not begun"))


def test_they_wish_to_go_on_by_one_press_and_that_is_no_fault(records, monkeypatch):
    meeting = with_plan(records, format="video")
    now(monkeypatch, "10:17")
    app = click(click(page(meeting=meeting), "Asked"), "They wish to go on")
    assert meetings.get(records, meeting).extended_by_host
    assert clock(app)["longer"] is True
    assert "left: " not in text(app)
    click(app, "Back to the agreed time")
    assert not meetings.get(records, meeting).extended_by_host


def test_when_it_is_done_one_press_records_it_and_opens_the_debrief(records, monkeypatch, gone):
    bo = a_contact(records, name="Bo")
    ada = promises.prospect_of(
        records, promises.refer(records, contact_id=bo, name="Ada", as_of=at("2026-11-20")).fact_id
    )
    meeting = a_conversation(records, ada, starts="2026-11-26 10:00", scheduled="2026-11-21", zone=ZONE, format="video")
    now(monkeypatch, "10:05")
    app = tick(page(meeting=meeting), WHO)
    now(monkeypatch, "10:12")
    click(app, "We are done")
    held = meetings.get(records, meeting)
    assert (held.status, held.ended_at) == ("held", at("2026-11-26 10:12", ZONE))
    assert [each.seconds for each in asking.of_meeting(records, meeting)] == [360]
    assert gone == [("reflection", {"meeting": meeting})]
    later = at("2026-11-27 10:00")
    assert [each.promised for each in referrers.of_meeting(records, meeting, later, ZONE)] == [True]


# Words


def test_words_are_at_hand_for_every_moment_and_each_says_why(records):
    app = page(meeting=planned(records), step="live")
    assert "at most 30% of the talk is yours" in text(app)
    assert "“What happened next?”" in said(app)
    app = choose(app, "words-at-hand", "redirect")
    assert "May I come back to how you began?" in said(app)
    app = choose(app, "words-at-hand", "hard")
    assert "Breathe out, slowly" in text(app)
    moments = [each for each in app.markdown if each.value.startswith("**") and each.help]
    assert all("guide" in each.help for each in moments)
    assert "Never ask for one" in text(app)


# Catching


def test_what_is_caught_stands_below_at_once_and_can_be_taken_out(records):
    meeting = planned(records)
    app = page(meeting=meeting, step="live")
    assert "What you catch stands here at once." in text(app)
    app = catch(app, meeting, "referral", "Hana", "not asked")
    app = catch(app, meeting, "promise", "The template", "them", "2026-12-09")
    app = catch(app, meeting, "topic", "The residents' panel; its budget")
    app = catch(app, meeting, "topic", "Night trams")
    app = catch(app, meeting, "lead", "An analyst in spring", "hidden")
    for caught in ("Hana", "The template", "The residents' panel, its budget", "Night trams", "An analyst in spring"):
        assert caught in said(app)
    [promise] = promises.of_meeting(records, meeting)
    assert (promise.owner, str(promise.due)) == ("them", "2026-12-09")
    assert [each.unadvertised for each in reflections.leads(records, meeting)] == [True]
    assert meetings.get(records, meeting).about == "The residents' panel, its budget; Night trams"
    for _ in range(5):
        app = click(app, "")
    assert meetings.get(records, meeting).about is None
    assert promises.referrals_in(records, meeting) == promises.of_meeting(records, meeting) == []
    assert reflections.leads(records, meeting) == []
    click(app, "Undo")
    assert len(reflections.leads(records, meeting)) == 1


def test_what_comes_twice_is_caught_once_and_what_was_taken_out_does_not_come_back(records):
    meeting = planned(records)
    app, key = page(meeting=meeting, step="live"), an_id()
    app = catch(app, meeting, "lead", "An analyst", key=key)
    app = catch(app, meeting, "lead", "An analyst", key=key)
    assert len(reflections.leads(records, meeting)) == 1
    app = click(app, "")
    app = catch(app, meeting, "lead", "An analyst", key=key)
    assert reflections.leads(records, meeting) == []
    # A server that was started anew is handed the last list once more.
    fresh = page(meeting=meeting, step="live")
    assert key not in fresh.session_state[f"catch-{meeting}/answers"]


@pytest.mark.parametrize(("sent", "why"), [
    ({"kind": "lead", "text": " "}, "This is empty."),
    ({"kind": "promise", "text": "x" * 501, "choice": "me"}, "501 characters"),
    ({"kind": "promise", "text": "x", "choice": "nobody"}, "mine or theirs"),
])  # fmt: skip
def test_what_cannot_be_right_is_refused_and_goes_back_into_its_line(records, sent, why):
    meeting = planned(records)
    app, key = page(meeting=meeting, step="live"), an_id()
    app = catch(app, meeting, **sent, key=key)
    assert why in app.session_state[f"catch-{meeting}/answers"][key]
    assert "What you catch stands here at once." in text(app)


def test_what_a_browser_never_sends_is_left_alone(records):
    meeting = planned(records)
    app = page(meeting=meeting, step="live")
    for sent in ({"key": "no id"}, {"kind": "job"}):
        app = catch(app, meeting, **({"kind": "topic", "text": "x"} | sent))
    app.session_state[f"catch-{meeting}"] = {"caught": ["x"]}
    run(app)
    assert meetings.get(records, meeting).about is None


def test_what_people_wrote_is_shown_as_text_wherever_it_stands(records, monkeypatch):
    meeting = planned(records, texts=[f"{nasty} and why?" for nasty in NASTY], format="video")
    now(monkeypatch, "10:12")
    app = page(meeting=meeting)
    for nasty in NASTY:
        app = catch(app, meeting, "topic", nasty)
    assert "Leave out" in text(app)
    app = click(app, "Asked")
    for nasty in NASTY:
        assert nasty in said(app)
        assert not [each.value for each in [*app.markdown, *app.caption] if nasty in each.value]


@pytest.mark.parametrize("starts", ["2026-11-25 23:50", "2026-10-25 02:50", "2026-03-29 01:50"])
def test_midnight_and_daylight_saving_change_nothing_of_the_time_left(records, monkeypatch, starts):
    """Over midnight; through the hour that comes twice; through the one that is missing."""
    ada = a_contact(records, name="Ada")
    meeting = a_conversation(records, ada, starts=starts, scheduled="2026-01-12", zone=ZONE, format="video")
    later = meetings.get(records, meeting).starts_at.timestamp() + 15 * 60
    monkeypatch.setenv("IVW_AS_OF", at("1970-01-01 00:00").fromtimestamp(later, at("1970-01-01").tzinfo).isoformat())
    app = page(meeting=meeting)
    told = clock(app)
    assert (step(app), (told["ends"] - told["as_of"]) / 60_000) == ("live", 5)
    ends = {"2026-11-25 23:50": "00:10", "2026-10-25 02:50": "02:10", "2026-03-29 01:50": "03:10"}[starts]
    assert f"Until **{ends}**" in text(app)
    assert under_way.of_meeting(records, meeting) == under_way.Talk()


def test_what_a_talk_taught_is_seen_on_the_question_builder(records, monkeypatch):
    meeting = with_plan(records, format="video")
    app = page(meeting=meeting, step="live")
    for when in ("10:02", "10:07"):
        now(monkeypatch, when)
        app = click(run(app), "Asked")
    now(monkeypatch, "10:09")
    meetings.hold(records, meeting, as_of=at("2026-11-26 10:09", ZONE))
    next_one = plans.start(records, minutes=20, title="The next one", as_of=at("2026-11-27")).fact_id
    plans.add_question(records, next_one, WEEK)
    assert "learned from 1 answer" in said(open_page("question_builder", plan=next_one))
