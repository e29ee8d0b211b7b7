"""What else can be done with somebody: edited, put away, let be, merged, removed, forgotten."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching import contacts
from ivw.coaching.contacts import Contact
from ivw.coaching.keeping import HELD
from ivw.show import forget_person, merge_with, parts, people_list
from ivw.show.front_door import Here

ASKED = ("remove", "merge", "forget")  # what asks first


def menu(person: Contact) -> None:
    """The menu beside the name."""
    choices = {
        "edit": "Edit",
        "archive": "Bring back" if person.archived_at else "Archive",
        "let_be": "May be contacted again" if person.do_not_contact else "Do not contact",
        "merge": "Merge with …",
        "remove": "Remove",
        "forget": "Forget for good",
    }
    chosen = st.menu_button(
        "More", list(choices), format_func=choices.__getitem__, type="tertiary", key=f"more-{person.id}"
    )
    match chosen:
        case None:
            return
        case "archive":
            archive(person.id, on=person.archived_at is None)
        case "let_be":
            on = not person.do_not_contact
            parts.act(lambda here: contacts.leave_alone(here.records, person.id, on=on), form_of(person.id))
        case _:
            enter(person.id, chosen)
    st.rerun()


def archive(contact_id: str, on: bool) -> None:
    """Put somebody away, or bring them back. Fit for on_click."""
    parts.act(
        lambda here: contacts.archive(here.records, contact_id, as_of=here.as_of, on=on), form_of(contact_id)
    )  # fmt: skip


def ask(here: Here, person: Contact, mode: str) -> None:
    """Ask before one of ASKED is done."""
    if mode == "remove":
        _ask_before_removing(here, person)
    elif mode == "forget":
        forget_person.draw(here, person, leave, people_list.close_person)
    elif mode == "merge":
        merge_with.draw(here, person)
        st.button("Back", type="tertiary", key=f"leave-{person.id}", on_click=leave, args=(person.id,))


def enter(contact_id: str, mode: str) -> None:
    """Show the form or the question of this name in place of the tabs. Fit for on_click."""
    st.session_state[mode_of(contact_id)] = mode


def leave(contact_id: str) -> None:
    """Show the tabs again. Fit for on_click."""
    st.session_state.pop(mode_of(contact_id), None)


def mode_of(contact_id: str) -> str:
    """Where it is kept what stands in place of the tabs."""
    return f"person-mode/{contact_id}"


def form_of(contact_id: str) -> str:
    """The form beside whose name a refusal stands."""
    return f"person-{contact_id}"


def listed(things: Sequence[str]) -> str:
    """Several things in a sentence."""
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}"


def _ask_before_removing(here: Here, person: Contact) -> None:
    along = contacts.goes_along(here.records, person.id)
    goes = [parts.count(n, HELD[table].lower().removesuffix("s")) for table, n in along.items()]
    with st.container(gap="xsmall"):
        st.markdown(f"**Remove {parts.plain(person.name)}?**")
        with_them = f"With them go {listed(goes)}." if goes else "Nothing else hangs on them."
        named = " The people they named stay." if "referrals" in along else ""
        st.markdown(f"{with_them}{named} You can undo this right after.")
    with st.container(horizontal=True, gap="small"):
        st.button("Remove", icon=":material/delete:", key=f"remove-{person.id}", on_click=_remove, args=(person.id,))
        st.button("Keep them", type="tertiary", key=f"keep-{person.id}", on_click=leave, args=(person.id,))


def _remove(contact_id: str) -> None:
    leave(contact_id)
    if parts.act(lambda here: contacts.remove(here.records, contact_id), form_of(contact_id)):
        people_list.close_person()
