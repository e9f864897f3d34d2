"""How many different children somebody may see in a day: exactly so many, and in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from onroll.web.access.models import Read
from onroll.web.access.policy import see_now
from onroll.web.oversight import budgets
from onroll.web.oversight.budgets import BudgetMet, spend
from onroll.web.oversight.models import Item, Kind
from tests.web.oversight_people import asks, numbers_of, somebody, text_of
from tests.web.small_run import AMARA, CHILDREN, JOSHUA, ZOFIA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
SEVEN = [child for child, *_ in CHILDREN]


def seen(user: Any, count: int, page: str = "record", at: datetime | None = None) -> None:
    """Somebody saw so many other children before."""
    Read.objects.bulk_create(
        Read(user=user, child=f"EC-OTHER{n:03}", page=page, at=at or now()) for n in range(count)
    )


@pytest.fixture
def officer() -> Any:
    """One of this test's own, who has seen nobody today."""
    return somebody("Sam Loe", "Education officer").user


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Numbers small enough for the seven children of the small run."""

    def these(**limits: int) -> None:
        most = {"opened": 99, "listed": 99, "asked": 99, "exported": 99} | limits
        monkeypatch.setattr(budgets, "numbers", lambda: numbers_of(**most))

    return these


def test_the_sixtieth_record_opens_and_the_sixty_first_does_not(officer: Any) -> None:
    client = Client()
    client.force_login(officer)
    seen(officer, 59)
    assert client.get(f"/children/{AMARA}/").status_code == 200
    answer = client.get(f"/children/{ZOFIA}/timeline/")
    assert answer.status_code == 429
    said = text_of(answer)
    assert "You have opened 60 children&#39;s records today" in said.replace("'", "&#39;")
    assert "Zofia" not in said
    assert client.get(f"/children/{AMARA}/timeline/").status_code == 200, "seen today already"
    refused = Read.objects.get(user=officer, outcome="refused")
    assert refused.child == ZOFIA
    client.get(f"/children/{ZOFIA}/")
    assert Item.objects.filter(user=officer, kind=Kind.BUDGET).count() == 1
    assert client.get("/children/").status_code == 200, "lists are counted by themselves"


def test_two_children_side_by_side_are_two(officer: Any) -> None:
    client = Client()
    client.force_login(officer)
    seen(officer, 59)
    assert client.get(f"/matches/{AMARA}/{ZOFIA}/").status_code == 429
    assert client.get(f"/children/{AMARA}/").status_code == 200


def test_what_was_seen_yesterday_in_london_does_not_count(officer: Any) -> None:
    """In summer the day begins at 11pm of Greenwich."""
    see_now([officer], datetime(2026, 7, 1, 8, tzinfo=UTC))
    seen(officer, 60, at=datetime(2026, 6, 30, 22, 59, tzinfo=UTC))
    spend(officer, [AMARA], "record", officer.sight.at)
    seen(officer, 60, at=datetime(2026, 6, 30, 23, 0, tzinfo=UTC))
    with pytest.raises(BudgetMet):
        spend(officer, [AMARA], "record", officer.sight.at)


def test_a_list_of_more_children_than_are_left_is_not_shown(few: Any, officer: Any) -> None:
    few(listed=7)
    client = Client()
    client.force_login(officer)
    assert client.get("/children/").status_code == 200, "all seven"
    assert client.get("/children/?definition=missing_education").status_code == 200
    few(listed=6)
    other = somebody("Sam Roe", "Education officer")
    answer = other.get("/children/")
    assert answer.status_code == 429
    assert "Your lists have shown you 6 children today" in text_of(answer)
    refused = Read.objects.filter(user=other.user, outcome="refused")
    assert sorted(refused.values_list("child", flat=True)) == sorted(SEVEN)


def test_every_time_that_somebody_asks_for_a_child_counts(few: Any) -> None:
    """Found or not; and at the limit the answer is the same for any child."""
    few(asked=3)
    worker = somebody("Pat Doe", "Youth worker")
    assert asks(worker, known=AMARA).status_code == 302
    assert asks(worker, known="EC-NOBODY00").status_code == 404
    assert asks(worker, name="Nobody At All", born="1/2/2015").status_code == 404
    answers = {asks(worker, known=child).status_code for child in (JOSHUA, "EC-NOBODY00")}
    assert answers == {429}


def test_a_school_has_a_budget_of_its_own_for_all_its_people(few: Any) -> None:
    few(opened=2)
    one = somebody("Sam Roe", "School user", urns=["100001"])
    two = somebody("Una Poe", "School user", urns=["100001", "100009"])
    far = somebody("Ben Loe", "School user", urns=["100009"])
    for client in (one, two, far):
        see_now([client.user], now())
    spend(one.user, ["EC-A", "EC-B"], "record", now())
    seen(one.user, 2)
    spend(far.user, ["EC-C"], "record", now())
    with pytest.raises(BudgetMet) as stopped:
        spend(two.user, ["EC-C"], "record", now())
    assert stopped.value.place == "100001"


def test_a_manager_lets_somebody_go_on_today_and_not_themselves(few: Any) -> None:
    few(opened=1)
    lead = somebody("Ada Roe", "Pathway manager")
    officer = somebody("Sam Loe", "Education officer")
    for client in (lead, officer):
        assert client.get(f"/children/{AMARA}/").status_code == 200
        assert client.get(f"/children/{ZOFIA}/").status_code == 429
    theirs, own = (
        Item.objects.get(user=client.user, kind=Kind.BUDGET).pk for client in (officer, lead)
    )
    why = {"why": "A panel of forty children meets this afternoon"}
    assert lead.post(f"/review/{own}/raise/", why).status_code == 404
    assert officer.post(f"/review/{own}/raise/", why).status_code == 403
    assert lead.post(f"/review/{theirs}/raise/", why).status_code == 302
    assert officer.get(f"/children/{ZOFIA}/").status_code == 200
    assert officer.get(f"/children/{JOSHUA}/").status_code == 429, "once more as many, and no more"
    assert lead.get(f"/children/{ZOFIA}/").status_code == 429


def test_a_page_made_tomorrow_counts_as_a_record() -> None:
    assert budgets.measure_of("a page that nobody has thought of") == "opened"


def test_every_number_has_a_unit_a_source_and_a_date() -> None:
    for measure, held in budgets.numbers().items():
        assert {"title", "unit", "authority", "source"} <= held.keys(), measure
        for group in held.keys() - {"title", "unit", "authority", "source"}:
            for since, most in held[group]["from"].items():
                assert date.fromisoformat(since)
                assert most > 0
