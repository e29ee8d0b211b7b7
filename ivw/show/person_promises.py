"""The promises between two people, both ways, and the people somebody named."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ivw.coaching import promises
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.promises import MAY_MENTION, Promise, Referral
from ivw.show import parts, people_list, when
from ivw.show.front_door import Here
from ivw.show.paging import paged

ROWS = 5
DAYS_TO_KEEP_IT = 7  # what the form suggests; people say themselves
OWNERS = {"me": "I promised", "them": "They promised"}
MENTION = {"yes": ("green", "check"), "no": ("gray", "visibility_off"), "not asked": ("orange", "help")}


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
                _new_promise(here, contact_id, form)
        with st.container(gap="small"):
            st.markdown("**People they named**")
            named = promises.referrals_of(here.records, contact_id)
            if named:
                paged(named, partial(_referrals, here), key=f"referrals-{contact_id}", size=ROWS)
            else:
                st.markdown(
                    ":gray[“Who else should I talk to, and may I mention your name?” Never leave without asking.]"
                )
            form = f"referral-{contact_id}"
            with st.expander("Add a name", type="compact", expanded=parts.refused(form), key=f"{form}-open"):
                _new_referral(here, contact_id, form)


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


def _new_promise(here: Here, contact_id: str, form: str) -> None:
    token = parts.token(here, form)
    with st.form(f"{form}-{token}", border=False):
        parts.choice("Who promised", OWNERS, key=f"owner-{token}")
        st.text_input("What", key=f"what-{token}", placeholder="An article, a name, an answer")
        parts.problem(form, "what")
        due = here.as_of.date() + timedelta(days=DAYS_TO_KEEP_IT)
        st.date_input("By", due, format="YYYY-MM-DD", key=f"due-{token}")
        parts.problem(form)
        st.form_submit_button("Note it", icon=":material/handshake:", on_click=_promise, args=(contact_id, form, token))


def _promise(contact_id: str, form: str, token: str) -> None:
    owner, what, due = (st.session_state.get(f"{field}-{token}") for field in ("owner", "what", "due"))

    def note(here: Here) -> Done:
        if due is None:
            raise InvalidRecord("due", "The day is missing.", "Say by when, roughly is fine.")
        return promises.promise(
            here.records,
            contact_id=contact_id,
            owner=str(owner),
            what=str(what or ""),
            due=due,
            as_of=here.as_of,
            token=token,
        )

    parts.act(note, form, token)


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
                _permission(referral)
            if not referral.done_at and not referral.dropped_at:
                _settle("Followed", referral.id, promises.follow, promises.let_referral_go, row)


def _permission(referral: Referral) -> None:
    """Change what they said about mentioning them; it is often asked later."""
    others = [each for each in MAY_MENTION if each != referral.may_mention]
    chosen = st.menu_button(
        "Permission", others, format_func=MAY_MENTION.__getitem__, type="tertiary", key=f"mention-{referral.id}"
    )
    if chosen:
        parts.act(lambda here: promises.permit(here.records, referral.id, chosen), referral.id)
        st.rerun()


def _new_referral(here: Here, contact_id: str, form: str) -> None:
    token = parts.token(here, form)
    with st.form(f"{form}-{token}", border=False):
        st.text_input("Name", key=f"named-{token}", placeholder="They go on your shortlist, introduced")
        parts.problem(form, "name")
        st.selectbox(
            "May you mention who named them?",
            list(MAY_MENTION),
            index=2,
            format_func=MAY_MENTION.__getitem__,
            key=f"may-{token}",
        )
        parts.problem(form)
        st.form_submit_button("Add them", icon=":material/person_add:", on_click=_refer, args=(contact_id, form, token))


def _refer(contact_id: str, form: str, token: str) -> None:
    name, may = (str(st.session_state.get(f"{field}-{token}") or "") for field in ("named", "may"))
    parts.act(
        lambda here: promises.refer(
            here.records, contact_id=contact_id, name=name, may_mention=may, as_of=here.as_of, token=token
        ), form, token,
    )  # fmt: skip


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
