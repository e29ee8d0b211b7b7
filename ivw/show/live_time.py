"""The time of a conversation that runs: until when, what is left; that it began, goes on longer, is over."""

from datetime import datetime, timedelta

import streamlit as st

from ivw.coaching import at_hand, meetings, referrers, under_way
from ivw.coaching.asking import Sheet
from ivw.coaching.done import Done
from ivw.coaching.meetings import LIVE_FROM, Meeting
from ivw.coaching.under_way import Talk
from ivw.show import front_door, live_notes, parts
from ivw.show.front_door import Here
from ivw.show.live_clock import Cue, live_clock

IN_THE_ROOM = ("workplace", "cafe", "restaurant", "elsewhere")


def draw(here: Here, meeting: Meeting, talk: Talk, sheet: Sheet) -> None:
    """Until when, and the clock where the screen is no discourtesy; below it what one press says."""
    begins, ends = talk.begun_at or meeting.starts_at, under_way.agreed_end(meeting)
    near = begins - LIVE_FROM <= here.as_of <= ends + under_way.LIVE_AFTER
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            _until(here, meeting, talk, ends)
            live_notes.stuck(meeting.id)
        if meeting.status != "planned":
            st.caption("What you tick and write here is kept all the same.")
            return
        if meeting.format in IN_THE_ROOM:
            _on_paper(meeting, sheet)
        elif near:
            _clock(here, meeting, begins, ends, sheet, waits=_is_late(here, meeting, talk, sheet))
        else:
            st.caption("You watch the time, so that they need not (guide 2). The clock runs here once it is near.")
        if near:
            _pressed(here, meeting, talk, sheet)


def _until(here: Here, meeting: Meeting, talk: Talk, ends: datetime) -> None:
    """Until when, and when to say that the end is near: only what is still ahead, and as long as that end counts."""
    last = f"**{here.local(ends):%H:%M}**"
    at = [moment for left in at_hand.TIME_LEFT if (moment := ends - timedelta(minutes=left)) > here.as_of]
    say = " and ".join(f"**{here.local(moment):%H:%M}**" for moment in at)
    if meeting.extended_by_host:
        says = f"Agreed until {last}. They wish to go on."
    elif meeting.status != "planned" or here.as_of >= ends:
        says = f"Agreed until {last}."
    else:
        says = f"Until {last}." + (f" At {say} say that the end is near." if say else "")
    begun = f" :gray[Begun at {here.local(talk.begun_at):%H:%M}.]" if talk.begun_at else ""
    with st.container():
        st.markdown(f":material/schedule: {says}{begun}", help="You watch the time, so that they need not (guide 2).")


def _on_paper(meeting: Meeting, sheet: Sheet) -> None:
    """In the room a screen or a phone on the table looks like boredom: the page is for paper (X10, B31)."""
    st.caption(
        "In the room, take the printed page and look at a watch rather than at a phone or a screen (guide 2). "
        "Here you catch up afterwards."
    )
    if sheet.plan_id and st.button(
        "Run sheet to print", icon=":material/print:", type="tertiary", key=f"print-{meeting.id}"
    ):
        front_door.go("question_builder", plan=sheet.plan_id)


def _clock(here: Here, meeting: Meeting, begins: datetime, ends: datetime, sheet: Sheet, *, waits: bool) -> None:
    over = at_hand.DIFFICULT[0]
    five, two = (at_hand.TIME_LEFT[left] for left in (5, 2))
    live_clock(  # it is later than when the page began to be drawn
        f"clock-{meeting.id}", as_of=front_door.now(), zone=here.zone, starts=begins, ends=ends,
        five=Cue(five.do, five.say or ""), two=Cue(two.do, two.say or ""), over=Cue(over.do, over.say or ""),
        longer=meeting.extended_by_host, waits=waits,
        next_at=sheet.next.starts_at if sheet.next and not waits else None,
    )  # fmt: skip


def _pressed(here: Here, meeting: Meeting, talk: Talk, sheet: Sheet) -> None:
    """What one press says: we begin, they wish to go on, we are done."""
    late = _is_late(here, meeting, talk, sheet)
    runs = (talk.begun_at or meeting.starts_at) <= here.as_of and not late
    form = f"talk-{meeting.id}"
    if talk.begun_at is None and not _any_asked(sheet):
        if late:
            st.markdown(
                f":orange[:material/hourglass_bottom: It was to begin at {here.local(meeting.starts_at):%H:%M}.] "
                ":gray[Say when it does: the clock times follow, and what no longer fits is named.]"
            )
        st.button(
            "We begin now", icon=":material/play_arrow:", key=f"begin-{meeting.id}", on_click=_begin,
            args=(meeting.id, form), help="The clock times count from here. The agreed end stays theirs.",
        )  # fmt: skip
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if runs:
            _done(meeting, form)
            st.button(
                "Back to the agreed time" if meeting.extended_by_host else "They wish to go on",
                type="tertiary", icon=":material/undo:" if meeting.extended_by_host else ":material/more_time:",
                key=f"longer-{meeting.extended_by_host}-{meeting.id}", on_click=_extend,
                args=(meeting.id, not meeting.extended_by_host, form),
                help="If they choose to go on longer, all the better: it is no fault of yours (guide 2).",
            )  # fmt: skip
        if talk.begun_at is not None:
            st.button(
                "Not begun", type="tertiary", icon=":material/undo:", key=f"not-begun-{meeting.id}",
                on_click=_not_begun, args=(meeting.id, form),
            )  # fmt: skip
    parts.problem(form)


def _is_late(here: Here, meeting: Meeting, talk: Talk, sheet: Sheet) -> bool:
    """Whether nothing says that it has begun, though it should have."""
    return talk.begun_at is None and not _any_asked(sheet) and here.as_of - meeting.starts_at >= under_way.LATE


def _any_asked(sheet: Sheet) -> bool:
    return any(line.is_asked for line in (*sheet.lines, *sheet.spares, *sheet.others))


def _done(meeting: Meeting, form: str) -> None:
    """Record it as it ends, and lead to the debrief. Whoever named them is promised word, as the form offers it."""

    def hold(here: Here) -> Done:
        found = referrers.of_meeting(here.records, meeting.id, here.as_of, here.zone)
        tell = [each.contact_id for each in found if not each.promised and not each.told_before]
        return meetings.hold(here.records, meeting.id, as_of=here.as_of, ended_at=here.as_of, tell=tell, zone=here.zone)

    if st.button(
        "We are done", icon=":material/check_circle:", key=f"done-{meeting.id}",
        help="It ended just now. The debrief opens, and the thank-you clock runs.",
    ):  # fmt: skip
        if parts.act(hold, form, f"done-{meeting.id}"):  # a second click must not move the end
            front_door.go("reflection", meeting=meeting.id)
        st.rerun(scope="fragment")


def _begin(meeting_id: str, form: str) -> None:
    def begin(here: Here) -> None:
        under_way.begin(here.records, meeting_id, as_of=here.as_of)

    parts.act(begin, form)


def _not_begun(meeting_id: str, form: str) -> None:
    def take_back(here: Here) -> None:
        under_way.not_begun(here.records, meeting_id)

    parts.act(take_back, form)


def _extend(meeting_id: str, longer: bool, form: str) -> None:
    def extend(here: Here) -> None:
        under_way.extend(here.records, meeting_id, longer)

    parts.act(extend, form)
