"""All ties together in a sentence, and what stands where a list of them is empty."""

import streamlit as st

from ivw.coaching import ties
from ivw.show import front_door, parts

WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
STANDING = {
    "healthy": ("is", "are", "healthy"),
    "attention": ("wants", "want", "attention"),
    "at_risk": ("is", "are", "at risk"),
    "fading": ("is", "are", "fading"),
    "dormant": ("is", "are", "dormant"),
}


def spelled(n: int) -> str:
    """A small number within a sentence: "twelve"; a larger one in figures."""
    return WORDS[n].lower() if n < len(WORDS) else f"{n:,}"


def how_ties_are(network: ties.Network) -> str:
    """The network in a sentence: "Your network stands at 78. Three ties are healthy, two want attention."."""
    bands = [(band, n) for band, n in network.bands.items() if n]
    if not bands:
        return "Nobody met yet: there is no tie to look after."
    # All of them in words, or all in figures: "15 are healthy, four want attention" is neither.
    in_words = all(n < len(WORDS) for _, n in bands)
    told = [_band(band, n, first=place == 0, in_words=in_words) for place, (band, n) in enumerate(bands)]
    score = f"Your network stands at {network.score}" if network.score is not None else "No tie has a score"
    return f"{score}. {', '.join(told)}."


def none_such(shown: str) -> None:
    """Nobody is on this list, a key of ties.SHOWN: what it would take."""
    if shown == "dormant":
        parts.nothing_yet(
            "No tie is dormant",
            "A tie is dormant after a year of silence, or three times its cadence (our convention).",
        )
    elif shown == "attention":
        parts.nothing_yet("No tie wants attention", "Every one of them stands at 80 or better.")
    else:
        parts.nothing_yet(
            "A tie begins with the first conversation",
            "Ask somebody for 20 minutes, and log the conversation once you have talked: then its health shows here.",
        )
        if st.button("Find somebody", icon=":material/person_search:", type="primary"):
            front_door.go("prospect_research")


def _band(band: str, n: int, *, first: bool, in_words: bool) -> str:
    one, many, what = STANDING[band]
    number = WORDS[n] if in_words else f"{n:,}"
    subject = f"{number} {'tie' if n == 1 else 'ties'}" if first else number.lower()
    return f"{subject} {one if n == 1 else many} {what}"
