"""The ways out of a message: copied, opened in the mail program, downloaded, and said to be sent.

ivw sends nothing. What nobody wants to have sent, a placeholder or a plea for a job, holds all of them back.
"""

import streamlit as st

from ivw.coaching import contacts, outreach, promises
from ivw.coaching.contacts import Contact
from ivw.coaching.incoming import is_email, is_web_address
from ivw.coaching.message_check import Check
from ivw.coaching.outreach import KINDS
from ivw.exchange import mail_draft
from ivw.show import front_door, parts
from ivw.show.front_door import Here
from ivw.show.message_choices import Choices


def draw(
    here: Here, person: Contact, kind: str, choices: Choices, subject: str, body: str, form: str, check: Check
) -> None:  # fmt: skip
    """Copy it, open it where it is sent from, keep it as a file, and say that it was sent."""
    token = parts.token(here, form)
    held = check.blocks or not body.strip()
    _ways(person, kind, subject, body, held=held)
    if choices.channel == "email" and not person.email:
        _ask_for_address(person)
    if check.blocks:
        _held(person, kind)
        return
    known = KINDS[kind]
    brings = known.gives and (not known.asks or bool(choices.offer))
    with st.container(gap="xxsmall"):
        gives = st.checkbox(
            # With what it brings in the key: a field that is filled in later ticks it, too.
            "It offers them something", brings, key=f"gives-{token}-{brings}",
            help="An article, an update, help. Giving counts in the health of a tie (guide 1).",
        )  # fmt: skip
        asks = st.checkbox(
            "It asks for something more", known.asks, key=f"asks-{token}",
            help="Beyond the conversation itself: one thing at a time (guide 1).",
        )  # fmt: skip
        keeps = _promise(here, person, kind, token)
    parts.problem(form, "channel")
    _sent_today(here, person, kind)
    if not body.strip():
        st.button("I sent it", icon=":material/send:", key="nothing-to-send", disabled=True, help="There is no text.")
        return
    if st.button("I sent it", type="primary", icon=":material/send:", key=f"sent-{token}"):
        done = parts.act(
            lambda now: outreach.sent(
                now.records, person.id, kind, text=body, as_of=now.as_of, token=token, channel=choices.channel,
                gives=gives, asks=asks, offered=outreach.times_said(body, choices.slots, now.zone),
                minutes=choices.minutes, format=choices.format, keeps=keeps,
            ), form, token,
        )  # fmt: skip
        if done:
            st.query_params.pop("again", None)
            st.query_params["sent"] = token
        st.rerun()
    st.caption("ivw sends nothing. It logs what you say you sent, and the queue moves on.")
    parts.problem(form)


def _ways(person: Contact, kind: str, subject: str, body: str, *, held: bool) -> None:
    long = False
    with st.container(horizontal=True, gap="small"):
        with st.popover("Copy", icon=":material/content_copy:", disabled=held):
            if subject and not held:
                st.code(subject, language=None, wrap_lines=True)
            if not held:
                st.code(body, language=None, wrap_lines=True)
            st.caption("The button in the corner copies it.")
        address = person.email if person.email and is_email(person.email) else None
        if address:
            whole = mail_draft.link(address, subject, body)
            long = mail_draft.is_too_long(whole)
            where = mail_draft.link(address, subject, None) if long else whole
            st.link_button("Open as e-mail", "" if held else where, icon=":material/mail:", disabled=held)
        with st.popover("Download", icon=":material/download:", disabled=held):
            if not held:
                _files(person, kind, address, subject, body)
        if person.linkedin_url and is_web_address(person.linkedin_url):
            st.link_button("Open LinkedIn", person.linkedin_url, icon=":material/open_in_new:")
    if long and not held:
        st.caption(
            ":material/content_paste: Too long for a link: your mail program opens with the subject alone. Paste the "
            "text (Copy), or download it as a mail draft."
        )


def _files(person: Contact, kind: str, address: str | None, subject: str, body: str) -> None:
    text = f"{subject}\n\n{body}\n" if subject else f"{body}\n"
    st.download_button(
        "As text", text.encode(), mail_draft.file_name(person.name, kind, "txt"), "text/plain",
        icon=":material/description:", on_click="ignore", key="as-text",
    )  # fmt: skip
    st.download_button(
        "As a mail draft", mail_draft.file(address, subject, body), mail_draft.file_name(person.name, kind, "eml"),
        "message/rfc822", icon=":material/drafts:", on_click="ignore", key="as-mail",
        help="Opens in your mail program as a message that is still to be sent.",
    )  # fmt: skip


def _held(person: Contact, kind: str) -> None:
    """The button that waits for a mend (why stands in the check above), and a way around for what is sent already."""
    st.button("I sent it", icon=":material/send:", key="not-yet-sent", disabled=True)
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.caption("Sent already, from elsewhere and in other words?", width="content")
        if st.button("Log it on their page", type="tertiary", icon=":material/arrow_forward:", key="log-by-hand"):
            front_door.go("prospect_research", contact=person.id, log=KINDS[kind].logs)


def _promise(here: Here, person: Contact, kind: str, token: str) -> str | None:
    """The promise that telling a referrer keeps: offered, ticked."""
    if kind != "tell_referrer":
        return None
    owed = promises.to_tell(here.records, person.id)
    if owed is None:
        return None
    ticked = st.checkbox(
        f"It keeps your promise: {parts.plain(owed.what)}", True, key=f"keeps-{owed.id}-{token}",
        help="What you promise, you do, and say so (guide 1). Untick it where this says something else.",
    )  # fmt: skip
    return owed.id if ticked else None


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
    newest = outreach.sent_today(here.records, person.id, kind, here.as_of, here.zone)
    if newest:
        at = f"{here.local(newest.happened_at):%H:%M}"
        st.caption(f":orange[:material/info: One was logged today at {at}. This would be another one.]")
