"""The first page while nobody is in the records: the ways to start, and what a first week looks like."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ivw.coaching import demo
from ivw.exchange import demo_file
from ivw.show import about, already_met, front_door, parts
from ivw.show.front_door import Here

STEPS = (
    ("Choose whom to ask", "Somebody whose week you would like to see from inside (guide 1)."),
    ("Ask for 20 minutes", "Say why them, and leave the time to them (guide 1)."),
    ("Meet and listen", "Two questions you never leave without: who else, and may I mention your name (guide 2)."),
    ("Thank within a day", "The sooner the better (guides 1 and 2). The clock for it starts by itself."),
)


def draw(here: Here) -> None:
    """Three doors, and a line for whoever has met people already."""
    parts.page_head(
        here, "Welcome to ivw",
        "Twenty minutes with someone who does the work you wonder about. "
        "ivw helps you ask, prepare, and stay in touch.",
    )  # fmt: skip
    with st.container(gap="small"):
        st.subheader("Three ways to start", anchor=False)
        with st.grid(3, min_column_width=210, gap="medium"):  # three abreast on a tablet, too
            with _door(
                "upload_file",
                "Bring your LinkedIn contacts",
                "Drop in Connections.csv, or the ZIP that LinkedIn sends you. "
                "Nobody is put on your list until you choose them.",
            ):
                if st.button("Choose a file", type="primary", width="stretch"):
                    front_door.go("your_records", open="import")
            with _door(
                "person_add",
                "Add one person",
                "A name is enough to start. You can say where they work and why you want to talk to them later.",
            ):
                if st.button("Add a person", width="stretch"):
                    front_door.go("prospect_research", open="add")
            with _door(
                "explore",
                "Look around first",
                "A demo network of about forty invented people shows every screen at work. One press removes it again.",
            ):
                token = parts.token(here, "demo")
                st.button(
                    "Open the demo", width="stretch", on_click=_open_demo, args=(token,),
                )  # fmt: skip
        parts.problem("demo")
        already_met.way_in("Not at the very beginning?")
        st.caption(":material/lock: Everything stays in one file on this computer. Nothing is sent anywhere.")
    with st.container(gap="small"):
        st.subheader("What a first week looks like", anchor=False)
        with st.grid(4, min_column_width=150, gap="medium"):
            for number, (head, text) in enumerate(STEPS, 1):
                with st.container(gap=None):
                    st.markdown(f"**{number} &ensp;{head}**")
                    st.caption(text)
    about.draw()


def _open_demo(token: str) -> None:
    parts.act(lambda here: demo.load(here.records, here.as_of, here.zone, demo_file.read()), "demo", token)


def _door(icon: str, title: str, text: str) -> DeltaGenerator:
    box = st.container(border=True, height="stretch", gap="small")
    with box:
        st.markdown(f"### :blue[:material/{icon}:]", anchors=False)
        with st.container(gap="xxsmall"):
            st.markdown(f"##### {title}", anchors=False)
            st.markdown(f":gray[{text}]")
        st.space("stretch")
    return box
