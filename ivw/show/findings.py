"""What was found out about a person, an organization or a field, topic by topic."""

from collections.abc import Iterable
from urllib.parse import urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ivw.coaching.research import Finding, Item, Sheet, Target
from ivw.coaching.research_topics import DEEP, TO_ASK, Topic
from ivw.show import findings_form, findings_plan, names, parts, when
from ivw.show.findings_plan import Next
from ivw.show.front_door import Here

SHORT = 320  # characters that are shown at once


def whole(here: Here, sheet: Sheet, known: int) -> None:
    """All there is to find out about an organization or a field, of which so much is known."""
    items = sheet.of_depth(DEEP)
    with st.container(gap="small"):
        head("What to find out", known, len(items))
        draw(here, sheet.target, items, sheet.others)
        to_ask(here, sheet.target, sheet.to_ask)


def draw(
    here: Here, target: Target, items: Iterable[Item], others: Iterable[Finding] = (), hints: bool = True,
    coming: Next | None = None,
) -> None:  # fmt: skip
    """These topics, each with what is known of it. `others` are findings that no topic of ours names.

    What is open goes as a question into the plan of the conversation that is coming.
    """
    for item in items:
        _item(here, target, item, hints=hints, coming=coming)
    for finding in others:
        with st.container(gap="xxsmall"):
            st.markdown(f":green[:material/check_circle:] **{parts.plain(finding.topic)}**")
            _finding(here, finding)


def to_ask(here: Here, target: Target, item: Item, coming: Next | None = None) -> None:
    """What reading does not tell, to be asked; each of these goes into the plan of the conversation that is coming."""
    with st.container(gap="xsmall"):
        with _row():
            st.markdown(f":material/live_help: **{item.topic.label}**", width="content")
            _opener(target, item, "Add")
        if not item.findings:
            st.caption(item.topic.hint)
        for finding in item.findings:
            _finding(here, finding, coming)
        findings_form.draw(here, target, item)


def head(title: str, known: int, total: int, says: str = "") -> None:
    """The heading of a checklist: how much of it is known, and below it a sentence (Markdown)."""
    with st.container(gap=None):
        with st.container(
            horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", gap="xsmall"
        ):
            st.markdown(f"##### {title}", width="content", anchors=False)
            st.caption(f"{known} of {total} known", width="content")
        if says:
            st.markdown(f":gray[{says}]")


def _item(here: Here, target: Target, item: Item, *, hints: bool, coming: Next | None = None) -> None:
    topic = item.topic
    mark = ":green[:material/check_circle:]" if item.is_known else ":gray[:material/radio_button_unchecked:]"
    slot = findings_form.slot(target, topic)
    with st.container(gap="xxsmall"):
        with _row():
            st.markdown(f"{mark} **{topic.label}**", width="content")
            with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small"):
                findings_plan.ask(item, coming)
                _opener(target, item, "Change" if item.written else "Add")
        if hints and not item.is_known and not findings_form.is_open(slot):
            st.caption(_hint(topic))
        if item.written and not findings_form.is_open(slot):
            _text(item.written, f"written-{slot}")
        for finding in item.findings:
            _finding(here, finding)
        findings_form.draw(here, target, item)


def _hint(topic: Topic) -> str:
    """What to look for, and which guide says so, before the full stop where there is one."""
    end = "." if topic.hint.endswith(".") else ""
    return f"{topic.hint.removesuffix('.')} ({topic.guide}){end}"


def _opener(target: Target, item: Item, label: str) -> None:
    slot = findings_form.slot(target, item.topic)
    if findings_form.is_open(slot):
        return
    icon = "edit" if label == "Change" else "add"
    st.button(
        label, icon=f":material/{icon}:", type="tertiary", key=f"open-{slot}",
        on_click=findings_form.open_, args=(slot,), help=_hint(item.topic),
    )  # fmt: skip


def _finding(here: Here, finding: Finding, coming: Next | None = None) -> None:
    slot = f"finding:{finding.id}"
    if findings_form.is_open(slot):
        findings_form.change(finding, slot)
        return
    with st.container(horizontal=True, gap="xsmall"):
        with st.container(gap=None):
            _text(finding.finding, slot)
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                if finding.link:
                    st.link_button(
                        parts.plain(_host(finding.link)), finding.link, type="tertiary", icon=":material/open_in_new:",
                        help=parts.plain(finding.link), key=f"source-{finding.id}",
                    )  # fmt: skip
                source = f"{parts.plain(finding.source)} · " if finding.source and not finding.link else ""
                since = "noted" if finding.topic == TO_ASK else "found"
                st.caption(f"{source}{since} {when.on_day(here, finding.found_on)}", width="content")
                if finding.topic == TO_ASK:
                    findings_plan.take(finding, coming)
        st.button(
            "", icon=":material/edit:", type="tertiary", help=names.of("edit-", "edit"), key=f"edit-{finding.id}",
            on_click=findings_form.open_, args=(slot,),
        )  # fmt: skip


def _text(words: str, key: str) -> None:
    lines = [parts.plain(line) for line in words.splitlines() if line.strip()]
    if len(words) <= SHORT:
        st.markdown("  \n".join(lines))
        return
    line = " ".join(words.split())
    with st.expander(parts.plain(f"{line[:SHORT].rsplit(' ', 1)[0]} …"), type="compact", key=f"words-{key}"):
        st.text(words)


def _host(link: str) -> str:
    """A web address in short: where it leads."""
    return urlsplit(link).netloc.removeprefix("www.")[:60]


def _row() -> DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="xsmall")
