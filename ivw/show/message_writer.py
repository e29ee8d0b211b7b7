"""Writing one message: what goes in on the left, the draft on the right, the check below it, and the ways to send it.

Until a word is changed, the text is the template's and follows every choice; from then on it is one's own, kept while
one types, and choices leave it alone.
"""

from dataclasses import replace
from functools import partial
from zlib import crc32

import streamlit as st

from ivw.coaching import contacts, meetings, message_check, message_context, outreach, profile, time_line
from ivw.coaching.contacts import Contact
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.message_advice import ADVICE
from ivw.coaching.message_check import Remark
from ivw.coaching.outreach import Draft, Written
from ivw.show import (
    draft_area,
    front_door,
    message_check_panel,
    message_choices,
    message_list,
    message_missing,
    message_own_templates,
    message_ways,
    parts,
)
from ivw.show.front_door import Here
from ivw.show.message_choices import Choices

LONGEST = 15_000


@st.fragment
def draw(contact_id: str, kind: str, meeting_id: str | None) -> None:
    """One message to somebody. A keystroke draws nothing but this anew."""
    here = front_door.here()
    try:
        person = contacts.get(here.records, contact_id)
    except InvalidRecord as gone:  # removed in another tab since this page was drawn
        parts.nothing_yet(gone.wrong, gone.right)
        return
    if editing := message_own_templates.asked_for(here, kind):
        message_own_templates.edit(here, kind, editing)
        return
    happened = time_line.length(here.records, contact_id)
    left, right = st.columns([1, 1.25], gap="large")
    with left, st.container(gap="small"):
        choices = message_choices.ask(here, person, kind, happened)
        own_template = None if choices.note else message_own_templates.choose(here, kind)
        template = _drafted(here, person, kind, meeting_id, choices, own_template)
        message_missing.fill_in(here, person, kind, template.missing, meeting_id)
        _advice(kind)
    with right, st.container(gap="small"):
        if person.do_not_contact:
            st.markdown(":orange[:material/block: You marked them: do not contact.]")
        _message(here, person, kind, meeting_id, choices, template, happened)
    with st.container(horizontal=True, gap="small"):
        if st.button("All messages", type="tertiary", icon=":material/arrow_back:", key="all-messages"):
            st.query_params.clear()
            st.rerun()
        if st.button(f"Open {parts.plain(person.name)}", type="tertiary", icon=":material/person:", key="to-person"):
            front_door.go("prospect_research", contact=person.id)


def _drafted(
    here: Here, person: Contact, kind: str, meeting_id: str | None, choices: Choices, own_template: str | None
) -> Draft:
    """The template with the facts in it; where it is broken, nothing, and what is wrong with it."""
    try:
        return outreach.draft(
            here.records, person.id, kind, as_of=here.as_of, zone=here.zone, slots=choices.slots,
            minutes=choices.minutes, channel=choices.channel, meeting_id=meeting_id, format=choices.format,
            offer=choices.offer, note=choices.note, short_of_time=choices.short_of_time,
            questions=choices.questions, question=choices.question, own_template=own_template,
        )  # fmt: skip
    except InvalidRecord as broken:
        st.markdown(f":red[:material/error: {parts.plain(broken.wrong)} {parts.plain(broken.right)}]")
        return Draft("", "", ())


def _message(
    here: Here, person: Contact, kind: str, meeting_id: str | None, choices: Choices, template: Draft, happened: int
) -> None:
    form = f"sent-{person.id}-{kind}"
    own = outreach.written(here.records, person.id, kind)
    # With the count in its key, what was sent leaves a fresh field behind: in every tab, and after a reload.
    key = f"{outreach.slot(person.id, kind)}:{happened}"
    subject = _subject(person, kind, own, template, choices, key)
    body = draft_area.draft_area(
        "Message", key=key, text=own.body if own else template.body, max_chars=LONGEST,
        height=120 if choices.note else 320, on_save=partial(_keep_body, person.id, kind, subject),
    )  # fmt: skip
    parts.problem(form, "text")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if own is None and not body.strip() and template.body:
            _emptied(key, template.body)
        else:
            _whose(here, person, kind, is_own=own is not None)
        if not choices.note:
            message_own_templates.offer_to_keep(person, kind, subject, body, meeting_id, choices)
    check = _checked(here, person, kind, meeting_id, choices, subject, body)
    _length(here, kind, choices, check)
    message_check_panel.draw(check)
    message_ways.draw(here, person, kind, choices, subject, body, form, check)


def _checked(
    here: Here, person: Contact, kind: str, meeting_id: str | None, choices: Choices, subject: str, body: str
) -> message_check.Check:
    """What the check says of the message as it stands."""
    about = meetings.get(here.records, meeting_id) if meeting_id else None
    context = message_context.of(
        here.records, person, kind, as_of=here.as_of, zone=here.zone, meeting=about, channel=choices.channel,
        note=choices.note, minutes=choices.minutes,
    )  # fmt: skip
    check = message_check.check(f"Subject: {subject}\n\n{body}" if subject else body, kind, context)
    if choices.refused:  # what is sent would be kept with other minutes than those that stand in the field
        wrong = Remark("minutes_refused", choices.refused.wrong, choices.refused.right)
        return replace(check, flags=(wrong, *check.flags), blocks=True)
    return check


def _length(here: Here, kind: str, choices: Choices, check: message_check.Check) -> None:
    """How long it is, against what is easily read; the check says when it is too much."""
    most = message_check.MOST_WORDS.get(kind)
    said = f"{check.words:,} of at most {most} words" if most else f"{check.words:,} words"
    if choices.note:
        said = f"{check.characters:,} of at most {profile.of(here.records).linkedin_note_characters} characters"
    st.caption(f":material/straighten: {said}")


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


def _emptied(key: str, template: str) -> None:
    """What becomes of a message whose words were all taken out: nothing is kept that says so."""
    st.caption(":material/auto_fix_high: Empty. When you come back, the template stands here again.")
    st.button(
        "Draft it from the template", icon=":material/auto_fix_high:", type="tertiary", key=f"refill-{key}",
        on_click=draft_area.settle, args=(key, template),
    )  # fmt: skip


def _whose(here: Here, person: Contact, kind: str, *, is_own: bool) -> None:
    """Whose words they are, and the way back to the template's."""
    if not is_own:
        st.caption(":material/auto_fix_high: From the template. It follows your choices until you change a word.")
        return
    asking = f"over-{person.id}-{kind}"
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


def _advice(kind: str) -> None:
    with st.expander("Why it is written like this", icon=":material/school:"):
        for rule in ADVICE[kind]:
            st.caption(rule)
        if kind in ("request", "second_person"):
            st.caption(message_list.encouragement())
