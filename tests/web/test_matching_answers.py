"""What an officer answers about a pair: kept, met by another answer, and taken back."""

from __future__ import annotations

import re
from typing import Any

import pytest

from onroll.record.home import Home
from onroll.record.people.decisions import Verdict, decide, decisions, standing
from onroll.web.access.accounts import add_user
from onroll.web.access.models import User
from tests.web.fixtures import PASSWORD
from tests.web.matching_pages import AT, answer, text_of
from tests.web.matching_world import (
    AMAAL,
    AMAL,
    show_matches,
)
from tests.web.small_run import AMARA, ZOFIA

pytestmark = pytest.mark.django_db


@pytest.fixture
def matched(published: Any, own_home: Home) -> Home:
    """A home of this test's own, with possible matches shown."""
    show_matches(own_home)
    return own_home


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("same", "Same child Stands"),
        ("different", "Different children Stands"),
        ("not_sure", "Not sure Stands"),
    ],
)
def test_an_answer_is_kept_with_who_when_and_why(
    signed_in: Any, matched: Home, verdict: str, words: str
) -> None:
    response = answer(signed_in, AMAL, AMAAL, verdict)
    assert response.status_code == 302
    shown = text_of(signed_in.get(response["Location"]))
    assert words in shown
    assert "Priya Sharma" in shown
    assert "Same mother, I rang her" in shown
    assert "Take this decision back" in shown
    made = decisions(matched)[-1]
    assert made.verdict is Verdict(verdict)
    assert made.by == "priya@exampleshire.example"
    assert made.shown == ("health:1", "social_care:1")
    assert made.records == {"health:1", "admissions:1", "social_care:1"}


def test_same_counts_from_the_next_run_where_the_record_cannot_follow_at_once(
    signed_in: Any, matched: Home
) -> None:
    """The small run holds too little to be made anew: the decision is kept all the same."""
    response = answer(signed_in, AMAL, AMAAL, "same")
    assert "counts from the next run" in text_of(signed_in.get(response["Location"]))
    assert "Decided Same child, by Priya Sharma" in text_of(signed_in.get("/matches/"))


def test_asking_a_colleague_leaves_the_pair_in_the_queue(signed_in: Any, matched: Home) -> None:
    answer(signed_in, AMAL, AMAAL, "not_sure")
    words = text_of(signed_in.get("/matches/?asked"))
    assert "1 pair waits for a colleague's answer" in words
    assert "Asked a colleague Priya Sharma is not sure" in words
    assert "Keep this answer" in text_of(signed_in.get(f"/matches/{AMAL}/{AMAAL}/"))
    answer(signed_in, AMAL, AMAAL, "different")
    assert "Nobody waits" in text_of(signed_in.get("/matches/?asked"))


def test_what_is_missing_is_said_at_its_field(signed_in: Any, matched: Home) -> None:
    response = signed_in.post(f"/matches/{AMAL}/{AMAAL}/", {})
    assert response.status_code == 422
    page = response.content.decode()
    assert 'href="#verdict"' in page
    assert 'href="#why"' in page
    assert "Select whether they are the same child" in text_of(response)
    assert not decisions(matched)


def test_pressed_twice_it_is_decided_once(signed_in: Any, matched: Home) -> None:
    page = signed_in.get(f"/matches/{AMAL}/{AMAAL}/").content.decode()
    shown = re.search(r'name="shown" value="(\w+)"', page)
    form = {"verdict": "not_sure", "why": "Two forenames", "shown": shown[1] if shown else ""}
    first = signed_in.post(f"/matches/{AMAL}/{AMAAL}/", form)
    second = signed_in.post(f"/matches/{AMAL}/{AMAAL}/", form)
    assert first["Location"].startswith(second["Location"])
    assert len(decisions(matched)) == 1


def test_the_second_officer_is_told_what_the_first_decided(
    signed_in: Any, analyst_once: Any, matched: Home
) -> None:
    page = signed_in.get(f"/matches/{AMAL}/{AMAAL}/").content.decode()
    shown = re.search(r'name="shown" value="(\w+)"', page)
    decide(
        matched,
        Verdict.DIFFERENT,
        ["health:1", "admissions:1"],
        ["social_care:1"],
        at=AT,
        by="joanne@exampleshire.example",
        why="I met both of them",
    )
    form = {"verdict": "same", "why": "Same names", "shown": shown[1] if shown else ""}
    response = signed_in.post(f"/matches/{AMAL}/{AMAAL}/", form)
    assert response.status_code == 409
    words = text_of(response)
    assert "Your answer is not kept" in words
    assert "Joanne Lee decided on 23 November 2026, 9:30am" in words
    assert "I met both of them" in words
    assert len(decisions(matched)) == 1


def test_a_contradiction_is_shown_with_the_decision_it_meets(signed_in: Any, matched: Home) -> None:
    """Amal is Leo's, Amaal is not: then Amal and Amaal cannot be one. Colleagues have names."""
    User.objects.create_user("joanna@exampleshire.example", full_name="Joanna Reed")
    for verdict, one, other in (
        (Verdict.SAME, "health:1", "admissions:2"),
        (Verdict.DIFFERENT, "admissions:2", "social_care:1"),
    ):
        decide(matched, verdict, [one], [other], at=AT, by="joanna@exampleshire.example", why="So")
    response = answer(signed_in, AMAL, AMAAL, "same")
    assert response.status_code == 409
    assert "Joanna Reed decided on" in text_of(response)
    assert "joanna@" not in text_of(response)
    assert "Take one of these back first" in text_of(response)
    assert 'href="/matches/decided/2/"' in response.content.decode()
    assert len(decisions(matched)) == 2


def test_two_references_of_one_child_lead_to_that_child(signed_in: Any, matched: Home) -> None:
    for response in (
        signed_in.get(f"/matches/EC-ZFA00009/{ZOFIA}/"),
        signed_in.post(f"/matches/{ZOFIA}/EC-ZFA00009/", {"verdict": "same", "why": "x"}),
    ):
        assert "These records are one child's now" in text_of(response)
        assert ZOFIA in text_of(response)
    assert not decisions(matched)
    moved = signed_in.get(f"/matches/EC-ZFA00009/{AMARA}/")
    assert moved["Location"] == f"/matches/{ZOFIA}/{AMARA}/"


def test_taking_a_decision_back_asks_why_and_is_done_once(signed_in: Any, matched: Home) -> None:
    answer(signed_in, AMAL, AMAAL, "different")
    assert "Keep this answer" not in text_of(signed_in.get(f"/matches/{AMAL}/{AMAAL}/"))
    page = "/matches/decided/1/take-back/"
    assert "Take this decision back?" in text_of(signed_in.get(page))
    assert signed_in.post(page, {"why": ""}).status_code == 422
    assert signed_in.post(page, {"why": "The address was old"}).status_code == 302
    again = signed_in.post(page, {"why": "The address was old"})
    assert again["Location"] == "/matches/decided/1/"
    words = text_of(signed_in.get("/matches/decided/1/"))
    assert "Taken back" in words
    assert "The address was old" in words
    assert standing(decisions(matched)) == []
    assert len(decisions(matched)) == 2
    assert "Keep this answer" in text_of(signed_in.get(f"/matches/{AMAL}/{AMAAL}/"))
    listed = text_of(signed_in.get("/matches/decided/"))
    assert "1: Different children Taken back" in listed
    assert "Amal Hussein" in listed


def test_others_look_and_are_told_who_decides(client: Any, matched: Home) -> None:
    client.force_login(
        add_user(
            email="a@exampleshire.example", full_name="A", password=PASSWORD, role="Service manager"
        )
    )
    words = text_of(client.get(f"/matches/{AMAL}/{AMAAL}/"))
    assert "Only somebody whose role is" in words
    assert "Keep this answer" not in words
    form = {"verdict": "same", "why": "x", "shown": "x"}
    assert client.post(f"/matches/{AMAL}/{AMAAL}/", form).status_code == 403
    assert not decisions(matched)
