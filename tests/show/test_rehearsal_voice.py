"""What a voice sounded like, as it is shown after a rehearsal: the figures, keeping them, and forgetting them."""

import base64
import json

import pytest
from streamlit.testing.v1 import AppTest

from ivw.coaching import plans, practice, voice_figures
from tests.screen import HERE, NASTY, click, labels, run, said
from tests.speech import levels_of, speech

QUESTION = "How did you come to policy work, and what keeps you there today?"  # 13 words


def script(run_id):
    from ivw.coaching import practice
    from ivw.show import front_door, parts, rehearsal_voice

    here = front_door.here()
    parts.page_head(here, "Practice timer", "")
    rehearsal_voice.draw(here, practice.get(here.records, run_id), practice.laps_of(here.records, run_id))


def taking_in(run_id, sounds):
    import streamlit as st

    from ivw.show import rehearsal_voice

    st.text(" ".join(str(rehearsal_voice.keep_heard(run_id, sound)) for sound in sounds))
    st.text(str(sorted((st.session_state.get(f"heard-{run_id}") or {}).items())))


def rehearsed(records, *questions, mode="voice"):
    """A finished run, each of its questions asked in ten seconds and answered in twenty."""
    plan = str(plans.start(records, minutes=20, as_of=HERE, title="In general").fact_id)
    for words in questions or (QUESTION,):
        plans.add_question(records, plan, words)
    made = str(practice.start(records, plan, as_of=HERE, mode=mode).fact_id)
    many = len(practice.laps_of(records, made))
    practice.save_laps(records, made, number=1, laps=[(10.0, 20.0, False)] * many, as_of=HERE, end="finished")
    return made


def sound(*spans, seconds=30.0):
    levels = levels_of(speech(spans, seconds))
    return {"frame_ms": 20, "levels": base64.b64encode(levels).decode()}


def heard(run_id, **laps):
    """The page after a run, with what was heard of its laps: _1=..., _2=..."""
    app = AppTest.from_function(script, args=(run_id,), default_timeout=30)
    read = {int(place[1:]): base64.b64decode(each["levels"]) for place, each in laps.items()}
    app.session_state[f"heard-{run_id}"] = read
    return run(app)


def test_it_shows_the_figures_and_what_they_cannot_know_and_keeps_them_when_asked(records):
    made = rehearsed(records)
    app = heard(made, _1=sound((1, 3.5), (6, 8.5)), _2=sound((2, 5)))
    shown = said(app)
    assert "words a minute while you asked" in shown
    assert "Nothing was recorded and nothing left this machine" in shown
    assert "said: 1, the longest 2." in shown
    assert "What this cannot know" in shown
    table = app.dataframe[0].value
    assert table["Pauses"].tolist()[:2] == [1, 0]
    assert table["Your share"].tolist()[0] == pytest.approx(100 * 5 / 30, abs=1)
    assert voice_figures.kept(records, made) == {}, "Nothing is kept unless asked."

    app = click(app, "Keep these figures")
    assert "The figures of your voice are kept." in said(app)
    assert "Keep these figures" not in labels(app)
    assert [each.pauses for each in voice_figures.kept(records, made).values()] == [1, 0]

    again = run(AppTest.from_function(script, args=(made,), default_timeout=30))  # another day, another tab
    assert again.dataframe[0].value["Pauses"].tolist() == [1, 0]
    assert "Keep these figures" not in labels(again)
    app = click(again, "Forget them")
    assert len(voice_figures.kept(records, made)) == 2, "It asks first."


def test_what_was_not_kept_is_forgotten_at_a_press(records):
    made = rehearsed(records)
    app = click(heard(made, _1=sound((1, 4))), "Forget them")
    assert "No figures of your voice" in said(app)
    assert not app.dataframe


def test_a_run_without_a_voice_says_so_or_nothing(records):
    assert "The microphone heard no voice" in said(heard(rehearsed(records), _1=sound()))
    assert "No figures of your voice" in said(heard(rehearsed(records)))
    assert "voice" not in said(heard(rehearsed(records, mode="silent")))


def test_a_lap_of_which_little_was_heard_tells_no_share_and_words_stand_as_text(records):
    made = rehearsed(records, *NASTY)
    app = heard(made, _1=sound((1, 4), seconds=8.0))
    assert "too little of the laps was heard" in said(app)
    assert app.dataframe[0].value["Your share"].isna().all()
    assert not any(text in said(app) for text in NASTY)  # they stand in the cells, which are text anyway


def test_what_no_microphone_of_ours_sends_is_left_out(records):
    made = rehearsed(records)
    right, longer = sound((1, 2), seconds=3.0), {"frame_ms": 20, "levels": base64.b64encode(bytes(90_001)).decode()}
    wrong = [
        None, 7, "", "[]", "7", "{", "[" * 100_000, "x" * 8_000_001,
        *(
            json.dumps(each)
            for each in (
                {"0": right}, {"-1": right}, {"1 ": right}, {"1000": right}, {"\u0661": right}, {"1": []}, {"1": None},
                {"1": {"levels": ""}}, {"1": {"frame_ms": 20}}, {"1": right | {"frame_ms": 5}}, {"1": longer},
                {"1": right | {"frame_ms": "20"}}, {"1": right | {"levels": "ä"}}, {"1": right | {"levels": [1, 2]}},
                {"1": right, "2": right | {"levels": "%%%%"}},
            )
        ),
    ]  # fmt: skip
    app = run(AppTest.from_function(taking_in, args=(made, wrong), default_timeout=30))
    assert [each.value for each in app.text] == [" ".join(["False"] * len(wrong)), "[]"]


def test_what_was_heard_before_the_clock_was_loaded_anew_stays():
    first, second = ({"frame_ms": 20, "levels": base64.b64encode(each).decode()} for each in (b"ab", b"c"))
    sounds = [json.dumps({"1": first}), json.dumps({"2": second}), "{}", json.dumps({"2": first})]
    app = run(AppTest.from_function(taking_in, args=("run", sounds), default_timeout=30))
    assert app.text[1].value == str([(1, b"ab"), (2, b"ab")])
