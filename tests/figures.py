"""Figures as the code has them, and words for them: what documents are held to."""

import json
import re
import tomllib
from functools import cache

from tests.docs import ROOT

CLOCK = ROOT / "ivw" / "show" / "practice_clock"
UP_TO_TWELVE = "no one two three four five six seven eight nine ten eleven twelve"
WORDS = dict(enumerate(UP_TO_TWELVE.split()))
WORDS |= {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty"}
SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")


@cache
def text(*place):
    return ROOT.joinpath(*place).read_text("utf-8")


def found(pattern, *place):
    """The figures that this pattern finds in a file of the code, where it stands exactly once."""
    [figures] = re.findall(pattern, text(*place))
    return tuple(map(int, figures)) if isinstance(figures, tuple) else int(figures)


def sql(pattern, file):
    return found(pattern, "ivw", "coaching", "sql", file)


def project():
    return tomllib.loads(text("pyproject.toml"))


def plain(said):
    return " ".join(said.split())


# What several of them need


def nudge_day():
    return sql(r"business_day_after\(base_day, (\d+)\)", "30_matters.sql")


def demo_people():
    return len(json.loads(text("data", "demo_network.json"))["contacts"])


def cadences():
    """Of close, warm, acquainted and distant ties."""
    said = re.findall(r"\('[A-D]', (\d+)\)", text("ivw", "records", "migrations", "0001_profile.sql"))
    return tuple(map(int, said))


def modes():
    """With which rights the files are made that only their owner may read; folders have others."""
    made = {mode for file in ("ivw/records/beside.py", "ivw/exchange/archive.py") for mode in octals(file)}
    return (made | octals("ivw/records/backups.py")) - {0o700}


def octals(file):
    return {int(each, 8) for each in re.findall(r"\b0o(\d+)\b", text(*file.split("/")))}


def clock_keys():
    [said] = re.findall(r"const keys = \{ (.+) \}", text("ivw", "show", "practice_clock", "practice_clock.js"))
    keys = {does: key for key, does in re.findall(r'"(.)": (\w+)', said)}
    assert set(keys) == {"go", "pauseOrGoOn", "skip", "undo", "sayAsked"}
    return {does: "space" if key == " " else key.upper() for does, key in keys.items()}


def catch_keys():
    written = text("ivw", "show", "live_capture", "live_capture.js").split("const KINDS = {")[1].split("\n}")[0]
    keys = dict(re.findall(r'^  (\w+): \{\s*key: "(\w)"', written, re.MULTILINE))
    assert set(keys) == {"promise", "referral", "lead", "topic"}
    return {kind: key.upper() for kind, key in keys.items()}


# Contrast, as WCAG 2.2 counts it, of the colours of the theme: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio

FADED = 0.6  # with so much of a text's colour Streamlit draws captions and placeholders
RING = 0.5  # and so much of the first colour is in the ring around what has the focus


def theme(name):
    return tomllib.loads(text(".streamlit", "config.toml"))["theme"][name]


def contrast(above, below, share=1.0):
    """How many to 1 a colour stands out against another, where only this share of it is laid over that one."""
    above, below = ([int(each[place : place + 2], 16) for place in (1, 3, 5)] for each in (above, below))
    mixed = [share * one + (1 - share) * other for one, other in zip(above, below, strict=True)]
    dark, bright = sorted((luminance(mixed), luminance(below)))
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = (each / 255 for each in colour)
    linear = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrasts(name):
    """The contrasts of a theme, rounded to a tenth, that docs/accessible.md tells."""
    colours = theme(name)
    page, field, words = (colours[f"{each}Color"] for each in ("background", "secondaryBackground", "text"))
    badges = [each.removesuffix("TextColor") for each in colours if each.endswith("TextColor") and each[0] in "roygbv"]
    found = {
        "text": contrast(words, page),
        "quiet": contrast(colours["grayTextColor"], page),
        "caption": contrast(words, page, FADED),
        "placeholder": contrast(words, field, FADED),
        "badge": min(contrast(colours[f"{each}TextColor"], colours[f"{each}BackgroundColor"]) for each in badges),
        "button": contrast("#FFFFFF", colours["primaryColor"]),
        "ring": contrast(colours["primaryColor"], page, RING),
        "hairline": contrast(colours["borderColor"], page),
    }
    return {name: round(figure, 1) for name, figure in found.items()}
