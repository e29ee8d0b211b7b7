"""Your records: people in, everything out, who you are, backups, and where everything is kept."""

import streamlit as st

from ivw.coaching import demo, keeping
from ivw.coaching import past_imports as imports_before
from ivw.exchange import demo_file
from ivw.show import backup_list, checkup, front_door, import_file, parts, past_imports, profile_forms, take_out

# What each part is called in the address (?open=import), and on its tab.
TABS = {"import": "Import", "take-out": "Take out", "profile": "Profile", "backups": "Backups", "file": "The file"}

DEMO_BESIDE = """.venv/bin/python -m ivw demo --records ~/ivw-demo.duckdb
IVW_RECORDS=~/ivw-demo.duckdb make run"""


def show() -> None:
    here = front_door.here()
    held = keeping.held(here.records)
    with st.container(gap="medium"):  # its message comes and goes; what stands below must not move (see import_file)
        parts.page_head(here, "Your records", lead(held))
    # Hidden tabs are drawn, too: what was typed or chosen in one of them stays while another is open.
    of_import, of_take_out, of_profile, of_backups, of_file = st.tabs(
        [tab_label(name) for name in TABS],
        default=tab_label(asked_for_tab()),
        key="records-tab",
        on_change=remember_tab,
    )
    with of_import, st.container(gap="medium"):
        import_file.draw(here)
        if not held["contacts"]:
            look_around()
        past_imports.draw(here)
        if held["contacts"] and not imports_before.demo_stands(here.records):
            look_around_beside()
    with of_take_out, st.container(gap="medium"):
        take_out.draw(here)
    with of_profile, st.container(gap="medium"):
        profile_forms.draw(here)
    with of_backups, st.container(gap="medium"):
        backup_list.draw(here)
    with of_file, st.container(gap="medium"):
        where_they_are(here, held)
        how_to_keep_them_safe()
        checkup.draw()


def lead(held: dict[str, int]) -> str:
    if not any(held.values()):
        return "Everything stays in one file on this computer. Nothing is in it yet."
    amounts = backup_list.amounts_in_words(held["contacts"], held["interactions"], held["meetings"])
    return f"{amounts[:1].upper()}{amounts[1:]} in one file on this computer."


def asked_for_tab() -> str:
    asked = front_door.asked_for("open")
    return asked if asked in TABS else next(iter(TABS))


def tab_label(name: str) -> str:
    # A selected label takes the primary colour, too dark to read on the dark theme; a theme text colour does not.
    return f":gray[{TABS[name]}]"


def remember_tab() -> None:
    opened = [name for name in TABS if tab_label(name) == st.session_state.get("records-tab")]
    st.query_params["open"] = opened[0] if opened else next(iter(TABS))


def look_around() -> None:
    with st.container(gap="small"):
        with st.container(gap="xxsmall"):
            st.subheader("Look around first", anchor=False)
            st.markdown(
                ":gray[A demo network of about forty invented people shows every screen at work. It is marked as a "
                "demo, and one press removes it again.]"
            )
        st.button(
            "Open the demo", icon=":material/explore:", on_click=parts.act,
            args=(lambda now: demo.load(now.records, now.as_of, now.zone, demo_file.read()), "demo"),
        )  # fmt: skip
        parts.problem("demo")


def look_around_beside() -> None:
    """Where the demo is found once people of one's own are here: in a file of its own, so that it never mixes."""
    with st.expander("Look around in the demo", icon=":material/explore:", type="compact"):
        st.markdown(
            ":gray[About forty invented people show every screen at work. So that they never mix with yours, they get "
            "a file of their own. Type this in a terminal, in the folder of ivw:]"
        )
        st.code(DEMO_BESIDE, language="sh", wrap_lines=True)
        st.markdown(
            ":gray[It opens beside this one, at an address that it says. Next time the second line will do; to be rid "
            "of the demo, delete that file.]"
        )


def where_they_are(here: front_door.Here, held: dict[str, int]) -> None:
    place = keeping.place(here.records)
    with st.container(gap="small"):
        st.subheader("Where your records are", anchor=False)
        st.code(str(place.file), language=None, wrap_lines=True)
        with st.grid(4, min_column_width=130, gap="small"):
            for table in ("contacts", "interactions", "meetings"):
                st.metric(keeping.HELD[table], f"{held[table]:,}", border=True)
            st.metric("Size", backup_list.size_in_words(place.size), border=True)


def how_to_keep_them_safe() -> None:
    with st.container(gap="small"):
        st.subheader("How to keep them safe", anchor=False)
        st.markdown(
            "- **Private.** Everything you write stays in this file. ivw has no account and sends nothing to anybody.\n"
            "- **A second disk.** The backups lie beside the file. Copy the newest one to another disk now and then: "
            "a disk that breaks takes both.\n"
            "- **Moving house.** Copy a backup to the other computer and restore it there, under Backups. Close ivw "
            "before you copy the file itself.\n"
            "- **Only you.** The file can be read by your own account on this computer. It is not encrypted; the "
            "encryption of your disk is what protects it when the computer is lost."
        )


show()
