"""What is written down about somebody, to be changed in place."""

from functools import partial

import streamlit as st

from ivw.coaching import contacts, profile
from ivw.coaching.contacts import RELATIONSHIPS, Contact
from ivw.coaching.profile import TIES
from ivw.show import front_door, parts
from ivw.show.draft_area import draft_area
from ivw.show.front_door import Here

# Label and placeholder of each text about a person.
TEXTS = {
    "why_this_person": ("Why this person", "What do they do that you would like to understand?"),
    "common_ground": ("Common ground", "A school, a place, a friend, something they wrote that stayed with you"),
    "what_they_get": ("What they get", "What could be useful or a pleasure to them?"),
}
LINES = {
    "name": "Name", "position": "Position", "organization": "Where they work", "field": "Field", "email": "E-mail",
    "linkedin_url": "LinkedIn address", "source": "How you know of them",
}  # fmt: skip


def draw(contact_id: str, mode: str) -> None:
    """The texts, which save themselves while one types, and the facts. `mode` is let go of when it is done."""
    here = front_door.here()
    person = contacts.get(here.records, contact_id)
    with st.container(gap="small"):
        _texts(contact_id)
        _facts(here, person, mode)


@st.fragment
def _texts(contact_id: str) -> None:
    person = contacts.get(front_door.here().records, contact_id)
    for field, (label, placeholder) in TEXTS.items():
        draft_area(
            label, key=f"{field}:{contact_id}", text=getattr(person, field) or "", placeholder=placeholder, height=72,
            on_save=partial(_keep, contact_id, field),
        )  # fmt: skip


def _facts(here: Here, person: Contact, mode: str) -> None:
    form = f"person-{person.id}"
    token = parts.token(here, form)
    with st.form(f"edit-{token}", border=False):
        _line(person, "name", form, token)
        for pair in (("position", "organization"), ("field", "source"), ("email", "linkedin_url")):
            for place, field in zip(st.columns(2, gap="small"), pair, strict=True):
                with place:
                    _line(person, field, form, token)
        left, right = st.columns(2, gap="small")
        with left:
            _one_of(
                "Tie",
                "tie",
                TIES,
                person.tie,
                token,
                "Not said: acquaintance",
                "How close you are. It sets how often to be in touch.",
            )
            parts.problem(form, "tie")
        with right:
            _one_of(
                "At first contact",
                "relationship",
                RELATIONSHIPS,
                person.relationship,
                token,
                "Not said: a stranger",
                "It sets the tone, and how many reminders are right.",
            )
            parts.problem(form, "relationship")
        days = profile.cadences(here.records)[person.tie or "C"]
        st.number_input(
            "In touch every so many days", 1, 3650, person.cadence_days, placeholder=f"{days}, as the tie says",
            key=f"edit-cadence_days-{token}", help="Only where this person wants another rhythm than their tie has.",
        )  # fmt: skip
        parts.problem(form, "cadence_days")
        st.checkbox(
            "Do not contact", person.do_not_contact, key=f"edit-do_not_contact-{token}",
            help="Nothing about them is ever due, until you take the mark off.",
        )  # fmt: skip
        parts.problem(form)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                "Save", icon=":material/check:", type="primary", on_click=_save, args=(person.id, token, mode)
            )
            st.form_submit_button("Close", type="tertiary", on_click=_close, args=(mode,))


def _line(person: Contact, field: str, form: str, token: str) -> None:
    st.text_input(LINES[field], getattr(person, field) or "", key=f"edit-{field}-{token}")
    parts.problem(form, field)


def _one_of(
    label: str, field: str, known: dict[str, str], value: str | None, token: str, nothing: str, why: str
) -> None:
    options = list(known)
    st.selectbox(
        label, options, index=options.index(value) if value in known else None, format_func=known.__getitem__,
        placeholder=nothing, help=why, key=f"edit-{field}-{token}",
    )  # fmt: skip


def _keep(contact_id: str, field: str, typed: str) -> None:
    contacts.change(front_door.here().records, contact_id, **{field: typed})


def _save(contact_id: str, token: str, mode: str) -> None:
    fields = (*LINES, "tie", "cadence_days", "relationship", "do_not_contact")
    typed = {
        field: st.session_state[f"edit-{field}-{token}"]
        for field in fields
        if f"edit-{field}-{token}" in st.session_state
    }
    if parts.act(lambda here: contacts.change(here.records, contact_id, **typed), f"person-{contact_id}", token):
        _close(mode)


def _close(mode: str) -> None:
    st.session_state.pop(mode, None)
