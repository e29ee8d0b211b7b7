"""What benchmarks say of their figures. How long anything takes is no test's business."""

import json
import platform
from dataclasses import replace

import pytest

from benchmarks import browser, document, queries, report, script, targets, terminal, world
from benchmarks.measure import Result, of_runs, percentile, ratio
from ivw.coaching.opening import opened

MACHINE = report.machine()
BY_HAND = f"# How fast\n\nSaid by hand.\n\n{document.BEGIN}\n{document.END}\n\nSaid by hand, too.\n"
SCRIPT = of_runs(script.SUITE, f"This week{script.NOTHING_KEPT}", 10_000, [(120.0, 100.0)])


def verdict(results, about):
    return next(each for each in targets.verdicts(results) if about in each.what)


@pytest.fixture
def page(tmp_path):
    file = tmp_path / "performance.md"
    file.write_text(BY_HAND, "utf-8")
    return file


def test_what_was_written_by_hand_stays_and_what_was_measured_before_goes(page):
    document.write(page, [replace(SCRIPT, note="the first time")], [], ["sessions: nobody answered"], MACHINE)
    assert "the first time" in page.read_text("utf-8")
    assert "- sessions: nobody answered" in page.read_text("utf-8")
    document.write(page, [replace(SCRIPT, note="the second time")], [], [], MACHINE)
    written = page.read_text("utf-8")
    assert written.startswith("# How fast\n\nSaid by hand.\n")
    assert written.endswith("\n\nSaid by hand, too.\n")
    assert "the second time" in written
    assert "the first time" not in written
    assert "nobody answered" not in written


def test_a_document_that_has_lost_its_marks_is_left_alone(page):
    page.write_text(BY_HAND.replace(document.END, ""), "utf-8")
    with pytest.raises(ValueError, match="has no place for what was measured"):
        document.write(page, [SCRIPT], [], [], MACHINE)
    assert page.read_text("utf-8") == BY_HAND.replace(document.END, "")


def test_a_target_is_met_or_missed_by_the_worst_of_what_it_is_for():
    slow = of_runs(script.SUITE, f"Insights{script.NOTHING_KEPT}", 10_000, [(165.0, 100.0)])
    again = of_runs(script.SUITE, f"Insights{script.AGAIN}", 10_000, [(900.0, 900.0)])
    smaller = of_runs(script.SUITE, f"Insights{script.NOTHING_KEPT}", 1_000, [(900.0, 90.0)])
    met = verdict([SCRIPT, again, smaller], "The script of every page")
    assert (met.target, met.measured, met.says) == ("at most 150 ms", "120 ms, CPU 100 ms", "met")
    missed = verdict([SCRIPT, slow], "The script of every page")
    assert missed.measured == "1 of 2 above; the worst Insights, nothing kept: 165 ms, CPU 100 ms"
    assert missed.says == "missed, by 15.0 ms"
    assert verdict([smaller], "The script of every page").says == "not measured"


def test_growth_is_held_against_ten_times_fewer_records_by_the_time_that_was_computed():
    def asked(contacts, cpu, what="people.search"):
        return of_runs(queries.SUITE, what, contacts, [(1.0, cpu)])

    about = "Growth of each query"
    assert verdict([asked(1_000, 10.0), asked(10_000, 29.0)], about).says == "met"
    assert verdict([asked(1_000, 10.0), asked(10_000, 42.0)], about).says == "missed, by 1.20 x"
    assert verdict([asked(1_000, 0.1), asked(10_000, 0.9)], about).says == "not measured", "too short to speak of"
    assert verdict([asked(1_000, 10.0), asked(10_000, 90.0, "another one")], about).says == "not measured"


def test_ratios_and_what_comes_over_the_websocket_are_judged_of_the_large_world_alone():
    bare = of_runs(terminal.SUITE, "a bare import of duckdb", 10_000, [(100.0, None)])
    due = ratio("python -m ivw due, to the bare one", replace(bare, what="due", median=310.0), bare)
    assert verdict([bare, due], "`due` from cold").says == "missed, by 0.10 x"
    sent = Result(browser.WEBSOCKET, "This week", 1_000, "KiB", 900.0, 900.0, None, None, 1)
    assert verdict([sent], "Websocket").says == "not measured"
    assert verdict([replace(sent, contacts=10_000)], "Websocket").says == "missed, by 650 KiB"


def test_what_95_of_100_stay_below():
    assert percentile(range(1, 101), 95) == 95
    assert percentile([3.0], 95) == 3.0
    assert percentile([1.0, 2.0], 50) == 1.0


def test_the_json_holds_every_result_with_its_growth_and_names_no_machine(tmp_path):
    file = tmp_path / "performance.json"
    report.write_json(file, [replace(SCRIPT, contacts=1_000, cpu_median=50.0), SCRIPT], ["no browser"], [], MACHINE)
    told = json.loads(file.read_text("utf-8"))
    assert [each["growth"] for each in told["results"]] == [None, 2.0]
    assert told["skipped"] == ["no browser"]
    assert set(told["measured_on"]) == {"date", "python", "system", "cores", "load", "packages"}
    assert platform.node() not in json.dumps(told["measured_on"])


def test_the_document_of_this_house_stands_beside_every_target_and_keeps_its_place_for_the_next_time():
    written = document.FILE.read_text("utf-8")
    assert written.count(document.BEGIN) == written.count(document.END) == 1
    for target in targets.TARGETS:
        assert f"| {target.what} | at most {report.amount(target.at_most, target.unit)} |" in written, "run make bench"


def test_a_world_has_as_many_people_as_were_asked_for_and_ten_interactions_each(tmp_path):
    world.build(tmp_path / "world.duckdb", world.SMALLEST)
    records = opened(tmp_path / "world.duckdb", world.AS_OF)
    try:
        people = records.rows("SELECT count(*) FROM contacts")[0][0]
        happened = records.rows("SELECT count(*) FROM interactions")[0][0]
    finally:
        records.close()
    assert (people, happened) == (world.SMALLEST, world.SMALLEST * world.INTERACTIONS_EACH)
