"""Roles to look for, in a file that a coach may edit."""

import pytest

from ivw.coaching import roles
from ivw.coaching.errors import InvalidRecord

HEAD = ",".join(roles.COLUMNS)


def test_the_file_that_ships_names_three_roles_in_each_line_of_work():
    lines = roles.lines_of_work()
    assert 24 <= len(lines) <= 30
    assert len({line.name for line in lines}) == len(lines)
    for line in lines:
        assert [role.part for role in line.roles] == ["doer", "shaper", "decider"], line.name
        assert line.also


def test_the_examples_of_the_guides_are_in_it():
    named = {role.role for line in roles.lines_of_work() for role in line.roles}
    assert {"Programmer", "Web designer", "Travel coordinator", "Hotel manager"} <= named


def test_somebody_of_every_rank_whom_the_guides_name_is_in_it():
    part = {role.role: role.part for line in roles.lines_of_work() for role in line.roles}
    assert (part["Founder of a software company"], part["Host at a hotel or resort"]) == ("decider", "doer")


@pytest.mark.parametrize(
    ("wish", "first"),
    [
        ("Urban planning", "Architecture and city planning"),
        ("museum education", "Museums and culture"),
        ("IT", "Software"),
        ("Wié man Möbel designt: UX", "Product and user experience"),
        ("Learn how one gets through a night in nursing", "Health care"),
    ],
)
def test_a_wish_finds_its_line_of_work(wish, first):
    assert roles.suggest(roles.lines_of_work(), [wish])[0].line.name == first


@pytest.mark.parametrize("wish", ["", "it is what it is", "Find out who is a good manager", "魚"])
def test_a_wish_that_names_no_work_finds_none(wish):
    assert roles.suggest(roles.lines_of_work(), [wish]) == []


def test_suggestions_come_in_the_order_of_the_wishes_each_with_the_first_that_it_fits():
    found = roles.suggest(roles.lines_of_work(), ["Nursing", "Law", "therapy"])
    assert [(each.line.name, each.because) for each in found] == [
        ("Health care", "Nursing"), ("Law and justice", "Law"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{HEAD}\nSoftware,,doer,Programmer,Because\nSoftware,,boss,CEO,Because\n", "Line 3"),
        (f"{HEAD}\nSoftware,,doer,,Because\n", "Line 2 of roles.csv has no role"),
        ("field,role,why\nSoftware,Programmer,Because\n", "has no column also"),
        (f'{HEAD}\n"Software,,doer\n', "cannot be read"),
    ],
)
def test_a_broken_line_is_named(tmp_path, text, told):
    path = tmp_path / "roles.csv"
    path.write_text(text)
    with pytest.raises(InvalidRecord, match=told):
        roles.lines_of_work(path)


def test_a_file_that_is_gone_is_said(tmp_path):
    with pytest.raises(InvalidRecord, match=r"roles\.csv cannot be read"):
        roles.lines_of_work(tmp_path / "roles.csv")
