"""Check the records: what the doctor found, and how to mend it."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from ivw.coaching import doctor
from ivw.coaching.doctor import Finding
from ivw.show import parts
from ivw.show.front_door import Here
from ivw.show.paging import paged

FORM = FOUND = "checkup"


def draw() -> None:
    """The button, and below it what the last check of this session found."""
    with st.container(gap="small"):
        with st.container(gap="xxsmall"):
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.subheader("Check the records", anchor=False, width="content")
                st.button("Check now", icon=":material/stethoscope:", on_click=_check, key="check")
            st.markdown(":gray[Reads all of the file and looks for what cannot be right. It changes nothing.]")
        parts.problem(FORM)
        if FOUND in st.session_state:
            findings, remarks, checked_at = st.session_state[FOUND]
            if not findings and not remarks:
                st.markdown(f":green[:material/check_circle: All is well.] :gray[Checked at {checked_at:%H:%M}.]")
            _listed(findings, "finding", "Each with what mends it")
            _listed(remarks, "remark", "No faults, but worth a look")


def _listed(findings: Sequence[Finding], one: str, note: str) -> None:
    if not findings:
        return
    with st.container(gap="xsmall"):
        with st.container(gap=None):
            st.markdown(f"##### {parts.count(len(findings), one)}", anchors=False)
            st.caption(note)
        paged(findings, _rows, key=f"{one}s", size=8)


def _rows(findings: Sequence[Finding]) -> None:
    rows = [[parts.plain(each.what), parts.plain(each.where), parts.plain(each.mend)] for each in findings]
    st.table(
        pd.DataFrame(rows, columns=["What is wrong", "Where", "How to mend it"]), border="horizontal", hide_index=True
    )


def _check() -> None:
    def look(here: Here) -> None:
        findings: Sequence[Finding] = doctor.examine_open(here.records)
        remarks: Sequence[Finding] = ()
        if not findings:  # facts are only read where the file itself is sound
            examined = doctor.examine_facts(here.records, here.as_of, here.zone)
            findings, remarks = examined.findings, examined.remarks
        st.session_state[FOUND] = (findings, remarks, here.as_of)

    parts.act(look, FORM)
