"""The list for the day of a conversation, to be ticked: what one wears, what one has ready, and where one talks."""

from functools import partial
from itertools import groupby

import streamlit as st

from ivw.coaching import contacts, day_list
from ivw.coaching.day_list import PARTS, Check
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.meetings import Meeting
from ivw.show import parts
from ivw.show.front_door import Here


def draw(here: Here, meeting: Meeting) -> None:
    """The list of this conversation; without a word on how one meets, what holds however it is."""
    relationship = contacts.get(here.records, meeting.contact_id).relationship
    form = f"day-{meeting.id}"
    with st.container(gap="small"):
        try:
            checks = day_list.of_meeting(here.records, meeting, relationship, here.as_of)
        except InvalidRecord as broken:  # somebody mended the file, and not quite
            parts.nothing_yet("The list for the day", parts.plain(f"{broken.wrong} {broken.right}"))
            return
        missing = sum(check.is_missing for check in checks)
        of = sum(not check.entry.optional for check in checks)
        parts.section("On the day", f"{of - missing} of {of} seen to" if missing else "All seen to")
        for part, of_part in groupby(checks, key=lambda check: check.entry.part):
            with st.container(gap="xxsmall"):
                st.markdown(f":gray[{PARTS[part]}]")
                for check in of_part:
                    _check(meeting, check, form)
        parts.problem(form)


def _check(meeting: Meeting, check: Check, form: str) -> None:
    is_ticked = check.ticked_at is not None
    # With the tick in its key, the box follows the records, whichever tab ticked it.
    st.checkbox(
        parts.plain(check.entry.text), value=is_ticked, key=f"{form}-{check.entry.item}-{is_ticked}",
        help=parts.plain(check.entry.why), on_change=partial(_tick, meeting.id, check.entry.item, not is_ticked, form),
    )  # fmt: skip


def _tick(meeting_id: str, item: str, is_seen_to: bool, form: str) -> None:
    def save(here: Here) -> None:  # a tick speaks for itself, and ticking once more takes it back
        if is_seen_to:
            day_list.tick(here.records, meeting_id, item, as_of=here.as_of)
        else:
            day_list.untick(here.records, meeting_id, item)

    parts.act(save, form)
