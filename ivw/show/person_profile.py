"""What is known about somebody: how they were found, who named them and whom they named, and the texts about them."""

import streamlit as st

from ivw.coaching import contacts, promises, tags
from ivw.coaching.contacts import KINDS_OF_PERSON, SENIORITIES, SOURCES, Contact
from ivw.show import parts, people_list, person_edit, person_more, referral_chain, when
from ivw.show.front_door import Here

MAY = {
    "yes": "You may mention {}.",
    "no": "Keep the name of {} out of it.",
    "not asked": "Whether you may mention {} is not asked yet.",
}
NAMED_SHOWN = 3  # the rest stands under Promises


def in_short(person: Contact) -> list[str]:
    """How far they have come, since when, and what kind of person they are, as plain text."""
    known = (SENIORITIES.get(person.seniority or ""), person.tenure, KINDS_OF_PERSON.get(person.kind_of_person or ""))
    return [each for each in known if each]


def draw(here: Here, person: Contact) -> None:
    """All of it, compactly; what is not known takes no room."""
    _found(here, person)
    _named_by(here, person)
    _they_named(here, person)
    referral_chain.draw(here, person)
    _texts(person)


def _found(here: Here, person: Contact) -> None:
    kind = SOURCES.get(person.source_kind or "")
    found = " · ".join(part for part in (kind, person.source) if part)
    lines = [f":material/travel_explore: {parts.plain(found)}"] if found else []
    if person.mutual_contact:
        lines.append(f":material/group_add: {parts.plain(person.mutual_contact)} knows you both")
    tagged = tags.of(here.records, person.id)
    if tagged:
        lines.append(" ".join(f":gray-badge[{parts.plain(tag)}]" for tag in tagged))
    if lines:
        st.markdown("  \n".join(lines))


def _named_by(here: Here, person: Contact) -> None:
    for contact_id, name, may, given in contacts.named_by(here.records, person.id):
        called = parts.plain(name)
        with st.container(gap="xxsmall"):
            st.markdown(
                f":material/diversity_3: {called} named them: {when.on_day(here, given)}. {MAY[may].format(called)}"
            )
            st.button(
                f"Open {called}", icon=":material/arrow_forward:", type="tertiary", key=f"named-by-{contact_id}",
                on_click=people_list.open_person, args=(contact_id,),
            )  # fmt: skip


def _they_named(here: Here, person: Contact) -> None:
    named = promises.referrals_of(here.records, person.id)
    for referral in named[:NAMED_SHOWN]:
        called = parts.plain(referral.name)
        with st.container(gap="xxsmall"):
            st.markdown(
                f":material/person_add: They named {called}: {when.on_day(here, referral.given_at)}. "
                f"{MAY[referral.may_mention].format(parts.plain(person.name))}"
            )
            if referral.prospect_id:
                st.button(
                    f"Open {called}", icon=":material/arrow_forward:", type="tertiary", key=f"they-named-{referral.id}",
                    on_click=people_list.open_person, args=(referral.prospect_id,),
                )  # fmt: skip
    if len(named) > NAMED_SHOWN:
        st.caption(f"{parts.count(len(named) - NAMED_SHOWN, 'more name')} under Promises.")


def _texts(person: Contact) -> None:
    written = [
        (label, getattr(person, field)) for field, (label, _) in person_edit.TEXTS.items() if getattr(person, field)
    ]
    for label, text in written:
        with st.container(gap="xxsmall"):
            st.markdown(f"**{label}**")
            lines = [parts.plain(line) for line in text.splitlines() if line.strip()]
            st.markdown(":gray[{}]".format("  \n".join(lines)))
    if not written:
        with st.container(gap="xsmall"):
            with st.container(gap="xxsmall"):
                st.markdown("**Why this person?**")
                st.markdown(
                    ":gray[Write it down before you ask, as you would say it to them: “Your talk on night buses made "
                    "me curious.” Your request gets its first sentence from it.]"
                )
            st.button(
                "Write it down", icon=":material/edit_note:", key=f"write-{person.id}", on_click=person_more.enter,
                args=(person.id, "edit"),
            )  # fmt: skip
