"""Which names and dates cannot be one child's."""

from datetime import date

import pytest

from onroll.record.people.likeness import Name, dates_differ, names_differ


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("amara", "amara"),
        ("amara", "amera"),
        ("mohammed", "muhammad"),
        ("mohammed ali", "ali"),
        ("william", "bill"),
        ("yusuf", "joseph"),
        ("ivy", "iy"),
        ("amara", ""),
    ],
)
def test_forenames_that_may_be_one_childs(one, other):
    assert not names_differ(Name(one, "bello"), Name(other, "bello"))


@pytest.mark.parametrize(("one", "other"), [("amara", "tunde"), ("jack", "oliver"), ("ava", "max")])
def test_forenames_that_are_two_childrens(one, other):
    assert names_differ(Name(one, "bello"), Name(other, "bello"))


def test_forename_and_surname_may_be_the_wrong_way_round():
    assert not names_differ(Name("amara", "bello"), Name("bello", "amara"))
    assert not names_differ(Name("doimnic", "young"), Name("young", "dominic"))
    assert names_differ(Name("amara", ""), Name("bello", ""))


@pytest.mark.parametrize(
    ("other", "differ"),
    [
        (date(2013, 5, 4), False),
        (date(2013, 4, 5), False),
        (date(2013, 5, 14), False),
        (date(2013, 11, 4), False),
        (date(2003, 5, 4), False),
        (date(2013, 6, 7), True),
        (date(2012, 4, 5), True),
    ],
)
def test_dates_of_birth_differ_when_more_than_one_slip_lies_between(other, differ):
    assert dates_differ(date(2013, 5, 4), other) is differ
