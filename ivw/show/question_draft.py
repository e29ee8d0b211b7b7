"""A question in one's own words: reviewed while it is typed, and held against the questions that are there already."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from ivw.coaching import checks, drafts, likeness, plans, question_review, questions
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.plans import Plan
from ivw.coaching.question_review import Flag, Review
from ivw.coaching.questions import Banked
from ivw.show import draft_area, front_door, parts
from ivw.show.front_door import Here

TITLES = {
    "salary": ("payments", "About pay"),
    "job_ask": ("work_off", "Asks for a job"),
    "personal": ("lock_person", "Private life"),
    "closed": ("rule", "Closed"),
    "findable": ("search", "Can be looked up"),
    "leading": ("turn_sharp_right", "Leading"),
    "double_barrelled": ("call_split", "Two in one"),
    "too_long": ("straighten", "Too long"),
    "must_ask": ("push_pin", "Must-ask"),
    "other_language": ("translate", "Not judged"),
}
FEW = 3  # words: before the third one, nothing is said of a draft that is still being begun
ABOUT_ME = "It is about you. At most two such questions in a plan: the talk is about them (guide 3)."


@st.fragment
def draw(plan: Plan) -> None:
    """A question in one's own words, into the plan and, unless unticked, among one's own. A keystroke draws nothing but
    this anew."""
    here = front_door.here()
    form = f"own-{plan.id}"
    token = parts.token(here, form)
    # The key names what is written, for the browser keeps it under this name, and changes with what was added.
    key = f"{questions.slot(plan.id)}:{len(plan.questions)}"
    with parts.card(), st.container(gap="small"):
        st.markdown("##### In your own words", anchors=False)
        text = draft_area.draft_area(
            "Your question", key=key, text=drafts.read(here.records, questions.slot(plan.id)), height=56,
            max_chars=checks.LONGEST_LINE, placeholder="What surprised you in your first month?",
            help="What they alone can tell, and no search: that is worth their time (guide 1).",
            on_save=partial(_keep, plan.id),
        )  # fmt: skip
        parts.problem(form, "text")
        found = review(text, key, partial(_use, plan.id, key))
        _mine_again(plan, key, text)
        _close_to(here, plan, text, token)
        _add(plan, text, found, form, token)
        parts.problem(form)


def review(text: str, key: str, use: Callable[[str], None] | None = None) -> Review:
    """Draw what the review says of a draft, and return it: `blocks` when it should not be asked at all.

    `use` takes over a rewrite that was pressed (it runs as a callback); without it they are only shown. `key` tells the
    buttons of one draft from those of another. Nothing is said of a draft of one or two words.
    """
    try:
        found, about_me = question_review.review(text), question_review.is_about_me(text)
    except InvalidRecord as broken:  # somebody edited the file
        st.markdown(f":red[:material/error: {parts.plain(broken)}]")
        return Review(text, None)
    is_begun = len(text.split()) >= FEW or "?" in text
    if found.blocks or (is_begun and (found.flags or found.is_open is not None)):
        with st.container(gap="xsmall"):
            _verdict(found, about_me)
            offered = {""}
            for flag in found.flags:
                _flag(flag)
                if flag.rewrite not in offered:
                    _rewrite(flag.rewrite, f"{key}-{flag.flag}", use)
                    offered.add(flag.rewrite)
            if about_me:
                st.markdown(f":gray-badge[:material/person: About you] {ABOUT_ME}")
                if (rewrite := question_review.turned_to_them(text)) not in offered:
                    _rewrite(rewrite, f"{key}-about_me", use)
    return found


def _verdict(found: Review, about_me: bool) -> None:
    """In a line: whether it is open by what it does, and whether there is anything to see to."""
    flags = {flag.flag for flag in found.flags}
    if found.blocks:
        says = ":red[:material/block: **Better not asked.**] It can be added once it is put in other words."
    elif "other_language" in flags:
        return
    elif flags - {"must_ask"}:
        opens = " It is open by what it does." if found.is_open else ""
        says = f":orange[:material/rule:] **Could be better asked.**{opens}"
    elif not found.is_open:  # must-asks and logistics
        says = ":green[:material/check_circle:] **Fine as it is.** A short answer will do here."
    elif about_me:
        says = ":green[:material/check_circle:] **Looks good:** open."
    else:
        says = ":green[:material/check_circle:] **Looks good:** open, and about them."
    st.markdown(says)


def _flag(flag: Flag) -> None:
    """One thing to see to: its name, and why."""
    colour = "red" if flag.blocks else "gray" if flag.flag in ("must_ask", "other_language") else "orange"
    icon, title = TITLES[flag.flag]
    st.markdown(f":{colour}-badge[:material/{icon}: {title}] {parts.plain(flag.why)}")


def _rewrite(words: str, key: str, use: Callable[[str], None] | None) -> None:
    """What to try instead; one press takes it over."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container():  # beside the button, not above it
            st.markdown(f":gray[Try:] “{parts.plain(words)}”")
        if use is not None:
            st.button(
                "Use it", icon=":material/auto_fix_high:", type="tertiary", key=f"use-{key}", on_click=use,
                args=(words,),
            )  # fmt: skip


def _mine_again(plan: Plan, key: str, text: str) -> None:
    """After a rewrite was taken over: the way back to what was typed."""
    typed, taken = st.session_state.get(_typed_before(key), ("", ""))
    if not typed or text != taken:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container():
            st.caption(f"You wrote: {parts.plain(typed)}")
        st.button(
            "Back to it", icon=":material/undo:", type="tertiary", key=f"back-{key}", on_click=_take_over,
            args=(plan.id, key, typed),
        )  # fmt: skip


def _close_to(here: Here, plan: Plan, text: str, token: str) -> None:
    """The nearest questions of the plan, of one's own and of the bank; one press takes one of them instead."""
    if len(text.split()) < FEW:
        return
    known = _known(here)
    planned = {each.text for each in plan.questions}
    near = likeness.near(text, [*planned, *(words for words in known if words not in planned)])
    if not near:
        return
    with st.container(gap="xsmall"):
        st.markdown(":gray[:material/content_copy:] **Close to what is there already:**")
        for place, (words, _) in enumerate(near):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                with st.container(gap=None):
                    st.markdown(parts.plain(words))
                    st.caption("in this plan" if words in planned else whence(known[words]))
                if words not in planned and st.button(
                    "Take this one", type="tertiary", icon=":material/swap_horiz:", key=f"near-{place}-{token}",
                    help="Into the plan, instead of what you are writing",
                ):  # fmt: skip
                    parts.act(partial(_instead, plan.id, known[words], token), f"own-{plan.id}", token)
                    st.rerun()


def whence(question: Banked) -> str:
    """Where a question comes from, in words."""
    return question.guides or ("from ivw" if question.source else "yours")


def _known(here: Here) -> dict[str, Banked]:
    """One's own questions and those of the bank, by their words."""
    try:
        shipped = questions.bank()
    except InvalidRecord:  # the bank below says so
        shipped = ()
    return {each.text: each for each in (*shipped, *questions.own(here.records))}


def _add(plan: Plan, text: str, found: Review, form: str, token: str) -> None:
    if found.blocks:
        flags = " and ".join(dict.fromkeys(TITLES[flag.flag][1].lower() for flag in found.flags if flag.blocks))
        st.button("Add it", icon=":material/add:", key=f"held-{token}", disabled=True)
        st.caption(f"Held back: {flags}. Nothing else ever holds a question back.")
        return
    kept = st.checkbox("Keep it for other plans, too", True, key=f"own-kept-{token}")
    if st.button("Add it", icon=":material/add:", key=f"own-add-{token}"):
        parts.act(
            lambda now: plans.add_question(
                now.records, plan.id, text, about_me=question_review.is_about_me(text),
                own_at=now.as_of if kept else None, slot=questions.slot(plan.id), token=token,
            ), form, token,
        )  # fmt: skip
        st.rerun()


def _instead(plan_id: str, question: Banked, token: str, here: Here) -> Done:
    return plans.add_question(
        here.records, plan_id, question.text, answer_seconds=question.answer_seconds, about_me=question.about_me,
        slot=questions.slot(plan_id), token=token,
    )  # fmt: skip


def _keep(plan_id: str, text: str) -> None:
    here = front_door.here()
    drafts.save(here.records, questions.slot(plan_id), text, here.as_of)


def _use(plan_id: str, key: str, rewrite: str) -> None:
    """Take a rewrite into the field, and remember what stood there."""
    st.session_state[_typed_before(key)] = (draft_area.typed_last(key), rewrite)
    _take_over(plan_id, key, rewrite)


def _take_over(plan_id: str, key: str, text: str) -> None:
    _keep(plan_id, text)
    draft_area.settle(key, text)


def _typed_before(key: str) -> str:
    return f"{key}/typed-before"
