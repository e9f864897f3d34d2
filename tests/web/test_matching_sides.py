"""How two children are said to stand in a fact that takes more than one fact to see."""

from __future__ import annotations

from datetime import date

from onroll.web.children.models import Child, SourceRecord
from onroll.web.matching.sides import Pair, Side

SWAPPED = "Differs: forename and surname the other way round"


def pair(one: tuple[str, str], other: tuple[str, str]) -> Pair:
    return Pair(side("EC-AAAA0001", *one), side("EC-BBBB0001", *other))


def side(reference: str, forename: str, surname: str) -> Side:
    born = date(2014, 5, 11)
    row = SourceRecord(forename=forename, surname=surname, date_of_birth=born, address="7 Alder Dr")
    return Side(Child(pk=reference), (row,))


def test_names_in_each_others_place_are_said_to_be_and_are_no_twins() -> None:
    found = pair(("Francesca", "Watson"), ("WATSON", "Francesca"))
    assert found.verdict("forename").words == found.verdict("surname").words == SWAPPED
    assert not found.may_be_twins


def test_a_twin_with_one_name_in_the_others_place_is_not_swapped() -> None:
    found = pair(("Francesca", "Watson"), ("Thomas", "Watson"))
    assert found.verdict("forename").words == "Differs: two names"
    assert found.may_be_twins
