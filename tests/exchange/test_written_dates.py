from datetime import date

import pytest

from ivw.exchange.written_dates import AmbiguousDateError, month_first, read_day


@pytest.mark.parametrize(
    "text",
    ["12 Mar 2024", "12-Mar-24", "12 March 2024", "2024-03-12", "2024/3/12", "03/12/24", "3/12/2024", "12.03.2024",
     "12.3.24", "March 12, 2024", "Mar 12th 2024", "Tue, 12 Mar 2024 10:05:00", "2024-03-12T10:05:00Z", "20240312",
     "2024-03-12 10:05:00 UTC", "03/12/24, 10:05 AM", "12. März 2024", "12 mars 2024", "12 de marzo de 2024"],
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(text):
    assert read_day(text) == date(2024, 3, 12)


@pytest.mark.parametrize(
    ("text", "month"),
    [("1 janv. 2024", 1), ("1 févr. 2024", 2), ("1 Mai 2024", 5), ("1 juin 2024", 6), ("1 juil. 2024", 7),
     ("1 août 2024", 8), ("1 ene 2024", 1), ("1 abr 2024", 4), ("1. Okt. 2024", 10), ("1. Dez 2024", 12),
     ("1 dic 2024", 12), ("1 sept. 2024", 9)],
)  # fmt: skip
def test_months_are_known_in_other_languages(text, month):
    assert read_day(text) == date(2024, month, 1)


@pytest.mark.parametrize(
    "text",
    ["", "31 Feb 2021", "yesterday", "12 March", "March 2024", "2024", "2024-03", "12", "Tuesday", "Tue 2024", "10:30",
     "12 Mar 1024", "12 Xyz 2024", "45363", "0", "-", "13/13/24", "1 Jan 2201", "31 Dec 1969", "12 Mar 24 1030",
     "x" * 5_000, "9" * 40],
)  # fmt: skip
def test_what_is_no_whole_date_is_refused_and_never_guessed(text):
    with pytest.raises(ValueError, match=r"\.$"):
        read_day(text)


@pytest.mark.parametrize(("digits", "year"), [("00", 2000), ("24", 2024), ("68", 2068), ("70", 1970), ("99", 1999)])
def test_two_digits_of_a_year_do_not_depend_on_today(digits, year):
    assert read_day(f"7-Feb-{digits}") == read_day(f"02/07/{digits}") == date(year, 2, 7)


@pytest.mark.parametrize(
    ("texts", "answer"),
    [
        (["3/12/24", "25/12/24"], False),
        (["3/12/24", "12/25/24"], True),
        (["25/12/24", "12/25/24"], None),
        (["3/12/24", "12 Mar 2024", "", "25.12.24"], "otherwise"),
        ([], "otherwise"),
    ],
)
def test_one_clear_date_settles_the_order_of_a_file(texts, answer):
    assert month_first(texts, otherwise="otherwise") == answer


def test_numbers_are_read_in_the_order_of_their_file():
    assert read_day("3/12/24", month_first=True) == date(2024, 3, 12)
    assert read_day("3/12/24", month_first=False) == date(2024, 12, 3)
    assert read_day("25/12/24", month_first=True) == read_day("12/25/24", month_first=False) == date(2024, 12, 25)
    assert read_day("5/5/24", month_first=None) == date(2024, 5, 5)
    with pytest.raises(AmbiguousDateError):
        read_day("3/12/24", month_first=None)
