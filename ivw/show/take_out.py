"""Everything out again: one archive, and single formats for other programs. Each is made only when it is pressed."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from ivw.coaching import taking_out
from ivw.exchange import archive, calendar_now, person_notes, spreadsheets, vcard_file
from ivw.show import front_door
from ivw.show.front_door import Here


@dataclass(frozen=True, slots=True)
class Format:
    """One way out: its title, what it is for, and the file that comes."""

    title: str
    what_for: str
    icon: str
    file: str
    kind: str
    make: Callable[[Here], bytes]


FORMATS = {
    "spreadsheets": Format(
        "Spreadsheets",
        "People, interactions, conversations, promises and the rest as tables (CSV in a ZIP), for Excel, Numbers or "
        "LibreOffice. Words instead of codes, and nothing in them runs as a formula.",
        "table", "ivw-tables-{day}.zip", "application/zip",
        lambda here: spreadsheets.file(taking_out.sheets(here.records), here.zone),
    ),
    "address-book": Format(
        "Address book",
        "Everybody as vCard 4.0, for the contacts of a phone or a mail program. Read in anew it replaces the cards it "
        "brought before. Whom you marked “do not contact” has that among the categories.",
        "contact_page", "ivw-people-{day}.vcf", "text/vcard",
        lambda here: vcard_file.file(taking_out.address_book(here.records)),
    ),
    "notes": Format(
        "Notes by person",
        "A text (Markdown) for each person about whom you wrote something down, in a ZIP: to read, to search, or to "
        "put into a program for notes.",
        "description", "ivw-notes-{day}.zip", "application/zip",
        lambda here: person_notes.file(taking_out.sheets(here.records, of_people=True), here.zone),
    ),
    "calendar": Format(
        "Calendar",
        "Conversations planned and what is due in the next 60 days, each with a reminder. Read in anew it replaces the "
        "entries it brought before.",
        "event", "ivw.ics", "text/calendar",
        lambda here: calendar_now.file(here.records, as_of=here.as_of, zone=here.zone),
    ),
}  # fmt: skip
ARCHIVE = Format(
    "Everything in one archive",
    "All you wrote down, table by table (Parquet files in a ZIP, with checksums). Import it on another computer and "
    "the two records come together, people matched by LinkedIn address or e-mail. Any program that reads Parquet can "
    "open it, too.",
    "inventory_2", "ivw-archive-{day}.zip", "application/zip",
    lambda here: archive.write(here.records, as_of=here.as_of),
)  # fmt: skip


def draw(here: Here) -> None:
    """The archive, and below it the single formats."""
    with st.container(gap="small"):
        with st.container(gap="xxsmall"):
            st.subheader(ARCHIVE.title, anchor=False)
            st.markdown(f":gray[{ARCHIVE.what_for}]")
        _button(here, "archive", ARCHIVE, "Download the archive")
    with st.container(gap="small"):
        with st.container(gap="xxsmall"):
            st.subheader("For other programs", anchor=False)
            st.markdown(
                ":gray[Each shows a part, in the form that other programs know. Only the archive has all of it.]"
            )
        with st.grid(2, min_column_width=300, gap="small"):
            for name, each in FORMATS.items():
                with st.container(border=True, height="stretch", gap="small"):
                    with st.container(gap=None):
                        st.markdown(f"##### {each.title}", anchors=False)
                        st.caption(each.what_for)
                    st.space("stretch")
                    _button(here, name, each, "Download")
    st.caption(
        "These files can be read by whoever has them. Whoever you have forgotten is in none of them; delete older "
        "files that you took out before."
    )


def _button(here: Here, name: str, each: Format, label: str) -> None:
    def made() -> bytes:
        return each.make(front_door.here())

    st.download_button(
        label, made, each.file.format(day=here.as_of.date()), each.kind, icon=f":material/{each.icon}:",
        on_click="ignore", key=f"take-out-{name}",
    )  # fmt: skip
