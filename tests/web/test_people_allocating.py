"""Who works with a child: who may say so, who then sees the child, and until when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from onroll.record.home import Home
from onroll.web.access.giving_roles import give_role
from onroll.web.access.models import Allocation, RestrictedChild, Role, Team, User
from onroll.web.access.reads import Read
from onroll.web.access.relating import relate
from onroll.web.library.models import Run
from tests.web.people_pages import boxes, made, signed_in_as, text_of
from tests.web.small_run import AMARA

pytestmark = pytest.mark.django_db
PAGE = f"/children/{AMARA}/who-works-with/"


@pytest.fixture
def sam(published: Any) -> User:
    return made("Sam", Role.SERVICE_MANAGER)


@pytest.fixture
def yusuf(published: Any) -> User:
    """A youth worker, who sees the children they work with and nobody else."""
    return made("Yusuf", Role.YOUTH_WORKER)


def add(client: Any, user: User, **typed: Any) -> Any:
    return client.post(PAGE, {"colleague": user.pk, "why": "Meets Amara weekly", **typed})


def end(client: Any, allocation: Allocation, **typed: Any) -> Any:
    return client.post(f"{PAGE}{allocation.pk}/end/", {"when": "now", "why": "Done", **typed})


def test_a_colleague_sees_the_child_from_the_first_request_after_and_not_after_the_end(
    sam: User, yusuf: User
) -> None:
    manager, worker = signed_in_as(sam), signed_in_as(yusuf)
    assert worker.get(f"/children/{AMARA}/").status_code == 404
    assert add(manager, yusuf).status_code == 302
    assert "Amara Example" in text_of(worker.get(f"/children/{AMARA}/"))
    assert "Amara Example" in text_of(worker.get("/my-access/"))
    listed = text_of(worker.get(PAGE))
    assert "Yusuf Example" in listed
    assert "“Meets Amara weekly”" in listed
    assert "Add this colleague" not in listed
    assert end(manager, Allocation.objects.get()).status_code == 302
    assert worker.get(f"/children/{AMARA}/").status_code == 404
    page = text_of(manager.get(PAGE))
    assert "(no longer)" in page
    assert "Ended by Sam Example: “Done”" in page
    assert add(manager, yusuf).status_code == 302
    assert Allocation.objects.count() == 2


def test_a_child_is_seen_on_the_last_day_and_not_on_the_day_after(sam: User, yusuf: User) -> None:
    today = localdate()
    worker = signed_in_as(yusuf)
    assert add(signed_in_as(sam), yusuf, **boxes("last_day", today)).status_code == 302
    allocation = Allocation.objects.get()
    assert allocation.ends_before == today + timedelta(days=1)
    assert worker.get(f"/children/{AMARA}/").status_code == 200
    Allocation.objects.update(starts_on=today - timedelta(days=9), ends_before=today)
    assert worker.get(f"/children/{AMARA}/").status_code == 404


@pytest.mark.parametrize("role", [Role.EDUCATION_OFFICER, Role.DATA_MANAGER, Role.INSPECTOR])
def test_others_see_the_list_and_change_nothing(sam: User, yusuf: User, role: str) -> None:
    until = localdate() + timedelta(days=5)
    add(signed_in_as(sam), yusuf)
    other = signed_in_as(made("Ola", role, ends_before=until))
    assert "Yusuf Example" in text_of(other.get(PAGE))
    assert add(other, sam).status_code == 403
    assert end(other, Allocation.objects.get()).status_code == 403
    assert Allocation.objects.get().ends_before is None


def test_a_team_manager_allocates_the_children_of_the_own_team_and_no_other(
    published: Any, yusuf: User
) -> None:
    theirs = Team.objects.create(name="Missing", definitions=["missing_education"])
    others = Team.objects.create(name="Home", definitions=["home_educated_not_yet_reviewed"])
    relate(Run.objects.get(is_current=True).as_of)
    own = made("Tess", Role.TEAM_MANAGER, team=theirs)
    other = made("Theo", Role.TEAM_MANAGER, team=others)
    assert add(signed_in_as(own), yusuf).status_code == 302
    session = signed_in_as(other)
    assert session.get(PAGE).status_code == 404
    assert add(session, other).status_code == 404
    Allocation.objects.create(child=AMARA, user=other)
    assert session.get(PAGE).status_code == 200
    assert add(session, made("Ola", Role.DUTY_OFFICER)).status_code == 403
    give_role(other, Role.COORDINATOR, team=theirs)
    assert add(session, made("Una", Role.DUTY_OFFICER)).status_code == 403


def test_of_a_restricted_child_only_whoever_sees_restricted_children_says_who_works_with_them(
    sam: User, yusuf: User, own_home: Home
) -> None:
    Allocation.objects.create(child=AMARA, user=sam)
    RestrictedChild.objects.create(child=AMARA)
    manager, lead = signed_in_as(sam), signed_in_as(made("Ruth", Role.SAFEGUARDING_LEAD))
    assert "Add this colleague" not in text_of(manager.get(PAGE))
    assert add(manager, yusuf).status_code == 403
    assert signed_in_as(yusuf).get(PAGE).status_code == 404
    assert add(lead, yusuf).status_code == 302
    page = text_of(signed_in_as(yusuf).get(f"/children/{AMARA}/"))
    assert "Amara Example" in page
    assert "1 High Street" not in page
    shown = text_of(signed_in_as(yusuf).get(PAGE))
    assert "Ruth Example" in shown
    assert "Meets Amara weekly" not in shown


def test_a_child_who_is_absent_and_one_who_is_not_there_get_the_same_answer(
    yusuf: User, published: Any
) -> None:
    worker = signed_in_as(yusuf)
    allocation = Allocation.objects.create(child=AMARA, user=made("Ola", Role.DUTY_OFFICER))
    for page in ("", f"{allocation.pk}/end/"):
        for method in (worker.get, worker.post):
            absent = method(f"/children/{AMARA}/who-works-with/{page}")
            nobody = method(f"/children/EC-NOBODY00/who-works-with/{page}")
            assert absent.status_code == nobody.status_code == 404
            assert len(absent.content) == len(nobody.content)


def test_each_look_is_logged_once_and_each_refusal(sam: User, yusuf: User) -> None:
    signed_in_as(sam).get(PAGE)
    seen = Read.objects.filter(user=sam).values_list("child", "page", "outcome")
    assert list(seen) == [(AMARA, "who_works_with", "shown")]
    signed_in_as(yusuf).get(PAGE)
    refused = Read.objects.filter(user=yusuf).values_list("child", "page", "outcome")
    assert list(refused) == [(AMARA, "who_works_with", "refused")]
    officer = made("Ola", Role.EDUCATION_OFFICER)
    add(signed_in_as(officer), yusuf)
    refused = Read.objects.filter(user=officer).values_list("child", "page", "outcome")
    assert list(refused) == [(AMARA, "who_works_with", "refused")]


def test_only_colleagues_whose_work_is_with_children_are_offered_and_nobody_twice(
    sam: User, yusuf: User
) -> None:
    manager = signed_in_as(sam)
    school = made("Hana", Role.SCHOOL_USER, urns=["100001"])
    nobody, gone = made("Noor"), made("Gil", Role.YOUTH_WORKER)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    for user in (school, nobody, gone):
        assert "Select a colleague from those shown" in text_of(add(manager, user))
    add(manager, yusuf)
    assert "works with this child already" in text_of(add(manager, yusuf))
    assert Allocation.objects.count() == 1
    for typed, told in (
        ({"why": ""}, "Enter why"),
        ({"colleague": ""}, "Select a colleague"),
        ({"last_day-day": "1"}, "Last day must include a month"),
    ):
        assert told in text_of(add(manager, yusuf, **typed))


def test_a_manager_sees_on_a_persons_page_only_children_whom_they_may_see(
    sam: User, yusuf: User, own_home: Home
) -> None:
    add(signed_in_as(sam), yusuf)
    manager = signed_in_as(made("Dana", Role.DATA_MANAGER))
    assert "Amara Example" in text_of(manager.get(f"/people/{yusuf.pk}/"))
    RestrictedChild.objects.create(child=AMARA)
    page = text_of(manager.get(f"/people/{yusuf.pk}/"))
    assert AMARA not in page
    assert "None whom you may see" in page
