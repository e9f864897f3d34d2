"""Who sees which child: the policy and, without it, the database by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.timezone import now

from onroll.web.access.acting import as_person
from onroll.web.access.models import Read, Role
from onroll.web.children.models import Child
from tests.access.access_world import ORDINARY, RELATIONS, RESTRICTED, canaries
from tests.access.child_tables import told
from tests.access.owner_of_tables import as_owner
from tests.access.people_who_ask import UNUSUAL
from tests.access.who_sees_whom import expected, seen_by

pytestmark = pytest.mark.django_db
PEOPLE = ["Nobody signed in", *Role.values, *UNUSUAL]


def test_everybody_is_in_the_table() -> None:
    assert list(expected()) == PEOPLE


@pytest.mark.parametrize("name", PEOPLE)
def test_the_policy_shows_them(people: dict[str, Any], name: str) -> None:
    with as_person(people[name], now()):
        visible = Child.objects.visible_to(people[name]) if people[name] else Child.objects.none()
        assert set(visible.values_list("pk", flat=True)) == seen_by(name)


@pytest.mark.parametrize("name", PEOPLE)
def test_the_database_shows_the_same_to_whoever_asks_for_all(
    people: dict[str, Any], name: str
) -> None:
    with as_person(people[name], now()):
        assert set(Child.objects.values_list("pk", flat=True)) == seen_by(name)


@pytest.mark.parametrize("name", PEOPLE)
def test_no_row_of_any_table_tells_of_a_child_whom_they_do_not_see(
    people: dict[str, Any], name: str
) -> None:
    """Every table that a request may read, asked for all that it has."""
    assert rows_that_tell(people[name], name) == {}


def rows_that_tell(user: Any, name: str) -> dict[str, str]:
    """By table, a row that says what somebody should not be told."""
    hidden = set(RELATIONS.values()) - seen_by(name)
    limited = {RELATIONS[of] for of, letter in expected()[name].items() if letter == "o"}
    words = [word for child in hidden for word in words_of(child)]
    words += [word for _ in limited for word in in_source_records()]
    with as_person(user, now()):
        return told(words, user and user.pk)


def words_of(child: str) -> list[str]:
    """What only this child's rows say."""
    if child in ORDINARY:
        return [child, *ORDINARY[child][:2]]
    return [child, *canaries(1).values()]


def in_source_records() -> list[str]:
    """What only the rows say that the database keeps from a colleague who looks for the child.

    Of the child's own row it shows all or nothing: the pages leave the address and the UPN out.
    """
    kept = ("record", "local_id", "town", "uprn", "former_upn", "other forename",
            "reason of a link", "school as written")  # fmt: skip
    return [canaries(1)[field] for field in kept]


@pytest.mark.parametrize(
    "table", ["children_child", "children_fact", "matching_possiblematch", "access_read"]
)
def test_a_table_whose_rows_are_not_guarded_is_found(people: dict[str, Any], table: str) -> None:
    """The planted hole: of one table the database shows every row."""
    record_look_at(people["Director"], RESTRICTED)
    name = "Coordinator"
    assert rows_that_tell(people[name], name) == {}
    as_owner(f"alter table {table} disable row level security")
    assert rows_that_tell(people[name], name).keys() == {table}


def record_look_at(user: Any, child: str) -> None:
    Read.objects.create(user=user, child=child, page="child")
