"""An archive of another computer: looked at, its conflicts chosen, and only then merged."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from ivw.coaching import archive_merge, follow_ups, keeping, merging
from ivw.coaching.archive_merge import Brought, Conflict, Preview
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.exchange import archive
from ivw.show import parts
from ivw.show.front_door import Here
from ivw.show.paging import paged

FORM = "archive-merge"
# What tables are called that are not on the list of what a person counts.
TABLES = {
    "asked_questions": "Questions asked", "contact_tags": "Tags", "plan_questions": "Questions in plans",
    "plan_question_goals": "Goals of questions", "day_checks": "Ticks on lists for the day", "left_out": "Left out",
    "laps": "Laps", "profile": "Your profile",
}  # fmt: skip
CHOICES = {"": "Keep mine", archive_merge.THEIRS: "Take theirs", archive_merge.BOTH: "Keep both"}


@dataclass
class Memory:
    """What a session knows of the archive that was chosen last, each with what it was true for; and what was done."""

    read: tuple[str, Brought | InvalidRecord] | None = None
    previewed: tuple[tuple[str, int], Preview] | None = None


def draw(here: Here, data: bytes, name: str = "") -> None:
    """What this archive would bring, the conflicts to choose from, and the button that merges it."""
    key = hashlib.sha256(data).hexdigest()
    brought = _read(here, data, key)
    if isinstance(brought, InvalidRecord):
        st.markdown(f":red[:material/error: {parts.plain(brought.wrong)} {parts.plain(brought.right)}]")
        return
    preview = _previewed(here, brought, key)
    token = parts.token(here, FORM)
    chosen: dict[str, str] = st.session_state.setdefault(f"{FORM}/chosen/{key}", {})
    _head(here, preview, (key, name, token))
    _counts(preview)
    if preview.conflicts:
        _conflicts(here, preview.conflicts, chosen, key)
    if preview.newcomers:
        with st.container(gap="xsmall"):
            st.markdown("##### Who would come in", anchors=False)
            paged(preview.newcomers, _newcomers, key=f"archive-newcomers-{key[:12]}", size=8)
    _by_table(preview)
    st.caption(
        "Undone as one from the list of imports. Settings (time zone, cadences) and the imports that were made there "
        "stay apart. What you removed or forgot here after this archive was made comes back with it: leave it be, or "
        "remove it again."
    )
    parts.problem(FORM)


def _read(here: Here, data: bytes, key: str) -> Brought | InvalidRecord:
    """The archive as it was found; read once, however often the page is drawn."""
    kept = memory()
    if kept.read is None or kept.read[0] != key:
        with st.spinner("Reading the archive …"):
            try:
                read: Brought | InvalidRecord = archive.read(data, here.as_of)
            except InvalidRecord as unreadable:
                read = unreadable
        kept.read = (key, read)
    return kept.read[1]


def memory() -> Memory:
    """The session's own."""
    kept: Memory = st.session_state.setdefault(f"{FORM}/memory", Memory())
    return kept


def _previewed(here: Here, brought: Brought, key: str) -> Preview:
    """What merging would do; worked out anew only when something was written meanwhile."""
    kept, stands_on = memory(), (key, here.records.written)
    if kept.previewed is None or kept.previewed[0] != stands_on:
        kept.previewed = (stands_on, archive_merge.preview(here.records, brought))
    return kept.previewed[1]


def _head(here: Here, preview: Preview, this: tuple[str, str, str]) -> None:
    key, name, token = this
    chosen = st.session_state[f"{FORM}/chosen/{key}"].keys() & {each.key for each in preview.conflicts}
    people = len(preview.newcomers)
    if people:
        title = f"{parts.count(people, 'person', 'people')} would come in"
    elif preview.changes:
        title = "Nobody new, and something about those you know"
    elif preview.conflicts:
        title = "Nothing is missing here, and some things differ"
    else:
        title = "Everything in this archive is here already"
    made = here.local(preview.made_at)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(gap=None, width="content"):
            st.markdown(f"##### {title}", anchors=False)
            to_do = preview.changes or chosen
            stands = "nothing is written yet" if to_do or preview.conflicts else "nothing to merge"
            st.caption(f"An archive of {follow_ups.day(made.date())} {made:%Y, %H:%M} · {stands}")
        if to_do:
            st.button(
                "Merge the archive", type="primary", icon=":material/merge:", key=f"merge-archive-{token}",
                on_click=_merge, args=(key, name, token),
            )  # fmt: skip


def _counts(preview: Preview) -> None:
    with st.grid(4, min_column_width=130, gap="small"):
        st.metric("People", f"{preview.added.get('contacts', 0):,}", border=True, help="Not in your records yet.")
        st.metric(
            "Other things", f"{sum(preview.added.values()) - preview.added.get('contacts', 0):,}", border=True,
            help="Interactions, conversations, plans and all else that is not in your records yet.",
        )  # fmt: skip
        st.metric(
            "Filled in", f"{sum(preview.filled.values()):,}", border=True,
            help="Known here, and something was empty that the archive knows. Nothing is overwritten.",
        )  # fmt: skip
        st.metric(
            "Conflicts", f"{len(preview.conflicts):,}", border=True,
            help="Both say something, and not the same. Yours stays unless you choose the other.",
        )  # fmt: skip
    if preview.invented:
        people = parts.count(preview.invented, "invented person", "invented people")
        st.caption(f"{people} of a demo network in the archive stay out.")


def _by_table(preview: Preview) -> None:
    rows = [
        [_table(name), f"{preview.added.get(name, 0):,}", f"{preview.filled.get(name, 0):,}"]
        for name in dict.fromkeys([*keeping.HELD, *preview.added, *preview.filled])
        if name in preview.added or name in preview.filled
    ]
    if rows:
        with st.expander("Everything that would come in, by what it is"):
            st.table(pd.DataFrame(rows, columns=["What", "Added", "Filled in"]), border="horizontal", hide_index=True)


def _table(name: str) -> str:
    return TABLES.get(name) or keeping.HELD.get(name) or name.replace("_", " ").capitalize()


def _newcomers(names: Sequence[str]) -> None:
    st.markdown("\n".join(f"- {parts.plain(name)}" for name in names))


def _conflicts(here: Here, conflicts: Sequence[Conflict], chosen: dict[str, str], key: str) -> None:
    with st.container(gap="small"):
        with st.container(gap="xxsmall"):
            st.markdown(f"##### {parts.count(len(conflicts), 'conflict')}", anchors=False)
            st.caption("Both computers say something, and not the same. Yours stays unless you choose otherwise.")
            with st.container(horizontal=True):
                for choice, label in list(CHOICES.items())[:2]:
                    st.button(
                        f"{label}, all of them", type="tertiary", key=f"all-{choice or 'mine'}-{key[:12]}",
                        on_click=_choose_all, args=(key, [each.key for each in conflicts], choice),
                    )  # fmt: skip
        paged(conflicts, lambda page: _rows(here, page, chosen, key), key=f"archive-conflicts-{key[:12]}", size=6)


def _rows(here: Here, conflicts: Sequence[Conflict], chosen: dict[str, str], key: str) -> None:
    for each in conflicts:
        about = f"**{parts.plain(each.about)}** · " if each.about else ""
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"{about}{parts.plain(each.what)}, {parts.plain(merging.word(each.column))}")
            mine, theirs = (parts.plain(_in_words(here, each.column, value)) for value in (each.ours, each.theirs))
            now = chosen.get(each.key, "")
            options = list(CHOICES)[: 3 if each.is_text else 2]
            # A fresh key for each choice: what is chosen for all of them shows here, too.
            widget = f"conflict-{key[:12]}-{now}-{each.key}"
            st.radio(
                "Which one stays?", options, index=options.index(now), format_func=CHOICES.__getitem__, key=widget,
                horizontal=True, captions=[mine, theirs, "One below the other"][: len(options)],
                label_visibility="collapsed", on_change=_choose, args=(key, each.key, widget),
            )  # fmt: skip


def _choose(key: str, conflict: str, widget: str) -> None:
    _choose_all(key, [conflict], st.session_state[widget])


def _choose_all(key: str, conflicts: Sequence[str], choice: str) -> None:
    chosen: dict[str, str] = st.session_state[f"{FORM}/chosen/{key}"]
    for each in conflicts:
        if choice:
            chosen[each] = choice
        else:
            chosen.pop(each, None)


def _in_words(here: Here, column: str, value: Any) -> str:
    """A value as it is shown: an instant in the person's own time, a mark as yes or no, a long text cut short."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = merging.in_words(column, value) if value is not None else "empty"
    try:
        said = datetime.fromisoformat(text)
        if said.tzinfo is not None:
            local = here.local(said)
            return f"{follow_ups.day(local.date())} {local:%Y, %H:%M}"
        return f"{follow_ups.day(date.fromisoformat(text))} {said:%Y}"
    except ValueError:
        line = " ".join(text.split())
        return line if len(line) <= 200 else f"{line[:199]}…"


def _merge(key: str, name: str, token: str) -> None:
    kept = memory()
    choices = dict(st.session_state.get(f"{FORM}/chosen/{key}", {}))

    def bring_together(here: Here) -> Done:
        if kept.read is None or kept.read[0] != key or isinstance(kept.read[1], InvalidRecord):
            raise InvalidRecord("file", "This archive is not there any more.", "Choose it once more.")
        return archive_merge.apply(here.records, kept.read[1], choices, as_of=here.as_of, file_name=name[:200] or None)

    parts.act(bring_together, FORM, token)
