"""The promises between two people, both ways, and the people somebody named."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ivw.coaching import promises
from ivw.coaching.done import Done
from ivw.coaching.promises import MAY_MENTION, Promise, Referral
from ivw.show import parts, people_list, when
from ivw.show.front_door import Here
from ivw.show.meeting_captures import MENTION, OWNERS, permission, promise_form, referral_form
from ivw.show.paging import paged

ROWS = 5


def draw(here: Here, contact_id: str) -> None:
    """Promises first, then names; a form below each."""
    with st.container(gap="medium"):
        with st.container(gap="small"):
            every = promises.of_contact(here.records, contact_id)
            if every:
                paged(every, partial(_promises, here), key=f"promises-{contact_id}", size=ROWS)
            else:
                st.markdown(":gray[Nothing was promised yet. What you promise turns up in your queue on its day.]")
            form = f"promise-{contact_id}"
            with st.expander("Note a promise", type="compact", expanded=parts.refused(form), key=f"{form}-open"):
                promise_form(here, contact_id, form)
        with st.container(gap="small"):
            st.markdown("**Whom they named**")
            named = promises.referrals_of(here.records, contact_id)
            if named:
                paged(named, partial(_referrals, here), key=f"referrals-{contact_id}", size=ROWS)
            else:
                st.markdown(
                    ":gray[“Who else should I talk to, and may I mention your name?” Never leave without asking.]"
                )
            form = f"referral-{contact_id}"
            with st.expander("Add a name", type="compact", expanded=parts.refused(form), key=f"{form}-open"):
                referral_form(here, contact_id, form)


def _promises(here: Here, some: Sequence[Promise]) -> None:
    for promise in some:
        with st.container(gap="xxsmall"):
            st.markdown(f"{OWNERS[promise.owner]}: **{parts.plain(promise.what)}**&ensp;{_standing(here, promise)}")
            if not promise.done_at and not promise.dropped_at:
                row = st.container(horizontal=True, gap="small")
                _settle("Kept", promise.id, promises.keep, promises.let_go, row)


def _standing(here: Here, promise: Promise) -> str:
    if promise.done_at:
        return f":green-badge[:material/check: Kept {when.on_day(here, promise.done_at)}]"
    if promise.dropped_at:
        return ":gray-badge[:material/close: Let go]"
    day = when.on_day(here, promise.due)
    if promise.due < here.as_of.date():
        return f":red-badge[:material/priority_high: Was due {day}]"
    return f":gray-badge[:material/schedule: By {day}]"


def _referrals(here: Here, some: Sequence[Referral]) -> None:
    for referral in some:
        colour, icon = MENTION[referral.may_mention]
        with st.container(gap="xxsmall"):
            mention = f":{colour}-badge[:material/{icon}: {MAY_MENTION[referral.may_mention]}]"
            st.markdown(
                f"**{parts.plain(referral.name)}** :gray[· {when.on_day(here, referral.given_at)}]&ensp;{mention}"
            )
            if referral.done_at:
                st.markdown(f":green-badge[:material/check: Followed {when.on_day(here, referral.done_at)}]")
            elif referral.dropped_at:
                st.markdown(":gray-badge[:material/close: Let go]")
            row = st.container(horizontal=True, gap="small")
            with row:
                if referral.prospect_id:
                    st.button(
                        "Open", icon=":material/arrow_forward:", type="tertiary", key=f"open-{referral.id}",
                        on_click=people_list.open_person, args=(referral.prospect_id,),
                    )  # fmt: skip
                permission(referral)
            if not referral.done_at and not referral.dropped_at:
                _settle("Followed", referral.id, promises.follow, promises.let_referral_go, row)


def _settle(
    done: str, fact_id: str, settle: Callable[..., Done], let_go: Callable[..., Done], row: DeltaGenerator
) -> None:
    """The two ways to be rid of a debt, as buttons in this row: do it, or let it go with a reason."""
    asked = f"let-go/{fact_id}"
    with row:
        st.button(
            done, icon=":material/check:", type="tertiary", key=f"settle-{fact_id}", on_click=_settled,
            args=(settle, fact_id),
        )  # fmt: skip
        st.button("Let it go", type="tertiary", key=f"let-go-{fact_id}", on_click=_ask_why, args=(asked,))
    parts.problem(fact_id)
    if st.session_state.get(asked):
        with st.form(f"why-{fact_id}", border=False):
            st.text_input("Why", key=f"why-not-{fact_id}", placeholder="It no longer matters; they found it themselves")
            parts.problem(asked)
            with st.container(horizontal=True, gap="small"):
                st.form_submit_button(
                    "Let it go", on_click=_let_go, args=(let_go, fact_id, asked), key=f"let-go-yes-{fact_id}"
                )
                st.form_submit_button(
                    "Keep it", type="tertiary", on_click=_keep_it, args=(asked,), key=f"let-go-no-{fact_id}"
                )


def _settled(settle: Callable[..., Done], fact_id: str) -> None:
    parts.act(lambda here: settle(here.records, fact_id, as_of=here.as_of), fact_id)


def _ask_why(asked: str) -> None:
    st.session_state[asked] = True


def _keep_it(asked: str) -> None:
    st.session_state.pop(asked, None)


def _let_go(let_go: Callable[..., Done], fact_id: str, asked: str) -> None:
    why = st.session_state.get(f"why-not-{fact_id}") or ""
    if parts.act(lambda here: let_go(here.records, fact_id, why, as_of=here.as_of), asked):
        _keep_it(asked)
