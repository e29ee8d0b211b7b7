"""One's own templates of messages: chosen, kept from what one wrote, changed, renamed, forgotten."""

from functools import partial

import streamlit as st

from ivw.coaching import drafts, outreach, own_templates
from ivw.coaching.contacts import Contact
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.message_facts import FACTS, Asked
from ivw.coaching.outreach import KINDS
from ivw.show import front_door, parts
from ivw.show.draft_area import draft_area
from ivw.show.front_door import Here
from ivw.show.message_choices import Choices

NEW = "new"
IVWS = "ivw's"
EXAMPLE = """{{ greeting }},
{% if place %}we meet here: {{ place }}{% endif %}
{% for each in slots %}
- {{ each }}
{% endfor %}"""


def choose(here: Here, kind: str) -> str | None:
    """Which template the draft is made from: ivw's, or one's own (its id). Asked only where there is a choice."""
    mine = parts.each_once({each.id: each.name for each in own_templates.of_kind(here.records, kind)})
    if not mine:
        return None
    asked = front_door.asked_for("template")
    stands = asked if asked in mine else ""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        key = f"template-{kind}-{stands}"
        chosen = st.selectbox(
            "Template", ["", *mine], index=["", *mine].index(stands), key=key,
            format_func=lambda each: mine.get(each, IVWS), on_change=_choose, args=(key, stands),
            help="What you changed by hand stays as it is, until you draft it anew.",
        )  # fmt: skip
        if chosen and st.button("Change it", type="tertiary", icon=":material/edit_note:", key=f"edit-{chosen}"):
            st.query_params["edit"] = chosen
            st.rerun()
    return chosen or None


def asked_for(here: Here, kind: str) -> str | None:
    """Which template is open to be changed, as the address says: its id, or NEW; None for none."""
    asked = front_door.asked_for("edit")
    if asked in (None, NEW):
        return asked
    return next((each.id for each in own_templates.of_kind(here.records, kind) if each.id == asked), None)


def offer_to_keep(
    person: Contact, kind: str, subject: str, body: str, meeting_id: str | None, choices: Choices
) -> None:  # fmt: skip
    """Keep what stands there as a template for the next one."""
    asked = Asked(
        choices.slots, choices.minutes, choices.format, choices.offer, choices.short_of_time, choices.questions,
        choices.question,
    )  # fmt: skip
    st.button(
        "Keep as my template", type="tertiary", icon=":material/bookmark_add:", key=f"keep-as-template-{kind}",
        on_click=_begin, args=(person.id, kind, subject, body, asked, meeting_id), disabled=not body.strip(),
        help="Names, days and reasons become fields that the next person's records fill in.",
    )  # fmt: skip


def edit(here: Here, kind: str, template_id: str) -> None:
    """The template as a form: its name, subject and text, with what may stand in it."""
    with st.container(width=680, gap="small"):
        _form(here, kind, template_id)


def _form(here: Here, kind: str, template_id: str) -> None:
    new = template_id == NEW
    form = f"own-template-{template_id}-{kind}"
    token = parts.token(here, form)
    stands = None if new else own_templates.get(here.records, template_id)
    slot = own_templates.slot(kind if new else template_id)
    begun_subject, begun_body = _begun(drafts.read(here.records, slot))
    what = KINDS[kind].label
    st.markdown(f"##### {'A template of your own' if new else 'Change your template'}", anchors=False)
    st.caption(f"{what}. Names between double braces are filled in from your records.")
    name = st.text_input(
        "Name", stands.name if stands else "", key=f"template-name-{token}", max_chars=100,
        placeholder="For people from my school",
    )  # fmt: skip
    parts.problem(form, "name")
    subject = st.text_input(
        "Subject", begun_subject or (stands.subject if stands else ""), key=f"template-subject-{token}", max_chars=300
    )
    parts.problem(form, "subject")
    body = draft_area(
        "Text", key=f"{slot}:{token}", text=begun_body or (stands.body if stands else ""), height=320,
        max_chars=own_templates.LONGEST, on_save=partial(_keep, slot, subject or ""),
    )  # fmt: skip
    parts.problem(form, "body")
    with st.container(horizontal=True, gap="small"):
        if st.button("Save the template", type="primary", icon=":material/check:", key=f"save-template-{token}"):
            _save(form, token, kind, template_id, name or "", subject or "", body)
        if st.button("Back to the message", type="tertiary", icon=":material/arrow_back:", key=f"leave-{token}"):
            _leave()
        if stands:
            _forget(here, template_id, stands.name)
    parts.problem(form)
    _what_may_stand_in_it()


def _save(form: str, token: str, kind: str, template_id: str, name: str, subject: str, body: str) -> None:
    new = template_id == NEW
    if parts.act(
        lambda now: own_templates.add(
            now.records, kind=kind, name=name, subject=subject, body=body, as_of=now.as_of, token=token
        ) if new else own_templates.change(now.records, template_id, name=name, subject=subject, body=body),
        form, token,
    ):  # fmt: skip
        st.query_params["template"] = token if new else template_id
        st.query_params.pop("edit", None)
    st.rerun()


def _forget(here: Here, template_id: str, name: str) -> None:
    asking = f"forget-{template_id}"
    if not st.session_state.get(asking):
        st.button(
            "Forget it", type="tertiary", icon=":material/delete:", key=asking + "-ask", on_click=_ask_first,
            args=(asking, True),
        )  # fmt: skip
        return
    st.markdown(f"Forget “{parts.plain(name)}”?", width="content")
    token = parts.token(here, asking)
    if st.button("Forget the template", key=f"forget-{token}"):
        parts.act(lambda now: own_templates.forget(now.records, template_id), asking, token)
        _ask_first(asking, False)
        st.query_params.pop("template", None)
        _leave()
    st.button("Keep it", type="tertiary", key=f"keep-{token}", on_click=_ask_first, args=(asking, False))
    parts.problem(asking)


def _what_may_stand_in_it() -> None:
    with st.expander("What can stand in it", icon=":material/data_object:"):
        st.caption("Two braces write a fact down, “if” says something only where there is one, “for” lists the times:")
        st.code(EXAMPLE, language=None, wrap_lines=True)
        for fact, what in FACTS.items():
            st.caption(f"`{fact}` {parts.plain(what)}")


def _begin(
    contact_id: str, kind: str, subject: str, body: str, asked: Asked, meeting_id: str | None
) -> None:  # fmt: skip
    here = front_door.here()
    try:
        about, text = outreach.as_template(
            here.records, contact_id, kind, subject, body, as_of=here.as_of, zone=here.zone, asked=asked,
            meeting_id=meeting_id,
        )  # fmt: skip
        _keep(own_templates.slot(kind), about, text)
    except InvalidRecord:  # they are gone since the page was drawn, which then says so
        return
    st.query_params["edit"] = NEW


def _keep(slot: str, subject: str, body: str) -> None:
    here = front_door.here()
    drafts.save(here.records, slot, f"{subject}\n{body}" if body.strip() else "", here.as_of)


def _begun(kept: str) -> tuple[str, str]:
    subject, _, body = kept.partition("\n")
    return subject, body


def _choose(key: str, stands: str) -> None:
    chosen = st.session_state.get(key)
    if chosen == stands:  # a second click that came late says everything once more
        return
    if chosen:
        st.query_params["template"] = chosen
    else:
        st.query_params.pop("template", None)


def _ask_first(asking: str, on: bool) -> None:
    st.session_state[asking] = on


def _leave() -> None:
    st.query_params.pop("edit", None)
    st.rerun()
