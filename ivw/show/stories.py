"""Stories for "if asked", and the introduction: written while one types, with their spoken length and hints."""

from functools import partial

import streamlit as st

from ivw.coaching import stories
from ivw.coaching.agenda import INTRODUCTION_S, clock
from ivw.coaching.stories import ENOUGH, LEVELS, PARTS, Hint, Story
from ivw.show import front_door, parts
from ivw.show.draft_area import draft_area
from ivw.show.front_door import Here

# What helps to begin each part, and its height.
BEGIN = {
    "situation": ("Where was it, and what was going on?", 64),
    "task": ("What was yours to do in it?", 64),
    "action": ("What did you do, step by step? Say “I”.", 120),
    "result": ("What came of it? A number helps.", 64),
}
WHY = (
    "The talk is about them, and no chance to sell yourself (guides 3 and 4). If they ask, a concrete story says more "
    "than any adjective: situation, task, action, result (guide 4)."
)


def draw(here: Here) -> None:
    """The introduction, and the stories: one of them open to be written."""
    every = stories.every(here.records)
    opened = _opened(every)
    left, right = st.columns([1.45, 1], gap="large")
    with left, st.container(gap="medium"):
        _all(here, every, opened)
    with right, st.container(gap="medium"):
        _introduction()
        _new(here, first=not every)


def _all(here: Here, every: list[Story], opened: Story | None) -> None:
    with st.container(gap="small"):
        ready = sum(stories.is_ready(each) for each in every)
        parts.section("If they ask about you", f"{ready} ready of {len(every)}" if every else None)
        if not every:
            parts.nothing_yet(
                "No story yet",
                "Begin with one that you like to tell: what went well, or what went wrong and taught you.",
            )
        elif ready < ENOUGH:
            st.markdown(
                f":orange[:material/info: {ENOUGH} ready ones are a good stock (guide 4): "
                f"{ENOUGH - ready} more to go.]",
                help=WHY,
            )
        else:
            st.markdown(
                f":green[:material/check_circle:] {ready} are ready: at least {ENOUGH}, as it should be.", help=WHY
            )
        for each in every:
            _row(each, is_open=opened is not None and each.id == opened.id)
            if opened and each.id == opened.id:
                _editor(here, each)


def _row(story: Story, *, is_open: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None):
            st.markdown(parts.plain(story.title))
            st.caption(_facts(story))
        label = "Close" if is_open else "Open"
        st.button(
            label, type="tertiary", key=f"story-{story.id}", on_click=_open, args=(None if is_open else story.id,)
        )


def _facts(story: Story) -> str:
    if stories.is_ready(story):
        state = ":material/check_circle: ready"
    elif missing := stories.missing(story):
        state = f":material/edit: {', '.join(missing).lower()} missing"
    else:
        state = ":material/hourglass_bottom: too long"
    aloud = f"{clock(stories.spoken_seconds(story.told))} aloud" if story.told else ""
    tags = [parts.plain(story.role) if story.role else "", LEVELS.get(story.level or "", "")]
    return " · ".join(each for each in (state, aloud, *tags) if each)


def _editor(here: Here, story: Story) -> None:
    with parts.card(), st.container(gap="small"):
        _texts(story.id, tuple(stories.missing(story)))
        _tags(here, story)


@st.fragment
def _texts(story_id: str, missing: tuple[str, ...]) -> None:
    """The four parts. A keystroke draws nothing but this anew, unless a part has come or gone that stands above."""
    here = front_door.here()
    story = next((each for each in stories.every(here.records) if each.id == story_id), None)
    if story is None:  # removed in another tab
        st.rerun()
    for part, label in PARTS.items():
        begin, height = BEGIN[part]
        draft_area(
            label, key=f"{part}:{story_id}", text=getattr(story, part) or "", height=height, placeholder=begin,
            on_save=partial(_keep, story_id, part),
        )  # fmt: skip
    now = next((each for each in stories.every(here.records) if each.id == story_id), story)
    if tuple(stories.missing(now)) != missing:
        st.rerun()
    if now.told:
        st.caption(f":material/timer: {clock(stories.spoken_seconds(now.told))} aloud, at 150 words a minute")
    _hints(stories.hints(now))


def _hints(hints: tuple[Hint, ...]) -> None:
    for hint in hints:
        st.markdown(f":orange[:material/lightbulb: {parts.plain(hint.what)}]", help=parts.plain(hint.why))


def _tags(here: Here, story: Story) -> None:
    form = f"tags-{story.id}"
    token = parts.token(here, form)
    key = f"{form}-{token}"
    st.text_input("What you call it", story.title, key=f"title-{key}")
    parts.problem(form, "title")
    st.text_input(
        "Kind of work it fits", story.role or "", key=f"role-{key}", placeholder="Planner, analyst",
        help="Tell what counts for the work you hope for (guide 4).",
    )  # fmt: skip
    parts.problem(form, "role")
    st.segmented_control(
        "It shows", list(LEVELS), default=story.level, key=f"level-{key}",
        format_func=lambda level: f":gray[{LEVELS[level]}]",
        help="For leading: decisions, strategy, a team. For hands-on work: how it was done (guide 4).",
    )  # fmt: skip
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button("Save", icon=":material/check:", key=f"save-{key}", on_click=_tag, args=(story.id, form, token))
        st.button(
            "Remove it", type="tertiary", icon=":material/delete:", key=f"remove-{key}", on_click=_ask_first,
            args=(story.id,),
        )  # fmt: skip
    parts.problem(form)
    if st.session_state.get("story/removing") == story.id:
        st.session_state.pop("story/removing")
        _sure(story)


@st.dialog("Remove this story?")
def _sure(story: Story) -> None:
    st.markdown(f"{parts.plain(story.title)}: its four parts go with it. You can undo it.")
    if st.button("Remove it", type="primary", key=f"sure-{story.id}", on_click=_remove, args=(story.id,)):
        st.rerun()  # which closes the dialog


@st.fragment
def _introduction() -> None:
    here = front_door.here()
    with parts.card(), st.container(gap="small"):
        with st.container(gap=None):
            st.markdown("##### Who you are, in a breath", anchors=False)
            st.caption(
                f"At most {INTRODUCTION_S} seconds: what you do now, what brings you, what you hope to learn. The plan "
                "keeps that time, and the rest is theirs (guide 3)."
            )
        draft_area(
            "Introduction", key="introduction", text=stories.introduction(here.records), height=140,
            placeholder="I studied … and work as … What I wonder about is …", on_save=_introduce,
        )  # fmt: skip
        words = stories.introduction(here.records)
        if words:
            seconds = stories.spoken_seconds(words)
            mark = ":green[:material/check_circle:]" if seconds <= INTRODUCTION_S else ":orange[:material/info:]"
            st.markdown(f"{mark} :gray[{clock(seconds)} aloud, of {clock(INTRODUCTION_S)}]")
        _hints(stories.introduction_hints(words))


def _new(here: Here, *, first: bool) -> None:
    form = "new-story"
    token = parts.token(here, form)
    with st.form(f"story-{token}"):
        st.markdown("##### Another story" if not first else "##### A first story", anchors=False)
        st.text_input("What you call it", key=f"new-title-{token}", placeholder="The week in the waiting room")
        parts.problem(form, "title")
        st.form_submit_button(
            "Begin it", type="primary" if first else "secondary", icon=":material/add:", on_click=_add,
            args=(form, token),
        )  # fmt: skip
        parts.problem(form)


def _opened(every: list[Story]) -> Story | None:
    asked = front_door.asked_for("story")
    return next((each for each in every if each.id == asked), None)


def _open(story_id: str | None) -> None:
    if story_id is None:
        st.query_params.pop("story", None)
    else:
        st.query_params["story"] = story_id


def _keep(story_id: str, part: str, typed: str) -> None:
    stories.write(front_door.here().records, story_id, part, typed)


def _introduce(typed: str) -> None:
    here = front_door.here()
    stories.introduce(here.records, typed, as_of=here.as_of)


def _add(form: str, token: str) -> None:
    title = str(st.session_state.get(f"new-title-{token}", ""))
    if parts.act(lambda here: stories.add(here.records, title=title, as_of=here.as_of, token=token), form, token):
        _open(token)


def _tag(story_id: str, form: str, token: str) -> None:
    said = {name: st.session_state.get(f"{name}-{form}-{token}") for name in ("title", "role", "level")}
    parts.act(
        lambda here: stories.tag(
            here.records, story_id, title=str(said["title"] or ""), role=said["role"], level=said["level"]
        ),
        form,
        token,
    )  # fmt: skip


def _ask_first(story_id: str) -> None:
    st.session_state["story/removing"] = story_id


def _remove(story_id: str) -> None:
    if parts.act(lambda here: stories.remove(here.records, story_id), f"tags-{story_id}"):
        _open(None)
