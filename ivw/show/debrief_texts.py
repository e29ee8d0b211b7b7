"""The debrief itself: the two texts that are enough, and the pieces that the rest of it is made of."""

from functools import partial

import streamlit as st

from ivw.coaching import reflections
from ivw.coaching.reflections import Debrief
from ivw.show import front_door, parts
from ivw.show.draft_area import draft_area
from ivw.show.front_door import Here

# Label, placeholder and height of each text.
TEXTS = {
    "learned": ("What I learned", "What I did not know this morning", 96),
    "changed_view": ("What changed my view", "What I see differently now, or see confirmed", 72),
    "do_differently": ("What I would do differently", "In the next conversation", 48),
    "believed_before": ("Before, I believed", "About the work, the field, the way in", 48),
    "believed_after": ("Now I believe", "The same thing, after the conversation", 48),
    "they_need": ("What they need that I could give", "A reader, a name, an article", 48),
    "use_in_application": ("What I could use in an application", "A word, a need, a figure to name", 72),
}
SHORT = ("learned", "changed_view")
PATH_FIT = {-2: "Not for me", -1: "Rather not", 0: "Open", 1: "Rather yes", 2: "For me"}
FIVE = {n: str(n) for n in range(1, 6)}


@st.fragment
def short(meeting_id: str) -> None:
    """What is worth writing each time. A keystroke draws nothing but this anew."""
    here = front_door.here()
    debrief = reflections.of_meeting(here.records, meeting_id)
    with st.container(gap="small"):
        for field in SHORT:
            text(meeting_id, debrief, field)


def text(meeting_id: str, debrief: Debrief | None, field: str) -> None:
    """One of TEXTS, kept as it is typed."""
    label, placeholder, height = TEXTS[field]
    draft_area(
        label, key=f"{field}:{meeting_id}", text=(debrief and getattr(debrief, field)) or "", height=height,
        placeholder=placeholder, on_save=partial(_keep, meeting_id, field),
    )  # fmt: skip


def scale(
    meeting_id: str, debrief: Debrief | None, field: str, label: str, options: dict[int, str], why: str | None = None
) -> None:
    """One rating of the debrief, kept with a press; a second press on the same takes it back."""
    key = f"{field}-{meeting_id}"
    stands = debrief and getattr(debrief, field)
    if key not in st.session_state:
        st.session_state[key] = stands
    # A selected label takes the primary colour, too dark to read on the dark theme; a theme text colour does not.
    st.segmented_control(
        label, list(options), key=key, format_func=lambda each: f":gray[{options[each]}]", help=why,
        on_change=rate, args=(meeting_id, field, key),
    )  # fmt: skip
    parts.problem(key)


# None of these says that it is done: the field itself shows it, and a debrief should not be interrupted.


def rate(meeting_id: str, field: str, key: str) -> None:
    """Keep the number that stands under this key. Fit for on_change."""
    chosen = st.session_state.get(key)

    def save(here: Here) -> None:
        stands = reflections.of_meeting(here.records, meeting_id)
        if chosen != (stands and getattr(stands, field)):  # a second click that came late says everything once more
            reflections.save(here.records, meeting_id, field, chosen, as_of=here.as_of)

    parts.act(save, key)


def _keep(meeting_id: str, field: str, typed: str) -> None:
    here = front_door.here()
    reflections.save(here.records, meeting_id, field, typed, as_of=here.as_of)
