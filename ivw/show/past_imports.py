"""The imports that were made, each undone as one."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching import demo, follow_ups, past_imports
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.imports import Progress
from ivw.coaching.past_imports import Going, PastImport
from ivw.show import front_door, import_file, parts
from ivw.show.front_door import Here
from ivw.show.import_preview import FIELDS
from ivw.show.long_work import Work
from ivw.show.paging import paged

FORM = "undo-import"
LARGEST_TAKEN_BACK = 500  # rows; more are put back sooner by the file itself
FACTS = {
    "interactions": ("interaction", "interactions"), "meetings": ("conversation", "conversations"),
    "promises": ("promise", "promises"), "referrals": ("referral", "referrals"), "contact_tags": ("tag", "tags"),
}  # fmt: skip


def draw(here: Here) -> None:
    """Newest first, with the way to undo each."""
    _being_undone()
    past = past_imports.past(here.records)
    with st.container(gap="small"):
        with st.container(gap="xxsmall"):
            st.subheader("Imports so far", anchor=False)
            if not past:
                st.markdown(":gray[None yet. Each import stands here afterwards and can be undone as one.]")
        paged(past, lambda page: _rows(here, page), key="past-imports", size=5)
        parts.problem(FORM)


def _rows(here: Here, past: Sequence[PastImport]) -> None:
    for each in past:
        when = here.local(each.imported_at)
        source = import_file.source_in_words(each.source)
        named = [source] if each.file_name and each.file_name != source else []
        says = [*named, f"{follow_ups.day(when.date())} {when:%Y, %H:%M}", _people(each.people) + " added"]
        if each.changed:
            says.append(f"{each.changed:,} changed")
        if each.undone_at is not None:
            says.append(f"undone on {follow_ups.day(here.local(each.undone_at).date())}")
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            with st.container(gap=None):
                name = parts.plain(each.file_name or source)
                st.markdown(name if each.undone_at is None else f":gray[~~{name}~~]")
                st.caption(parts.plain(" · ".join(says)))
            if each.undone_at is None:
                undo, sure = (
                    ("Remove the demo",) * 2 if each.source == past_imports.DEMO else ("Undo this import", "Undo it")
                )
                if st.button(undo, type="tertiary", icon=":material/undo:", key=f"undo-{each.id}"):
                    st.dialog(f"{undo}?")(_ask)(each, sure)


def _ask(past: PastImport, sure: str) -> None:
    if import_file.memory().undoing is not None:  # sure: the page shows how far it is
        st.rerun()
    here = front_door.here()
    try:
        goes = past_imports.going(here.records, past.id)
    except InvalidRecord:  # undone already: by the first click of two, or in another tab
        st.rerun()
    st.markdown("  \n".join(_what_goes(goes)))
    if goes.staying:
        stay = "stays" if goes.staying == 1 else "stay"
        names = ", ".join(goes.staying_names)
        more = f" and {goes.staying - len(goes.staying_names):,} more" if goes.staying > len(goes.staying_names) else ""
        st.markdown(
            f"**{_people(goes.staying)} {stay}:** {parts.plain(names)}{more}. On your shortlist by now, or you wrote "
            "something down about them."
        )
    if goes.edited:
        edited = "; ".join(f"{name}: {FIELDS.get(column, column)}" for name, column in goes.edited)
        st.markdown(f"**Stays as you changed it since:** {parts.plain(edited)}.")
    with st.container(horizontal=True):
        if st.button(
            sure, type="primary", icon=":material/undo:", key=f"undo-for-sure-{past.id}", on_click=_undo,
            args=(past, parts.token(here, FORM)),
        ):  # fmt: skip
            st.rerun()
        if st.button("Keep everything", type="tertiary", key="keep-import"):
            st.rerun()


def _what_goes(goes: Going) -> list[str]:
    """What would be taken away, a line each."""
    lines = []
    if goes.people:
        more = f" and {goes.people - len(goes.names):,} more" if goes.people > len(goes.names) else ""
        go = "goes" if goes.people == 1 else "go"
        lines.append(f"**{_people(goes.people)} {go}:** {parts.plain(', '.join(goes.names))}{more}.")
    facts = [f"{n:,} {FACTS[table][n != 1]}" for table, n in goes.facts.items() if n]
    if facts:
        lines.append(f"**With them:** {', '.join(facts)}.")
    if goes.restored:
        lines.append(
            f"**As before:** what this file had filled in or changed for {_people(goes.restored)} already known."
        )
    return lines or ["Nothing of it is left in your records. It will only be marked as undone."]


def _undo(past: PastImport, token: str) -> None:
    """Begin to undo; the page then watches it to its end. A second click finds it begun."""
    kept, here = import_file.memory(), front_door.here()

    def job(progress: Progress) -> Done:
        progress("Undoing the import", 0.0)
        if past.source == past_imports.DEMO:
            return demo.remove(here.records, here.as_of)
        undone = past_imports.undo(here.records, past.id, as_of=here.as_of)
        if len(undone.change.rows) > LARGEST_TAKEN_BACK:
            return Done(f"{undone.says} Choose the file again to have it back.")
        return undone

    with import_file.BEGINNING:
        if kept.undoing is None and st.session_state.get(f"token/{FORM}") == token:
            kept.result = None
            kept.undoing = (token, Work(job))


def _being_undone() -> None:
    kept = import_file.memory()
    if kept.undoing is not None:
        token, work = kept.undoing
        work.watch()
        parts.act(lambda _: work.result(), FORM, token)
        kept.undoing = None
        st.rerun()


def _people(n: int) -> str:
    return parts.count(n, "person", "people")
