"""The file of cues: every line does what its examples say, and a broken one is reported with its file and line."""

import csv

import pytest

from ivw.coaching import message_cues, message_text
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.message_cues import COLUMNS, FLAGS, REMARKS
from ivw.coaching.message_phrases import Sentences

CUES = message_cues.read()


def sentences(text):
    return Sentences(message_text.read(text).sentences)


def harmless(cue):
    """What is taken out of a message before this cue is looked for; nothing for such a cue itself."""
    if cue.role == "harmless":
        return []
    return [other.phrase for other in CUES.every if (other.flag, other.role) == (cue.flag, "harmless")
            and any(other.is_for(kind) for kind in cue.kinds)]  # fmt: skip


@pytest.mark.parametrize("cue", CUES.every, ids=lambda cue: f"line {cue.line}")
def test_every_cue_finds_its_example_and_passes_over_the_other(cue):
    assert sentences(cue.example).without(harmless(cue)).has([cue.phrase]), cue.example
    assert not sentences(cue.not_example).without(harmless(cue)).has([cue.phrase]), cue.not_example


def test_every_flag_of_every_kind_has_its_reason_with_its_source_and_a_mend():
    for kind, flags in FLAGS.items():
        for flag in flags:
            rule = CUES.rules[kind][flag]
            assert "guide" in rule.reason or "our convention" in rule.reason, (kind, flag)
            assert rule.mend
    assert {flag for rules in CUES.rules.values() for flag in rules} >= set(REMARKS)


def test_the_kinds_are_those_that_can_be_written():
    outreach = pytest.importorskip("ivw.coaching.outreach")
    assert set(outreach.KINDS) <= set(FLAGS)


# Broken files


ROW = dict.fromkeys(COLUMNS, "") | {
    "flag": "no_gratitude", "kinds": "request", "role": "wanted", "pattern": "thank you", "example": "Thank you.",
    "not_example": "No.",
}  # fmt: skip


def a_file(folder, **changed):
    path = folder / "cues.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerow(ROW | changed)
    return path


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"role": "maybe"}, "there is no role 'maybe'"),
        ({"flag": "no_fun"}, "there is no flag 'no_fun'"),
        ({"kinds": "poem"}, "there is no kind 'poem'"),
        ({"kinds": ""}, "it says no kinds"),
        ({"pattern": ""}, "it has no pattern"),
        ({"example": ""}, "it has no example"),
        ({"pattern": "(thank you"}, "a bracket is not closed"),
        ({"pattern": "thank you)"}, "a bracket is closed that was not opened"),
        ({"pattern": "(thanks|)"}, "may be"),
        ({"pattern": "... you"}, "it begins with a gap"),
        ({"pattern": "{thanks}"}, "there is no {thanks}"),
        ({"pattern": "tha?nks"}, "cannot stand in a phrase"),
        ({"pattern": "th* you"}, "cannot stand in a phrase"),
        ({"pattern": "((((((a|b))))))"}, "too deep"),
        ({"pattern": "a ... b ... c ... d ... e"}, "gaps"),
        ({"role": "list", "flag": "clock"}, "a list cannot be named 'clock'"),
        ({"role": "says", "reason": "So."}, "it has no mend"),
    ],
)
def test_a_broken_line_is_named(tmp_path, changed, said):
    with pytest.raises(InvalidRecord) as refusal:
        message_cues.read(a_file(tmp_path, **changed))
    assert refusal.value.field == "cues"
    assert "cues.csv is broken in line 2" in refusal.value.wrong
    assert said in refusal.value.wrong


def test_what_is_said_twice_is_named(tmp_path):
    path = a_file(tmp_path, role="says", reason="So.", mend="Try.")
    path.write_text(path.read_text("utf-8") + path.read_text("utf-8").splitlines()[1] + "\n", "utf-8")
    with pytest.raises(InvalidRecord) as refusal:
        message_cues.read(path)
    assert "line 3: no_gratitude is said a second time for request" in refusal.value.wrong


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"flag,kinds\nx,y\n", b'flag,"kinds\n'])
def test_a_file_that_is_none_is_refused(tmp_path, content):
    path = tmp_path / "cues.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InvalidRecord) as refusal:
        message_cues.read(path)
    assert refusal.value.field == "cues"
    assert "cues.csv" in refusal.value.wrong


def test_a_flag_of_which_nothing_is_said_is_named(tmp_path):
    with pytest.raises(InvalidRecord) as refusal:
        message_cues.read(a_file(tmp_path))
    assert "nothing is said of" in refusal.value.wrong


def test_what_a_coach_changes_holds_at_once(tmp_path):
    path = tmp_path / "cues.csv"
    text = message_cues.CUES.read_text("utf-8")
    path.write_text(text, "utf-8")
    before = message_cues.read(path)
    path.write_text(text + 'slang,*,fault,well howdy,Well howdy!,"Well, hello!",,,\n', "utf-8")
    assert len(message_cues.read(path).every) == len(before.every) + 1
