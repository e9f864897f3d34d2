"""A record that may be another child's: who is warned, and of whom nobody is told anything."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.timezone import now

from onroll.record.home import Home
from onroll.record.people.decisions import Verdict, decide
from onroll.record.people.shields import Kind, raise_shield
from onroll.web.access.accounts import add_user
from onroll.web.access.acting import as_person
from onroll.web.access.models import User
from onroll.web.children.models import Child
from onroll.web.matching.warnings import warnings_for
from tests.web.fixtures import PASSWORD
from tests.web.matching_pages import AT, answer, text_of
from tests.web.matching_world import (
    AMAAL,
    AMAL,
    show_matches,
)
from tests.web.shielded_world import allocate
from tests.web.small_run import AMARA, AS_OF, d

pytestmark = pytest.mark.django_db


@pytest.fixture
def matched(published: Any, own_home: Home) -> Home:
    """A home of this test's own, with possible matches shown."""
    show_matches(own_home)
    return own_home


def test_of_a_contradiction_with_a_decision_about_a_protected_child_nothing_is_told(
    signed_in: Any, matched: Home
) -> None:
    """It says that it cannot be, and whom to ask: no record, no name, no reason, and not that
    anybody is protected."""
    for verdict, one, other in (
        (Verdict.SAME, "health:1", "gone:1"),
        (Verdict.DIFFERENT, "gone:1", "social_care:1"),
    ):
        decide(matched, verdict, [one], [other], at=AT, by="r@x.example", why="She hides there")
    raise_shield(matched, Kind.REFUGE, ["gone:1"], at=AT, by="r@x.example", why="w")
    response = answer(signed_in, AMAL, AMAAL, "same")
    assert response.status_code == 409
    assert "records that you cannot see. Ask somebody whose role is Safeg" in text_of(response)
    kept_back = ("gone:1", "She hides", "r@x", "See decision")
    assert not [text for text in kept_back if text in text_of(response)]
    assert "a child who is protected" not in text_of(response)


@pytest.mark.parametrize("theirs", [False, True], ids=["not_theirs", "allocated"])
def test_a_protected_child_is_compared_by_those_who_protect(
    client: Any, officer: Any, published: Any, own_home: Home, theirs: bool
) -> None:
    """For all others there is no such pair, and no decision about it: also for the colleague to
    whom the child is allocated, who may not know which sources know the child."""
    if theirs:
        allocate(officer, AMAAL)
    client.force_login(officer)
    shields = [(AMAAL, 1, "refuge", "named", d("2026-11-01"))]
    show_matches(own_home, shields=shields)
    words = text_of(client.get("/matches/"))
    assert "2 pairs wait to be decided" in words
    assert not [text for text in (AMAL, AMAAL, "known to social care") if text in words]
    for answered in (
        client.get(f"/matches/{AMAL}/{AMAAL}/"),
        client.post(f"/matches/{AMAL}/{AMAAL}/", {"verdict": "same"}),
    ):
        assert answered.status_code == 404
        assert text_of(answered) == text_of(client.get(f"/matches/{AMAL}/EC-NOBODY00/"))
    client.force_login(
        add_user(
            email="s@exampleshire.example",
            full_name="S",
            password=PASSWORD,
            role="Safeguarding lead",
        )
    )
    assert "Quay" in text_of(client.get(f"/matches/{AMAL}/{AMAAL}/"))
    assert answer(client, AMAL, AMAAL, "different").status_code == 302
    client.force_login(officer)
    assert "Nobody has decided anything" in text_of(client.get("/matches/decided/"))
    for page in ("", "take-back/"):
        answered = client.get(f"/matches/decided/1/{page}")
        assert answered.status_code == 404
        assert text_of(answered) == text_of(client.get(f"/matches/decided/7/{page}"))


def test_the_record_warns_of_another_that_may_be_this_child(officer: Any, matched: Home) -> None:
    amal, amaal, amara = (Child.objects.get(pk=pk) for pk in (AMAL, AMAAL, AMARA))
    with as_person(officer, now()):
        warning = warnings_for(amal, officer, AS_OF)
        other = warnings_for(amaal, officer, AS_OF)
        assert warnings_for(amara, officer, AS_OF) == []
    assert [each.other for each in warning] == [AMAAL]
    assert warning[0].words == "Another record may be this child. It has a social worker."
    assert warning[0].href == f"/matches/{AMAL}/{AMAAL}/"
    assert "It is counted as missing education." in other[0].words


@pytest.mark.parametrize("theirs", [False, True], ids=["not_theirs", "allocated"])
def test_of_a_protected_child_nobody_is_warned_but_who_sees_them(
    officer: Any, published: Any, own_home: Home, theirs: bool
) -> None:
    """That a record may also be a protected child's would say where to look for that child."""
    if theirs:
        allocate(officer, AMAAL)
    show_matches(own_home, shields=[(AMAAL, 1, "refuge", "named", d("2026-11-01"))])
    director = User.objects.create_user("owen@x.example", full_name="Owen", role="Director")
    amal, amaal = Child.objects.get(pk=AMAL), Child.objects.get(pk=AMAAL)
    with as_person(officer, now()):
        assert warnings_for(amal, officer, AS_OF) == warnings_for(amaal, officer, AS_OF) == []
    with as_person(director, now()):
        assert [each.other for each in warnings_for(amal, director, AS_OF)] == [AMAAL]
