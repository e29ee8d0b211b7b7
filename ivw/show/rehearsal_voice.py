"""After a rehearsal with the microphone: how it sounded, in figures. Shown, never scored, and kept only when asked to.

What the browser sends of a lap is its loudness, a byte for each 20 ms. It stays in this session, and is gone with the
tab; "Keep these figures" writes the figures alone.
"""

import base64
import json
import re
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from ivw.coaching import voice_figures
from ivw.coaching.lap_times import ALONE
from ivw.coaching.practice import Lap, Run
from ivw.coaching.voice_figures import Measures
from ivw.show import parts
from ivw.show.front_door import Here
from ivw.show.practice_clock import sound
from ivw.show.rehearsal_voice_words import CANNOT_KNOW, finding, in_words, share
from ivw.show.rehearsal_words import in_brief, lasting

FORM = "voice-figures"
FRAME_MS = 20
LONGEST_SOUND = 30 * 60 * 1000 // FRAME_MS  # frames of one lap, as in practice_clock/voice.js
LONGEST_TEXT = 8_000_000  # an hour and more, as base64
STAYED = "Nothing was recorded and nothing left this machine: of every 20 ms, one number for how loud it was."
Heard = dict[int, bytes]


def keep_heard(run_id: str, sent: object) -> bool:
    """Take in what the browser's microphone heard of a run, for this session; False where it is not what we send.

    `sent` is the JSON text {"1": {"frame_ms": 20, "levels": base64}, ...} by the laps' places. What was heard of other
    laps before (the clock may have been loaded anew) stays.
    """
    heard = _read(sent)
    if heard:
        st.session_state[_key(run_id)] = {**_heard(run_id), **heard}
    return heard is not None


def draw(here: Here, run: Run, laps: Sequence[Lap]) -> None:
    """What the microphone heard of a run that has ended; nothing where the run had none."""
    # The press that ends a run may come while the one before is taken in, and stop it there: look once more.
    keep_heard(run.id, sound(run.id))
    heard = _measured(run.id, laps)
    if run.mode != "voice" and not heard:
        return
    kept = voice_figures.kept(here.records, run.id)
    shown = {lap.id: figures for lap in laps if (figures := (heard or kept).get(lap.id))}
    spoken = {lap_id: figures for lap_id, figures in shown.items() if not figures.is_silent}
    if not spoken:
        _nothing(bool(shown))
        return
    is_alone = run.mode in ALONE
    with st.container(gap="small"):
        with st.container(gap=None):
            st.markdown(f"##### {finding(list(spoken.values()))}", anchors=False)
            st.caption(STAYED)
        says, cannot = st.columns([1, 1.15], gap="large")
        with says:
            st.markdown("\n".join(f"- {line}" for line in in_words(laps, spoken, is_alone=is_alone)))
        with cannot, st.container(gap=None):
            st.markdown("###### What this cannot know", anchors=False)
            st.caption("\n".join(f"- {line}" for line in CANNOT_KNOW))
        _table([lap for lap in laps if lap.id in shown], shown, is_alone=is_alone)
        _keep_or_forget(run, heard, kept)
        parts.problem(FORM)


def _key(run_id: str) -> str:
    return f"heard-{run_id}"


def _heard(run_id: str) -> Heard:
    heard: Heard = st.session_state.get(_key(run_id), {})
    return heard


def _read(sent: object) -> Heard | None:
    if not isinstance(sent, str) or len(sent) > LONGEST_TEXT:
        return None
    try:
        laps = json.loads(sent)
        return {_place(place): _levels(taken) for place, taken in laps.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _place(place: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,2}", place):
        raise ValueError(place)
    return int(place)


def _levels(taken: Mapping[str, object]) -> bytes:
    frame_ms, text = taken["frame_ms"], taken["levels"]
    levels = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    if frame_ms != FRAME_MS or isinstance(frame_ms, bool) or not isinstance(text, str) or len(levels) > LONGEST_SOUND:
        raise ValueError("no loudness of ours")
    return levels


def _measured(run_id: str, laps: Sequence[Lap]) -> dict[str, Measures]:
    heard = _heard(run_id)
    if not heard:
        return {}
    from ivw.coaching import voice  # numpy is loaded where there is something to measure, and not before

    return {
        lap.id: voice.measure(heard[lap.ordinal], FRAME_MS, voice_figures.words_in(lap.text))
        for lap in laps
        if lap.is_asked and heard.get(lap.ordinal)
    }


def _nothing(was_there: bool) -> None:
    if was_there:
        parts.nothing_yet(
            "The microphone heard no voice",
            "Nothing stood out from the room. See which microphone the browser uses, and whether it is muted.",
        )
    else:
        parts.nothing_yet(
            "No figures of your voice",
            "The microphone heard nothing of this run, or its figures were not kept: they are gone with the tab.",
        )


def _table(laps: Sequence[Lap], shown: Mapping[str, Measures], *, is_alone: bool) -> None:
    figures = [shown[lap.id] for lap in laps]
    shares = [share(lap, shown[lap.id]) if is_alone else None for lap in laps]
    frame = pd.DataFrame(
        {
            "Question": [f"{lap.ordinal}  {in_brief(lap.text, 34)}" for lap in laps],
            "Words a minute": [each.words_a_minute for each in figures],
            "Pauses": [each.pauses for each in figures],
            "Longest pause": [each.longest_pause_seconds or None for each in figures],
            "Longest stretch": [each.longest_stretch_seconds or None for each in figures],
            "Silence": [lasting(each.silence_seconds) for each in figures],
            "Your share": [None if each is None else 100 * each for each in shares],
        }
    ).astype({"Words a minute": "float", "Longest pause": "float", "Longest stretch": "float", "Your share": "float"})
    number = st.column_config.NumberColumn
    st.dataframe(
        frame if is_alone else frame.drop(columns="Your share"),
        hide_index=True,
        height="content",
        placeholder="–",
        column_config={
            "Question": st.column_config.TextColumn(width=270),
            "Words a minute": number(format="%d", width=110, help="The question's words over the time it took to ask"),
            "Pauses": number(format="%d", width=70, help="Of 2 s and more, between two things said"),
            "Longest pause": number(format="%.1f s", width=100),
            "Longest stretch": number(format="%.1f s", width=110, help="The longest talk without such a pause"),
            "Silence": st.column_config.TextColumn(width=80, help="Room for an answer is silence, too"),
            "Your share": number(format="%.0f %%", width=90, help="Of the lap's time, how much you spoke"),
        },
        alt="Pace, pauses and silence of each question",
    )


def _keep_or_forget(run: Run, heard: Mapping[str, Measures], kept: Mapping[str, Measures]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if any(kept.get(lap_id) != figures for lap_id, figures in heard.items()):
            st.button(
                "Keep these figures", icon=":material/save:", key=f"keep-voice-{run.id}", on_click=_keep,
                args=(run.id, dict(heard)),
            )  # fmt: skip
        if not kept:
            st.button(
                "Forget them", type="tertiary", key=f"forget-voice-{run.id}", on_click=_forget_here, args=(run.id,)
            )
            st.markdown(":gray[Until you keep them, they are gone with this tab.]", width="content")
            return
        if st.button("Forget them", type="tertiary", icon=":material/delete:", key=f"forget-voice-{run.id}"):
            _ask(run.id, len(kept))
        st.markdown(":gray[:material/check: These figures are kept, and no sound.]", width="content")


@st.dialog("Forget these figures?")
def _ask(run_id: str, laps: int) -> None:
    st.markdown(f"The figures of your voice in {parts.count(laps, 'lap')} of this run go. The laps stay as they are.")
    with st.container(horizontal=True):
        if st.button("Forget them", type="primary", key=f"forget-for-sure-{run_id}", on_click=_forget, args=(run_id,)):
            st.rerun()
        if st.button("Keep them", type="tertiary", key=f"forget-not-{run_id}"):
            st.rerun()


def _keep(run_id: str, heard: dict[str, Measures]) -> None:
    parts.act(lambda here: voice_figures.keep(here.records, run_id, heard), FORM)


def _forget(run_id: str) -> None:
    if parts.act(lambda here: voice_figures.forget(here.records, run_id), FORM):
        _forget_here(run_id)


def _forget_here(run_id: str) -> None:
    st.session_state.pop(_key(run_id), None)
