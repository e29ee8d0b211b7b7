"""Who led to whom, how far one came with them, and who has not heard yet how it went; then the openings volunteered."""

from collections.abc import Mapping, Sequence

import streamlit as st

from ivw.coaching import insights, referral_tree
from ivw.coaching.insights import Counts
from ivw.coaching.promises import OFFERS
from ivw.coaching.referral_tree import HEARD, PERMISSION, STANDINGS, Node, Referral
from ivw.coaching.wording import clause
from ivw.show import front_door, insights_leads, insights_parts, parts
from ivw.show.charts import insights as charts
from ivw.show.front_door import Here

ROWS = 18
PAGE = "tree-page"
ICONS = {
    "met": ":material/check_circle:",
    "planned": ":material/event:",
    "asked": ":material/outgoing_mail:",
    "open": ":material/radio_button_unchecked:",
    "let_go": ":material/cancel:",
}


def draw(here: Here, counts: Counts) -> None:
    """The tree, and below it the openings."""
    _tree(here, counts)
    insights_leads.draw(here, counts)


def _tree(here: Here, counts: Counts) -> None:
    """The tree as a chart, then the same in words, where each person leads on."""
    if not counts.referrals:
        insights_parts.nothing_yet(
            "Nobody was named to you yet",
            "End every conversation with the question who else you should talk to, and whether you may mention the "
            "name. Whom they name goes into the debrief, and from the first one on a tree grows here.",
        )
        return
    forest = referral_tree.laid_out(referral_tree.read(here.records, here.as_of, here.zone))
    pages = referral_tree.pages(forest, ROWS)
    page = min(int(st.session_state.get(PAGE, 1)), len(pages))
    shown = pages[page - 1]
    parts.figure(
        parts.plain(referral_tree.finding(forest)),
        "Each step to the right is an introduction: conversations lead to people one could not have planned to meet "
        "(guide 1).",
        charts.referral_tree,
        tuple(_row(node) for node in shown),
        "A tree of who named whom; the list below says the same in words.",
        key="tree",
    )
    if len(pages) > 1:
        st.pagination(len(pages), key=PAGE, max_visible_pages=5)
    untold = referral_tree.untold(forest)
    with st.container(gap="xsmall"):
        parts.section("In words", _to_tell(untold))
        least = min(node.depth for node in shown)
        offers = insights.offered(here.records)
        with insights_parts.rows():
            for node in shown:
                _person(here, node, node.depth - least, offers)


def _row(node: Node) -> tuple[int, int | None, int, str, str, str]:
    referral = node.referral
    if referral is None:
        return node.row, None, node.depth, node.name, "top", ""
    return node.row, node.parent, node.depth, node.name, referral.standing, STANDINGS[referral.standing].lower()


def _to_tell(untold: Sequence[Referral]) -> str:
    if not untold:
        return "Whoever named somebody you met has heard from you"
    return f"{parts.count(len(untold), 'introduction')} to report back on"


def _person(here: Here, node: Node, depth: int, offers: Mapping[str, str]) -> None:
    """One person, a step further in for each generation, with what there is to know and to do."""
    with st.container(gap=None):
        _named(here, node, depth, offers)
        _to_be_told(node, depth)


def _named(here: Here, node: Node, depth: int, offers: Mapping[str, str]) -> None:
    # A row in a row: what wraps on a phone stays as far in as the name.
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="xxsmall"):
        if depth:
            st.markdown(":gray[" + "&emsp;" * (min(depth, 6) - 1) + "└&ensp;]", width="content")
        with insights_parts.row():
            if node.contact_id is None:
                st.markdown(parts.plain(node.name), width="content")
            elif st.button(
                f":blue[{parts.plain(node.name)}]", type="tertiary", key=f"tree-{node.row}", help="All you know of them"
            ):
                front_door.go("prospect_research", contact=node.contact_id)
            st.caption(_says(here, node, offers), width="content")


def _to_be_told(node: Node, depth: int) -> None:
    """The way to tell whoever named them how it went: below the name, as far in as it."""
    referral = node.referral
    if referral and referral.heard in ("not_yet", "promised") and not referral.referrer_is_off:
        with insights_parts.row():
            st.markdown(":gray[" + "&emsp;" * min(depth, 6) + "↳&ensp;]", width="content")
            label = f"Tell {parts.plain(referral.referrer)}"
            if st.button(label, icon=":material/reply:", type="tertiary", key=f"tell-{node.row}"):
                front_door.go("outreach", contact=referral.referrer_id, kind="check_in")


def _says(here: Here, node: Node, offers: Mapping[str, str]) -> str:
    """How it stands with somebody, in a line of Markdown."""
    referral = node.referral
    if referral is None:
        met = f"{node.met_below} met" if node.met_below else "none met yet"
        led = f"led you to {parts.count(node.below, 'person', 'people')}, {met}"
        return f":material/park: {led}{_also(node)}"
    day = insights_parts.said_on
    today = here.as_of.date()
    told = [STANDINGS[referral.standing] + (f" on {day(referral.met_on, today)}" if referral.met_on else "")]
    told.append(PERMISSION[referral.may_mention])
    if offer := OFFERS.get(offers.get(referral.referral_id, "")):  # A14, C10: what they offered by themselves
        told.append(clause(offer))
    if referral.heard:
        told.append(f"{parts.plain(referral.referrer)}: {HEARD[referral.heard]}")
    if node.contact_id is None:
        told.append("not among your people")
    return f"{ICONS[referral.standing]} {' · '.join(told)}{_also(node)}"


def _also(node: Node) -> str:
    return f" · also named by {parts.plain(', '.join(node.also))}" if node.also else ""
