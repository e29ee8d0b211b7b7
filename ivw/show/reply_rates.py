"""What gets answered: how many of the requests sent were, by warm and cold, channel, source and length."""

from collections.abc import Sequence

import streamlit as st

from ivw.coaching import reply_rates
from ivw.coaching.reply_rates import Rate, Rates
from ivw.show import front_door, parts
from ivw.show.charts import outreach
from ivw.show.front_door import Here

READS = {
    "warmth": "Warm is who was introduced, known or met before, has a mutual contact with you, or was named by "
    "somebody you may mention (guide 1).",
    "length": "Words of what was logged: the message, or the line that stands for it. A request has 150 at most (our "
    "convention).",
    "channel": "By the channel it was sent through.",
    "source": "By how you found them.",
}


def draw(here: Here) -> None:
    """The answer first, then a chart for each way of looking at it."""
    rates = reply_rates.read(here.records, here.as_of, here.zone)
    if rates.all is None:
        _nothing_yet(rates)
        return
    _all(rates, rates.all)
    for pair in (("warmth", "length"), ("channel", "source")):
        for column, grouping in zip(st.columns(2, gap="large"), pair, strict=True):
            with column:
                _grouping(grouping, rates.by[grouping])
    st.caption(
        "A dot is the share answered, the line its 95% Wilson interval: where the truth may well lie. A title names a "
        f"difference only where two lines do not overlap; fewer than {reply_rates.FEW} are grey and marked few."
    )


def _all(rates: Rates, every: Rate) -> None:
    """All of them in a sentence, what counts, and what is left out."""
    share = "" if every.is_few else (
        f" ({reply_rates.percent(every.share)}%, likely {reply_rates.percent(every.low)} to "
        f"{reply_rates.percent(every.high)}%)"
    )  # fmt: skip
    left_out = (
        f" {parts.count(rates.still_open, 'open one')}, younger than {reply_rates.OPEN_BUSINESS_DAYS} business days, "
        f"{'is' if rates.still_open == 1 else 'are'} left out."
        if rates.still_open
        else ""
    )
    with st.container(gap=None):
        st.markdown(f"##### {every.answered:,} of {parts.count(every.sent, 'request')} answered{share}", anchors=False)
        st.caption(
            "Requests and connection notes that you sent. Any answer counts, a no or a conversation planned, too: "
            f"within {reply_rates.ANSWER_DAYS} days and before the next request (our convention).{left_out}"
        )


def _grouping(grouping: str, rates: Sequence[Rate]) -> None:
    rows = tuple((each.label, _says(each), each.share, each.low, each.high, each.is_few) for each in rates)
    said = reply_rates.finding(rates, grouping)
    parts.figure(
        parts.plain(said),
        READS[grouping],
        outreach.rates,
        rows,
        f"Share answered, {'; '.join(f'{label}: {says}' for label, says, *_ in rows)}.",
        key=f"rates-{grouping}",
    )


def _says(each: Rate) -> str:
    few = " · few" if each.is_few else f" · {reply_rates.percent(each.share)}%"
    return f"{each.answered} of {each.sent}{few}"


def _nothing_yet(rates: Rates) -> None:
    if rates.still_open:
        title = f"{parts.count(rates.still_open, 'request')} open, none old enough to count"
    else:
        title = "No request sent yet"
    parts.nothing_yet(
        title,
        f"A request counts once it is answered, or {reply_rates.OPEN_BUSINESS_DAYS} business days after you sent it. "
        "Log each one as sent, and this page says which kind gets answered.",
    )
    if st.button("Whom to ask next", type="primary", icon=":material/person_search:", key="rates/next"):
        front_door.go("prospect_research", view="next")
