"""Who the records belong to: name, time zone and week, weekly targets, and how often to be in touch."""

from calendar import day_name
from collections.abc import Callable
from functools import cache
from zoneinfo import available_timezones

import streamlit as st

from ivw.coaching import profile
from ivw.coaching.done import Done
from ivw.show import parts
from ivw.show.front_door import Here

SAVED = "profile/saved"
GRID = 150  # pixels: four number fields beside each other, two on a phone


def draw(here: Here) -> None:
    """Three small forms, each saved by itself."""
    for form in (_about_you, _targets, _cadences):
        with st.container(gap="small"):
            form(here)


def _about_you(here: Here) -> None:
    stored = profile.of(here.records)
    key = _key(here, "profile", stored)
    zones = time_zones()
    if here.zone not in zones:
        zones = [here.zone, *zones]
    st.subheader("About you", anchor=False)
    with st.form(f"about-{key}", border=False):
        with st.grid(3, min_column_width=200, gap="small"):
            with st.container(gap="xsmall"):
                st.text_input(
                    "Your name", stored.name or "", key=f"name-{key}", help="Greets you, and signs your messages."
                )
                parts.problem("profile", "name")
            with st.container(gap="xsmall"):
                st.selectbox(
                    "Time zone", zones, index=zones.index(here.zone), key=f"zone-{key}",
                    format_func=lambda zone: zone.replace("_", " "),
                    help="Type a city to find it. A day ends at its midnight.",
                )  # fmt: skip
                parts.problem("profile", "time_zone")
            with st.container(gap="xsmall"):
                st.selectbox(
                    "A week begins on", range(1, 8), index=stored.first_weekday - 1, key=f"weekday-{key}",
                    format_func=lambda day: day_name[day - 1],
                )  # fmt: skip
                parts.problem("profile", "first_weekday")
        with st.grid(3, min_column_width=200, gap="small"):
            _for_messages(stored, key)
        st.toggle(
            "Quiet weekends", stored.quiet_weekends, key=f"quiet-{key}",
            help="On Saturdays and Sundays only thank-yous, conversations and what is late before Monday stand on the "
            "queue; the rest waits until Monday (our convention).",
        )  # fmt: skip

        def save(now: Here) -> Done:
            typed = st.session_state
            return profile.save(
                now.records, name=typed[f"name-{key}"], time_zone=typed[f"zone-{key}"],
                first_weekday=typed[f"weekday-{key}"], situation=typed[f"situation-{key}"],
                phone=typed[f"phone-{key}"], linkedin_note_characters=typed[f"note-{key}"],
                quiet_weekends=typed[f"quiet-{key}"],
            )  # fmt: skip

        _save_button(here, "Save profile", "profile", save)


def _for_messages(stored: profile.Profile, key: str) -> None:
    """What the messages say of oneself, or keep to."""
    with st.container(gap="xsmall"):
        known = list(profile.SITUATIONS)
        st.selectbox(
            "Where you stand", known, index=known.index(stored.situation) if stored.situation in known else None,
            format_func=profile.SITUATIONS.__getitem__, placeholder="Not said", key=f"situation-{key}",
            help="Your requests say it where it helps, and never that you look for a job (guides 1, 2 and 5).",
        )  # fmt: skip
        parts.problem("profile", "situation")
    with st.container(gap="xsmall"):
        st.text_input(
            "Your phone number", stored.phone or "", key=f"phone-{key}",
            help="Confirmations give it, so that they can reach you on the day (guide 1).",
        )  # fmt: skip
        parts.problem("profile", "phone")
    with st.container(gap="xsmall"):
        st.selectbox(
            "Characters in a LinkedIn note", profile.NOTE_CHARACTERS, key=f"note-{key}",
            index=profile.NOTE_CHARACTERS.index(stored.linkedin_note_characters),
            help="What LinkedIn lets you write with an invitation: 200, with a paid account 300.",
        )  # fmt: skip
        parts.problem("profile", "linkedin_note_characters")


def _targets(here: Here) -> None:
    week = profile.week_of(here.records, here.as_of.date())
    stored = profile.targets(here.records, week)
    key = _key(here, "targets", stored)
    parts.section("Weekly targets", "They hold from this week on. 0 means no target")
    with st.form(f"targets-{key}", border=False):
        with st.grid(4, min_column_width=GRID, gap="small"):
            for figure, label in profile.FIGURES.items():
                with st.container(gap="xsmall"):
                    st.number_input(label, value=stored.get(figure, 0), step=1, key=f"{figure}-{key}")
                    parts.problem("targets", figure)

        def save(now: Here) -> Done:
            aims = {figure: st.session_state[f"{figure}-{key}"] for figure in profile.FIGURES}
            return profile.set_targets(now.records, aims, week)

        _save_button(here, "Save targets", "targets", save)


def _cadences(here: Here) -> None:
    stored = profile.cadences(here.records)
    key = _key(here, "cadences", stored)
    parts.section("Cadences", "Days between two signs of life, by how close the tie is")
    with st.form(f"cadences-{key}", border=False):
        with st.grid(4, min_column_width=GRID, gap="small"):
            for tie, label in profile.TIES.items():
                with st.container(gap="xsmall"):
                    st.number_input(f"{label} ties, days", value=stored[tie], step=1, key=f"{tie}-{key}")
                    parts.problem("cadences", tie)

        def save(now: Here) -> Done:
            return profile.set_cadences(now.records, {tie: st.session_state[f"{tie}-{key}"] for tie in profile.TIES})

        _save_button(here, "Save cadences", "cadences", save)


@cache
def time_zones() -> list[str]:
    """Every time zone there is, by name."""
    return sorted(available_timezones())


def _key(here: Here, form: str, stored: object) -> str:
    """Ends the keys of a form's fields: they start afresh once the form was saved, or its records changed elsewhere."""
    return f"{parts.token(here, form)}-{hash(str(stored))}"


def _save_button(here: Here, label: str, form: str, save: Callable[[Here], Done]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        token = parts.token(here, form)
        st.form_submit_button(label, on_click=_save, args=(save, form, token), key=f"save-{token}")
        if st.session_state.get(SAVED) == form:  # the message itself stands at the head of the page, maybe out of sight
            st.session_state.pop(SAVED)
            st.markdown(":green[:material/check: Saved]", width="content")
    parts.problem(form)


def _save(save: Callable[[Here], Done], form: str, token: str) -> None:
    def unless_said(here: Here) -> Done | None:
        outcome = save(here)
        # The second half of a slow double click has nothing new to say: what the first half said stays.
        return None if outcome.says == profile.NOTHING_CHANGED and parts.SAID in st.session_state else outcome

    if parts.act(unless_said, form, token):
        st.session_state[SAVED] = form
