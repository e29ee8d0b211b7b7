"""Your records: people in, everything out, who you are, backups, and where everything is kept."""

import streamlit as st

from ivw.coaching import demo, keeping
from ivw.exchange import demo_file
from ivw.show import backup_list, checkup, front_door, import_file, parts, past_imports, profile_forms, take_out

# What each part is called in the address (?open=import), and on its tab.
TABS = {"import": "Import", "take-out": "Take out", "profile": "Profile", "backups": "Backups", "file": "The file"}


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
    with of_take_out, st.container(gap="medium"):
        take_out.draw(here)
    with of_profile, st.container(gap="medium"):
        profile_forms.draw(here)
    with of_backups, st.container(gap="medium"):
        backup_list.draw(here)
    with of_file, st.container(gap="medium"):
        where_they_are(here, held)
        how_to_keep_them_safe()
        checkup.draw(here)


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
