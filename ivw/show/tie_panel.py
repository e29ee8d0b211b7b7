"""One tie: what its score is made of, what holds it down, what would raise it today, and what one can do about it."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from ivw.coaching import contacts, follow_ups, network, profile, promises, ties
from ivw.show import charts, front_door, hand_over, parts, queue_card
from ivw.show.front_door import Here

BADGES = {
    "healthy": ("green", "check_circle"),
    "attention": ("blue", "visibility"),
    "at_risk": ("orange", "trending_down"),
    "fading": ("red", "south_east"),
    None: ("gray", "bedtime"),
}
ADVISED = 2  # so many steps; more would be a list to choose from instead of a thing to do
UNSAID = "Not said"


def ahead(here: Here, health: ties.Health) -> Callable[[], None]:
    """Begin to read what is due with this person, which takes longest; calling what is returned draws the tie."""
    due = here.ahead(lambda records, as_of, zone: follow_ups.of_contact(records, health.contact_id, as_of, zone))
    return lambda: _draw(here, health, due)


def _draw(here: Here, health: ties.Health, due: Callable[[], list[follow_ups.Item]]) -> None:
    """In one bordered box: words on the left, the four parts on the right."""
    tie, items = ties.apart(here.records, health, here.as_of, here.zone), due()
    with parts.card():
        words, bars = st.columns([1, 1.1], gap="large")
        with words, st.container(gap="small"):
            _who(health)
            st.markdown(parts.plain(ties.explained(tie, here.as_of)))
            _advice(here, tie)
            _due(here, items)
            _promised_to_me(here, health)
            _actions(here, health, items)
        with bars:
            _four_parts(tie)


def _who(health: ties.Health) -> None:
    colour, icon = BADGES[health.band]
    band = f"{network.BANDS[health.band]}, {health.score}" if health.band else "Dormant"
    tie = profile.TIES[health.tie or "C"]
    with st.container(gap="xxsmall"):
        st.subheader(parts.plain(health.contact), anchor=False)
        if health.position or health.organization:
            st.caption(parts.plain(", ".join(part for part in (health.position, health.organization) if part)))
        st.markdown(
            f":{colour}-badge[:material/{icon}: {band}] :gray-badge[{tie} tie] :gray-badge[Every {health.cadence} days]"
        )


def _advice(here: Here, tie: ties.Apart) -> None:
    if tie.health.do_not_contact:
        st.markdown(":gray[:material/do_not_disturb_on: Marked as do not contact: nothing about them is ever due.]")
        return
    found = ties.steps(tie, here.as_of)[:ADVISED]
    for step in found:
        st.markdown(f":gray[:material/task_alt: {parts.plain(ties.advised(tie, step))}]")
    if not found:
        st.markdown(":gray[:material/task_alt: Nothing you could do today would raise it.]")


def _due(here: Here, items: list[follow_ups.Item]) -> None:
    for item in items:
        colour, icon = queue_card.BADGES[item.status]
        when = follow_ups.when_due(item, here.as_of, here.zone)
        st.markdown(f"{parts.plain(follow_ups.title(item))}&ensp;:{colour}-badge[:material/{icon}: {when}]")


def _promised_to_me(here: Here, health: ties.Health) -> None:
    for promise in promises.of_contact(here.records, health.contact_id):
        if promise.owner == "them" and promise.done_at is None and promise.dropped_at is None:
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                late = promise.due < here.as_of.date()
                st.markdown(
                    f":material/redeem: They promised: {parts.plain(promise.what)} "
                    f":gray[{'since' if late else 'by'} {_day(promise.due)}]",
                    width="stretch",
                )
                form = f"kept-{promise.id}"
                token = parts.token(here, form)
                st.button(
                    "Kept", icon=":material/check:", type="tertiary", key=form, on_click=_kept,
                    args=(promise.id, form, token),
                )  # fmt: skip
            parts.problem(form)


def _actions(here: Here, health: ties.Health, items: list[follow_ups.Item]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        can_write = not health.do_not_contact
        if can_write and st.button("Write to them", icon=":material/edit:", type="primary", key="write"):
            page, query = _to_write(here, health, items)
            front_door.go(page, **query)
        with st.popover("Tie and cadence", type="tertiary"):
            _tie_and_cadence(here, health)
        if st.button("All you know", type="tertiary", key="all"):
            front_door.go("prospect_research", contact=health.contact_id)


def _to_write(here: Here, health: ties.Health, items: list[follow_ups.Item]) -> tuple[str, dict[str, str]]:
    """Where the message is written: what is most pressing of all that is settled by writing, else a sign of life."""
    for item in items:
        if item.status != "upcoming" and item.action in hand_over.WRITTEN_AS:
            return hand_over.where(here, item)
    return "outreach", {"contact": health.contact_id, "kind": "reconnect" if health.dormant else "check_in"}


def _tie_and_cadence(here: Here, health: ties.Health) -> None:
    form = f"tie-{health.contact_id}"
    token = parts.token(here, form)
    days = profile.cadences(here.records)
    labels = {"": f"{UNSAID}: counts as {profile.TIES['C'].lower()}"}
    labels |= {tie: f"{label}, every {days[tie]} days" for tie, label in profile.TIES.items()}
    with st.form(f"tie-form-{token}", border=False):
        said = list(labels).index(health.tie or "")
        st.selectbox("Tie", list(labels), index=said, format_func=lambda tie: labels[tie], key=f"tie-{token}")
        parts.problem(form, "tie")
        # Not through `value`: a field that begins with a value of its own cannot be emptied again.
        st.session_state.setdefault(f"cadence-{token}", health.own_cadence)
        st.number_input(
            "In touch every so many days",
            value=None,
            step=1,
            key=f"cadence-{token}",
            placeholder=f"{days[health.tie or 'C']}, as the tie says",
            help="Leave it empty to go by the tie. It decides when to check in, and when silence begins to cost.",
        )
        parts.problem(form, "cadence_days")
        parts.problem(form)
        st.form_submit_button("Save", on_click=_save_tie, args=(health.contact_id, form, token))
    if st.button("Change the days of each tie", type="tertiary", icon=":material/tune:", key="cadences"):
        front_door.go("your_records", open="profile")


def _save_tie(contact_id: str, form: str, token: str) -> None:
    tie, cadence = st.session_state.get(f"tie-{token}"), st.session_state.get(f"cadence-{token}")
    parts.act(
        lambda here: contacts.change(here.records, contact_id, tie=tie or None, cadence_days=cadence), form, token
    )


def _kept(promise_id: str, form: str, token: str) -> None:
    parts.act(lambda here: promises.keep(here.records, promise_id, as_of=here.as_of), form, token)


def _four_parts(tie: ties.Apart) -> None:
    points = tuple(
        (label, weight * getattr(tie.health, part), weight) for part, (label, weight, _) in ties.PARTS.items()
    )
    parts.figure(
        ties.costliest(tie),
        "Points by part. The weights are a convention, not a finding.",
        charts.health_parts,
        points,
        f"Bars of the points {tie.health.contact} has by part: "
        + ", ".join(f"{label} {got:.1f} of {top}" for label, got, top in points),
        key="parts",
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"
