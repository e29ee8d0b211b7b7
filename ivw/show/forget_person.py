"""Before somebody is forgotten for good: what goes, what stays, and which backups still hold them."""

from collections.abc import Callable, Sequence

import streamlit as st

from ivw.coaching import forgetting
from ivw.coaching.contacts import Contact
from ivw.coaching.done import Done
from ivw.coaching.forgetting import Holding, Leaving
from ivw.coaching.keeping import HELD
from ivw.show import parts, when
from ivw.show.front_door import Here

FORM = "forget"
SHOWN = 6


def draw(here: Here, person: Contact, leave: Callable[[str], None], close: Callable[[], None]) -> None:
    """The question. `leave` shows somebody's tabs again; `close` puts away a person who is no more."""
    plan = _plan(here, person)
    with st.container(gap="xsmall"):
        st.markdown(f"**Forget {parts.plain(person.name)} for good?**")
        st.markdown(
            ":red[:material/warning: This cannot be undone.] Everything about them is erased, from the file too:"
        )
        st.markdown("\n".join(f"- {each}" for each in _goes(plan)))
        st.markdown(f":gray[{_stays(plan)}]")
    _backups(here, plan.backups)
    names = [each.name for each in plan.backups]
    with st.container(horizontal=True, gap="small"):
        if names:
            st.button(
                f"Forget them, delete {parts.count(len(names), 'backup')}", icon=":material/delete_forever:",
                key=f"forget-all-{person.id}", on_click=_forget, args=(person.id, names, leave, close),
            )  # fmt: skip
        st.button(
            "Forget them, keep the backups" if names else "Forget them", icon=":material/person_remove:",
            key=f"forget-{person.id}", on_click=_forget, args=(person.id, [], leave, close),
        )  # fmt: skip
        st.button(
            "Keep them", type="tertiary", key=f"keep-{person.id}", on_click=_leave, args=(person.id, leave)
        )  # fmt: skip
    parts.problem(FORM)


def _plan(here: Here, person: Contact) -> Leaving:
    """What would go: looked up once, since every backup is opened for it."""
    key = f"forget/{person.id}"
    if key not in st.session_state:
        st.session_state[key] = forgetting.preview(here.records, person.id, as_of=here.as_of)
    plan: Leaving = st.session_state[key]
    return plan


def _goes(plan: Leaving) -> list[str]:
    goes = ["their profile, tags, drafts, and what imports remember of them"]
    if plan.goes:
        goes.append(", ".join(parts.count(n, HELD[table].lower().removesuffix("s")) for table, n in plan.goes.items()))
    if plan.mentions:
        goes.append(f"their name in {parts.count(plan.mentions, 'text')} about others: “somebody” stands there then")
    return goes


def _stays(plan: Leaving) -> str:
    named = " Others who named them keep that they named somebody." if plan.mentions else ""
    return f"Plans made for them stay, without a title.{named} Text in which only a first name stands stays as it is."


def _backups(here: Here, held: Sequence[Holding]) -> None:
    if not held:
        st.markdown(":gray[:material/check: No backup holds them.]")
        return
    with st.container(gap="xxsmall"):
        holds = "backup still holds them" if len(held) == 1 else "backups still hold them"
        st.markdown(f":orange[:material/save: {len(held)} {holds}:]")
        for each in held[:SHOWN]:
            unsure = "" if each.is_sure else " (it cannot be read, so perhaps)"
            st.caption(f"{when.moment(here, each.made_at)} · {parts.plain(each.why)}{unsure}")
        if len(held) > SHOWN:
            st.caption(f"and {len(held) - SHOWN} more")
        st.markdown(":gray[Restoring one of them would bring them back.]")


def _forget(contact_id: str, backups: list[str], leave: Callable[[str], None], close: Callable[[], None]) -> None:
    def forget(here: Here) -> Done:
        said = forgetting.forget(here.records, contact_id, as_of=here.as_of)
        if not backups:
            return said
        return Done(f"{said.says} {forgetting.delete_backups(here.records, backups).says}")

    parts.act(forget, FORM)
    _leave(contact_id, leave)
    close()


def _leave(contact_id: str, leave: Callable[[str], None]) -> None:
    st.session_state.pop(f"forget/{contact_id}", None)
    leave(contact_id)
