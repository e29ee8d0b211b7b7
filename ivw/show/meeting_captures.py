"""What a conversation brought, caught while talking or right after: names, promises, topics, leads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ivw.coaching import meetings, promises, reflections
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.meetings import Meeting
from ivw.coaching.promises import MAY_MENTION, OFFERS, Referral
from ivw.show import front_door, let_go, meeting_words, parts, when
from ivw.show.draft_area import draft_area
from ivw.show.front_door import Here

DAYS_TO_KEEP_IT = 7  # what the form suggests; people say themselves
OWNERS = {"me": "I promised", "them": "They promised"}
MENTION = {"yes": ("green", "check"), "no": ("gray", "visibility_off"), "not asked": ("orange", "help")}


def names(here: Here, meeting: Meeting) -> None:
    """Whom they named in this conversation, each with the permission to mention them, and a form for one more."""
    form = f"named-{meeting.id}"
    with _kind("Whom they named"):
        if not _named(here, meeting):
            st.markdown(":gray[Nobody yet. Who else should you talk to, and may you mention their name? (guide 2)]")
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
    for referral in found:
        colour, icon = MENTION[referral.may_mention]
        badge = f":{colour}-badge[:material/{icon}: {MAY_MENTION[referral.may_mention]}]"
        says = f":material/person_add: **{parts.plain(referral.name)}**&ensp;{badge}"
        if referral.about or referral.kind:
            told = [OFFERS.get(referral.kind or "", ""), parts.plain(referral.about or "")]
            says += f"  \n:gray[{' · '.join(each for each in told if each)}]"
        with _row(says, referral.id, promises.remove_referral):
            permission(referral)
    return bool(found)


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
        st.date_input("By", due, format="YYYY-MM-DD", key=f"due-{token}")
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
            "", icon=":material/close:", type="tertiary", help="Take it out again", key=f"remove-{key}",
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
    parts.act(
        lambda here: promises.refer(
            here.records, contact_id=contact_id, name=name, may_mention=may, as_of=here.as_of, meeting_id=meeting_id,
            about=about, kind=kind, token=token,
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
