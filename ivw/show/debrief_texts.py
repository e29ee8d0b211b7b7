"""The debrief itself: three texts that are enough, and on request how it was, what changed, which themes came up."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ivw.coaching import contacts, reflections
from ivw.coaching.reflections import Debrief
from ivw.show import front_door, meeting_words, parts
from ivw.show.draft_area import draft_area
from ivw.show.front_door import Here

# Label, placeholder and height of each text.
TEXTS = {
    "learned": ("What I learned", "What I did not know this morning", 120),
    "changed_view": ("What changed my view", "What I see differently now, or see confirmed", 72),
    "next_step": ("Next step", "A skill to try, somebody to ask, a goal to change", 48),
    "do_differently": ("What I would do differently", "In the next conversation", 48),
    "believed_before": ("Before, I believed", "About the work, the field, the way in", 48),
    "believed_after": ("Now I believe", "The same thing, after the conversation", 48),
    "they_need": ("What they need that I could give", "A reader, a name, an article", 48),
}
SHORT = ("learned", "changed_view", "next_step")
PATH_FIT = {-2: "Not for me", -1: "Rather not", 0: "Open", 1: "Rather yes", 2: "For me"}
FIVE = {n: str(n) for n in range(1, 6)}
TWO_AXES = "A good talk gives information and a relationship, and one can go well without the other (guide 1)."


@st.fragment
def short(meeting_id: str) -> None:
    """What is worth writing each time. A keystroke draws nothing but this anew."""
    here = front_door.here()
    debrief = reflections.of_meeting(here.records, meeting_id)
    with st.container(gap="small"):
        for field in SHORT:
            _text(meeting_id, debrief, field)


@st.fragment
def more(meeting_id: str, contact_id: str) -> None:
    """What one may add when there is a minute more."""
    here = front_door.here()
    debrief = reflections.of_meeting(here.records, meeting_id)
    with st.container(gap="medium"):
        with _group("How it was", "1 is little, 5 is a lot."):
            left, right = st.columns(2, gap="medium")
            with left:
                _scale(meeting_id, debrief, "useful", "Useful to me", FIVE, TWO_AXES)
            with right:
                _scale(meeting_id, debrief, "rapport", "Rapport between us", FIVE, TWO_AXES)
            _path_fit(here, meeting_id, contact_id, debrief)
            _text(meeting_id, debrief, "do_differently")
        with _group("Before and after", "Where you stood, and where you stand now."):
            left, right = st.columns(2, gap="medium")
            for place, moment in ((left, "before"), (right, "after")):
                with place, st.container(gap="small"):
                    _text(meeting_id, debrief, f"believed_{moment}")
                    for feeling in ("confidence", "energy"):
                        label = f"{feeling.capitalize()} {moment}"
                        _scale(meeting_id, debrief, f"{feeling}_{moment}", label, FIVE)
        with _group("Themes", "A word each. The same word for the same thing lets Insights count it."):
            _themes(here, meeting_id)
        _text(meeting_id, debrief, "they_need")


def _group(title: str, note: str) -> DeltaGenerator:
    box = st.container(gap="small")
    with box, st.container(gap=None):
        st.markdown(f"**{title}**")
        st.caption(note)
    return box


def _text(meeting_id: str, debrief: Debrief | None, field: str) -> None:
    label, placeholder, height = TEXTS[field]
    draft_area(
        label, key=f"{field}:{meeting_id}", text=(debrief and getattr(debrief, field)) or "", height=height,
        placeholder=placeholder, on_save=partial(_keep, meeting_id, field),
    )  # fmt: skip


def _scale(
    meeting_id: str, debrief: Debrief | None, field: str, label: str, options: dict[int, str], why: str | None = None
) -> None:
    key = f"{field}-{meeting_id}"
    if key not in st.session_state:
        st.session_state[key] = debrief and getattr(debrief, field)
    # A selected label takes the primary colour, too dark to read on the dark theme; a theme text colour does not.
    st.segmented_control(
        label, list(options), key=key, format_func=lambda each: f":gray[{options[each]}]", help=why,
        on_change=_rate, args=(meeting_id, field, key),
    )  # fmt: skip
    parts.problem(key)


def _path_fit(here: Here, meeting_id: str, contact_id: str, debrief: Debrief | None) -> None:
    meeting_words.still_there(here, meeting_id)
    field = contacts.get(here.records, contact_id).field
    if field:
        label = f"Would {parts.plain(field)} suit me?"
        why = "Asked after each conversation, this shows whether you are on the right path (guide 5)."
        _scale(meeting_id, debrief, "path_fit", label, PATH_FIT, why)
        return
    form = f"field-{meeting_id}"
    st.text_input(
        "Which field do they work in?", key=form, on_change=_say_field, args=(contact_id, form),
        placeholder="Then you can say whether it would suit you",
    )  # fmt: skip
    parts.problem(form)


def _themes(here: Here, meeting_id: str) -> None:
    named = reflections.themes(here.records, meeting_id)
    known = reflections.known_themes(here.records)
    for kind, label in reflections.THEMES.items():
        key = f"themes-{kind}-{meeting_id}"
        if key not in st.session_state:
            st.session_state[key] = [each.theme for each in named if each.kind == kind]
        chosen = st.session_state[key]
        st.multiselect(
            label, list(dict.fromkeys([*known[kind], *chosen])), key=key, accept_new_options=True,
            placeholder="Write one, or choose one you used before", on_change=_set_themes, args=(meeting_id, kind),
        )  # fmt: skip
        parts.problem(key)


# None of these says that it is done: the field itself shows it, and a debrief should not be interrupted.


def _keep(meeting_id: str, field: str, typed: str) -> None:
    here = front_door.here()
    reflections.save(here.records, meeting_id, field, typed, as_of=here.as_of)


def _rate(meeting_id: str, field: str, key: str) -> None:
    chosen = st.session_state[key]

    def save(here: Here) -> None:
        reflections.save(here.records, meeting_id, field, chosen, as_of=here.as_of)

    parts.act(save, key)


def _say_field(contact_id: str, key: str) -> None:
    typed = st.session_state[key]

    def save(here: Here) -> None:
        contacts.change(here.records, contact_id, field=typed)

    parts.act(save, key)


def _set_themes(meeting_id: str, kind: str) -> None:
    key = f"themes-{kind}-{meeting_id}"
    chosen = list(st.session_state[key])

    def save(here: Here) -> None:
        reflections.set_themes(here.records, meeting_id, kind, chosen, as_of=here.as_of)

    if parts.act(save, key):
        # A theme that moved here from another kind is gone there, and its spelling is the first one's.
        for each in reflections.THEMES:
            st.session_state.pop(f"themes-{each}-{meeting_id}", None)
