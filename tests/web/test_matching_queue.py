"""The queue of possible matches and two children side by side."""

from __future__ import annotations

import re
from typing import Any

import pytest

from onroll.record.home import Home
from onroll.web.access.models import Read
from onroll.web.matching.models import PossibleMatch
from tests.web.matching_pages import text_of
from tests.web.matching_world import (
    AMAAL,
    AMAL,
    DOUBTFUL,
    PAWEL,
    PAWELS_OTHER,
    TWIN,
    TWINS_TWIN,
    show_matches,
    world,
)
from tests.web.small_run import AS_OF, d

pytestmark = pytest.mark.django_db


@pytest.fixture
def matched(published: Any, own_home: Home) -> Home:
    """A home of this test's own, with possible matches shown."""
    show_matches(own_home)
    return own_home


def test_the_queue_has_most_harm_first_then_the_oldest(signed_in: Any, matched: Home) -> None:
    page = signed_in.get("/matches/").content.decode()
    shown = re.findall(r'href="/matches/(EC-\w+)/(EC-\w+)/"', page)
    assert shown == [(AMAL, AMAAL), (PAWEL, PAWELS_OTHER), (TWIN, TWINS_TWIN)]
    words = text_of(signed_in.get("/matches/"))
    assert "3 pairs wait to be decided" in words
    assert "One of the two is known to social care" in words
    assert "One of the two is missing education" in words
    assert "One of the two is on a school roll and the other is not" in words
    assert "Nothing else is known to hang on it" in words
    assert "As likely one child as two" in words
    assert "20 November 2026" in words


def test_equals_come_in_the_order_of_their_records(published: Any, own_home: Home) -> None:
    """Not of references: which child has which depends on what was once joined and parted."""
    equal = [(*row[:6], 1, AS_OF) for row in DOUBTFUL]
    other_way = [(b, a, two, one, *rest) for a, b, one, two, *rest in equal]
    for shown in (equal, other_way):
        show_matches(own_home, doubtful=shown)
        pairs = [{row.record_a, row.record_b} for row in PossibleMatch.objects.gravest_first()]
        assert pairs == sorted(({row[2], row[3]} for row in equal), key=min)


def test_an_empty_queue_says_so(signed_in: Any, published: Any, own_home: Home) -> None:
    assert "No two records wait to be decided" in text_of(signed_in.get("/matches/"))
    assert "Nobody waits for a colleague's answer" in text_of(signed_in.get("/matches/?asked"))
    assert "Nobody has decided anything" in text_of(signed_in.get("/matches/decided/"))


def test_the_queue_comes_in_pages(signed_in: Any, published: Any, own_home: Home) -> None:
    many = [
        (AMAL, AMAAL, "health:1", "social_care:1", float(n), "alike", 1, d("2026-11-01"))
        for n in range(30)
    ]
    show_matches(own_home, doubtful=many)
    assert "30 pairs wait to be decided. Page 1 of 2." in text_of(signed_in.get("/matches/"))
    second = signed_in.get("/matches/?page=2").content.decode()
    assert len(re.findall(r'href="/matches/EC-\w+/EC-\w+/"', second)) == 5


def test_side_by_side_says_what_agrees_differs_and_is_not_given(
    signed_in: Any, matched: Home
) -> None:
    words = text_of(signed_in.get(f"/matches/{AMAL}/{AMAAL}/"))
    for expected in (
        "Surname Differs: another spelling",
        "Date of birth Differs: day and month the other way round",
        "Address Agrees, written another way",
        "Postcode Differs: the same neighbourhood",
        "UPN Not given for either",
        "School Not given for either",
    ):
        assert expected in words, words


def test_a_number_given_on_one_side_alone_is_named(signed_in: Any, matched: Home) -> None:
    words = text_of(signed_in.get(f"/matches/{PAWEL}/{PAWELS_OTHER}/"))
    assert f"School Not given for {PAWELS_OTHER} Hilltop Academy" in words
    assert "UPN Differs: a child has one UPN at a time" in words
    assert "Their UPNs are two numbers, and a child has one" in words
    assert "They may be twins" not in words


def test_twins_are_named_as_such(signed_in: Any, matched: Home) -> None:
    words = text_of(signed_in.get(f"/matches/{TWIN}/{TWINS_TWIN}/"))
    assert "Forename Differs: two names" in words
    assert "They may be twins" in words


def test_what_speaks_for_one_child_is_in_words_and_in_figures_for_analysts_alone(
    client: Any, officer: Any, analyst_once: Any, matched: Home
) -> None:
    client.force_login(officer)
    page = client.get(f"/matches/{AMAL}/{AMAAL}/")
    swapped = "Date of birth Differs: day and month the other way round"
    assert f"{swapped} Weighs strongly for one child" in text_of(page)
    assert "How the weight was made" not in text_of(page)
    client.force_login(analyst_once)
    words = text_of(client.get(f"/matches/{AMAL}/{AMAAL}/"))
    assert "How the weight was made" in words
    assert "Only somebody whose role is" in words
    table = words.partition("Each step of the weight")[2].partition("Only somebody")[0]
    steps = [float(bits) for bits in re.findall(r" ([+-]\d+\.\d) ", table)]
    total = float(table.split()[-1])
    assert len(steps) == 8
    assert abs(sum(steps) - total) < 0.5  # each is rounded to a tenth
    assert f"Together these come to {total:.1f} bits" in words


def test_both_children_are_logged_as_read(signed_in: Any, officer: Any, matched: Home) -> None:
    for address, page in ((f"/matches/{AMAL}/{AMAAL}/", "compare"), ("/matches/", "matches")):
        signed_in.get(address)
        read = set(Read.objects.filter(user=officer, page=page).values_list("child", flat=True))
        assert {AMAL, AMAAL} <= read


@pytest.mark.parametrize(
    "address", [f"/matches/{AMAL}/EC-NOBODY00/", "/matches/a/b/", "/matches/decided/7/"]
)
def test_what_is_not_there_is_not_shown(signed_in: Any, matched: Home, address: str) -> None:
    assert signed_in.get(address).status_code == 404


def test_the_world_has_every_record_it_compares() -> None:
    records = {row[0] for row in world()["records"]}
    assert all({row[2], row[3]} <= records for row in world()["doubtful"])
