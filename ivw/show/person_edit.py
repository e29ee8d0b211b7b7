"""What is written down about somebody, to be changed in place."""

from functools import partial
from typing import Any

import streamlit as st

from ivw.coaching import contacts, profile, tags
from ivw.coaching.contacts import KINDS_OF_PERSON, RELATIONSHIPS, SENIORITIES, SOURCES, Contact
from ivw.coaching.profile import TIES
from ivw.coaching.two_windows import Conflict
from ivw.show import front_door, parts
from ivw.show.front_door import Here
from ivw.show.shared_text import shared_text

# Label and placeholder of each text about a person.
TEXTS = {
    "why_this_person": ("Why this person", "What do they do that you would like to understand?"),
    "common_ground": (
        "What you have in common",
        "A school, a place, a friend, something they wrote that stayed with you",
    ),
    "what_they_get": ("What they get", "What could be useful or a pleasure to them?"),
    "experience": ("Experience", "What shows that they know the work: projects, posts, talks, years"),
}
LINES = {
    "name": "Name", "given_name": "First name", "position": "Position", "organization": "Where they work",
    "field": "Field", "tenure": "How long they have done this", "email": "E-mail", "phone": "Phone",
    "linkedin_url": "LinkedIn address", "source": "Which one", "mutual_contact": "Who knows you both",
}  # fmt: skip
PLACEHOLDERS = {
    "given_name": "For the greeting, where the name leaves it open", "tenure": "Like: six years, before that a nurse",
    "source": "Which event, article, course", "mutual_contact": "Somebody who could introduce you",
}  # fmt: skip
# Label, options, what stands there while nothing is said, and why one is asked.
CHOICES = {
    "seniority": ("How far they have come", SENIORITIES, "Not said",
        "Those who are further along know more of the road (guide 3)."),
    "kind_of_person": ("Kind of person", KINDS_OF_PERSON, "Not said",
        "Not only who does the work: leaders, authors and teachers see it from elsewhere (guide 1)."),
    "source_kind": ("How you found them", SOURCES, "Not said", "It shows later which way brings most answers."),
    "tie": ("Tie", TIES, "Not said: acquaintance", "How close you are. It sets how often to be in touch."),
    "relationship": ("At first contact", RELATIONSHIPS, "Not said: a stranger",
        "It sets the tone, and how many reminders are right."),
}  # fmt: skip
GROUPS = {
    "Who they are": (
        ("name", "given_name"), ("position", "organization"), ("field", "seniority"), ("tenure", "kind_of_person"),
        ("email", "phone"), ("linkedin_url",),
    ),
    "How you know of them": (("source_kind", "source"), ("mutual_contact", "relationship")),
}  # fmt: skip
FIELDS = (*LINES, *CHOICES, "cadence_days", "do_not_contact")
FLAGS = {True: "yes", False: "no"}


def draw(contact_id: str, mode: str) -> None:
    """The texts, which save themselves while one types, and the facts. `mode` is let go of when it is done."""
    here = front_door.here()
    person = contacts.get(here.records, contact_id)
    with st.container(gap="small"):
        _texts(contact_id)
        _facts(here, person, mode)


@st.fragment
def _texts(contact_id: str) -> None:
    for field, (label, placeholder) in TEXTS.items():
        shared_text(
            label, key=f"{field}:{contact_id}", read=partial(_text, contact_id, field),
            save=partial(_keep, contact_id, field), height=72, placeholder=placeholder,
        )  # fmt: skip


def _text(contact_id: str, field: str) -> str:
    return str(getattr(contacts.get(front_door.here().records, contact_id), field) or "")


def _keep(contact_id: str, field: str, typed: str, seen: str) -> None:
    contacts.change(front_door.here().records, contact_id, seen={field: seen or None}, **{field: typed})


def _facts(here: Here, person: Contact, mode: str) -> None:
    form = f"person-{person.id}"
    token = parts.token(here, form)
    seen = _seen(here, person, token)
    with st.form(f"edit-{token}", border=False):
        for title, rows in GROUPS.items():
            st.markdown(f"**{title}**")
            for row in rows:
                _row(row, seen, form, token, mode)
        _tags(here, seen, form, token)
        st.markdown("**Tie**")
        tie, cadence = st.columns(2, gap="small")
        with tie:
            _field("tie", seen, form, token, mode)
        with cadence:
            days = profile.cadences(here.records)[person.tie or "C"]
            # Not through `value`: a field that begins with a value of its own cannot be emptied again.
            st.session_state.setdefault(_key("cadence_days", token), seen["cadence_days"])
            st.number_input(
                "In touch every so many days", value=None, step=1, placeholder=f"{days}, as the tie says",
                key=_key("cadence_days", token),
                help="Only where this person wants another rhythm than their tie has. Empty, it goes by the tie.",
            )  # fmt: skip
            _below("cadence_days", form, token, mode)
        st.checkbox(
            "Do not contact", seen["do_not_contact"], key=_key("do_not_contact", token),
            help="Nothing about them is ever due, until you take the mark off.",
        )  # fmt: skip
        _below("do_not_contact", form, token, mode)
        parts.problem(form)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                "Save", icon=":material/check:", type="primary", on_click=_save, args=(person.id, token, mode)
            )
            st.form_submit_button("Close", type="tertiary", on_click=_close, args=(mode,))


def _seen(here: Here, person: Contact, token: str) -> dict[str, Any]:
    """What stood there when this form was opened. (One that was left and is shown again begins anew.)"""
    kept = f"edit-seen/{token}"
    if kept not in st.session_state or _key("name", token) not in st.session_state:
        facts: dict[str, Any] = {field: getattr(person, field) for field in FIELDS}
        st.session_state[kept] = facts | {"tags": tags.of(here.records, person.id), "contact": person.id}
        st.session_state.pop(_clashes(token), None)
    seen: dict[str, Any] = st.session_state[kept]
    return seen


def _row(fields: tuple[str, ...], seen: dict[str, Any], form: str, token: str, mode: str) -> None:
    if len(fields) == 1:
        _field(fields[0], seen, form, token, mode)
        return
    for place, field in zip(st.columns(len(fields), gap="small"), fields, strict=True):
        with place:
            _field(field, seen, form, token, mode)


def _field(field: str, seen: dict[str, Any], form: str, token: str, mode: str) -> None:
    if field in LINES:
        st.text_input(LINES[field], str(seen[field] or ""), key=_key(field, token), placeholder=PLACEHOLDERS.get(field))
    else:
        label, known, nothing, why = CHOICES[field]
        options = list(known)
        st.selectbox(
            label, options, index=options.index(str(seen[field])) if seen[field] in known else None,
            format_func=known.__getitem__, placeholder=nothing, help=why, key=_key(field, token),
        )  # fmt: skip
    _below(field, form, token, mode)


def _tags(here: Here, seen: dict[str, Any], form: str, token: str) -> None:
    had: list[str] = seen["tags"]
    st.multiselect(
        "Tags", [*had, *(tag for tag in tags.known(here.records) if tag not in had)], had, accept_new_options=True,
        key=_key("tags", token), placeholder="Words of your own: alumni, Berlin, met at the fair",
    )  # fmt: skip
    parts.problem(form, "tags")


def _below(field: str, form: str, token: str, mode: str) -> None:
    """What is wrong with a field, or what another window has put there meanwhile and which of the two stays."""
    parts.problem(form, field)
    clashes = st.session_state.get(_clashes(token), {})
    if field not in clashes:
        return
    st.markdown(f":orange[:material/sync_problem: Changed in another window: {_in_words(field, clashes[field])}]")
    with st.container(horizontal=True, gap="small"):
        for label, theirs in (("Keep mine", False), ("Take theirs", True)):
            st.form_submit_button(
                label, type="tertiary", key=f"{field}-{theirs}-{token}", on_click=_settle,
                args=(field, token, mode, theirs),
            )  # fmt: skip


def _in_words(field: str, value: object) -> str:
    if value is None:
        return "nothing"
    if field in CHOICES:
        return CHOICES[field][1].get(str(value), parts.plain(value))
    return FLAGS[value] if isinstance(value, bool) else f"“{parts.plain(value)}”"


def _settle(field: str, token: str, mode: str, theirs: bool) -> None:
    """One collision is decided; with the last one all is saved."""
    clashes, seen = st.session_state.get(_clashes(token), {}), st.session_state[f"edit-seen/{token}"]
    if field in clashes:
        seen[field] = clashes.pop(field)
        if theirs:
            st.session_state[_key(field, token)] = (seen[field] or "") if field in LINES else seen[field]
    if not clashes:
        _save(seen["contact"], token, mode)


def _save(contact_id: str, token: str, mode: str) -> None:
    form = f"person-{contact_id}"
    seen = st.session_state.get(f"edit-seen/{token}")
    typed = {field: st.session_state[_key(field, token)] for field in FIELDS if _key(field, token) in st.session_state}
    tagged = st.session_state.get(_key("tags", token))
    saved = parts.act(
        lambda here: contacts.change(here.records, contact_id, seen=seen, tagged=tagged, **typed), form, token
    )
    if saved:
        st.session_state.pop(_clashes(token), None)
        _close(mode)
    elif isinstance(refused := st.session_state.get(f"problem/{form}"), Conflict):
        st.session_state[_clashes(token)] = dict(refused.stands)
        st.session_state.pop(f"problem/{form}")


def _close(mode: str) -> None:
    st.session_state.pop(mode, None)


def _key(field: str, token: str) -> str:
    return f"edit-{field}-{token}"


def _clashes(token: str) -> str:
    return f"edit-clashes/{token}"
