"""A school's own pupils; counts that are of the very children who are shown; lines of the log."""

from __future__ import annotations

import io
import logging
from typing import Any

import pytest
from django.test import Client

from onroll.web.access.giving_roles import give_role
from onroll.web.access.models import Allocation, Read, RestrictedChild, Role, Team, User
from onroll.web.access.relating import relate
from onroll.web.children.models import Fact
from onroll.web.config.log_lines import WithoutWhatItSaid
from tests.web.small_run import AMARA, AS_OF, JOSHUA, ZOFIA

pytestmark = pytest.mark.django_db
BEN = "EC-BENM0001"
SCHOOL = "100001"


def somebody(role: str, **held: Any) -> tuple[User, Client]:
    user = User.objects.create_user(f"{User.objects.count()}@x.example", full_name="Some Body")
    give_role(user, role, **held)
    client = Client()
    client.force_login(user)
    return user, client


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def ben_at_school(published: Any) -> None:
    Fact.objects.filter(child=BEN, fact="on_roll").delete()
    Fact.objects.create(
        row_id="0" * 32, child_id=BEN, fact="on_roll", starts_on="2020-09-01", setting=SCHOOL,
        feed="pupil_roll", file="roll.csv", row=1,
    )  # fmt: skip
    relate(AS_OF)


def test_a_school_sees_its_own_pupils_and_no_other_page(ben_at_school: None) -> None:
    """Amara was at the school until 11 November; on 23 November she is not the school's."""
    user, school = somebody(Role.SCHOOL_USER, urns=[SCHOOL])
    assert school.get("/")["Location"] == "/pupils/"
    page = words(school.get("/pupils/"))
    assert "Ben Mock" in page
    assert "A001000000005" in page
    assert "1 September 2020" in page
    assert "Amara" not in page
    assert list(Read.objects.filter(user=user).values_list("child", "page", "outcome")) == [
        (BEN, "own_pupils", "shown")
    ]
    for address in (f"/children/{BEN}/", "/children/", "/matches/", "/definitions/", "/figures/"):
        answer = school.get(address)
        assert answer.status_code == 403
        assert "Your role is School user" in words(answer)
        assert "Ben Mock" not in words(answer)


def test_of_a_school_without_pupils_the_page_says_so(published: Any) -> None:
    _, school = somebody(Role.SCHOOL_USER, urns=["100002"])
    assert "The record has no child there" in words(school.get("/pupils/"))


def test_a_restricted_pupil_is_absent_from_the_schools_list(ben_at_school: None) -> None:
    RestrictedChild.objects.create(child=BEN)
    _, school = somebody(Role.SCHOOL_USER, urns=[SCHOOL])
    assert "Ben Mock" not in words(school.get("/pupils/"))


@pytest.mark.parametrize("role", [Role.COUNCIL_MEMBER, Role.REGIONAL_ANALYST])
def test_who_sees_figures_only_sees_no_child_and_no_number_that_is_not_published(
    published: Any, role: str
) -> None:
    _, client = somebody(role)
    for address in ("/children/", "/figures/", "/pupils/", f"/children/{AMARA}/"):
        assert client.get(address).status_code == 403
    assert client.get("/").headers["Location"] == "/compare/"  # where figures are to be read
    assert client.get("/my-access/").status_code == 200


def test_without_a_role_an_account_says_what_to_do(published: Any) -> None:
    user, client = somebody(Role.DIRECTOR)
    user.roles_held.update(ends_before=AS_OF.replace(year=2020), starts_on="2019-01-01")
    answer = client.get("/")
    assert answer.status_code == 403
    assert "Your account has no role today" in words(answer)


def test_a_count_leaves_out_whom_its_list_leaves_out(published: Any) -> None:
    """Three children are missing education. One is restricted: an officer's count says two."""
    RestrictedChild.objects.create(child=JOSHUA)
    counted = "/children/?definition=missing_education"
    officer, client = somebody(Role.PATHWAY_MANAGER)
    _, director = somebody(Role.DIRECTOR)
    assert "2 children on" in words(client.get(counted))
    assert "3 children on" in words(director.get(counted))
    assert "<strong>2</strong>" in words(client.get("/"))
    Allocation.objects.create(child=JOSHUA, user=officer, starts_on="2026-11-01")
    assert "3 children on" in words(client.get(counted))


def test_the_count_of_a_team_is_of_its_children(published: Any) -> None:
    team = Team.objects.create(name="Left homes", definitions=["whereabouts_not_known"])
    relate(AS_OF)
    _, client = somebody(Role.COORDINATOR, team=team)
    page = words(client.get("/children/?definition=missing_education"))
    assert "1 child on" in page
    assert AMARA in page
    assert ZOFIA not in page


def test_a_line_of_the_log_has_no_word_of_what_failed() -> None:
    """PostgreSQL prints the whole row that it refuses, and the row may be a child's."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(WithoutWhatItSaid("%(levelname)s %(message)s"))
    log = logging.getLogger("test.log_lines")
    log.propagate = False
    log.addHandler(handler)
    try:
        try:
            raise KeyError("Amara Example, 14 May 2013")
        except KeyError as first:
            raise ValueError("1 High Street") from first
    except ValueError:
        log.exception("A page failed")
    finally:
        log.removeHandler(handler)
    text = out.getvalue()
    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert "test_pupils_and_counts.py" in text
    assert "Amara" not in text.replace('raise KeyError("Amara Example, 14 May 2013")', "")
    assert "High Street" not in text.replace('raise ValueError("1 High Street")', "")
