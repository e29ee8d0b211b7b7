"""One of one's own questions, opened in the bank to be changed or removed."""

from dataclasses import replace
from functools import partial

import streamlit as st

from ivw.coaching import questions
from ivw.coaching.questions import PURPOSES, STAGES, Banked
from ivw.show import names, parts, question_draft
from ivw.show.front_door import Here

OPEN, ASKED = "open-own-question", "remove-own-question"


def is_open(question_id: str) -> bool:
    """Whether this question is the one that is being changed."""
    return bool(st.session_state.get(OPEN) == question_id)


def opener(question_id: str) -> None:
    """The button that opens it."""
    st.button(
        "", icon=":material/edit:", type="tertiary", key=f"change-own-{question_id}", on_click=_open,
        args=(question_id,), help=names.of("change-own-", "edit"),
    )  # fmt: skip


def draw(here: Here, question: Banked) -> None:
    """The form, and what the review says of the question as it stands. Plans that have it keep their own words."""
    form = f"own-question-{question.id}"
    token = parts.token(here, form)
    key = f"own-{token}"
    with parts.card(), st.container(gap="small"):
        typed = str(st.session_state.get(f"{key}-text", question.text))
        question_draft.review(typed, f"review-{key}", partial(_use, f"{key}-text"))
        with st.form(key, border=False):
            text = st.text_input("Your question", question.text, key=f"{key}-text")
            parts.problem(form, "text")
            left, right = st.columns(2, gap="small")
            with left:
                stage = _one_of("Stage", STAGES, question.stage, f"{key}-stage", "No stage")
            with right:
                purpose = _one_of("What for", PURPOSES, question.purpose, f"{key}-purpose", "Either purpose")
            seconds = st.number_input(
                "Seconds for the answer", value=question.answer_seconds, step=15, key=f"{key}-seconds",
                placeholder="our guess", help="Leave it empty for our guess.",
            )  # fmt: skip
            parts.problem(form, "answer_seconds")
            about_me = st.checkbox("It is about me", question.about_me, key=f"{key}-about-me")
            saved = st.form_submit_button("Save", icon=":material/check:")
        parts.problem(form)
        if saved:
            changed = replace(
                question, text=text, stage=stage, purpose=purpose, answer_seconds=seconds, about_me=about_me
            )
            if parts.act(lambda now: questions.change(now.records, changed), form, token):
                _open("")
            st.rerun()
        with st.container(horizontal=True, gap="small"):
            st.button("Close", type="tertiary", key=f"close-{key}", on_click=_open, args=("",))
            st.button(
                "Remove it", type="tertiary", icon=":material/delete:", key=f"remove-{key}", on_click=_ask,
                args=(question.id,),
            )  # fmt: skip
        if st.session_state.get(ASKED) == question.id:
            _sure(question, form, token)


def _sure(question: Banked, form: str, token: str) -> None:
    st.markdown("It goes from your questions. Plans that have it keep it, and you can undo this right after.")
    with st.container(horizontal=True, gap="small"):
        if st.button("Remove the question", icon=":material/delete:", key=f"remove-yes-{token}"):
            parts.act(lambda now: questions.remove(now.records, question.id), form, token)
            st.rerun()
        st.button("Keep it", type="tertiary", key=f"remove-no-{token}", on_click=_ask, args=("",))


def _one_of(label: str, options: dict[str, str], stands: str | None, key: str, none: str) -> str | None:
    known = list(options)
    return st.selectbox(
        label, known, index=known.index(stands) if stands in known else None, format_func=options.__getitem__,
        placeholder=none, key=key,
    )  # fmt: skip


def _open(question_id: str) -> None:
    st.session_state[OPEN] = question_id
    _ask("")


def _ask(question_id: str) -> None:
    st.session_state[ASKED] = question_id


def _use(field: str, rewrite: str) -> None:
    st.session_state[field] = rewrite
