"""The few pieces of screen that several pages share."""

import re
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial

import streamlit as st

from ivw.coaching import demo, past_imports
from ivw.coaching.done import Done, undo
from ivw.coaching.errors import InvalidRecord, RecordsUnavailable
from ivw.show import charts, front_door, paging
from ivw.show.front_door import Here
from ivw.show.heard import HEAD, TITLE, heard
from ivw.show.heard import SAID as SAID_ROW

SAID = "said"
THEN = "then"  # where what was done last leads on to
WHERE = "said/where"  # the page on which what was done was said last, and how often
NUMBER = "said/number"  # of all that was said
FOLLOWED = 3  # times: it has followed to another page already
REMEMBERED = 64
TABLE_ROWS = 15
_ONE_AT_A_TIME = threading.Lock()
_finished: dict[str, Done | None] = {}  # what the newest tokens did
_taken_back: deque[Done] = deque(maxlen=REMEMBERED)
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Streamlit looks for icons, emoji, addresses, arrows and signs after escapes are gone; a word joiner keeps them plain.
_FOUND_LATER = re.compile(
    r"(?<=:)(?=[\w+/-]+:)|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=(?<!\S)[<>~-])(?=[-=>])", re.IGNORECASE
)


def plain(text: object) -> str:
    """Text from people and files, made to stand in Markdown exactly as it was written."""
    written = _FOUND_LATER.sub("\u2060", " ".join(str(text).split()))
    return _PUNCTUATION.sub(r"\\\1", written)


def count(n: int, one: str, many: str | None = None) -> str:
    """A number with its word: count(2, "tie") is "2 ties"."""
    return f"{n:,} {one if n == 1 else many or f'{one}s'}"


def page_head(here: Here, title: str, lead: str) -> None:
    """Title and lead (Markdown: escape what people typed), and below them what the last action did, with its undo."""
    # One container for all that comes and goes: were what follows to move, a file on its way up would be lost.
    with st.container(gap="medium", key=HEAD):
        with st.container(gap=None):
            with st.container(gap=None, key=TITLE):
                st.title(title, anchor=False)
                st.markdown(f":gray[{lead}]")
            # As high as it ends up: until its script is there, a grey bar would push the page down.
            hearing = st.container(gap=None, height=1, border=False)
        _demo_mark(here)
        is_of_this_page = _say(title)
        with hearing:
            heard(f"{title}: {lead}", st.session_state[NUMBER] if is_of_this_page else 0)


def section(title: str, note: str | None = None) -> None:
    """A heading, with a quiet note on the right."""
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.subheader(title, anchor=False, width="content")
        if note:
            st.caption(note, width="content")


def choice(label: str, options: dict[str, str], key: str, default: str | None = None, *, may_wrap: bool = False) -> str:
    """One of a few, by its key. The label stays for screen readers only. `may_wrap`: in apart pieces, where a row of
    them would break in a narrow column."""
    # A selected label takes the primary colour, too dark to read on the dark theme; a theme text colour does not.
    return str(
        (st.pills if may_wrap else st.segmented_control)(
            label, list(options), default=default or next(iter(options)), required=True, key=key,
            format_func=lambda option: f":gray[{options[option]}]", label_visibility="collapsed",
        )
    )  # fmt: skip


def act(action: Callable[[Here], Done | None], form: str = "", token: str | None = None) -> bool:
    """Do one thing now; its words and its undo are kept for the next run, a refusal for its form. True when done.

    `token` is the form's, as it was when the form was drawn: a second click of the same form does nothing more.
    Fit for `on_click`: nothing in here draws. The action gets a fresh Here, since a page may have stood open for hours;
    it leaves the session state alone.
    """
    # Streamlit runs a second click's callback beside the first one's, in a thread of its own, and stops the first where
    # it next touches the session state. So what was done is remembered outside of it, and whoever comes last says it.
    with _ONE_AT_A_TIME:
        if token is None or token not in _finished:
            try:
                outcome = action(front_door.here())
            except (InvalidRecord, RecordsUnavailable) as refusal:
                st.session_state[f"problem/{form}"] = _as_problem(refusal)
                return False
            if token is not None:
                _finished[token] = outcome
                while len(_finished) > REMEMBERED:
                    _finished.pop(next(iter(_finished)))
        else:
            outcome = _finished[token]
        st.session_state.pop(f"problem/{form}", None)
        st.session_state.pop(THEN, None)
        if st.session_state.get(f"token/{form}") == token:
            st.session_state.pop(f"token/{form}", None)
        if outcome is not None and not _said_with_its_undo(outcome):
            st.session_state[SAID] = outcome
    return True


def lead_on(label: str, page: str, **query: str) -> None:
    """Offer, beside what was just done, the page on which it goes on. For after an `act` that was done."""
    st.session_state[THEN] = (label, page, query)


def token(here: Here, form: str) -> str:
    """The id that the row saved by this form will have. It belongs into the keys of the form's widgets and into the
    arguments of its button: it changes once the form was saved, which empties the form, and a click that came twice
    still names the old one.
    """
    name = f"token/{form}"
    if name not in st.session_state:
        st.session_state[name] = here.records.new_id()
    return str(st.session_state[name])


def told_apart(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Names in bold by their keys, for the options of a radio. Streamlit tells options apart by what it shows: where a
    name stands twice, the second gets a mark that nobody sees.
    """
    labels: dict[str, str] = {}
    for key, name in names:
        label = f"**{plain(name)}**"
        while label in labels.values():
            label += "\u2060"
        labels[key] = label
    return labels


def each_once(labels: Mapping[str, str]) -> dict[str, str]:
    """The same labels by the same keys, for the options of a select box, each once: where two read alike, Streamlit
    would take the one for the other, and so would a person. The second says (2).
    """
    once: dict[str, str] = {}
    for key, label in labels.items():
        shown, place = label, 1
        while shown in once.values():
            place += 1
            shown = f"{label} ({place})"
        once[key] = shown
    return once


def problem(form: str, *fields: str) -> None:
    """What was wrong with one of these fields, right below it; without fields, whatever no field has shown."""
    found = st.session_state.get(f"problem/{form}")
    if isinstance(found, InvalidRecord) and (not fields or found.field in fields):
        st.markdown(f":red[:material/error: {plain(found.wrong)} {plain(found.right)}]")
        st.session_state.pop(f"problem/{form}")


def refused(form: str) -> bool:
    """Whether the form's last try was refused (so that it stays open, with what was typed)."""
    return f"problem/{form}" in st.session_state


@contextmanager
def card() -> Iterator[None]:
    """A bordered box for one thing."""
    with st.container(border=True):
        yield


def figure(
    title: str,
    reads: str,
    chart: charts.Function,
    rows: charts.Rows,
    alt: str,
    key: str | None = None,
    leads: tuple[str, str, dict[str, str]] | None = None,
) -> None:
    """A chart of these rows under a sentence that says what it shows. (A Vega title would be cut off on a phone.)

    `leads` is where one acts on it: what the button says, the page, and what it opens there.
    """
    with st.container(gap="xsmall"):
        with st.container(gap=None):
            st.markdown(f"##### {title}", anchors=False)
            st.caption(reads)
        drawn = charts.specification(chart, rows)
        # Its height is told apart from it, too: the room is kept until the browser knows how to draw.
        st.vega_lite_chart(spec=drawn, height=drawn["height"], alt=alt, key=key)
        table_behind(key or title, partial(charts.as_table, chart, rows))
        if leads:
            label, page, query = leads
            pressed = st.button(
                label, type="tertiary", icon=":material/arrow_forward:", icon_position="right",
                key=f"leads-{key or title}",
            )  # fmt: skip
            if pressed:
                front_door.go(page, **query)


@st.fragment
def table_behind(key: str, numbers: Callable[[], charts.Table]) -> None:
    """The same numbers for whoever would rather read or hear them than look at a chart; made once it is opened."""
    box = st.expander("As a table", icon=":material/table_rows:", type="compact", on_change="rerun", key=f"table-{key}")
    if not box.open:
        return
    with box:
        columns, rows = numbers()
        if not rows:
            st.caption("There is nothing to list yet.")
            return

        def draw(shown: Sequence[tuple[str, ...]]) -> None:
            import pandas as pd  # not above: it takes a third of a second, and only a table asks for it

            # No data frame: this is text a screen reader goes through, and no spreadsheet takes it for formulas.
            cells = pd.DataFrame([[plain(cell) for cell in row] for row in shown], columns=list(columns))
            st.table(cells, border="horizontal", hide_index=True, alt="The numbers of the chart above")

        paging.paged(rows, draw, key=f"table-page-{key}", size=TABLE_ROWS)


def view(views: dict[str, str], asked: str | None, key: str) -> str:
    """Which of some views is shown: the one asked for in the address, else the first. Another choice changes the
    address, and nothing else of it stays.
    """
    first = next(iter(views))
    shown = asked if asked in views else first
    # A fresh key for each view: what was chosen before says nothing once an address has led elsewhere.
    chosen = choice("View", views, key=f"{key}-{shown}", default=shown)
    if chosen != shown:
        st.query_params.from_dict({} if chosen == first else {"view": chosen})
        st.rerun()
    return shown


def nothing_yet(title: str, what_to_do: str) -> None:
    """An empty state: what would stand here and what to do to fill it."""
    with st.container(gap=None):
        st.markdown(f"##### {title}", anchors=False)
        st.markdown(f":gray[{what_to_do}]")


def _demo_mark(here: Here) -> None:
    if not past_imports.demo_stands(here.records):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        # As wide as its words from the first: on a phone the button would else move down when they are there.
        st.markdown(":orange-badge[:material/explore: Demo network] :gray[These people are invented.]", width=330)
        st.button("Remove the demo", type="tertiary", key="remove-demo", on_click=_remove_demo)


def _remove_demo() -> None:
    act(lambda here: demo.remove(here.records, here.as_of))


def _say(page: str) -> bool:
    """What was done last, with its undo: on the page where it was done for a run more, then once on the page that
    one went to next, since one often sees there what went wrong. There it says that it comes from the page before, and
    keeps quiet where nothing could be undone. Returns whether something was said that belongs to this page.
    """
    said = st.session_state.get(SAID)
    if not isinstance(said, Done):
        return False
    is_new = st.session_state.get("said/shown") is not said
    st.session_state[NUMBER] = st.session_state.get(NUMBER, 0) + is_new
    where, times = (page, 0) if is_new else st.session_state.get(WHERE, (page, 0))
    follows = where != page
    if times >= FOLLOWED or (times >= 2 and not follows) or (follows and not said.change):
        st.session_state.pop(SAID)
        st.session_state.pop(THEN, None)
        return False
    words = plain(said.says)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=SAID_ROW):
        st.markdown(
            f":gray[:material/history: On the page before: {words}]" if follows else
            f":green[:material/check_circle:] {words}", width="content",
        )  # fmt: skip
        if said.change:
            st.button("Undo", type="tertiary", icon=":material/undo:", key="undo", on_click=_take_back, args=(said,))
        if not follows:
            _then()
    problem("undo")
    st.session_state["said/shown"] = said
    st.session_state[WHERE] = (page, FOLLOWED if follows else times + 1)
    return not follows


def _then() -> None:
    leads = st.session_state.get(THEN)
    if leads is None:
        return
    label, page, query = leads
    if st.button(label, type="tertiary", icon=":material/arrow_forward:", icon_position="right", key="lead-on"):
        st.session_state.pop(THEN)
        front_door.go(page, **query)


def _take_back(said: Done) -> None:
    def take_back(here: Here) -> Done | None:
        if any(each is said for each in _taken_back):
            return None  # a second click finds it gone already
        outcome = undo(here.records, said)
        _taken_back.append(said)
        for token in [token for token, done in _finished.items() if done is said]:
            del _finished[token]  # it may be done anew
        return outcome

    act(take_back, "undo")


def _said_with_its_undo(outcome: Done) -> bool:
    """Whether this is the echo of a second click: it changed nothing, and what the first one did is still said."""
    said = st.session_state.get(SAID)
    return isinstance(said, Done) and not outcome.change and said.says == outcome.says


def _as_problem(refusal: InvalidRecord | RecordsUnavailable) -> InvalidRecord:
    return refusal if isinstance(refusal, InvalidRecord) else InvalidRecord("records", str(refusal))
