"""All of it to take along: for an application (A13), or for a coach. Nothing is gathered before it is asked for."""

from functools import partial

import streamlit as st

from ivw.coaching import beliefs, comparing, insights, next_steps, referral_tree, strategy, worth
from ivw.coaching.insights import Counts
from ivw.exchange import documents, insights_file
from ivw.exchange.documents import Document
from ivw.exchange.insights_file import More, Told
from ivw.show import front_door, parts
from ivw.show.front_door import Here

ALL = 10_000  # of each kind: more than anybody lives to hold
FORMATS = {"markdown": "Markdown", "page": "Page to print"}
WRITTEN = {
    "markdown": (documents.markdown, "md", "text/markdown"),
    "page": (documents.page, "html", "text/html"),
}


def draw(counts: Counts) -> None:
    """Both documents, with or without names. Each is made on the press that downloads it."""
    if not counts.debriefs:
        return
    with st.container(gap="small"):
        parts.section("Take it along")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            form = parts.choice("As", FORMATS, key="insights/format")
            names = st.toggle(
                "With names", key="insights/names",
                help="Who said what. Without it names are left out, but for those you wrote into your own words.",
            )  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            for_application(form, names=names)
            _download(
                "For a coach", "conversations", form, "coach", names=names,
                help="Everything on this page: path fit, fields, themes, what changed, who led to whom, your strategy.",
            )  # fmt: skip
        st.caption("Ask before you name somebody in an application: a name is theirs to lend (our convention).")


def for_application(form: str = "markdown", *, names: bool = False, key: str = "application") -> None:
    """The button for the one document: what to use, the skills, the themes with their counts."""
    _download(
        "For an application", "for-applications", form, key, names=names,
        help="What you could use, the skills they named, and the themes by how many people said them (guide 1).",
    )  # fmt: skip


def _download(label: str, name: str, form: str, key: str, *, names: bool, help: str) -> None:
    _, ending, kind = WRITTEN[form]
    st.download_button(
        label, partial(_made, form, key == "coach", names), f"{name}.{ending}", kind, icon=":material/download:",
        on_click="ignore", key=f"take-{key}", help=help,
    )  # fmt: skip


def _made(form: str, for_coach: bool, names: bool) -> bytes:
    here = front_door.here()
    told = _told(here, names=names)
    document: Document
    if for_coach:
        document = insights_file.for_coach(told, _more(here), with_names=names)
    else:
        document = insights_file.for_application(told, with_names=names)
    return WRITTEN[form][0](document).encode()


def _told(here: Here, *, names: bool) -> Told:
    records, as_of, zone = here.records, here.as_of, here.zone
    return Told(
        as_of.date(),
        insights.counts(records, as_of),
        insights.themes(records, as_of, limit=ALL)[0],
        insights.who_said(records, as_of) if names else None,
        insights.uses(records, as_of, zone, limit=ALL)[0],
    )


def _more(here: Here) -> More:
    records, as_of, zone = here.records, here.as_of, here.zone
    talks = worth.talks(records, as_of)
    steps = [
        *next_steps.open_ones(records, limit=ALL),
        *strategy.steps_taken(records, limit=ALL)[0],
    ]
    return More(
        pulls=insights.pulls(records, as_of, zone),
        compared=comparing.fields(records, as_of),
        beliefs=beliefs.changed(records, as_of, zone, limit=ALL)[0],
        felt=[beliefs.felt(records, feeling, as_of, zone) for feeling in beliefs.FEELINGS],
        sides={axis: worth.sides(talks, axis) for axis in worth.AXES},
        answers=insights.answers(records, "", as_of, zone, limit=ALL)[0],
        tree=referral_tree.laid_out(referral_tree.read(records, as_of, zone)),
        leads=insights.leads(records, as_of, zone, limit=ALL)[0],
        let_go=insights.leads(records, as_of, zone, limit=ALL, let_go=True)[0],
        steps=steps,
        strategy=strategy.of(records),
    )
