"""Children who are hard to tell apart, records hard to bring together: each marked as such."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pyarrow.parquet as pq
import pytest

from onroll.demo import UNTIL, Exampleshire
from onroll.demo.alike import alike
from onroll.demo.identities import Identities
from onroll.demo.life import Child, Home, SocialCare
from onroll.demo.lookalikes import ADOPTED

BORN = date(2014, 5, 3)


def child(number: int, forename: str, surname: str, born_on: date = BORN, **more: object) -> Child:
    """A child who has lived in one house since birth, in a family of its own."""
    home = Home(f"{number} Alder Road", "Exbridge", f"XE1 {number % 9}AB", f"9900{number}", born_on)
    made = Child(
        number, number, forename, surname, forename, born_on, "F", "WBRI",
        f"A0012001180{number:02d}", f"999000{number:04d}", "", homes=[home],
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def kinds(*children: Child) -> list[str]:
    return sorted(kind for _, _, kind in alike(children))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Amelia", "Hall", BORN, 1), ("Rose", "Hall", BORN, 1), ["twins"]),
        (
            ("Amelia", "Hall", BORN, 1),
            ("Amelie", "Hall", BORN, 1),
            ["twins", "twins whose forenames sound alike"],
        ),
        (
            ("Ann", "Hall", BORN, 1),
            ("Rose", "Hall", date(2015, 7, 7), 1),
            ["siblings close in age"],
        ),
        (("Ann", "Hall", BORN, 1), ("Rose", "Hall", date(2015, 7, 8), 1), []),
        (("Ann", "Hall", BORN, 1), ("Ann", "Hall", BORN, 2), ["one name and one date of birth"]),
        (("Ann", "Hall", BORN, 1), ("Ann", "Hill", BORN, 2), []),
        (
            ("Yusuf", "Noori", date(2014, 1, 1), 1),
            ("Omid", "Noori", date(2014, 1, 1), 2),
            ["1 January"],
        ),
        (
            ("Yusuf", "Noori", date(2014, 1, 1), 1),
            ("Youssef", "Rahimi", date(2014, 1, 1), 2),
            ["1 January"],
        ),
        (("Yusuf", "Noori", date(2014, 1, 1), 1), ("Omid", "Rahimi", date(2014, 1, 1), 2), []),
    ],
)
def test_two_children_are_alike_in_the_ways_they_are(
    one: tuple[str, str, date, int], other: tuple[str, str, date, int], expected: list[str]
) -> None:
    pair = [
        replace(child(number, forename, surname, born_on), family=family)
        for number, (forename, surname, born_on, family) in enumerate((one, other), 1)
    ]
    assert kinds(*pair) == expected


def test_cousins_at_one_address_are_of_one_surname_and_within_three_years() -> None:
    one, two = child(1, "Ann", "Hall"), child(2, "Rose", "Hall", date(2017, 5, 2))
    two.homes = one.homes
    assert kinds(one, two) == ["cousins at one address"]
    assert kinds(one, replace(two, born_on=date(2017, 5, 3))) == []
    assert kinds(one, replace(two, surname="Hill")) == []


def test_traveller_children_of_one_name_are_born_within_a_year_or_so() -> None:
    one = child(1, "Paddy", "Connors", ethnicity="WIRT")
    two = child(2, "Paddy", "Connors", date(2015, 7, 7), ethnicity="WIRT")
    assert kinds(one, two) == ["Traveller children of one name"]
    assert kinds(one, replace(two, born_on=date(2015, 7, 8))) == []
    assert kinds(replace(one, ethnicity="WBRI"), two) == []


SOURCES = (
    "pupil_system", "school_census", "home_education", "admissions", "social_care", "health", "sen",
    "alternative_provision", "school_returns", "careers", "youth_justice",
)  # fmt: skip


def seen(children: list[Child], kind: str, on: date | None = None) -> dict[tuple[int, str], Child]:
    """How sources see the children, where that kind of difference and no other comes about."""
    held = Identities(children, 1, UNTIL)
    views = {
        (one.number, source): held.known_to(one, source, on)
        for one in children
        for source in SOURCES
    }
    return {key: view for key, view in views.items() if view.spelt == (kind,)}


def some(forename: str, surname: str, **more: object) -> list[Child]:
    return [child(number, forename, surname, **more) for number in range(1, 1000)]  # type: ignore[arg-type]


def test_a_name_of_another_alphabet_is_spelt_otherwise_here_and_there() -> None:
    found = seen(some("Kateryna", "Boyko"), "a name in another spelling")
    assert {view.forename for view in found.values()} == {"Ekaterina", "Katerina"}
    assert 0.02 < len(found) / (999 * len(SOURCES)) < 0.07
    assert not seen(some("Alice", "Boyko"), "a name in another spelling")


def test_a_double_surname_is_written_in_part_or_the_other_way_round() -> None:
    found = seen(some("Ann", "Hall-Reed"), "part of a double surname")
    written = {view.surname for view in found.values()}
    assert written == {"Hall", "Reed", "Reed-Hall", "Hall Reed", "HallReed"}


def test_a_child_is_known_by_a_short_name_or_by_another_surname() -> None:
    short = seen(some("Thomas", "Hall", called="Tom"), "known as another name")
    assert {(view.forename, view.surname) for view in short.values()} == {("Tom", "Hall")}
    other = seen(some("Thomas", "Hall"), "known as another name")
    assert other
    assert all(view.surname != "Hall" for view in other.values())


def test_names_change_places_and_so_do_day_and_month_but_not_in_a_register() -> None:
    names = seen(some("Ann", "Hall"), "forename and surname swapped")
    assert {(view.forename, view.surname) for view in names.values()} == {("Hall", "Ann")}
    days = seen(some("Ann", "Hall"), "day and month swapped")
    assert {view.born_on for view in days.values()} == {date(2014, 3, 5)}
    assert {source for _, source in days}.isdisjoint({"pupil_system", "school_census"})
    assert not seen(some("Ann", "Hall", born_on=date(2014, 5, 13)), "day and month swapped")


@pytest.mark.parametrize("kind", ["surname changed", "UPN replaced"])
def test_before_a_change_every_census_has_the_old_and_afterwards_may_tell_both(kind: str) -> None:
    children = some("Ann", "Hall")
    old = seen(children, kind, date(2023, 9, 1))
    census = {number: view for (number, source), view in old.items() if source == "school_census"}
    assert census
    later = Identities(children, 1, UNTIL)
    told = 0
    for one in children:
        if one.number in census:
            now = later.known_to(one, "school_census", UNTIL)
            before = census[one.number]
            assert (now.surname, now.upn) == (one.surname, one.upn)
            assert (before.surname, before.upn) != (one.surname, one.upn)
            told += bool(now.former_surname or now.former_upn)
            assert now.former_surname in ("", before.surname)
            assert now.former_upn in ("", before.upn)
    assert 0 < told <= len(census)


def test_who_comes_to_the_county_may_begin_with_a_temporary_upn() -> None:
    children = some("Ann", "Hall")
    for one in children:
        one.homes = [replace(one.homes[0], starts_on=date(2024, 2, 1))]
    found = seen(children, "temporary UPN", date(2024, 3, 1))
    assert found
    assert all(view.upn.endswith("A") for view in found.values())


def test_a_twins_upn_is_typed_on_the_other_twin_but_never_in_a_census() -> None:
    one, two = some("Ann", "Hall"), some("Rose", "Hall")
    for twin in two:
        twin.number += 1000
        twin.upn = f"B{twin.upn[1:]}"
        twin.family = twin.number - 1000
    found = seen(one + two, "the twin's UPN")
    assert found
    own = {each.number: each.upn for each in one + two}
    for (number, source), view in found.items():
        assert view.upn == own[number + 1000 if number < 1000 else number - 1000]
        assert source != "school_census"


def test_an_adopted_childs_old_name_and_number_stay_where_they_were() -> None:
    born_as = [SocialCare("looked_after", date(2023, 1, 1), date(2025, 1, 1), "N1")]
    one = child(7, "Ann", "Hall", fate=ADOPTED, social_care=born_as)
    held = Identities([one], 1, UNTIL)
    before = held.known_to(one, "school_census", date(2024, 12, 31))
    care = held.known_to(one, "social_care")
    assert before.upn == care.upn != one.upn
    assert before.surname == care.surname != one.surname
    assert care.homes[-1].postcode != one.homes[-1].postcode
    after = held.known_to(one, "school_census", date(2025, 1, 1))
    assert (after.upn, after.surname) == (one.upn, one.surname)
    assert (after.former_upn, after.former_surname) == ("", "")
    assert held.known_to(one, "health").surname == one.surname


def test_of_a_family_that_moved_some_have_the_old_address_but_not_who_keeps_addresses() -> None:
    children = some("Ann", "Hall")
    for one in children:
        moved = replace(one.homes[0], postcode="XE9 9ZZ", starts_on=date(2025, 1, 1))
        one.homes = [replace(one.homes[0], ends_before=date(2025, 1, 1)), moved]
    found = seen(children, "an old address")
    assert {view.homes[-1].postcode for view in found.values()} == {f"XE1 {n}AB" for n in range(9)}
    assert {source for _, source in found}.isdisjoint({"pupil_system", "health"})


def test_traveller_families_have_several_addresses() -> None:
    children = some("Paddy", "Connors", ethnicity="WIRT")
    found = seen(children, "Traveller family, several addresses")
    assert len({view.homes[0].uprn for view in found.values()}) > 50
    assert not seen(some("Ann", "Hall"), "Traveller family, several addresses")


def hard(county: Exampleshire) -> list[dict[str, object]]:
    return pq.read_table(county.truth / "hard_pairs.parquet").to_pylist()


def test_every_kind_is_in_a_county_and_is_marked(county: Exampleshire) -> None:
    found = Counter((row["kind"], row["same_child"]) for row in hard(county))
    assert {kind for kind, same in found if not same} >= {
        "twins", "twins whose forenames sound alike", "siblings close in age", "1 January",
        "cousins at one address", "one name and one date of birth",
    }  # fmt: skip
    assert {kind for kind, same in found if same} >= {
        "a name in another spelling", "part of a double surname", "forename and surname swapped",
        "known as another name", "surname changed", "UPN replaced", "adoption", "an old address",
        "Traveller family, several addresses", "temporary UPN",
    }  # fmt: skip
    assert sum(found.values()) > 2000 * 3000 / 97_000


def test_the_records_of_a_pair_are_of_the_children_it_names(county: Exampleshire) -> None:
    who = pq.read_table(county.truth / "people.parquet").to_pylist()
    person = {f"{row['source']}:{row['local_id']}": row["person"] for row in who}
    for row in hard(county):
        assert (row["person_a"] == row["person_b"]) == row["same_child"]
        for side in "ab":
            if row[f"record_{side}"] is not None:
                assert person[row[f"record_{side}"]] == row[f"person_{side}"]


def test_in_clean_files_every_source_has_the_child_as_it_is(clean: Exampleshire) -> None:
    found = hard(clean)
    assert found
    assert not any(row["same_child"] for row in found)
