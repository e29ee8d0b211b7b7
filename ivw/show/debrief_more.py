"""What a debrief may add on request, a few things at a time: how it was, what changed, the field, oneself."""

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ivw.coaching import contacts, criteria, fields, reflections, themes
from ivw.coaching.reflections import MOST_OF_THE_TALK, Debrief
from ivw.show import debrief_criteria, front_door, meeting_words, parts
from ivw.show.debrief_texts import FIVE, PATH_FIT, rate, scale, text
from ivw.show.front_door import Here

MOST_FIELDS = 8  # of one's own, to choose from
TWO_AXES = "A good talk gives information and a relationship, and one can go well without the other (guide 1)."
# What both axes say together: our convention, high is 4 and more.
HOW_IT_WENT = {
    (True, True): "Useful and warm: the kind to stay in touch with.",
    (True, False): "Useful, if not warm yet: your thank-you may name what helped.",
    (False, True): "Warm, if not useful yet: sharper questions may make the next one both.",
    (False, False): "Neither this time: what would you do differently?",
}
FELT = {"confidence": "Confidence in your goals", "energy": "Energy"}  # B05, A17
MYSELF = {
    "attitude": ("My attitude", "A positive attitude leaves a lasting impression (guide 1)."),
    "storytelling": (
        "Telling my story",
        "Telling about oneself is one of three skills that such talks train (guide 1).",
    ),
    "interests": ("Saying what interests me", "Naming one's interests is another (guide 1)."),
    "questioning": ("Asking", "Asking good questions is the third (guide 1)."),
}
Draw = Callable[[Here, str, str, Debrief | None], None]


@st.fragment
def draw(meeting_id: str, contact_id: str) -> None:
    """One group at a time. A keystroke draws nothing but this anew."""
    here = front_door.here()
    debrief = reflections.of_meeting(here.records, meeting_id)
    full = set(_filled(here, meeting_id, debrief))
    with st.container(gap="small"):
        chosen = parts.choice(
            "What to add", {name: title for name, (title, _, _) in GROUPS.items()}, key=f"add-{meeting_id}"
        )
        _, why, group = GROUPS[chosen]
        said = ", ".join(title for name, (title, _, _) in GROUPS.items() if name in full)
        st.caption(f"{why} Written so far: {said}." if said else why)
        group(here, meeting_id, contact_id, debrief)


def _filled(here: Here, meeting_id: str, debrief: Debrief | None) -> Iterable[str]:
    if debrief is None:
        return
    for group, said in SAID_IN.items():
        if any(getattr(debrief, field) is not None for field in said):
            yield group
    if criteria.ratings(here.records, meeting_id):
        yield "criteria"


def _side_by_side() -> DeltaGenerator:
    """Two and two; below each other where five numbers in a row would be cut off."""
    return st.grid(2, min_column_width=210, gap="small")


def _how_it_was(here: Here, meeting_id: str, contact_id: str, debrief: Debrief | None) -> None:
    with _side_by_side():
        with st.container():
            scale(meeting_id, debrief, "useful", "Useful to me", FIVE, f"Was it productive? {TWO_AXES}")
        with st.container():
            scale(meeting_id, debrief, "rapport", "Rapport between us", FIVE, TWO_AXES)
    if debrief and debrief.useful and debrief.rapport:
        st.caption(HOW_IT_WENT[debrief.useful >= 4, debrief.rapport >= 4])
    _path_fit(here, meeting_id, contact_id, debrief)
    text(meeting_id, debrief, "they_need")


def _changed(here: Here, meeting_id: str, contact_id: str, debrief: Debrief | None) -> None:
    with _side_by_side():
        for moment in ("before", "after"):
            with st.container(gap="small"):
                text(meeting_id, debrief, f"believed_{moment}")
                for feeling, label in FELT.items():
                    scale(meeting_id, debrief, f"{feeling}_{moment}", f"{label} {moment}", FIVE)


def _criteria(here: Here, meeting_id: str, contact_id: str, debrief: Debrief | None) -> None:
    debrief_criteria.draw(here, meeting_id, contacts.get(here.records, contact_id).field)


def _to_keep(here: Here, meeting_id: str, contact_id: str, debrief: Debrief | None) -> None:
    _themes(here, meeting_id)
    text(meeting_id, debrief, "use_in_application")


def _myself(here: Here, meeting_id: str, contact_id: str, debrief: Debrief | None) -> None:
    _talk_share(meeting_id, debrief)
    with _side_by_side():
        for field, (label, why) in MYSELF.items():
            with st.container():
                scale(meeting_id, debrief, field, label, FIVE, why)
    text(meeting_id, debrief, "do_differently")


def _talk_share(meeting_id: str, debrief: Debrief | None) -> None:
    key = f"talk_share-{meeting_id}"
    stands = debrief.talk_share if debrief else None
    if key not in st.session_state:
        st.session_state[key] = stands
    st.number_input(
        "How much of it I talked myself, in %", value=None, step=5, key=key, placeholder="A guess", width=260,
        on_change=rate, args=(meeting_id, "talk_share", key),
        help=f"You came to listen: {MOST_OF_THE_TALK}% or less is a good share (guide 1 asks for active listening; "
        "the figure is our convention).",
    )  # fmt: skip
    parts.problem(key)
    if stands is not None:
        good = stands <= MOST_OF_THE_TALK
        st.caption(
            ":green[:material/hearing:] You listened." if good
            else f":orange[:material/record_voice_over:] More than {MOST_OF_THE_TALK} %: next time ask, and wait."
        )  # fmt: skip


def _path_fit(here: Here, meeting_id: str, contact_id: str, debrief: Debrief | None) -> None:
    meeting_words.still_there(here, meeting_id)
    field = contacts.get(here.records, contact_id).field
    if field:
        label = f"Would {parts.plain(field)} suit me?"
        why = "Asked after each conversation, this shows whether you are on the right path (guide 5)."
        scale(meeting_id, debrief, "path_fit", label, PATH_FIT, why)
        return
    form = f"field-{meeting_id}"
    st.text_input(
        "Which field do they work in?", key=form, on_change=_say_field, args=(contact_id, form),
        placeholder="Then you can say whether it would suit you",
    )  # fmt: skip
    if own := [each.name for each in fields.every(here.records)]:
        key = f"own-field-{meeting_id}"
        st.pills(
            "One of yours", own[:MOST_FIELDS], key=key, format_func=lambda each: f":gray[{parts.plain(each)}]",
            label_visibility="collapsed", on_change=_say_field, args=(contact_id, key, form),
        )  # fmt: skip
    parts.problem(form)


def _themes(here: Here, meeting_id: str) -> None:
    named = themes.of_meeting(here.records, meeting_id)
    known = themes.known(here.records)
    for kind, label in themes.KINDS.items():
        key = f"themes-{kind}-{meeting_id}"
        if key not in st.session_state:
            st.session_state[key] = [each.theme for each in named if each.kind == kind]
        chosen = st.session_state[key]
        st.multiselect(
            label, list(dict.fromkeys([*known[kind], *chosen])), key=key, accept_new_options=True,
            placeholder="Write one, or choose one you used before", on_change=_set_themes, args=(meeting_id, kind),
        )  # fmt: skip
        parts.problem(key)


def _say_field(contact_id: str, key: str, form: str = "") -> None:
    typed = st.session_state[key]
    if not typed:
        return

    def save(here: Here) -> None:
        contacts.change(here.records, contact_id, field=typed)

    parts.act(save, form or key)


def _set_themes(meeting_id: str, kind: str) -> None:
    key = f"themes-{kind}-{meeting_id}"
    chosen = list(st.session_state[key])

    def save(here: Here) -> None:
        themes.say(here.records, meeting_id, kind, chosen, as_of=here.as_of)

    if parts.act(save, key):
        # A theme that moved here from another kind is gone there, and its spelling is the first one's.
        for each in themes.KINDS:
            st.session_state.pop(f"themes-{each}-{meeting_id}", None)


# Title, why, and what it asks, by the name of the group.
GROUPS: dict[str, tuple[str, str, Draw]] = {
    "how": ("How it was", "1 is little, 5 is a lot.", _how_it_was),
    "changed": ("Before and after", "Where you stood, and where you stand now.", _changed),
    "keep": ("Themes", "A word each. The same word for the same thing lets Insights count it.", _to_keep),
    "criteria": ("What I decide by", "How this field looks by what matters to you (guide 3).", _criteria),
    "myself": ("How I did", "For yourself, so that the next one is easier.", _myself),
}
SAID_IN: dict[str, Any] = {
    "how": ("useful", "rapport", "path_fit", "they_need"),
    "changed": (
        "believed_before",
        "believed_after",
        "confidence_before",
        "confidence_after",
        "energy_before",
        "energy_after",
    ),
    "keep": ("use_in_application",),
    "myself": ("talk_share", *MYSELF, "do_differently"),
}
