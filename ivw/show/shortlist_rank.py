"""Whom to ask next: the shortlist by fit and access, the answer first, then a chart that selects, then the list."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal

import streamlit as st

from ivw.coaching import contacts, ranking, research
from ivw.coaching.contacts import FITS, STATES
from ivw.coaching.ranking import Apart, Ranked, Used
from ivw.coaching.research import Known
from ivw.coaching.wording import first_name
from ivw.show import charts, front_door, journey, paging, parts
from ivw.show.charts import research as drawings
from ivw.show.front_door import Here

DOTS, ROWS, OTHERS = 120, 6, 10
PAGE, OTHERS_PAGE, CHART, CLOSED, WHO = "rank/page", "rank/others-page", "rank/chart", "rank/closed", "who"
ASKED = {
    "interest_fit": "Interest: is it work you are curious about?",
    "values_fit": "Values: does it stand for what matters to you?",
    "experience_fit": "Experience: have they done what you want to ask about?",
}


def draw(here: Here) -> None:
    """The whole view; ?who= names the person chosen in the chart."""
    counted = here.ahead(lambda records, as_of, _: ranking.counts(records, as_of))
    talks = here.ahead(lambda records, as_of, _: ranking.fit_and_use(records, as_of))
    people, total = ranking.ranked(here.records, here.as_of, limit=DOTS)
    _, others = counted()
    if people:
        who = front_door.asked_for(WHO)
        chosen = next((person for person in people if person.contact_id == who), None)
        page = _page(here, people, total)
        drawn = [people[0], *([chosen] if chosen else []), *page]
        known = research.known(here.records, [person.contact_id for person in drawn])
        _person(here, people[0], "next", known)
        _chart(people, total, chosen)
        if chosen:
            _person(here, chosen, "chosen", known)
        if total > 1:
            with st.container(gap="small"):
                parts.section("After that", f"{total:,} not asked yet")
                for person in page:
                    _person(here, person, "list", known)
                paging.foot("By fit and access; fit counts for a little more", PAGE, total - 1, ROWS)
    else:
        _nobody(others)
    if others:
        _others(here, others)
    if people:
        _how()
    if people or others or talks():
        _paid_off(talks())


def _page(here: Here, people: Sequence[Ranked], total: int) -> Sequence[Ranked]:
    """The page of the list that is open: everybody after the first one."""
    skipped = 1 + paging.skipped(PAGE, ROWS, total - 1)
    if skipped + ROWS <= len(people) or len(people) == total:
        return people[skipped : skipped + ROWS]
    return ranking.ranked(here.records, here.as_of, limit=ROWS, offset=skipped)[0]


def _person(here: Here, person: Ranked, where: str, known: Mapping[str, Known]) -> None:
    """One person with the reasons for their rank, and what to do: ask them, rate them, open them."""
    with parts.card():
        if where == "next":
            said, acts = st.columns([2.5, 1], gap="small", vertical_alignment="center")
        else:
            said = acts = st.container(gap="xsmall")
        with said, st.container(gap="xxsmall"):
            _reasons(person, where, known.get(person.contact_id))
        with acts, st.container(horizontal=where != "next", vertical_alignment="center", gap="xsmall"):
            _acts(here, person, where, _is_ready(known.get(person.contact_id)))


def _reasons(person: Ranked, where: str, found: Known | None) -> None:
    name = parts.plain(person.name)
    works = ", ".join(part for part in (person.position, person.organization) if part)
    heading = f"{person.place}. {name}"
    if where == "next":
        heading = f"Write to {name} next" if _is_ready(found) else f"Read up on {name} next"
    with st.container(gap=None):
        st.markdown(f"##### {heading}", anchors=False)
        if works:
            st.markdown(f":gray[{parts.plain(works)}]")
    for sentence in ranking.why(person):
        begins, _, rest = sentence.partition(": ")
        st.markdown(f"**{begins}**: {parts.plain(rest)}")
    _readiness(person, found)
    raises = ranking.would_raise(person)
    if raises and ranking.whole(raises.points):
        points = parts.count(ranking.whole(raises.points), "point")
        st.caption(f":material/trending_up: {parts.plain(raises.says)}: up to {points} more.")


def _acts(here: Here, person: Ranked, where: str, is_ready: bool) -> None:
    width: Literal["stretch", "content"] = "stretch" if where == "next" else "content"
    first: Literal["primary", "secondary"] = "primary" if where == "next" else "secondary"
    if not is_ready and st.button(
        journey.READ, type=first, icon=":material/search:", width=width, key=f"{where}-read-{person.contact_id}"
    ):
        front_door.go("prospect_research", contact=person.contact_id, tab="research")
    if st.button(
        journey.ASK, type=first if is_ready else "secondary", icon=":material/edit:", width=width,
        key=f"{where}-ask-{person.contact_id}",
    ):  # fmt: skip
        front_door.go("outreach", contact=person.contact_id, kind="request")
    _rating(here, person, where, width)
    if person.referral == "not asked" and person.referrer_id and person.referrer:
        label = f"Ask {parts.plain(first_name(person.referrer, None))}"
        if st.button(
            label, type="tertiary", icon=":material/reply:", key=f"{where}-mention-{person.contact_id}",
            help="Whether you may mention their name",
        ):  # fmt: skip
            front_door.go("outreach", contact=person.referrer_id, kind="check_in")
    if st.button("All about them", type="tertiary", icon=":material/person:", key=f"{where}-open-{person.contact_id}"):
        front_door.go("prospect_research", contact=person.contact_id)
    if where == "chosen":
        st.button("Close", type="tertiary", icon=":material/close:", key="rank/close", on_click=_close)


def _is_ready(found: Known | None) -> bool:
    return found is not None and research.is_ready_to_ask(found)


def _readiness(person: Ranked, found: Known | None) -> None:
    """Whether enough is known for a request: why this person before all else (A21)."""
    known = f"{found.light} of {found.of_light} things known" if found else ""
    if _is_ready(found):
        st.markdown(f":green[:material/check_circle: Ready to ask:] {known}")
        return
    first = "say first why this person" if person.why_this_person is None else "find out a little more first"
    st.markdown(
        f":orange[:material/pending: Not ready to ask:] {first}{f' ({known})' if known else ''}",
        help="A request that says why it goes to them in particular is one they can answer (guide 1). "
        f"With {research.ENOUGH_TO_ASK} things known it can say so (our convention).",
    )


def _rating(here: Here, person: Ranked, where: str, width: Literal["stretch", "content"]) -> None:
    """The three fits in place, and how the points add up."""
    form = f"fit-{where}-{person.contact_id}"
    token = parts.token(here, form)  # in the key: the box closes once it is saved
    label = "Change the fit" if person.is_rated else "Rate the fit"
    box = st.popover(label, icon=":material/star:", width=width, key=f"rate-{form}-{token}", on_change="rerun")
    if not box.open:
        return
    with box:
        with st.form(f"{form}-{token}", border=False):
            for fit, asks in ASKED.items():
                st.segmented_control(
                    asks, list(FITS), default=getattr(person, fit), key=f"{form}-{fit}-{token}",
                    format_func=lambda rating: f":gray[{rating} {FITS[rating]}]",
                )  # fmt: skip
                parts.problem(form, fit)
            parts.problem(form)
            st.caption(
                "Leave open what you cannot say yet. Guide 1: look for people close to your interests and values."
            )
            st.form_submit_button(
                "Save", icon=":material/check:", on_click=_rate, args=(person.contact_id, form, token)
            )
        _points(person)


def _rate(contact_id: str, form: str, token: str) -> None:
    rated = {fit: st.session_state.get(f"{form}-{fit}-{token}") for fit in ASKED}
    parts.act(lambda here: contacts.change(here.records, contact_id, **rated), form, token)


def _points(person: Ranked) -> None:
    lines = [
        f"{part.label} {_points_of(part.points)} of {part.most}{'' if part.says else ' :gray[(nothing said)]'}"
        for part in ranking.parts(person)
    ]
    st.caption(f"How the points add up: {' · '.join(lines)}")


def _chart(people: Sequence[Ranked], total: int, chosen: Ranked | None) -> None:
    """Fit against access. A press on a dot opens the person right below; the list says the same without a mouse."""
    rows = tuple(
        (person.contact_id, person.name, person.place, person.fit, person.access, _mark(person, chosen))
        for person in people
    )
    reads = "One dot a person; a square is not rated yet. Press one to see why they stand there" + (
        f". Shown are the first {len(people)} of {total:,}." if total > len(people) else "."
    )
    with st.container(gap="xsmall"):
        with st.container(gap=None):
            st.markdown(f"##### {parts.plain(ranking.finding(people))}", anchors=False)
            st.caption(reads)
        drawn = charts.specification(drawings.fit_and_access, rows)
        st.vega_lite_chart(
            spec=drawn, height=drawn["height"],
            alt=f"Fit against access of {parts.count(len(people), 'person', 'people')}; the list below says the same.",
            key=_chart_key(), on_select=_choose, selection_mode=drawings.SELECTS,
        )  # fmt: skip
        parts.table_behind(CHART, partial(charts.as_table, drawings.fit_and_access, rows))


def _choose() -> None:
    """What was pressed stands in the address from now on; a press beside the dots changes nothing."""
    state = st.session_state.get(_chart_key()) or {}
    pressed = state.get("selection", {}).get(drawings.SELECTS) or []
    if pressed and (who := pressed[0].get("contact_id")):
        st.query_params[WHO] = str(who)


def _chart_key() -> str:
    """The key of the chart. It changes when somebody is closed: of a chart that still has its selection, a press on the
    same dot would say nothing.
    """
    return f"{CHART}-{st.session_state.get(CLOSED, 0)}"


def _close() -> None:
    st.query_params.pop(WHO, None)
    st.session_state[CLOSED] = st.session_state.get(CLOSED, 0) + 1


def _mark(person: Ranked, chosen: Ranked | None) -> str:
    if chosen and person.contact_id == chosen.contact_id:
        return "chosen"
    if not person.is_rated:
        return "unrated"
    return "best" if person.place == 1 else "other"


def _nobody(others: int) -> None:
    waits = "Everybody on it was asked already, or stands apart. " if others else ""
    parts.nothing_yet(
        "Nobody is left to ask" if others else "Your shortlist is empty",
        f"{waits}Put somebody on your shortlist: three are enough for a first week. "
        "They are then ranked here by how well they fit and how easy they are to reach.",
    )
    if st.button("Find somebody", type="primary", icon=":material/person_search:", key="rank/look"):
        front_door.go("prospect_research", list="everyone")


def _others(here: Here, others: int) -> None:
    """Who is on the shortlist and not ranked, and why."""
    box = st.expander(
        f"{parts.count(others, 'person', 'people')} on your shortlist not ranked", icon=":material/filter_alt:",
        key="rank/others", on_change="rerun",
    )  # fmt: skip
    if not box.open:
        return
    with box:
        found, total = ranking.apart(
            here.records, here.as_of, here.zone, limit=OTHERS, offset=paging.skipped(OTHERS_PAGE, OTHERS, others)
        )
        with st.container(gap="xxsmall"):
            for person in found:
                _apart(person)
        paging.foot("Asked already, said no, parked, archived or not to be contacted", OTHERS_PAGE, total, OTHERS)


def _apart(person: Apart) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
        if st.button(f":blue[{parts.plain(person.name)}]", type="tertiary", key=f"apart-{person.contact_id}"):
            front_door.go("prospect_research", contact=person.contact_id)
        st.caption(STATES[person.state], width="content")


def _how() -> None:
    """Where the numbers come from: our convention, said with its parts."""
    with st.expander("How the rank is made", icon=":material/help:"):
        share = round(100 * ranking.FIT_SHARE)
        fits = ", ".join(f"{label.lower()} {most}" for label, most, _ in ranking.FIT.values())
        ways = ", ".join(
            f"{label[:1].lower()}{label[1:]} {max(points.values())}" for label, points, _ in ranking.ACCESS.values()
        )
        st.markdown(
            f"The weights are our convention, not a finding. Rank: {share} parts fit, {100 - share} parts access: "
            "choosing well pays more than reaching many (guide 1). "
            f"Fit, at most: {fits}; what is not rated counts as the middle. "
            f"Access, at most: {ways}. A mutual contact opens doors (guide 1). "
            f"From {ranking.GOOD_FIT} on a fit is called good, from {ranking.EASY} on somebody easy to reach."
        )


def _paid_off(talks: Sequence[Used]) -> None:
    """Whether a good fit paid off: fit against the usefulness of each talk (A26)."""
    parts.section("Did a good fit pay off?")
    if len(talks) < ranking.ENOUGH_TALKS:
        has = f"{len(talks)} of the {ranking.ENOUGH_TALKS}"
        parts.nothing_yet(
            f"Too early to say: {has} talks it takes",
            "It takes conversations with a debrief that says how useful they were, with people whose fit is rated.",
        )
        return
    said = ranking.paid_off(talks)
    parts.figure(
        said,
        f"One dot a conversation, {parts.count(len(talks), 'talk')} in all, by the fit as it is rated today. "
        "Guide 1 expects more of a few people chosen well than of many.",
        drawings.few_fits_and_use if said.startswith("Too early") else drawings.fit_and_use,
        tuple((talk.name, talk.fit, talk.useful) for talk in talks),
        f"Usefulness of {parts.count(len(talks), 'talk')} by the fit of the person. {said}.",
        key="rank/use",
    )


def _points_of(points: float) -> str:
    return f"{points:.0f}" if points == round(points) else f"{points:.1f}"
