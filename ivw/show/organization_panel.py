"""One organization: what was found out about it, and whom one knows there."""

import streamlit as st

from ivw.coaching import acquaintances, organizations, research
from ivw.coaching.done import Done
from ivw.coaching.incoming import is_web_address
from ivw.coaching.organizations import Organization
from ivw.show import acquaintance_list, findings, parts
from ivw.show.front_door import Here

PLACE = "organization"
MODE = "organization/mode"
MORE = {"edit": "Edit", "remove": "Forget what I found out"}


def open_(address: str) -> None:
    """Open an organization by its id or its name. Fit for on_click."""
    st.session_state.pop(MODE, None)
    st.query_params.from_dict({"view": "organizations", "organization": address})


def draw(here: Here, organization: Organization) -> None:
    """Everything about it."""
    with st.container(border=True, gap="medium", key=PLACE):
        with st.container(gap="small"):
            _head(organization)
            match st.session_state.get(MODE):
                case "edit":
                    _edit(here, organization)
                case "remove" if organization.id:
                    _ask_before_removing(organization, organization.id)
        sheet = research.of_organization(here.records, organization.id, organization.name)
        findings.whole(here, sheet, organization.known)
        acquaintance_list.draw(
            here, f"at-{organization.address}", organization.people,
            lambda limit, offset: acquaintances.at(here.records, organization.name, limit=limit, offset=offset),
            title="People I know there", nobody="Nobody of your people works there, as far as their entries say.",
            add={"at": organization.name},
        )  # fmt: skip


def _head(organization: Organization) -> None:
    with st.container(gap="xxsmall"):
        st.subheader(parts.plain(organization.name), anchor=False)
        if organization.target_employer:
            st.markdown(":blue-badge[:material/flag: I would like to work there]")
    with st.container(horizontal=True, gap="small"):
        on = organization.target_employer
        st.button(
            "Take the flag off" if on else "I would like to work there", icon=":material/flag:", type="tertiary",
            key=f"target-{organization.address}", on_click=_target, args=(organization, not on),
            help="Those come first in the list: you get an inside look at a place before you apply (guide 2).",
        )  # fmt: skip
        if organization.website and is_web_address(organization.website):
            st.link_button(
                "Website", organization.website, icon=":material/open_in_new:", type="tertiary",
                help=parts.plain(organization.website),
            )  # fmt: skip
        options = list(MORE) if organization.id else ["edit"]
        chosen = st.menu_button(
            "More", options, format_func=MORE.__getitem__, type="tertiary", key=f"more-{organization.address}"
        )
        if chosen:
            st.session_state[MODE] = chosen
            st.rerun()
    parts.problem("target")


def _edit(here: Here, organization: Organization) -> None:
    form = f"organization-{organization.address}"
    token = parts.token(here, form)
    with st.form(f"edit-{token}", border=False):
        st.text_input("Name", organization.name, key=f"name-{token}")
        parts.problem(form, "name")
        if organization.people:
            people = parts.count(organization.people, "person", "people")
            st.caption(f"A new name goes to the {people} who work there, too, so that they stay together.")
        st.text_input("Website", organization.website or "", key=f"website-{token}", placeholder="https://example.org")
        parts.problem(form, "website")
        parts.problem(form)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                "Save", icon=":material/check:", type="primary", on_click=_save, args=(organization, form, token)
            )
            st.form_submit_button("Close", type="tertiary", on_click=_leave)


def _ask_before_removing(organization: Organization, key: str) -> None:
    with st.container(gap="xsmall"):
        st.markdown(f"**Forget what you found out about {parts.plain(organization.name)}?**")
        st.markdown(
            "Its findings, its website and its flag go. The people who work there stay as they are. "
            "You can undo this right after."
        )
    with st.container(horizontal=True, gap="small"):
        st.button("Forget it", icon=":material/delete:", key=f"forget-{key}", on_click=_remove, args=(organization,))
        st.button("Keep it", type="tertiary", key=f"keep-{key}", on_click=_leave)
    parts.problem("forget")


def _target(organization: Organization, on: bool) -> None:
    parts.act(
        lambda here: organizations.save(
            here.records, organization, name=organization.name, website=organization.website, target_employer=on,
            as_of=here.as_of,
        ), "target",
    )  # fmt: skip


def _save(organization: Organization, form: str, token: str) -> None:
    name, website = (st.session_state[f"{field}-{token}"] for field in ("name", "website"))
    saved: list[str | None] = []

    def save(here: Here) -> Done:
        done = organizations.save(
            here.records, organization, name=name, website=website, target_employer=organization.target_employer,
            as_of=here.as_of,
        )  # fmt: skip
        saved.append(done.fact_id)
        return done

    if parts.act(save, form, token):
        if saved and saved[0]:
            open_(saved[0])  # its name may be another one now
        _leave()


def _remove(organization: Organization) -> None:
    if parts.act(lambda here: organizations.remove(here.records, organization.id or ""), "forget"):
        open_(organization.name)


def _leave() -> None:
    st.session_state.pop(MODE, None)
