"""One person: who they are, what is due with them, and in tabs what happened, is planned, was promised."""

from collections.abc import Callable, Sequence
from typing import Literal
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

import streamlit as st

from ivw.coaching import contacts, follow_ups, journey
from ivw.coaching.contacts import Contact
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.follow_ups import Item
from ivw.coaching.incoming import is_email, is_web_address
from ivw.coaching.interactions import KINDS
from ivw.coaching.journey import Journey
from ivw.coaching.profile import TIES
from ivw.show import (
    duplicates,
    front_door,
    hand_over,
    log_form,
    parts,
    people_list,
    person_conversations,
    person_edit,
    person_more,
    person_profile,
    person_promises,
    research_sheet,
    reveal,
    time_line,
)  # fmt: skip
from ivw.show import journey as path
from ivw.show.front_door import Here
from ivw.show.queue_card import BADGES

# Grey, because a selected tab takes the primary colour, too dark to read on the dark theme.
NOW, LOG, CONVERSATIONS, PROMISES, RESEARCH = TABS = tuple(
    f":gray[{name}]" for name in ("Now", "This happened", "Conversations", "Promises", "Research")
)
# How an address names a tab; the first one needs no name.
OPENED_BY = {"log": LOG, "conversations": CONVERSATIONS, "promises": PROMISES, "research": RESEARCH}
STANDING = {
    "overdue": ("red", "priority_high"), "due": ("orange", "schedule"), "do_not_contact": ("gray", "block"),
    "dormant": ("gray", "bedtime"), "declined": ("gray", "thumb_down"), "parked": ("gray", "pause"),
    "waiting": ("blue", "hourglass_empty"), "scheduled": ("blue", "event"), "on_track": ("green", "check"),
    "prospect": ("gray", "person_search"), "archived": ("gray", "inventory_2"),
}  # fmt: skip
Standing = Callable[[], tuple[str, list[Item]]]
PLACE = "person"
# What is due and done in another tab of this panel.
IN_TAB = {"record": CONVERSATIONS, "promise": PROMISES}


def read_ahead(here: Here, contact_id: str) -> Standing:
    """Begin to read where things stand with somebody, while the page draws what comes before them."""
    return here.ahead(lambda records, as_of, zone: follow_ups.standing(records, contact_id, as_of, zone))


def draw(here: Here, contact_id: str, log: str | None = None, standing: Standing | None = None) -> bool:
    """Everything about one person; `log` is the kind of interaction to begin with. False where nobody has this id.

    `standing` is what `read_ahead` began for the same person.
    """
    try:
        person = contacts.get(here.records, contact_id)
    except InvalidRecord:
        return False
    state, items = (standing or read_ahead(here, person.id))()
    with st.container(border=True, gap="small", key=PLACE):
        _head(here, person, state, is_met=contacts.is_met(here.records, person.id))
        match st.session_state.get(person_more.mode_of(person.id)):
            case "edit":
                person_edit.draw(person.id, person_more.mode_of(person.id))
            case str(mode) if mode in person_more.ASKED:
                person_more.ask(here, person, mode)
            case _:
                if log not in KINDS:
                    log = None
                _tabs(here, person, state, items, log)
    return True


def _head(here: Here, person: Contact, state: str, *, is_met: bool) -> None:
    with st.container(gap="xxsmall"):
        st.subheader(parts.plain(person.name), anchor=False)
        works = ", ".join(part for part in (person.position, person.organization) if part)
        said = [part for part in (works, person.field, *person_profile.in_short(person)) if part]
        if said:
            st.caption(parts.plain(" · ".join(said)))
        words, urgency = contacts.state_in_words(state)
        colour, icon = STANDING[urgency or state]
        # A tie that nobody said counts as an acquaintance (glossary), which nobody should be told as a fact.
        tie = f" :gray-badge[:material/group: {TIES[person.tie]}]" if person.tie else ""
        st.markdown(f":{colour}-badge[:material/{icon}: {words}]{tie}")
    with st.container(horizontal=True, gap="small"):
        if person.archived_at:
            st.button(
                "Bring back", icon=":material/unarchive:", type="tertiary", key=f"unarchive-{person.id}",
                on_click=person_more.archive, args=(person.id, False),
            )  # fmt: skip
        elif not is_met:
            _shortlist_button(person)
        if person.email and is_email(person.email):
            st.link_button(
                "E-mail", f"mailto:{quote(person.email, safe='@')}", icon=":material/mail:", type="tertiary",
                help=parts.plain(person.email),
            )  # fmt: skip
        if person.linkedin_url and is_web_address(person.linkedin_url):
            st.link_button(
                "LinkedIn", person.linkedin_url, icon=":material/open_in_new:", type="tertiary",
                help=parts.plain(person.linkedin_url),
            )  # fmt: skip
        person_more.menu(person)
    parts.problem(person_more.form_of(person.id))
    if person_more.mode_of(person.id) not in st.session_state:
        duplicates.notice(here, person.id)


def _shortlist_button(person: Contact) -> None:
    on = person.shortlisted_at is not None
    st.button(
        "On your shortlist" if on else "Put on shortlist", icon=f":material/bookmark_{'added' if on else 'add'}:",
        type="tertiary", help="Take them off again" if on else None, key=f"shortlist-{person.id}",
        on_click=_shortlist, args=(person.id, not on),
    )  # fmt: skip


def _tabs(here: Here, person: Contact, state: str, items: Sequence[Item], log: str | None) -> None:
    key = _tab(person.id)
    # Another tab was asked for than the address named when this was drawn last: one was led there, or went back.
    asked = (front_door.asked_for("tab"), reveal.arrivals())
    if key not in st.session_state or st.session_state.get(f"{key}-asked") != asked:
        st.session_state[key] = LOG if log else OPENED_BY.get(asked[0] or "", NOW)
    now, this_happened, conversations, promised, researched = st.tabs(TABS, key=key, on_change="rerun")
    _keep_in_address(person.id, st.session_state[key])
    st.session_state[f"{key}-asked"] = (front_door.asked_for("tab"), asked[1])
    if now.open:
        with now, st.container(gap="medium"):
            way = _path(here, person, state, items)
            _due(here, items)
            if state == "prospect" and person.shortlisted_at and all(item.status == "upcoming" for item in items):
                _ask(person.id, way)
            elif _waits(state, items):
                _heard(person.id)
            person_profile.draw(here, person)
            time_line.draw(person.id)
    if this_happened.open:
        with this_happened:
            log_form.draw(person.id, log or follow_ups.fitting_kind(state, items))
    if conversations.open:
        with conversations:
            person_conversations.draw(person.id)
    if promised.open:
        with promised:
            person_promises.draw(here, person.id)
    if researched.open:
        with researched:
            research_sheet.draw(here, person, front_door.asked_for("depth"))


def _keep_in_address(contact_id: str, tab: str) -> None:
    """So that the page comes back as it was, after a reload or by way of Back."""
    name = next((name for name, each in OPENED_BY.items() if each == tab), None)
    if tab != LOG:
        st.query_params.pop("log", None)
    if name == front_door.asked_for("tab"):
        return
    if name is None:
        st.query_params.pop("tab", None)
    else:
        st.query_params["contact"] = contact_id
        st.query_params["tab"] = name


def _path(here: Here, person: Contact, state: str, items: Sequence[Item]) -> Journey:
    """How far the next conversation with them is prepared; for somebody on the shortlist how far one has come."""
    way = journey.of_contact(
        here.records, person.id, here.as_of, due={item.action for item in items if item.status != "upcoming"},
        rests=state == "parked",
    )  # fmt: skip
    if way.facts.meeting_id or person.shortlisted_at:
        path.show(way)
    return way


def _due(here: Here, items: Sequence[Item]) -> None:
    """What can be done with them now, each with its reason, else the next thing to come."""
    open_ = [item for item in items if item.status != "upcoming"]
    for place, item in enumerate(open_):
        _item(here, item, first=place == 0)
    coming = [item for item in items if item.status == "upcoming"]
    if coming and not open_:
        first = coming[0]
        st.caption(
            f":material/event_upcoming: {follow_ups.when_due(first, here.as_of, here.zone)}: "
            f"{parts.plain(follow_ups.title(first))}"
        )


def _ask(contact_id: str, way: Journey) -> None:
    """The way to the request; before it a little reading, where too little is known (X12)."""
    reads_first = way.next is not None and way.next.name == "research"
    with st.container(horizontal=True, gap="small"):
        if reads_first:
            st.button(
                path.READ, icon=":material/search:", type="primary", key=f"read-{contact_id}",
                on_click=_open_tab, args=(contact_id, RESEARCH),
            )  # fmt: skip
        asks: Literal["primary", "secondary"] = "secondary" if reads_first else "primary"
        if st.button(path.ASK, icon=":material/edit:", type=asks, key=f"ask-{contact_id}"):
            front_door.go("outreach", contact=contact_id, kind="request")


def _waits(state: str, items: Sequence[Item]) -> bool:
    """Whether their answer may come any moment."""
    return state == "waiting" or any(item.action in ("nudge", "second_person") for item in items)


def _heard(contact_id: str) -> None:
    """What one hears from somebody one waits for, a press away from being logged."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(":gray[Heard from them?]", width="content")
        for kind in ("agreed", "deferred", "declined", "reply"):
            st.button(
                KINDS[kind].label, icon=f":material/{KINDS[kind].icon}:", type="tertiary", key=f"heard-{kind}",
                on_click=_log, args=(contact_id, kind),
            )  # fmt: skip


def _log(contact_id: str, kind: str) -> None:
    people_list.open_person(contact_id, log=kind)
    _open_tab(contact_id, LOG)


def _open_tab(contact_id: str, tab: str) -> None:
    st.session_state[_tab(contact_id)] = tab


def _item(here: Here, item: Item, *, first: bool) -> None:
    key = f"{item.action}-{item.subject_id}"
    colour, icon = BADGES[item.status]
    with st.container(gap="xsmall"):
        with st.container(gap="xxsmall"):
            due = follow_ups.when_due(item, here.as_of, here.zone)
            st.markdown(f"**{parts.plain(follow_ups.title(item))}**&ensp;:{colour}-badge[:material/{icon}: {due}]")
            st.markdown(
                f":gray[{parts.plain(follow_ups.why(item, here.zone, here.as_of))}]",
                help=follow_ups.GUIDES[item.action],
            )
        with st.container(horizontal=True, gap="small"):
            _open(here, item, key, first=first)
            if item.action not in ("record", "second_person"):
                st.button(
                    "Done",
                    icon=":material/check:",
                    type="tertiary",
                    key=f"done-{key}",
                    on_click=_done,
                    args=(item, key),
                )
        parts.problem(key)


def _open(here: Here, item: Item, key: str, *, first: bool) -> None:
    """The way to what the item asks for: to another tab where that is here, else to its page."""
    label, icon = hand_over.called(item)
    kind: Literal["primary", "secondary"] = "primary" if first else "secondary"
    if item.action in IN_TAB:
        st.button(label, key=f"open-{key}", icon=icon, type=kind, on_click=_take_up, args=(item,))
    elif st.button(label, key=f"open-{key}", icon=icon, type=kind):
        page, query = hand_over.where(here, item)
        if page == "prospect_research":  # nobody else there is known yet, so one looks at the place
            st.query_params.from_dict(query)
            st.rerun()
        front_door.go(page, **query)


def _take_up(item: Item) -> None:
    st.session_state[_tab(item.contact_id)] = IN_TAB[item.action]


def _done(item: Item, key: str) -> None:
    # The same item has the same id however often it is clicked: the log takes it once.
    token = str(uuid5(NAMESPACE_URL, f"{item.action}/{item.subject_id}/{item.due_at.isoformat()}"))
    parts.act(lambda here: follow_ups.mark_done(here.records, item, as_of=here.as_of, token=token), key)


def _shortlist(contact_id: str, on: bool) -> None:
    parts.act(
        lambda here: contacts.shortlist(here.records, contact_id, as_of=here.as_of, on=on), f"person-{contact_id}"
    )


def _tab(contact_id: str) -> str:
    return f"person-tab-{contact_id}"
