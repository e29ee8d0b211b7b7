"""Two contacts side by side, about to become one: what differs is chosen, what comes over is said."""

from collections.abc import Callable

import streamlit as st

from ivw.coaching import contacts, merging
from ivw.coaching.contacts import Contact
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.keeping import HELD
from ivw.coaching.merging import Differing, Preview
from ivw.show import parts, people_list
from ivw.show.front_door import Here

SHORT = 90
KEPT, OTHER = "kept", "other"


def draw(here: Here, keep: str, other: str, *, leave: Callable[[], None]) -> bool:
    """The form that merges `other` into `keep`, and `leave` to put it away. False where one of them is not there."""
    try:
        plan = merging.preview(here.records, keep, other)
    except InvalidRecord:
        return False
    form = form_of(keep, other)
    token = parts.token(here, form)
    with st.form(f"merge-{token}", border=False):
        for differing in plan.differing:
            _choice(differing, token)
        st.markdown(_says(plan))
        parts.problem(form)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button("Merge", icon=":material/merge:", on_click=_merge, args=(keep, other, token))
            st.form_submit_button("Leave it", type="tertiary", on_click=leave)
    return True


def form_of(keep: str, other: str) -> str:
    """The form beside whose name a refusal stands."""
    return f"merge-{keep}-{other}"


def kept_of(here: Here, one: str, other: str) -> tuple[str, str]:
    """Whom to keep and whom to merge into them: the one with more written down, else the one known for longer."""
    pair = [contacts.get(here.records, each) for each in (one, other)]
    pair.sort(key=lambda each: (-sum(contacts.goes_along(here.records, each.id).values()), each.added_at, each.id))
    return pair[0].id, pair[1].id


def about(here: Here, person: Contact) -> str:
    """Somebody in a few lines, as Markdown: what tells two of a name apart."""
    works = ", ".join(part for part in (person.position, person.organization) if part)
    along = contacts.goes_along(here.records, person.id)
    written = ", ".join(parts.count(n, HELD[table].lower().removesuffix("s")) for table, n in along.items())
    lines = [works, person.field, person.email, person.phone, person.linkedin_url, written or "nothing written down"]
    return "  \n".join(f":gray[{parts.plain(line)}]" for line in lines if line)


def _choice(differing: Differing, token: str) -> None:
    values = {KEPT: differing.kept, OTHER: differing.other}
    st.radio(
        merging.word(differing.field).capitalize().replace("Linkedin", "LinkedIn"), list(values),
        format_func=lambda which: _short(differing.field, values[which]), key=f"merge-{differing.field}-{token}",
    )  # fmt: skip


def _short(field: str, value: object) -> str:
    said = " ".join(merging.in_words(field, value).split())
    return parts.plain(f"{said[:SHORT]} …" if len(said) > SHORT else said)


def _says(plan: Preview) -> str:
    said = []
    if plan.moves:
        moves = [parts.count(n, HELD[table].lower().removesuffix("s")) for table, n in plan.moves.items()]
        said.append(f"Comes over from {parts.plain(plan.other.name)}: {', '.join(moves)}.")
    if plan.filled:
        said.append(f"Filled in: {', '.join(merging.word(field) for field in plan.filled)}.")
    if plan.differing:
        said.append("What you do not choose is kept in a private note.")
    return f":gray[{' '.join([*said, 'You can undo this right after.'])}]"


def _merge(keep: str, other: str, token: str) -> None:
    choices = {
        field: "other" for field in merging.FACTS if st.session_state.get(f"merge-{field}-{token}") == OTHER
    }  # fmt: skip
    merged = parts.act(
        lambda here: merging.merge(here.records, keep, other, choices, as_of=here.as_of, token=token),
        form_of(keep, other),
        token,
    )
    if merged:
        people_list.open_person(keep)
