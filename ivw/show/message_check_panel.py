"""The check beside a message that is being written: what stands in its way, what it lacks, and what it does well."""

import streamlit as st

from ivw.coaching.message_check import BLOCKS, Check, Remark
from ivw.show import parts

SHOWN = 4  # faults at once; the rest waits in an expander
TITLES = {
    "placeholder_left": "A gap is left",
    "asks_for_job": "Asks for a job",
    "no_purpose": "What it is about",
    "no_advice_frame": "That you ask for advice",
    "no_time_ask": "How long it takes",
    "time_too_long": "Asks for much time",
    "no_specific_slots": "Concrete times",
    "no_flexibility": "Room for their time",
    "no_connection": "How you found them",
    "no_gratitude": "A thank-you",
    "resume_attached": "A CV comes along",
    "too_long": "Too long",
    "no_polite_close": "A polite close",
    "no_clock_time": "The hour",
    "no_duration": "How long it takes",
    "no_place_or_link": "Where, or the link",
    "late": "Late",
    "no_specific_topic": "What you talked about",
    "no_learned": "What you learned",
    "no_next_step": "Your next step",
    "gives_nothing": "Something for them",
    "no_reference": "Your last talk",
    "short": "Rather short",
    "one_slot": "One time only",
    "one_topic": "One topic only",
    "referral_unmentioned": "Whom they named",
    "no_date": "The date",
    "no_zone": "The time zone",
    "other_time": "Another hour",
    "two_asks": "Asks for two things",
    "asks_again": "Give first",
    "repeated_word": "A word twice",
    "slang": "Very casual",
    "shouting": "Loud",
    "no_greeting": "No greeting",
    "no_name": "Their name",
    "no_respect": "Their time",
    "pressing": "It presses",
    "no_phone": "Your number",
    "other_language": "Not checked",
}
# What follows from the choices beside the message, not from the file of cues.
FROM_CHOICES = {"minutes_refused": "The minutes", "other_minutes": "Another length"}
THERE = (
    "time_too_long",
    "resume_attached",
    "too_long",
    "late",
    "minutes_refused",
)  # faults by what is there, not by what is missing


def draw(check: Check) -> None:
    """The check of a message as it stands: each fault with a way to mend it, its reason behind the question mark."""
    if not check.words:
        return
    with st.container(gap="xsmall"):
        _verdict(check)
        faults = sorted(check.flags, key=lambda each: each.flag not in BLOCKS)
        for fault in faults[:SHOWN]:
            _fault(fault)
        if faults[SHOWN:]:
            with st.expander("What else is missing", icon=":material/more_horiz:"):
                for fault in faults[SHOWN:]:
                    _fault(fault)
        for remark in check.remarks:
            _line(f":gray[:material/lightbulb: {_title(remark)}:]", remark)
        if check.good:
            said = " · ".join(parts.plain(each) for each in check.good)
            st.caption(f":material/check: {said}")


def _verdict(check: Check) -> None:
    there, of = len(check.good), len(check.good) + len(check.flags)
    if check.blocks:
        st.markdown(":red[:material/block: **Not ready to go.** Copying and sending wait for this.]")
    elif check.flags:
        st.markdown(f":orange[:material/rule:] **{there} of {of} there**")
    else:
        st.markdown(":green[:material/check_circle:] **Ready to go**")


def _fault(fault: Remark) -> None:
    if fault.flag in BLOCKS:
        mark = f":red[:material/block: {_title(fault)}:]"
    elif fault.flag in THERE:
        mark = f":orange[:material/warning: {_title(fault)}:]"
    else:
        mark = f":orange[:material/remove_circle_outline: Missing: {_title(fault).lower()}.]"
    _line(mark, fault)


def _title(remark: Remark) -> str:
    return (TITLES | FROM_CHOICES).get(remark.flag, parts.plain(remark.flag))


def _line(mark: str, remark: Remark) -> None:
    st.markdown(f"{mark} {parts.plain(remark.mend)}", help=parts.plain(remark.why))
