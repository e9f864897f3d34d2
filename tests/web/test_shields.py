"""What is kept from whom of a protected child, and for whom there is no such child."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest
from django.utils.timezone import now

from onroll.record.failpoints import FAILPOINTS
from onroll.record.home import Home
from onroll.record.people.shields import Kind, ask_to_lower, lower, raise_shield
from onroll.record.timeline import Child as Vocabulary
from onroll.web.access.models import User
from onroll.web.access.policy import see_now
from onroll.web.access.roles import may_lower_shield, may_raise_shield, may_see_shielded
from onroll.web.children.models import Child
from onroll.web.children.words import AGE_FACTS, FACTS
from onroll.web.shields.covered import covered
from onroll.web.shields.models import Shield
from onroll.web.shields.protected import (
    SHOWN_FACTS,
    SHOWN_OF_A_CHILD,
    not_protected,
    protected,
    protected_among,
    record_for,
    with_shields,
    without_protected,
)
from onroll.web.shields.restricting import follow_journal, restricted_children
from tests.record.people.killed import killed_at
from tests.web.shielded_world import (
    BEN,
    PROTECTED,
    RAISED,
    SCHOOL_NAME,
    allocate,
    canaries,
    publish_world,
)
from tests.web.small_run import AMARA, AS_OF, JOSHUA, ZOFIA

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(published: Any, own_home: Home) -> None:
    publish_world(own_home)


def somebody(role: str) -> User:
    """Somebody who holds this role, as a request knows them."""
    user = User.objects.create_user(f"x{role}@x.example".replace(" ", ""), full_name="X", role=role)
    see_now([user], now())
    return user


def restricted() -> frozenset[str]:
    """Whom the database knows to be restricted when the next request is answered."""
    follow_journal()
    return restricted_children()


@pytest.mark.parametrize(
    ("role", "raises", "sees"),
    [
        ("Education officer", True, False),
        ("Data manager", True, False),
        ("Data analyst", False, False),
        ("", False, False),
        ("Safeguarding lead", True, True),
        ("Director", True, True),
        ("Service manager", False, False),
    ],
)
def test_what_each_role_may_do(role: str, raises: bool, sees: bool) -> None:
    user = somebody(role)
    assert may_raise_shield(user) is raises
    assert may_see_shielded(user) is may_lower_shield(user) is sees


def test_of_a_protected_child_only_what_is_listed_is_left(world: None) -> None:
    child = without_protected(Child.objects.get(pk=AMARA))
    left = {field.attname for field in Child._meta.concrete_fields if getattr(child, field.attname)}
    assert left == set(SHOWN_OF_A_CHILD)
    assert child.full_name == "Amara Example"


def test_however_a_child_is_covered_the_same_is_kept_back(world: None) -> None:
    officer = somebody("Education officer")
    everybody = Child.objects.values_list("pk", flat=True)
    assert protected_among(everybody, officer) == set(PROTECTED)
    assert protected_among(everybody, somebody("Director")) == frozenset()
    assert [protected(child, officer) for child in Child.objects.filter(pk__in=[AMARA, BEN])] == [
        child.pk == AMARA for child in Child.objects.filter(pk__in=[AMARA, BEN])
    ]
    assert protected_among([AMARA], None) == {AMARA}


def test_the_record_says_what_is_so_and_not_where(world: None) -> None:
    child = Child.objects.get(pk=AMARA)
    whole = record_for(somebody("Director"), child, AS_OF)
    shown = record_for(somebody("Coordinator"), child, AS_OF)
    assert [tag.words for tag in shown.tags] == [tag.words for tag in whole.tags]
    assert shown.met == whole.met
    assert shown.has_social_worker
    assert shown.length_since(AS_OF) == whole.length_since(AS_OF)
    assert [clock.words for clock in shown.clocks] == [clock.words for clock in whole.clocks]
    assert shown.source_records == []
    assert SCHOOL_NAME in {entry.detail for entry in whole.timeline()}
    assert {entry.words for entry in shown.timeline()} == {
        "Admitted to a school", "On a school roll", "Permanently excluded"
    }  # fmt: skip
    said = repr([shown.why(key).tests for key in whole.met]) + repr(
        [(vars(fact)) for fact in shown.facts] + [vars(clock.row) for clock in shown.clocks]
    )
    assert not [canary for canary in canaries() if canary.lower() in said.lower()]


def test_each_test_has_the_same_answer_with_and_without_its_evidence(world: None) -> None:
    child = Child.objects.get(pk=AMARA)
    whole = record_for(somebody("Director"), child, AS_OF)
    shown = record_for(somebody("Coordinator"), child, AS_OF)
    for key in (*whole.met, "home_educated_suitable"):
        assert [(test.words, test.met) for test in shown.why(key).tests] == [
            (test.words, test.met) for test in whole.why(key).tests
        ]


def test_every_fact_that_may_be_shown_is_one_and_none_says_where() -> None:
    assert set(FACTS) & set(Vocabulary.vocabulary) >= SHOWN_FACTS - AGE_FACTS
    for word in ("address", "moved", "hospital", "custody", "care", "country", "provision"):
        assert not [fact for fact in SHOWN_FACTS if word in fact], word


@pytest.mark.parametrize(
    "typed",
    ["Q777000000001", "XE9 1QX", "1 Canary Lane", "Canaryname1", "7770000001", "Q888000000001"],
)
def test_a_search_by_what_is_protected_finds_and_says_nothing(
    signed_in: Any, officer: User, world: None, typed: str
) -> None:
    """Not even by whoever works with the child."""
    allocate(officer, *PROTECTED)
    assert answer(signed_in, typed) == answer(signed_in, "Q111111111111")


def answer(client: Any, typed: str) -> str:
    """The page of a search, without what was typed and without the form's token."""
    page = client.post("/children/", {"words": typed}, follow=True).content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(typed, "…")


def test_those_who_may_see_find_a_protected_child_by_upn(client: Any, world: None) -> None:
    lead = User.objects.create_user("lead@x.example", full_name="L", role="Safeguarding lead")
    client.force_login(lead)
    page = client.post("/children/", {"words": "Q777000000001"}, follow=True).content.decode()
    assert f"/children/{AMARA}/" in page


@pytest.mark.parametrize("typed", ["Joshua Sample", JOSHUA, "Sampel Joshua"])
def test_by_name_and_reference_only_whoever_works_with_the_child_finds_them(
    signed_in: Any, officer: User, world: None, typed: str
) -> None:
    assert answer(signed_in, typed) == answer(signed_in, "EC-NOBODY00")
    allocate(officer, JOSHUA)
    page = signed_in.post("/children/", {"words": typed}, follow=True).content.decode()
    assert f"/children/{JOSHUA}/" in page


def test_by_birth_too(signed_in: Any, officer: User, world: None) -> None:
    born = {"born": "2/2/2015"}
    page = signed_in.post("/children/", born, follow=True).content.decode()
    assert f"/children/{JOSHUA}/" not in page
    allocate(officer, JOSHUA)
    page = signed_in.post("/children/", born, follow=True).content.decode()
    assert f"/children/{JOSHUA}/" in page


EACH_PAGE = (
    "", "timeline/", "sources/", "links/", "protect/", "not-the-same/", "looked/",
    "why/missing_education/", "?as-of=2026-01-15",
)  # fmt: skip


@pytest.mark.parametrize("page", EACH_PAGE)
def test_who_may_not_see_a_child_is_answered_as_if_nobody_were_there(
    signed_in: Any, world: None, page: str
) -> None:
    """The same bytes, but for the token in the form to sign out: also by an old reference."""
    answers = {
        without_token(signed_in.get(f"/children/{reference}/{page}"))
        for reference in (*PROTECTED, "EC-ZFA00009", "EC-NOBODY00")
    }
    assert len(answers) == 1


def without_token(response: Any) -> tuple[int, str, str]:
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return response.status_code, str(sorted(response.headers.items())), page


def test_no_list_and_no_count_has_them(client: Any, world: None) -> None:
    """The number beside a list is of the children in it, for whoever looks."""
    for role, among in (("Education officer", 0), ("Director", 3)):
        client.force_login(somebody(role))
        page = client.get("/children/?definition=missing_education").content.decode()
        assert sum(f"/children/{child}/" in page for child in PROTECTED) == among
        today = re.sub(r"<[^>]+>|\s+", " ", client.get("/").content.decode())
        counted = re.search(r"(\d+) +Children missing education|"
                            r"Children missing education +(\d+)", today)  # fmt: skip
        assert counted, today
        assert int(counted[1] or counted[2]) == among


def test_the_record_says_whom_to_ask(signed_in: Any, officer: User, world: None) -> None:
    allocate(officer, ZOFIA)
    User.objects.create_user("ruth@x.example", full_name="Ruth Adeyemi", role="Safeguarding lead")
    User.objects.create_user("owen@x.example", full_name="Owen Price", role="Director")
    page = " ".join(signed_in.get(f"/children/{ZOFIA}/").content.decode().split())
    asked = "Ask Owen Price (Director) or Ruth Adeyemi (Safeguarding lead)."
    assert f"Some details of this child are protected. {asked}" in page
    assert "refuge" not in page.lower()  # not even why


def test_a_shield_protects_from_the_moment_that_it_is_in_the_journal(
    signed_in: Any, published: Any, own_home: Home, officer: User
) -> None:
    """Before any run says so, and for as long as it covers a record of the child."""
    record = f"/children/{AMARA}/"
    assert signed_in.get(record).status_code == 200
    said = {"by": "ruth@x.example", "why": "w"}
    raise_shield(own_home, Kind.REFUGE, ["pupil_system:1"], at=RAISED, **said)
    assert signed_in.get(record).status_code == 404
    assert protected_among([AMARA, JOSHUA], officer) == {AMARA}
    assert not not_protected(Child.objects.filter(pk=AMARA), officer)
    assert not Shield.objects.exists()
    ask_to_lower(own_home, 1, at=RAISED, **said)
    lower(own_home, 1, at=RAISED, by="owen@x.example", why="w")
    assert signed_in.get(record).status_code == 200


@pytest.mark.skipif(sys.platform == "win32", reason="no process is forked there")
@pytest.mark.parametrize("point", [each for each in FAILPOINTS if each.startswith("event.")])
def test_whoever_is_killed_while_they_protect_a_child_or_end_it_leaves_all_of_it_or_nothing(
    published: Any, own_home: Home, point: str
) -> None:
    """The pages say of each child what the journal says, at whatever point the process dies."""
    said = {"at": RAISED, "why": "w"}

    def protects(home: Home) -> None:
        raise_shield(home, Kind.REFUGE, ["pupil_system:1"], by="ruth@x.example", **said)

    def ends(home: Home) -> None:
        lower(home, 1, by="owen@x.example", **said)

    assert killed_at(point, protects, own_home)
    raised = point == "event.renamed"
    assert bool(restricted()) is raised
    assert [row.child.pk for row in covered()] == [AMARA] * raised
    if not raised:
        protects(own_home)
    assert restricted() == {AMARA}

    ask_to_lower(own_home, 1, by="ruth@x.example", **said)
    assert killed_at(point, ends, own_home)
    assert bool(restricted()) is not raised
    if not raised:
        ends(own_home)
    assert not restricted()
    assert covered() == []


def test_to_ask_costs_one_query_for_any_number(
    world: None, officer: User, django_assert_num_queries: Any
) -> None:
    everybody = list(Child.objects.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        protected_among(everybody, officer)


def test_a_child_read_with_the_answer_is_not_asked_for_again(
    world: None, officer: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        read = {child.pk: child for child in with_shields(Child.objects.all())}
        records = {pk: record_for(officer, child, AS_OF) for pk, child in read.items()}
    assert {pk for pk, record in records.items() if record.protected} == set(PROTECTED)
    assert record_for(officer, Child.objects.get(pk=AMARA), AS_OF).protected
