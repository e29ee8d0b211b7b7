"""After a message was sent: what was logged, what comes next with this person, and who waits now."""

import streamlit as st

from ivw.coaching import connecting, contacts, follow_ups, meetings
from ivw.coaching.contacts import Contact
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import is_web_address
from ivw.coaching.interactions import CHANNELS, KINDS
from ivw.coaching.outreach import Sent
from ivw.show import appointment_file, front_door, message_list, parts, when
from ivw.show.front_door import Here
from ivw.show.queue_card import BADGES

OTHERS = 3
UNTIL_THEY_ANSWER = {"nudge", "second_person"}


def draw(here: Here, person: Contact, kind: str, sent: Sent) -> None:
    """What became of it. The undo stands at the head of the page."""
    with parts.card(), st.container(gap="small"):
        with st.container(gap=None):
            logged, how = KINDS[sent.kind], CHANNELS.get(sent.channel or "")
            did = f"{logged.label[:1].lower()}{logged.label[1:]}"
            st.markdown(f"##### :green[:material/check_circle:] Logged: {did}", anchors=False)
            said = when.moment(here, sent.happened_at)
            st.caption(f"{said[:1].upper()}{said[1:]}{f', {how}' if how else ''}. It stands on their time line.")
        _next(here, person)
        with st.container(horizontal=True, gap="small"):
            if st.button("This week", type="primary", icon=":material/wb_sunny:", key="to-this-week"):
                front_door.go("this_week")
            _conversation(here, person, sent)
            if st.button(f"Open {parts.plain(person.name)}", icon=":material/arrow_forward:", key="to-person"):
                front_door.go("prospect_research", contact=person.id)
            if st.button("Write another one", type="tertiary", icon=":material/edit:", key="write-another"):
                about = {"meeting": named} if (named := front_door.asked_for("meeting")) else {}
                st.query_params.from_dict({"contact": person.id, "kind": kind, "again": "1"} | about)
                st.rerun()
        if sent.kind == "thank_you":
            _connect(here, person)
    with st.container(gap="small"):
        parts.section("Who else waits")
        message_list.draw(here, size=OTHERS, but=person.id)


def _conversation(here: Here, person: Contact, sent: Sent) -> None:
    """What was confirmed: to open, and for one's own calendar."""
    planned = meetings.of_contact(here.records, person.id) if sent.kind == "confirmation" else []
    about = next((each for each in reversed(planned) if each.status == "planned"), None)
    if about is None:
        return
    if st.button("The conversation", icon=":material/forum:", key="to-conversation"):
        front_door.go("conversation", meeting=about.id)
    appointment_file.offer(about, person)


def _connect(here: Here, person: Contact) -> None:
    """Whoever was thanked is somebody to stay connected with: the note for it, and a press that logs it."""
    try:
        said = connecting.invitation(here.records, person.id, as_of=here.as_of, zone=here.zone)
    except InvalidRecord as broken:  # a slip in its template
        st.caption(f":red[:material/error: {parts.plain(broken.wrong)} {parts.plain(broken.right)}]")
        return
    if said is None:
        return
    form = f"connect-{person.id}"
    token = parts.token(here, form)
    with st.container(gap="xsmall"):
        st.markdown(
            "**Connect with them on LinkedIn, too**",
            help="Whoever sees now and then what you do remembers you; a line that mentions your talk tells them who "
            "you are (guide 1).",
        )
        st.code(said, language=None, wrap_lines=True)
        with st.container(horizontal=True, gap="small"):
            if person.linkedin_url and is_web_address(person.linkedin_url):
                st.link_button("Open LinkedIn", person.linkedin_url, icon=":material/open_in_new:")
            if st.button("I invited them", icon=":material/link:", key=f"invited-{token}"):
                parts.act(
                    lambda now: connecting.invited(now.records, person.id, said, as_of=now.as_of, token=token),
                    form, token,
                )  # fmt: skip
                st.rerun()
        parts.problem(form)


def _next(here: Here, person: Contact) -> None:
    """What is open with them now, else what opens next, else where things stand."""
    state, items = follow_ups.standing(here.records, person.id, here.as_of, here.zone)
    first = next(iter(items), None)
    with st.container(gap="xxsmall"):
        st.markdown("**What comes next**")
        if first is None:
            words, _ = contacts.state_in_words(state)
            st.markdown(f"Nothing is due with them. Where things stand: {words.lower()}.")
            return
        colour, icon = BADGES[first.status]
        due = follow_ups.when_due(first, here.as_of, here.zone)
        st.markdown(
            f"{parts.plain(follow_ups.title(first))}&ensp; :{colour}-badge[:material/{icon}: {due}]",
            help=follow_ups.GUIDES[first.action],
        )
        if first.status == "upcoming":
            unless = ", unless they answer first" if first.action in UNTIL_THEY_ANSWER else ""
            st.caption(f"It comes onto your queue by itself{unless}.")
        else:
            st.caption(parts.plain(follow_ups.why(first, here.zone, here.as_of)))
