"""I already met people: past conversations typed in several at a time, so that a real network is on the queue at once.

What is typed is kept row by row while one types, and recorded all together or not at all.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zlib import crc32

import streamlit as st

from ivw.coaching import follow_ups, past_meetings
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.past_meetings import SOMEBODY_NEW, Known, Problem, Row
from ivw.coaching.profile import TIES
from ivw.show import front_door, parts, when
from ivw.show.front_door import Here
from ivw.show.queue_card import BADGES

FORM = "already-met"
ROWS, MORE = 5, 5
TRIED, HOW_MANY = "already-met/tried", "already-met/rows"
WHY = (
    "A day and a line about what you talked about are enough: a thank-you that is still fresh, and everybody you have "
    "not written to for a while, come onto your queue by themselves (guides 1 and 3)."
)
SHOWN = 10
FIELDS = ("name", "organization", "day", "about", "thanked", "tie")


def way_in(question: str) -> None:
    """A line that leads to the form."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.markdown(f":gray[{question}]", width="content")
        if st.button("I already met people", icon=":material/history:", type="tertiary", key="to-already-met"):
            front_door.go("prospect_research", open="met")


def draw(here: Here) -> None:
    """The form, or what came of it."""
    token = front_door.asked_for("met")
    whom = past_meetings.recorded(here.records, token) if token else []
    if whom:
        _afterwards(here, whom)
    else:
        st.caption(WHY)
        _form()


@st.fragment
def _form() -> None:
    """The rows. A keystroke draws nothing but this anew."""
    here = front_door.here()
    token = parts.token(here, FORM)
    rows = _rows(here, token)
    candidates = past_meetings.known(here.records, rows)
    wrong: Sequence[Problem] = ()
    if st.session_state.get(TRIED) == token:
        wrong = past_meetings.problems(here.records, rows, as_of=here.as_of, zone=here.zone)
    with st.container(gap="small"):
        for place, row in enumerate(rows):
            _row(place, row, candidates[place], [each for each in wrong if each.row == place], token)
        if len(rows) < past_meetings.MOST:
            st.button(
                "More rows", icon=":material/add:", type="tertiary", key=f"more-{token}",
                on_click=_more, args=(len(rows),),
            )  # fmt: skip
    filled = sum(not row.is_empty for row in rows)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        label = f"Record {parts.count(filled, 'conversation')}" if filled else "Record them"
        if st.button(label, type="primary", icon=":material/check:", key=f"record-{token}"):
            st.session_state[TRIED] = token
            done = parts.act(
                lambda now: past_meetings.record(
                    now.records, _typed(rows, token), as_of=now.as_of, zone=now.zone, token=token
                ),
                FORM,
                token,
            )
            if done:
                st.session_state.pop(HOW_MANY, None)
                st.query_params.from_dict({"open": "met", "met": token})
            st.rerun()
        if st.button("Close", type="tertiary", key=f"close-{token}"):
            st.query_params.clear()
            st.rerun()
    if wrong:
        n = len({each.row for each in wrong})
        what = "One row wants" if n == 1 else f"{n} rows want"
        st.markdown(f":red[:material/error: {what} a second look. Nothing is recorded yet, and nothing is lost.]")
        st.session_state.pop(f"problem/{FORM}", None)
    parts.problem(FORM)


def _rows(here: Here, token: str) -> list[Row]:
    """What was typed so far, with empty rows below it."""
    typed = past_meetings.kept(here.records)
    n = max(ROWS, len(typed), int(st.session_state.get(HOW_MANY, 0)))
    return _typed([*typed, *[Row()] * (n - len(typed))], token)


def _typed(rows: Sequence[Row], token: str) -> list[Row]:
    """These rows with what stands in the fields now."""
    state = st.session_state

    def newest(place: int, row: Row) -> Row:
        said = {field: state[key] for field in FIELDS if (key := _key(field, place, token)) in state}
        said |= {field: said[field] or "" for field in ("name", "organization", "about") if field in said}
        now = replace(row, **said)
        # Whoever was chosen was chosen for the name that stood there.
        is_other = (now.name, now.organization) != (row.name, row.organization)
        return replace(now, whom=None) if is_other else now

    return [newest(place, row) for place, row in enumerate(rows)]


def _row(place: int, row: Row, candidates: Sequence[Known], wrong: Sequence[Problem], token: str) -> None:
    """One conversation: two lines of fields, and below them who may be meant and what is wrong."""

    def kept(field: str, *, label: str = "collapsed") -> dict[str, Any]:
        # The placeholder is the label that one sees; screen readers get the whole one.
        return {
            "key": _key(field, place, token), "on_change": _keep, "args": (token,), "label_visibility": label,
        }  # fmt: skip

    with st.container(border=True, gap="xsmall"):
        who, where, day = st.columns([1.2, 1.2, 0.8], gap="small")
        who.text_input("Name", row.name, placeholder=f"Name of person {place + 1}", **kept("name"))
        where.text_input("Where they work", row.organization, placeholder="Where they work", **kept("organization"))
        day.date_input("Day you talked", row.day, format=when.day_format(), **kept("day"))
        about, tie, thanked = st.columns([1.8, 0.8, 0.6], gap="small", vertical_alignment="center")
        about.text_input("What you talked about", row.about, placeholder="What you talked about", **kept("about"))
        tie.selectbox(
            "How close you are", list(TIES), index=list(TIES).index(row.tie) if row.tie in TIES else None,
            format_func=TIES.__getitem__, placeholder="How close", **kept("tie"),
        )  # fmt: skip
        thanked.checkbox("Thanked", row.thanked, **kept("thanked", label="visible"))
        _meant(row, candidates, place, token)
        for each in wrong:
            st.markdown(f":red[:material/error: {parts.plain(each.wrong)} {parts.plain(each.right)}]")


def _meant(row: Row, candidates: Sequence[Known], place: int, token: str) -> None:
    """Whether somebody in the records is meant: said, and never decided by the name alone."""
    if not candidates:
        return
    called = parts.each_once(
        {each.contact_id: _called(each) for each in candidates} | {SOMEBODY_NEW: "Somebody new of that name"}
    )
    options = list(called)
    meant = past_meetings.meant(row, candidates)
    several = row.whom is None and sum(each.is_same for each in candidates) > 1
    chosen = None if several else options.index(meant or SOMEBODY_NEW)
    # What stands there before anybody chose follows name and place; only a choice is kept.
    key = _key(f"whom-{chosen}-{crc32(','.join(options).encode())}", place, token)
    st.selectbox(
        "In your records", options, index=chosen, format_func=lambda each: called.get(each, ""),
        placeholder="Whom do you mean?", key=key, on_change=_choose, args=(place, key, token),
    )  # fmt: skip
    if meant:
        st.caption(":material/person_check: Already in your records: the conversation is added to them.")
    elif not several:
        st.caption(":material/help: Somebody of this name is in your records. Are they the same? Then choose them.")


def _called(one: Known) -> str:
    return f"{one.name}, {one.organization}" if one.organization else one.name


def _key(field: str, place: int, token: str) -> str:
    return f"met-{field}-{place}-{token}"


def _keep(token: str) -> None:
    """Keep all rows, so that a reload or a look at another page loses nothing."""
    here = front_door.here()
    _keep_rows(here, _rows(here, token), token)


def _choose(place: int, key: str, token: str) -> None:
    here = front_door.here()
    rows = _rows(here, token)
    rows[place] = replace(rows[place], whom=st.session_state[key])
    _keep_rows(here, rows, token)


def _keep_rows(here: Here, rows: Sequence[Row], token: str) -> None:
    # A second click that arrives when the form is gone brings all its fields along as if they had just been changed.
    if parts.token(here, FORM) != token:
        return
    try:
        past_meetings.keep(here.records, rows, here.as_of)
    except InvalidRecord:
        return  # too long to be kept; what is wrong is said when it is to be recorded


def _more(rows: int) -> None:
    st.session_state[HOW_MANY] = min(rows + MORE, past_meetings.MOST)


def _afterwards(here: Here, whom: Sequence[str]) -> None:
    """How the people just recorded stand on the queue."""
    items = past_meetings.next_with(here.records, whom, here.as_of, here.zone)
    open_ = [item for item in items if item.status != "upcoming"]
    with parts.card(), st.container(gap="small"):
        met = parts.count(len(whom), "person", "people")
        st.markdown(f"##### {met} you met, and what is due with them", anchors=False)
        if not open_:
            st.markdown(":gray[Nothing is due with them yet. What comes up stands below, each on its day.]")
        for item in items[:SHOWN]:
            colour, icon = BADGES[item.status]
            due = follow_ups.when_due(item, here.as_of, here.zone)
            with st.container(gap=None):
                st.markdown(f"**{parts.plain(follow_ups.title(item))}**&ensp; :{colour}-badge[:material/{icon}: {due}]")
                st.caption(parts.plain(follow_ups.why(item, here.zone, here.as_of)))
        if len(items) > SHOWN:
            st.caption(f"And {parts.count(len(items) - SHOWN, 'more', 'more')}, in Follow-ups.")
        with st.container(horizontal=True, gap="small"):
            if st.button("See This week", type="primary", icon=":material/wb_sunny:", key="met-this-week"):
                front_door.go("this_week")
            if st.button("Enter more", icon=":material/add:", key="met-more"):
                st.query_params.from_dict({"open": "met"})
                st.rerun()


def lead(counts: dict[str, int]) -> str:
    """What stands below the title while the form is open."""
    before = f" {counts['met']:,} met so far." if counts["met"] else ""
    return f"People you have talked with before: type them in as they come to mind.{before}"
