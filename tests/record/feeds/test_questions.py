"""What is no reason to ask about a file: a short spring, an older term, a roll nobody joined."""

import datetime as dt

import pytest

from onroll.record.feeds import read
from onroll.record.feeds.known import known
from onroll.record.feeds.landing import land
from onroll.record.home import Home
from tests.record.feeds.drawn_roll import children, home_with_october, text

LEAVERS = "pupilnolongeronroll"


def leavers(write, term, count):
    """A census table of leavers with so many rows."""
    heading = (
        f"{LEAVERS}tableid,NativeId,dob,surname,forename,upn,formerupn,uniquelearnernumber,sex,"
        "entrydate,leavingdate"
    )
    rows = (
        f"{term}{n},100001,2013-Mar-27 00:00:00,Lee,Amira,,,,F,2020-Sep-01 00:00:00,"
        "2021-Jul-20 00:00:00"
        for n in range(count)
    )
    return write(f"{term}_{LEAVERS}.csv", "\n".join([heading, *rows]) + "\n")


def questions_of_the_last(tmp_path, write, terms):
    """What the last of some terms is asked, each landed in turn whatever it is asked."""
    home = Home(tmp_path / "home")
    at = dt.datetime(2027, 2, 1, 9, tzinfo=dt.UTC)
    for hour, (term, count) in enumerate(terms):
        reading = read(leavers(write, term, count), known=known(home))
        asked = {question.rule_id: question.problem for question in reading.questions}
        land(reading, home, at + dt.timedelta(hours=hour), answered=set(asked))
    return asked


NOT_SHORT = {
    "a spring, of which there was none before": [("2025_autumn", 90), ("2026_spring", 30)],
    "a spring like the last": [
        ("2025_spring", 30), ("2025_autumn", 90), ("2026_spring", 28),
    ],
    "an autumn like the last, after a summer of more": [
        ("2025_autumn", 40), ("2026_summer", 90), ("2026_autumn", 35),
    ],
    "an autumn like others, after one of many": [
        ("2023_autumn", 40), ("2024_autumn", 100), ("2025_autumn", 60),
    ],
    "an older term, which replaces nothing": [("2026_autumn", 40), ("2025_autumn", 40)],
}  # fmt: skip


@pytest.mark.parametrize("terms", NOT_SHORT.values(), ids=NOT_SHORT)
def test_a_term_is_not_asked_about(terms, tmp_path, write):
    assert questions_of_the_last(tmp_path, write, terms) == {}


SHORT = [
    ([("2025_spring", 60), ("2025_autumn", 90), ("2026_spring", 30)],
     "30 rows, 50% fewer than the spring term of 2025"),
    ([("2026_spring", 60), ("2026_spring", 30)],
     f"30 rows, 50% fewer than 2026_spring_{LEAVERS}.csv of the same term"),
    ([("2023_spring", 60), ("2024_spring", 60), ("2025_spring", 40), ("2026_spring", 35)],
     "35 rows, 42% fewer than the middle of the files before it"),
]  # fmt: skip


@pytest.mark.parametrize(("terms", "words"), SHORT, ids=[words for _, words in SHORT])
def test_a_term_is_held_against_the_same_term(terms, words, tmp_path, write):
    assert questions_of_the_last(tmp_path, write, terms) == {"rows.fallen": words}


def test_a_roll_that_a_child_left_and_nobody_joined_is_not_asked_about(tmp_path, write):
    path = write("roll_2026-11-01.csv", text(children()[1:]))

    assert read(path, known=home_with_october(tmp_path)).questions == ()


@pytest.mark.parametrize(("pupils", "asked"), [(4, set()), (5, {"schools.missing"})])
def test_a_school_of_a_few_that_has_none_is_not_asked_about(pupils, asked, tmp_path, write):
    """The one child at a hospital school went back to a school of its own."""
    home = Home(tmp_path / "home")
    rows = children()
    few = [row | {"URN": "100009"} for row in rows[:pupils]]
    land(
        read(write("roll_2026-10-04.csv", text([*few, *rows[pupils:]]))),
        home,
        dt.datetime(2026, 10, 5, 9, tzinfo=dt.UTC),
    )

    reading = read(write("roll_2026-11-01.csv", text(rows)), known=known(home))

    assert {question.rule_id for question in reading.questions} == asked
