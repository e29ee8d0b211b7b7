"""What a message needs and the records do not say: each with the field that fills it, or the way to its place."""

import streamlit as st

from ivw.coaching import message_needs, outreach
from ivw.coaching.contacts import Contact
from ivw.coaching.message_needs import Missing
from ivw.show import front_door, parts
from ivw.show.front_door import Here


def fill_in(here: Here, person: Contact, kind: str, missing: tuple[Missing, ...], meeting_id: str | None) -> None:
    """What the message needs and the records do not say, each with the field that fills it."""
    own = outreach.written(here.records, person.id, kind)
    if own:
        missing = tuple(each for each in missing if f"[{each.need.gap}]" in own.body)
    if not missing:
        return
    with parts.card(), st.container(gap="small"):
        st.markdown(f"**:orange[:material/help:] The draft still needs {parts.count(len(missing), 'thing')}**")
        led: set[str] = set()  # one way to the debrief is enough, however much of it is missing
        for each in sorted(missing, key=lambda each: each.fact in message_needs.FILLED_HERE, reverse=True):
            _fill_in(here, person, kind, each, meeting_id, led)


def _fill_in(here: Here, person: Contact, kind: str, missing: Missing, meeting_id: str | None, led: set[str]) -> None:
    fact, need = missing.fact, missing.need
    if fact not in message_needs.FILLED_HERE:
        with st.container(gap="xxsmall"):
            st.markdown(f"{need.label}: :gray[{need.how}]")
            _elsewhere(person, fact, meeting_id, led)
        return
    form = f"fill-{fact}-{person.id}"
    token = parts.token(here, form)
    with st.form(f"form-{form}-{token}", border=False):
        today = here.as_of.date()
        text = message_needs.suggestion(here.records, person.id, fact, meeting_id, today=today)
        st.text_input(need.label, text, key=f"{form}-{token}", help=need.how)
        parts.problem(form)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            kept = st.form_submit_button("Keep it")
            if text:
                st.caption(_beside(fact), width="stretch")
        if kept:
            said = st.session_state[f"{form}-{token}"]
            if parts.act(
                lambda now: message_needs.fill(now.records, person.id, fact, said, meeting_id=meeting_id, today=today),
                form,
                token,
            ):
                outreach.close_gaps(
                    here.records, person.id, kind, as_of=here.as_of, zone=here.zone, meeting_id=meeting_id
                )
            st.rerun()


def _elsewhere(person: Contact, fact: str, meeting_id: str | None, led: set[str]) -> None:
    """The way to where a fact is written down that is not written down here."""
    if fact in ("learned", "next_step") and meeting_id:
        label, icon, page, query = "Write the debrief", "edit_note", "reflection", {"meeting": meeting_id}
    elif fact == "told_about":
        label, icon, page, query = "Open their referrals", "person_add", "prospect_research", {
            "contact": person.id, "tab": "promises",
        }  # fmt: skip
    elif fact in ("day", "starts", "ends", "when_met"):
        label, icon, page, query = "Plan or record it", "event", "conversation", {"contact": person.id}
    else:
        return
    if page not in led and st.button(label, type="tertiary", icon=f":material/{icon}:", key=f"go-{page}"):
        front_door.go(page, **query)
    led.add(page)


def _beside(fact: str) -> str:
    """What becomes of one's own note where words are kept that are said to them."""
    if fact == "why":
        return "This is your note, and it stays. Say here what you would say to them, with you or your."
    if fact == "promises":
        return "This is how you noted it. Say it to them; it stands with your promises in these words then."
    return "This is your note. Say it to them, with you or your."
