"""The queue of possible matches and two children side by side."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from onroll.record.home import Home
from onroll.record.people.decisions import Verdict, decide, decisions, standing
from onroll.record.people.shields import Kind, raise_shield
from onroll.web.access.accounts import add_user
from onroll.web.access.acting import as_person
from onroll.web.access.models import Read, User
from onroll.web.children.models import Child
from onroll.web.matching.models import PossibleMatch
from onroll.web.matching.warnings import warnings_for
from tests.web.fixtures import PASSWORD
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
from tests.web.shielded_world import allocate
from tests.web.small_run import AMARA, AS_OF, ZOFIA, d

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def matched(published: Any, own_home: Home) -> Home:
    """A home of this test's own, with possible matches shown."""
    show_matches(own_home)
    return own_home


def text_of(response: Any) -> str:
    """The words of the page's main part, spaces made one."""
    main = re.sub(r"(?s).*<main|</main>.*", "", response.content.decode())
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def answer(client: Any, a: str, b: str, verdict: str, why: str = "Same mother, I rang her") -> Any:
    page = client.get(f"/matches/{a}/{b}/").content.decode()
    shown = re.search(r'name="shown" value="(\w+)"', page)
    form = {"verdict": verdict, "why": why, "shown": shown[1] if shown else ""}
    return client.post(f"/matches/{a}/{b}/", form)


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
    with as_person(officer, AT):
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
    with as_person(officer, AT):
        assert warnings_for(amal, officer, AS_OF) == warnings_for(amaal, officer, AS_OF) == []
    with as_person(director, AT):
        assert [each.other for each in warnings_for(amal, director, AS_OF)] == [AMAAL]


def test_the_world_has_every_record_it_compares() -> None:
    records = {row[0] for row in world()["records"]}
    assert all({row[2], row[3]} <= records for row in world()["doubtful"])
