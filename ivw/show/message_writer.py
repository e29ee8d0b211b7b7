"""Writing one message: what goes in on the left, the draft on the right, and below it the ways to send it.

Until a word is changed, the text is the template's and follows every choice; from then on it is one's own, kept while
one types, and choices leave it alone.
"""

import re
from functools import partial
from typing import Literal
from urllib.parse import quote
from zlib import crc32

import streamlit as st

from ivw.coaching import contacts, outreach, wording
from ivw.coaching.contacts import Contact
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.incoming import is_email, is_web_address
from ivw.coaching.message_advice import ADVICE
from ivw.coaching.outreach import KINDS, NOTE_LIMIT, Draft, Written
from ivw.show import front_door, message_choices, message_list, parts
from ivw.show.draft_area import draft_area
from ivw.show.front_door import Here
from ivw.show.message_choices import Choices

LONGEST_LINK = 2_000  # characters that every mail program takes
LONGEST = 15_000
_GAP = re.compile(r"\[[^\[\]\n]{2,80}\]")


@st.fragment
def draw(contact_id: str, kind: str, meeting_id: str | None) -> None:
    """One message to somebody. A keystroke draws nothing but this anew."""
    here = front_door.here()
    try:
        person = contacts.get(here.records, contact_id)
    except InvalidRecord as gone:  # removed in another tab since this page was drawn
        parts.nothing_yet(gone.wrong, gone.right)
        return
    left, right = st.columns([1, 1.25], gap="large")
    with left, st.container(gap="small"):
        choices = message_choices.ask(here, person, kind)
        template = _drafted(here, person, kind, meeting_id, choices)
        message_choices.fill_in(here, person, kind, template.missing, meeting_id)
        _advice(kind)
    with right, st.container(gap="small"):
        if person.do_not_contact:
            st.markdown(":orange[:material/block: You marked them: do not contact.]")
        _message(here, person, kind, choices, template)
    with st.container(horizontal=True, gap="small"):
        if st.button("All messages", type="tertiary", icon=":material/arrow_back:", key="all-messages"):
            st.query_params.clear()
            st.rerun()
        if st.button(f"Open {parts.plain(person.name)}", type="tertiary", icon=":material/person:", key="to-person"):
            front_door.go("prospect_research", contact=person.id)


def _drafted(here: Here, person: Contact, kind: str, meeting_id: str | None, choices: Choices) -> Draft:
    """The template with the facts in it; where its file is broken, nothing, and what is wrong with it."""
    try:
        return outreach.draft(
            here.records, person.id, kind, as_of=here.as_of, zone=here.zone, slots=choices.slots,
            minutes=choices.minutes, channel=choices.channel, meeting_id=meeting_id, format=choices.format,
            offer=choices.offer, note=choices.note,
        )  # fmt: skip
    except InvalidRecord as broken:
        st.markdown(f":red[:material/error: {parts.plain(broken.wrong)} {parts.plain(broken.right)}]")
        return Draft("", "", ())


def _message(here: Here, person: Contact, kind: str, choices: Choices, template: Draft) -> None:
    form = f"sent-{person.id}-{kind}"
    own = outreach.written(here.records, person.id, kind)
    # With the count in its key, what was sent leaves a fresh field behind: in every tab, and after a reload.
    key = f"{outreach.slot(person.id, kind)}:{contacts.happenings(here.records, person.id)}"
    subject = _subject(person, kind, own, template, choices, key)
    body = draft_area(
        "Message", key=key, text=own.body if own else template.body, max_chars=LONGEST,
        height=120 if choices.note else 320, on_save=partial(_keep_body, person.id, kind, subject),
    )  # fmt: skip
    parts.problem(form, "text")
    with st.container(gap="xxsmall"):
        _length(kind, body, note=choices.note)
        _whose(here, person, kind, is_own=own is not None)
    gaps = list(dict.fromkeys(_GAP.findall(body)))
    if gaps:
        shown = wording.listed([parts.plain(gap) for gap in gaps])
        st.markdown(f":orange[:material/edit_off: Still to fill in before it goes: {shown}]")
    _ways_out(here, person, kind, choices, subject, body, form, gaps=bool(gaps))


def _subject(person: Contact, kind: str, own: Written | None, template: Draft, choices: Choices, key: str) -> str:
    if choices.note:
        return ""
    stands = own.subject if own else template.subject
    field = f"subject-{key}-{crc32(stands.encode())}"
    said = st.text_input(
        "Subject", stands, key=field, max_chars=200, on_change=_keep_subject,
        args=(person.id, kind, field, stands, own.body if own else template.body),
    )  # fmt: skip
    return said or ""


def _keep_subject(contact_id: str, kind: str, field: str, stands: str, body: str) -> None:
    said = st.session_state.get(field) or ""
    if said == stands:
        # A second click on "I sent it" that arrives when all this is gone brings every field along as if it had just
        # been changed: the draft that was sent would stand there again.
        return
    here = front_door.here()
    own = outreach.written(here.records, contact_id, kind)
    outreach.keep(here.records, contact_id, kind, said, own.body if own else body, here.as_of)


def _keep_body(contact_id: str, kind: str, subject: str, body: str) -> None:
    here = front_door.here()
    own = outreach.written(here.records, contact_id, kind)
    outreach.keep(here.records, contact_id, kind, own.subject if own else subject, body, here.as_of)


def _length(kind: str, body: str, *, note: bool) -> None:
    n, most, what = len(body), NOTE_LIMIT, "characters"
    if not note:
        n, most, what = wording.words(body), KINDS[kind].most_words, "words"
    if n > most:
        st.caption(f":orange[:material/straighten: {n:,} {what}. At most {most} are easily read.]")
    else:
        st.caption(f":material/straighten: {n:,} of at most {most} {what}")


def _whose(here: Here, person: Contact, kind: str, *, is_own: bool) -> None:
    """Whose words they are, and the way back to the template's."""
    if not is_own:
        st.caption(":material/auto_fix_high: From the template. It follows your choices until you change a word.")
        return
    asking = f"over-{person.id}-{kind}"
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if not st.session_state.get(asking):
            st.button(
                "Draft it from the template", icon=":material/auto_fix_high:", type="tertiary",
                key=f"template-{asking}", on_click=_ask_first, args=(asking, True),
            )  # fmt: skip
            return
        st.markdown("This puts away what you wrote here.", width="content")
        token = parts.token(here, asking)
        if st.button("Put mine away", key=f"replace-{token}"):
            parts.act(lambda now: outreach.start_over(now.records, person.id, kind), asking, token)
            _ask_first(asking, False)
            st.rerun()
        st.button("Keep mine", type="tertiary", key=f"keep-{token}", on_click=_ask_first, args=(asking, False))


def _ask_first(asking: str, on: bool) -> None:
    st.session_state[asking] = on


def _ways_out(
    here: Here, person: Contact, kind: str, choices: Choices, subject: str, body: str, form: str, *, gaps: bool
) -> None:  # fmt: skip
    """Copy it, open it where it is sent from, and say that it was sent."""
    token = parts.token(here, form)
    with st.container(horizontal=True, gap="small"):
        with st.popover("Copy", icon=":material/content_copy:"):
            if subject:
                st.code(subject, language=None, wrap_lines=True)
            st.code(body, language=None, wrap_lines=True)
            st.caption("The button in the corner copies it.")
        if person.email and is_email(person.email):
            st.link_button("Open as e-mail", mail_link(person.email, subject, body), icon=":material/mail:")
        if person.linkedin_url and is_web_address(person.linkedin_url):
            st.link_button("Open LinkedIn", person.linkedin_url, icon=":material/open_in_new:")
    if person.email and is_email(person.email) and len(mail_link(person.email, subject, body)) > LONGEST_LINK:
        st.caption("This is long for some mail programs. Where it arrives cut off, copy it instead.")
    with st.container(gap="xxsmall"):
        gives = st.checkbox(
            "It offers them something", KINDS[kind].gives, key=f"gives-{token}",
            help="An article, an update, help. Giving counts in the health of a tie (guide 1).",
        )  # fmt: skip
        asks = st.checkbox(
            "It asks for something more", key=f"asks-{token}",
            help="Beyond the conversation itself: one thing at a time (guide 1).",
        )  # fmt: skip
    parts.problem(form, "channel")
    if choices.channel == "email" and not person.email:
        _ask_for_address(person)
    _sent_today(here, person, kind)
    label = "I filled that in and sent it" if gaps else "I sent it"
    look: Literal["primary", "secondary"] = "secondary" if gaps else "primary"
    if st.button(label, type=look, icon=":material/send:", key=f"sent-{token}"):
        done = parts.act(
            lambda now: outreach.sent(
                now.records, person.id, kind, text=body, as_of=now.as_of, token=token, channel=choices.channel,
                gives=gives, asks=asks,
            ), form, token,
        )  # fmt: skip
        if done:
            st.query_params["sent"] = token
        st.rerun()
    st.caption("ivw sends nothing. It logs what you say you sent, and the queue moves on.")
    parts.problem(form)


def _ask_for_address(person: Contact) -> None:
    """Where it goes, kept with the person: from then on it opens as an e-mail."""
    form = f"address-{person.id}"
    st.text_input("Their e-mail address", key=form, on_change=_keep_address, args=(person.id, form))
    parts.problem(form)


def _keep_address(contact_id: str, form: str) -> None:
    typed = st.session_state.get(form)
    if typed:
        parts.act(lambda here: contacts.change(here.records, contact_id, email=typed), form)


def _sent_today(here: Here, person: Contact, kind: str) -> None:
    """That one such message went out today already: whoever comes back to this page must not log it twice unawares."""
    logged = KINDS[kind].logs
    newest = next(iter(contacts.timeline(here.records, person.id, limit=1)), None)
    if newest and newest.what == logged and here.local(newest.happened_at).date() == here.as_of.date():
        at = f"{here.local(newest.happened_at):%H:%M}"
        st.caption(f":orange[:material/info: One was logged today at {at}. This would be another one.]")


def mail_link(address: str, subject: str, body: str) -> str:
    """A link that opens the mail program with the message in it (RFC 6068: lines end in CRLF)."""
    lines = "\r\n".join(body.splitlines())
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"


def _advice(kind: str) -> None:
    with st.expander("Why it is written like this", icon=":material/school:"):
        for rule in ADVICE[kind]:
            st.caption(rule)
        if kind == "request":
            st.caption(message_list.encouragement())
