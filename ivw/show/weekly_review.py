"""The weekly review: what happened, what went well, what to change, what to aim at, and plans for when it gets hard."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import streamlit as st

from ivw.coaching import profile, weekly, weekly_reviews
from ivw.coaching.done import Done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.time_line import HAPPENINGS
from ivw.coaching.weekly_reviews import LOOKED_BACK, MOST, Gauges, Happened, Review
from ivw.exchange import documents, week_digest
from ivw.show import evidence, front_door, names, paging, parts, queue_card, reveal, week_figures
from ivw.show.draft_area import draft_area
from ivw.show.front_door import Here

ROWS, REVIEWS, LONGEST = 8, 4, 90
BEGIN = {
    "went_well": "A request that was answered, a question that opened something, a promise kept",
    "to_change": "One thing is enough: what would you do differently?",
}
WHY_PLANS = (
    "A plan of the form “if this happens, I do that” is carried out more often than an intention without a when "
    "(implementation intentions, Gollwitzer 1999). Three at most is our convention."
)


def draw(here: Here) -> None:
    """The review of the week in the address, else of the week one would look back on now."""
    week = _chosen(here)
    since, until = weekly_reviews.span(here.records, week, here.as_of, here.zone)
    found = weekly.week(here.records, until, here.zone)
    _weeks(here, week)
    left, right = st.columns([1.45, 1], gap="large")
    with left, st.container(gap="medium"):
        _figures(found)
        _happened(week)
        _texts(week)
    with right, st.container(gap="medium"):
        _gauges(weekly_reviews.gauges(here.records, since, until, here.zone))
        _targets(here, week)
        _plans(here, week)
        _to_keep(here, week, found)
    _earlier(week)
    evidence.draw()


def lead(here: Here) -> str:
    """How regularly one looks back, as a count without a reproach."""
    last = weekly_reviews.to_review(here.records, here.as_of, here.zone)
    many = weekly_reviews.reviewed(here.records, last)
    if not many:
        return "Ten minutes once a week: what happened, what it tells you, and what you do about it."
    return f"Ten minutes. You looked back on {many} of the last {LOOKED_BACK} weeks; a gap breaks nothing."


def _chosen(here: Here) -> date:
    """The first day of the week in the address; anything else there falls back to the one to look back on."""
    try:
        asked = date.fromisoformat(front_door.asked_for("week") or "")
        return weekly_reviews.span(here.records, asked, here.as_of, here.zone)[0].date()
    except (ValueError, OverflowError, InvalidRecord):
        return weekly_reviews.to_review(here.records, here.as_of, here.zone)


def _weeks(here: Here, week: date) -> None:
    this = profile.week_of(here.records, here.as_of.date())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(called(week, this), anchor=False, width="content")
        st.button(
            "The week before", icon=":material/chevron_left:", type="tertiary", on_click=_open,
            args=(week - timedelta(days=7),),
        )  # fmt: skip
        if week < this:
            st.button(
                "The week after", icon=":material/chevron_right:", type="tertiary", on_click=_open,
                args=(week + timedelta(days=7),),
            )  # fmt: skip


def called(week: date, this: date) -> str:
    """A week by its place or its days: "This week, 16 to 22 November"."""
    last = week + timedelta(days=6)
    month = "" if week.month == last.month else f" {week:%B}"
    year = "" if last.year == this.year else f" {last.year}"
    days = f"{week.day}{month} to {last.day} {last:%B}{year}"
    if week == this:
        return f"This week, {days}"
    return f"Last week, {days}" if week == this - timedelta(days=7) else days


def _figures(week: weekly.Week) -> None:
    with st.container(gap="small"):
        st.markdown("##### 1 · What happened", anchors=False)
        with st.grid(4, min_column_width=140, gap="small"):
            for each in week.figures:
                st.metric(
                    profile.FIGURES[each.name], week_figures.amount(each),
                    delta=f"before: {weekly.counted(each, 1)}", delta_color="off", delta_arrow="off",
                    help=week_figures.HELP[each.name],
                )  # fmt: skip


@st.fragment
def _happened(week: date) -> None:
    here = front_door.here()
    first, last = weekly_reviews.span(here.records, week, here.as_of, here.zone)
    total = weekly_reviews.how_much_happened(here.records, first, last)
    if not total:
        st.markdown(":gray[Nothing was logged in this week.]")
        return
    key = f"happened-{week}"
    events = weekly_reviews.happened(
        here.records, first, last, limit=ROWS, skip=paging.skipped(key, ROWS, total)
    )  # fmt: skip
    with st.container(gap="xsmall"):
        st.markdown("\n".join(_in_a_line(here, each) for each in events))
        paging.foot(parts.count(total, "entry", "entries"), key, total, ROWS)


def _in_a_line(here: Here, event: Happened) -> str:
    kind, local = HAPPENINGS[event.what], here.local(event.happened_at)
    words = queue_card.shortened(event.words or "", LONGEST)
    said = f" :gray[{parts.plain(words)}]" if words else ""
    return f"- :material/{kind.icon}: {local:%a} · {parts.plain(event.contact)}, {kind.label.lower()}{said}"


@st.fragment
def _texts(week: date) -> None:
    here = front_door.here()
    review = weekly_reviews.of_week(here.records, week)
    for number, (part, label) in enumerate(weekly_reviews.PARTS.items(), start=2):
        written = getattr(review, part) if review else None
        draft_area(
            f"{number} · {label}", key=f"{part}:{week}", text=written or "", height=96, placeholder=BEGIN[part],
            on_save=partial(_keep, week, part),
        )  # fmt: skip


def _gauges(gauges: Gauges) -> None:
    with parts.card(), st.container(gap="small"):
        st.markdown("##### How it was done", anchors=False)
        for label, (n, of), why in (
            ("Prepared", gauges.prepared, "Conversations of the week whose plan was rehearsed before (guide 3)."),
            ("Open questions", gauges.open_questions, "Of those planned for them: open ones get stories (guide 1)."),
            ("Thanked in time", gauges.thanked, "Within 24 hours of the conversation (guide 1)."),
        ):
            # Below five a share says little, and looks like more than it is.
            share = "nothing to count" if not of else f"{n} of {of}" + (f" · {round(100 * n / of)}%" if of > 4 else "")
            with st.container(gap=None):  # the bar stands closer to its words than to those of the next one
                st.markdown(f"{label} :gray[{share}]", help=why)
                if of:
                    st.progress(n / of)


def _targets(here: Here, week: date) -> None:
    """What to aim at next: from the week after the one looked back on, and never in a week that is over."""
    this = profile.week_of(here.records, here.as_of.date())
    begins = this + timedelta(days=7) if week == this else this
    stored = profile.targets(here.records, begins)
    form = "review-targets"
    token = parts.token(here, form)
    with st.form(f"{form}-{token}"):
        st.markdown(
            f"##### 4 · Targets for {'next' if begins > this else 'this'} week",
            help="From that week on; weeks gone by keep theirs. 0 means no target. What is enough is yours to say: "
            "five requests and two conversations are our convention.",
            anchors=False,
        )
        with st.grid(2, min_column_width=120, gap="small"):
            for figure in ("requests", "conversations"):
                st.number_input(
                    profile.FIGURES[figure], value=stored.get(figure, 0), step=1, key=f"{form}-{figure}-{token}"
                )
                parts.problem(form, figure)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button("Keep these", icon=":material/flag:", on_click=_aim, args=(form, token, begins))
        parts.problem(form)
    if st.button("Other targets", type="tertiary", icon=":material/tune:", key="other-aims"):
        front_door.go("your_records", open="profile")


def _plans(here: Here, week: date) -> None:
    review = weekly_reviews.of_week(here.records, week)
    plans = review.intentions if review else ()
    with parts.card(), st.container(gap="small"):
        st.markdown("##### 5 · If, then", help=WHY_PLANS, anchors=False)
        for each in plans:
            with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                with st.container(gap=None):
                    st.markdown(f"If {parts.plain(each.situation)}, **then {parts.plain(each.response)}**")
                form = f"drop-plan-{each.id}"
                st.button(
                    "", icon=":material/close:", type="tertiary", help=names.of("drop-plan-", "close"), key=form,
                    on_click=_drop, args=(each.id, form),
                )  # fmt: skip
            parts.problem(f"drop-plan-{each.id}")
        if len(plans) >= MOST:
            st.caption("Three are enough for a week.")
            return
        form = f"if-then-{week}"
        token = parts.token(here, form)
        with st.form(f"{form}-{token}", border=False):
            st.text_input("If", key=f"if-{token}", placeholder="no answer by Wednesday")
            parts.problem(form, "situation")
            st.text_input("then", key=f"then-{token}", placeholder="I write to two more people")
            parts.problem(form, "response")
            st.form_submit_button("Add the plan", icon=":material/add:", on_click=_intend, args=(week, form, token))
            parts.problem(form)


def _to_keep(here: Here, week: date, found: weekly.Week) -> None:
    first, last = weekly_reviews.span(here.records, week, here.as_of, here.zone)
    events = weekly_reviews.happened(here.records, first, last, limit=500)
    document = week_digest.of(found, weekly_reviews.of_week(here.records, week), events, here.zone)
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "As Markdown", documents.markdown(document), f"week-{week}.md", "text/markdown", on_click="ignore",
            icon=":material/markdown:", type="tertiary",
        )  # fmt: skip
        st.download_button(
            "To print", documents.page(document), f"week-{week}.html", "text/html", on_click="ignore",
            icon=":material/print:", type="tertiary", help="One page, saved as a file: open it in your browser.",
        )  # fmt: skip


@st.fragment
def _earlier(week: date) -> None:
    here = front_door.here()
    if not weekly_reviews.count(here.records):
        return
    with st.container(gap="small"):
        with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
            st.subheader("What you wrote before", anchor=False, width="content")
            words = st.text_input(
                "Search in your reviews", key="reviews-words", placeholder="Search", icon=":material/search:",
                label_visibility="collapsed", width=240,
            )  # fmt: skip
        total = weekly_reviews.count(here.records, words or "")
        key = f"reviews-{words}"
        for each in weekly_reviews.found(
            here.records, words or "", limit=REVIEWS, skip=paging.skipped(key, REVIEWS, total)
        ):
            _past(here, each, is_open=each.week == week)
        if total:
            paging.foot(parts.count(total, "review"), key, total, REVIEWS)
        else:
            st.markdown(":gray[No review has all these words.]")


def _past(here: Here, review: Review, *, is_open: bool) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.container(gap=None):
            st.markdown(f"**{called(review.week, profile.week_of(here.records, here.as_of.date()))}**")
            for mark, words in ((":material/thumb_up:", review.went_well), (":material/build:", review.to_change)):
                if words:
                    st.markdown(f"{mark} :gray[{parts.plain(words)}]")
            for plan in review.intentions:
                st.markdown(
                    f":material/alt_route: :gray[If {parts.plain(plan.situation)}, then {parts.plain(plan.response)}]"
                )
        if is_open:
            st.caption("Open above", width="content")
        elif st.button("Open", type="tertiary", key=f"review-{review.week}"):
            _open(review.week)
            st.rerun(scope="app")


def _open(week: date) -> None:
    reveal.arrive()  # it opens at the top, and the list stands at the foot
    st.query_params["week"] = week.isoformat()


def _keep(week: date, part: str, typed: str) -> None:
    here = front_door.here()
    weekly_reviews.write(here.records, week, part, typed, as_of=here.as_of)


def _aim(form: str, token: str, week: date) -> None:
    aims = {figure: st.session_state.get(f"{form}-{figure}-{token}") for figure in ("requests", "conversations")}

    def aim(here: Here) -> Done:
        outcome = profile.set_targets(here.records, aims, week)
        if week <= profile.week_of(here.records, here.as_of.date()):
            return outcome
        return replace(outcome, says=outcome.says.replace("From this week on", "From next week on"))

    parts.act(aim, form, token)


def _intend(week: date, form: str, token: str) -> None:
    situation, response = (str(st.session_state.get(f"{half}-{token}", "")) for half in ("if", "then"))

    def intend(here: Here) -> Done:
        return weekly_reviews.intend(
            here.records, week, situation=situation, response=response, as_of=here.as_of, token=token
        )

    parts.act(intend, form, token)


def _drop(intention_id: str, form: str) -> None:
    parts.act(lambda here: weekly_reviews.drop(here.records, intention_id), form)
