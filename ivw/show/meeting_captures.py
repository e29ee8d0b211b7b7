"""What a conversation brought, caught while talking or right after: names, promises, topics, leads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ivw.coaching import meetings, must_asks, namesakes, promises, reflections
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.meetings import Meeting
from ivw.coaching.past_meetings import SOMEBODY_NEW, Known
from ivw.coaching.promises import MAY_MENTION, OFFERS, Referral
from ivw.show import front_door, let_go, meeting_words, parts, when
from ivw.show import names as said_of
from ivw.show.draft_area import draft_area
from ivw.show.front_door import Here

NEW = "named/somebody-new/"  # before a referral: it was said that they are somebody new
MOST_OF_A_NAME = 3
DAYS_TO_KEEP_IT = 7  # what the form suggests; people say themselves
OWNERS = {"me": "I promised", "them": "They promised"}
MENTION = {"yes": ("green", "check"), "no": ("gray", "visibility_off"), "not asked": ("orange", "help")}


def names(here: Here, meeting: Meeting) -> None:
    """Whom they named in this conversation, each with the permission to mention them, and a form for one more."""
    form = f"named-{meeting.id}"
    with _kind("Whom they named"):
        if not _named(here, meeting):
            st.markdown(":gray[Nobody yet. Who else should you talk to, and may you mention their name? (guide 2)]")
        _same_person(here, meeting.id)
        with _opens("Add a name", form):
            referral_form(here, meeting.contact_id, form, meeting.id, in_full=True)


def promised(here: Here, meeting: Meeting) -> None:
    """What was promised in this conversation, both ways, and a form for one more."""
    form = f"promise-{meeting.id}"
    with _kind("Promises"):
        if not _promised(here, meeting):
            st.markdown(":gray[None yet. What you promise turns up in your queue on its day.]")
        with _opens("Note a promise", form):
            promise_form(here, meeting.contact_id, form, meeting.id)


@st.fragment
def about(meeting_id: str) -> None:
    """What was talked about, to be written and mended freely. A keystroke draws nothing but this anew."""
    meeting = meeting_words.still_there(front_door.here(), meeting_id)
    draft_area(
        "What you talked about", key=f"about:{meeting_id}", text=meeting.about or "",
        height=72, placeholder="A line or two; a semicolon separates topics", on_save=partial(_keep_about, meeting_id),
        help="Your thank-you names one of them, and the queue reminds you of them.",
    )  # fmt: skip


def leads(here: Here, meeting: Meeting) -> None:
    """The openings they volunteered, and a form for one more."""
    form = f"lead-{meeting.id}"
    with _kind("Leads"):
        if not _leads(here, meeting, can_go=True):
            st.markdown(":gray[None. An opening they tell you of by themselves belongs here.]")
        with _opens("Note a lead", form):
            _lead_form(here, meeting, form)


def caught(here: Here, meeting: Meeting) -> bool:
    """All that was caught so far, kind by kind, each with its way out; False where that is nothing."""
    # A list first, since any() would stop drawing at the first kind that was caught.
    return any([_named(here, meeting), _promised(here, meeting), _topics(meeting), _leads(here, meeting)])


def _named(here: Here, meeting: Meeting) -> bool:
    found = promises.referrals_in(here.records, meeting.id)
    open_ones = any(each.may_mention == "not asked" for each in found)
    asked = open_ones and must_asks.asked_for_name(here.records, meeting.id)
    for referral in found:
        colour, icon = MENTION[referral.may_mention]
        said = "Asked: what did they say?" if asked else MAY_MENTION["not asked"]
        said = said if referral.may_mention == "not asked" else MAY_MENTION[referral.may_mention]
        badge = f":{colour}-badge[:material/{icon}: {said}]"
        says = f":material/person_add: **{parts.plain(referral.name)}**&ensp;{badge}"
        if referral.about or referral.kind:
            told = [OFFERS.get(referral.kind or "", ""), parts.plain(referral.about or "")]
            says += f"  \n:gray[{' · '.join(each for each in told if each)}]"
        with _row(says, referral.id, promises.remove_referral):
            permission(referral)
    return bool(found)


def _same_person(here: Here, meeting_id: str) -> None:
    """Ask of everybody who was caught by name alone whether they are who has that name in the records."""
    for doubt in namesakes.of_meeting(here.records, meeting_id):
        if st.session_state.get(NEW + doubt.referral_id):
            continue
        key = f"same-{doubt.referral_id}"
        st.markdown(f":material/help: **{parts.plain(doubt.name)}** is in your records already: the same person?")
        with st.container(horizontal=True, gap="xsmall"):
            for each in doubt.known[:MOST_OF_A_NAME]:
                st.button(
                    f"Yes, {parts.plain(_called(each))}", icon=":material/link:", key=f"{key}-{each.contact_id}",
                    on_click=_link, args=(doubt.referral_id, each.contact_id, key),
                )  # fmt: skip
            st.button(
                "Somebody else", type="tertiary", key=f"{key}-no", on_click=_somebody_new, args=(doubt.referral_id,)
            )
        parts.problem(key)


def _called(one: Known) -> str:
    return f"{one.name}, {one.organization}" if one.organization else one.name


def _link(referral_id: str, contact_id: str, key: str) -> None:
    parts.act(lambda here: namesakes.link(here.records, referral_id, contact_id), key)


def _somebody_new(referral_id: str) -> None:
    st.session_state[NEW + referral_id] = True


def _promised(here: Here, meeting: Meeting) -> bool:
    found = promises.of_meeting(here.records, meeting.id)
    for promise in found:
        kept = ":green-badge[:material/check: Kept]" if promise.done_at else ""
        by = kept or f":gray-badge[:material/schedule: By {when.on_day(here, promise.due)}]"
        says = f":material/handshake: {OWNERS[promise.owner]}: **{parts.plain(promise.what)}**&ensp;{by}"
        with _row(says, promise.id, promises.remove):
            pass
    return bool(found)


def _topics(meeting: Meeting) -> bool:
    found = meetings.topics(meeting.about)
    for place, topic in enumerate(found):
        with _row(f":material/forum: {parts.plain(topic)}", f"{meeting.id}-{place}", _taking_out(meeting.id, topic)):
            pass
    return bool(found)


def _leads(here: Here, meeting: Meeting, *, can_go: bool = False) -> bool:
    found = reflections.leads(here.records, meeting.id)
    for lead in found:
        mark = "&ensp;:gray-badge[:material/visibility_off: Not advertised]" if lead.unadvertised else ""
        if lead.dropped_at:
            mark += f"&ensp;:gray-badge[:material/close: Let go: {parts.plain(lead.dropped_why)}]"
        with _row(f":material/work: **{parts.plain(lead.what)}**{mark}", lead.id, reflections.remove_lead):
            if can_go and not lead.dropped_at:
                let_go.button(f"The lead “{lead.what}”: you do not follow it.", lead.id, partial(_let_lead_go, lead.id))
    return bool(found)


def promise_form(here: Here, contact_id: str, form: str, meeting_id: str | None = None) -> None:
    """Note a promise between two people, made in this conversation if one is named."""
    token = parts.token(here, form)
    with st.form(f"{form}-{token}", border=False):
        parts.choice("Who promised", OWNERS, key=f"owner-{token}")
        st.text_input("What", key=f"what-{token}", placeholder="An article, a name, an answer")
        parts.problem(form, "what")
        due = here.as_of.date() + timedelta(days=DAYS_TO_KEEP_IT)
        st.date_input("By", due, format=when.day_format(), key=f"due-{token}")
        parts.problem(form)
        st.form_submit_button(
            "Note it", icon=":material/handshake:", on_click=_promise, args=(contact_id, meeting_id, form, token)
        )


def referral_form(
    here: Here, contact_id: str, form: str, meeting_id: str | None = None, *, in_full: bool = False
) -> None:
    """Add somebody who was named, in this conversation if one is named; `in_full` asks what was said of them, too."""
    token = parts.token(here, form)
    with st.form(f"{form}-{token}", border=False):
        st.text_input("Name", key=f"named-{token}", placeholder="They go on your shortlist, introduced")
        parts.problem(form, "name")
        _meant(here, contact_id, token)
        parts.problem(form, "whom")
        st.selectbox(
            "May you mention who named them?", list(MAY_MENTION), index=2, format_func=MAY_MENTION.__getitem__,
            key=f"may-{token}",
        )  # fmt: skip
        if in_full:
            st.text_input("What they said about them", key=f"named-about-{token}", placeholder="A line, if you like")
            parts.problem(form, "about")
            st.selectbox(
                "What they offered", list(OFFERS), index=None, format_func=OFFERS.__getitem__,
                key=f"offered-{token}", placeholder="Nothing more",
                help="Only what they offer by themselves: an introduction, passing on a CV (guides 1 and 3).",
            )  # fmt: skip
        parts.problem(form)
        st.form_submit_button(
            "Add them", icon=":material/person_add:", on_click=_refer, args=(contact_id, meeting_id, form, token)
        )


def _meant(here: Here, contact_id: str, token: str) -> None:
    """Whether somebody in the records is meant, once a name was refused for it: said, and never decided by the name."""
    name = str(st.session_state.get(f"named-{token}") or "")
    if found := promises.known(here.records, name, named_by=contact_id):
        called = parts.each_once(
            {each.contact_id: _called(each) for each in found} | {SOMEBODY_NEW: "Somebody new of that name"}
        )
        st.selectbox(
            "In your records", list(called), index=None, format_func=lambda each: called.get(each, ""),
            key=_meant_key(token, found), placeholder="Do you mean them?",
        )  # fmt: skip


def _meant_key(token: str, found: list[Known]) -> str:
    """Another name asks anew: what was said of one says nothing of the next."""
    return f"named-whom-{token}-{len(found)}-{found[0].contact_id}"


def permission(referral: Referral) -> None:
    """Change what they said about mentioning them; it is often asked later."""
    others = [each for each in MAY_MENTION if each != referral.may_mention]
    chosen = st.menu_button(
        "Permission", others, format_func=MAY_MENTION.__getitem__, type="tertiary", key=f"mention-{referral.id}"
    )
    if chosen:
        parts.act(lambda here: promises.permit(here.records, referral.id, chosen), referral.id)
        st.rerun()


def _lead_form(here: Here, meeting: Meeting, form: str) -> None:
    token = parts.token(here, form)
    with st.form(f"{form}-{token}", border=False):
        st.text_input("What they told you", key=f"lead-{token}", placeholder="They look for a second analyst in spring")
        parts.problem(form, "what")
        st.checkbox("It is not advertised yet", key=f"unadvertised-{token}")
        st.caption("Only what they offered by themselves: one never asks for a job in such a talk (guide 2).")
        parts.problem(form)
        st.form_submit_button(
            "Note it", icon=":material/work:", on_click=_note_lead, args=(meeting.contact_id, meeting.id, form, token)
        )


@contextmanager
def _kind(title: str) -> Iterator[None]:
    with st.container(gap="xsmall"):
        st.markdown(f"**{title}**")
        yield


def _opens(label: str, form: str) -> DeltaGenerator:
    return st.expander(label, type="compact", expanded=parts.refused(form), key=f"{form}-open")


@contextmanager
def _row(says: str, key: str, remove: Callable[..., Done]) -> Iterator[None]:
    """Something that was captured: what it is, what belongs to it, and the way to take it out again."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        with st.container(gap=None):
            st.markdown(says)
        yield
        st.button(
            "", icon=":material/close:", type="tertiary", help=said_of.of("remove-", "close"), key=f"remove-{key}",
            on_click=_remove, args=(remove, key),
        )  # fmt: skip
    parts.problem(f"remove-{key}")


def _let_lead_go(lead_id: str, here: Here, why: str) -> Done:
    return reflections.let_lead_go(here.records, lead_id, why, as_of=here.as_of)


def _remove(remove: Callable[..., Done], key: str) -> None:
    parts.act(lambda here: remove(here.records, key), f"remove-{key}")


def _keep_about(meeting_id: str, typed: str) -> None:
    meetings.write_down(front_door.here().records, meeting_id, "about", typed)


def _taking_out(meeting_id: str, topic: str) -> Callable[..., Done]:
    return lambda records, _key: meetings.remove_topic(records, meeting_id, topic)


def _promise(contact_id: str, meeting_id: str | None, form: str, token: str) -> None:
    owner, what, due = (st.session_state.get(f"{field}-{token}") for field in ("owner", "what", "due"))

    def note(here: Here) -> Done:
        if due is None:
            raise InvalidRecord("due", "The day is missing.", "Say by when, roughly is fine.")
        return promises.promise(
            here.records, contact_id=contact_id, owner=str(owner), what=str(what or ""), due=due, as_of=here.as_of,
            meeting_id=meeting_id, token=token,
        )  # fmt: skip

    parts.act(note, form, token)


def _refer(contact_id: str, meeting_id: str | None, form: str, token: str) -> None:
    name, may = (str(st.session_state.get(f"{field}-{token}") or "") for field in ("named", "may"))
    about, kind = (st.session_state.get(f"{field}-{token}") for field in ("named-about", "offered"))
    found = promises.known(front_door.here().records, name, named_by=contact_id)
    whom = st.session_state.get(_meant_key(token, found)) if found else None
    if whom == SOMEBODY_NEW:
        st.session_state[NEW + token] = True
    parts.act(
        lambda here: promises.refer(
            here.records, contact_id=contact_id, name=name, may_mention=may, as_of=here.as_of, meeting_id=meeting_id,
            about=about, kind=kind, token=token, whom=whom,
        ), form, token,
    )  # fmt: skip


def _note_lead(contact_id: str, meeting_id: str, form: str, token: str) -> None:
    what, hidden = st.session_state.get(f"lead-{token}"), st.session_state.get(f"unadvertised-{token}")
    parts.act(
        lambda here: reflections.note_lead(
            here.records, contact_id=contact_id, what=str(what or ""), unadvertised=bool(hidden), as_of=here.as_of,
            meeting_id=meeting_id, token=token,
        ), form, token,
    )  # fmt: skip
