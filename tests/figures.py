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
