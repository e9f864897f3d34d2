"""Before a visit an officer sees which other children live there, of those whom they may see."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onroll.web.access.models import Allocation, Read, RestrictedChild
from onroll.web.children.models import Child, Fact
from tests.web.case_pages import browser_of, colleague, given, words
from tests.web.small_run import AMARA, AS_OF, JOSHUA, ZOFIA
from tests.web.test_visits import set_visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
TOMI = "EC-TMEXA001"
HOME = {"address": "7 Mill Lane", "postcode": "XE1 4CD"}


@pytest.fixture
def manager() -> Any:
    return colleague("Pathway manager", "Paula Roe")


@pytest.fixture(autouse=True)
def at_home() -> None:
    """Amara lives with Tomi; Joshua in the same postcode, at another number; the rest elsewhere."""
    Child.objects.filter(pk=AMARA).update(**HOME)
    Child.objects.filter(pk=TOMI).update(address="7 MILL LANE", postcode="XE1 4CD")
    Child.objects.filter(pk=JOSHUA).update(address="17 Mill Lane", postcode="XE1 4CD")
    Child.objects.filter(pk=ZOFIA).update(address="7 Mill Lane", postcode="XE2 9ZZ")


def there(user: Any) -> str:
    """What the page of one's visits says of other children at the address; empty for nobody."""
    page = words(browser_of(user).get("/visits/"))
    return page.partition("Other children at this address")[2].partition("What we need")[0].strip()


def test_the_others_at_the_address_are_named_and_each_look_is_logged(manager: Any) -> None:
    """However the street is spelt in capitals; not those of another number or postcode."""
    set_visit(given(manager, AMARA), manager)
    assert there(manager) == "Tomi Example , born 30 September 2018"
    looked = Read.objects.filter(user=manager, page="my_visits")
    assert sorted(looked.values_list("child", flat=True)) == sorted([AMARA, TOMI])


def test_a_child_who_is_kept_from_the_officer_is_not_there(manager: Any) -> None:
    set_visit(given(manager, AMARA), manager)
    RestrictedChild.objects.create(child=TOMI)
    assert there(manager) == ""
    assert not Read.objects.filter(child=TOMI).exists()
    director = colleague("Director", "Dana Accountable")
    set_visit(given(director, AMARA), director)
    assert there(director).startswith("Tomi Example")


def test_nor_is_one_who_is_protected_though_the_officer_must_look_for_them(manager: Any) -> None:
    """Whoever works with a protected child sees the child, and not where the child lives."""
    set_visit(given(manager, AMARA), manager)
    Allocation.objects.create(child=TOMI, user=manager, starts_on=AS_OF)
    assert there(manager).startswith("Tomi Example")
    RestrictedChild.objects.create(child=TOMI)
    assert there(manager) == ""


def test_nobody_is_told_of_a_child_who_is_not_theirs(manager: Any) -> None:
    """A youth worker sees the children they work with, and no brother or sister of theirs."""
    worker = colleague("Youth worker", "Pat Near")
    case = given(manager, AMARA)
    Allocation.objects.create(child=AMARA, user=worker, starts_on=AS_OF)
    set_visit(case, worker)
    assert "Amara Example" in words(browser_of(worker).get("/visits/"))
    assert there(worker) == ""


def test_a_child_who_has_died_is_not_there(manager: Any) -> None:
    set_visit(given(manager, AMARA), manager)
    Fact.objects.create(
        row_id=uuid.uuid4(), child_id=TOMI, fact="died", starts_on=AS_OF, setting="",
        feed="pupil_roll", file="roll.csv", row=3,
    )  # fmt: skip
    assert there(manager) == ""


@pytest.mark.parametrize("missing", ["address", "postcode"])
def test_without_a_whole_address_nobody_is_guessed(manager: Any, missing: str) -> None:
    Child.objects.filter(pk__in=[AMARA, TOMI]).update(**{missing: ""})
    set_visit(given(manager, AMARA), manager)
    assert there(manager) == ""


def test_of_a_home_for_many_six_are_named_and_the_others_counted(manager: Any) -> None:
    for number in range(7):
        Child.objects.create(
            pk=f"EC-MANY000{number}", row_id=uuid.uuid4(), forename="Many", surname=f"Nr{number}",
            date_of_birth=AS_OF.replace(year=2012), sex="", upn="", setting="", name="", sounds=[],
            **HOME,
        )  # fmt: skip
    set_visit(given(manager, AMARA), manager)
    said = there(manager)
    assert said.count("born") == 6
    assert said.endswith("and 2 more")
    assert Read.objects.filter(page="my_visits").count() == 7


def test_the_page_asks_as_often_of_many_visits_as_of_one(manager: Any) -> None:
    client, asked = browser_of(manager), []
    for child in (AMARA, TOMI, JOSHUA):
        set_visit(given(manager, child), manager)
        with CaptureQueriesContext(connection) as queries:
            client.get("/visits/")
        asked.append(len(queries))
    assert asked[1] == asked[2], asked
