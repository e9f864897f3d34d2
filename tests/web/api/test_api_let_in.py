"""Who a program is: its key, its organisation's rows and no others, and so much in a minute."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from onroll.record.forms.monthly_return import month_before
from onroll.web.access.acting import as_person, as_publisher
from onroll.web.access.giving_roles import end_role
from onroll.web.access.models import Read, User
from onroll.web.api.limits import limit
from onroll.web.api.models import Key, SentOnce
from onroll.web.children.models import ChildQuerySet
from onroll.web.oversight.budgets import number
from onroll.web.telling_us.models import SentForm
from tests.web.api_programs import MISSES, Program, another_key, this_month
from tests.web.case_pages import browser_of, words
from tests.web.people_pages import made
from tests.web.small_run import AMARA
from tests.web.told_by_form import LEAVING, NEW_CHILD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published", "own_home")]
SEND = "forms/removal_from_roll"


def told_elsewhere(school: Program, elsewhere: Program) -> str:
    """All that another school's program is answered, after this one sent a form and a return."""
    form = school.post(SEND, answers=NEW_CHILD | LEAVING).json()["reference"]
    new = {"pupil": AMARA, "how": "new", "answers": MISSES}
    last = month_before(this_month())
    monthly = school.post(f"returns/{last:%Y-%m}", "of-last-month", pupils=[new])
    assert monthly.status_code == 201
    addresses = ("sent", f"sent/{form}", "pupils", "time-limits", "returns",
                 f"returns/{this_month():%Y-%m}", "forms", SEND)  # fmt: skip
    said = "".join(elsewhere.get(each).content.decode() for each in addresses)
    said += elsewhere.post(SEND, pupil=AMARA, answers=LEAVING).content.decode()
    found = [each for each in (form, monthly.json()["reference"], "Amara", "Newcomer", AMARA)
             if each in said]  # fmt: skip
    return ", ".join(found)


def test_another_organisation_sees_nothing_of_it(school: Program, elsewhere: Program) -> None:
    assert told_elsewhere(school, elsewhere) == ""


def test_nor_with_the_database_alone_to_decide(
    school: Program, elsewhere: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The policy in Python says yes to everything."""
    monkeypatch.setattr(ChildQuerySet, "visible_to", lambda self, _user: self)
    monkeypatch.setattr(
        "onroll.web.api.sent_endpoints.sent_by", lambda _teller: SentForm.objects.all()
    )
    assert told_elsewhere(school, elsewhere) == ""


def test_a_program_reads_its_own_words_and_keys_only_in_the_database_too(
    school: Program, account: User, elsewhere: Program
) -> None:
    school.post(SEND, answers=NEW_CHILD | LEAVING)
    elsewhere.post(SEND, answers=NEW_CHILD | LEAVING)
    with as_person(account, now()):
        assert {each.account_id for each in SentOnce.objects.all()} == {account.pk}


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic abc", "bearer  ", "\x7f"])
def test_without_a_good_key_nothing_is_answered(school: Program, header: str) -> None:
    for client in (Client(), browser_of(made("Dora", "Director"))):
        more: dict[str, Any] = {"headers": {"Authorization": header}} if header else {}
        answer = client.get("/api/v1/sent", **more)
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == "Bearer"
        assert answer.json()["errors"][0]["where"] == "Authorization"


def test_a_key_is_good_to_the_end_of_its_last_day(
    account: User, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days, status in ((0, 200), (-1, 401)):
        assert Program(another_key(account, manager, days)).get("forms").status_code == status


def test_a_second_key_stands_beside_the_first_and_a_withdrawn_one_is_out_at_once(
    school: Program, account: User, manager: User
) -> None:
    second = Program(another_key(account, manager))
    first = Key.objects.filter(account=account).order_by("pk")[1]
    assert (school.get("forms").status_code, second.get("forms").status_code) == (200, 200)
    answer = browser_of(manager).post(f"/programs/{account.pk}/keys/{first.pk}/withdraw/")
    assert answer.status_code == 302
    assert (school.get("forms").status_code, second.get("forms").status_code) == (401, 200)


def test_a_program_whose_role_has_ended_may_do_nothing(school: Program, account: User) -> None:
    end_role(account.roles_held.get(), localdate())
    for address in ("forms", "sent", "pupils", "returns"):
        assert school.get(address).status_code == 403
    User.objects.filter(pk=account.pk).update(is_active=False)
    assert school.get("forms").status_code == 401


def test_a_program_has_no_page_however_a_session_of_it_was_made(account: User) -> None:
    client = browser_of(account)
    for address in ("/", "/tell-us/", "/pupils/", "/our-school/", "/my-access/"):
        answer = client.get(address)
        assert "Pupil system" not in answer.content.decode()
        assert answer.status_code in (200, 302), address
    assert browser_of(account).get("/pupils/")["Location"].startswith("/sign-in/")
    manager = browser_of(made("Dora", "Director"))
    for page in ("", "link/", "give/", "close/"):
        assert manager.get(f"/people/{account.pk}/{page}").status_code == 404
    assert "Pupil system" not in words(manager.get("/people/"))


def test_as_many_requests_as_a_minute_has_are_answered_and_the_next_is_told_when(
    account: User, manager: User, school: Program
) -> None:
    most = limit("requests_a_minute", localdate())
    Key.objects.update(counted=most - 1, counted_since=now() - timedelta(seconds=30))
    assert school.get("forms").status_code == 200
    answer = school.get("forms")
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 30
    assert answer.json()["errors"][0]["needed"]
    assert Program(another_key(account, manager)).get("forms").status_code == 200, "its own count"
    Key.objects.update(counted_since=now() - timedelta(seconds=60))
    assert school.get("forms").status_code == 200, "a minute later it begins anew"


def test_a_program_reads_no_more_children_in_a_day_than_a_person_of_the_school(
    school: Program, account: User
) -> None:
    """Whoever has a stolen key reads a roll once, and then is told to wait for tomorrow."""
    most = number("listed", "schools", localdate())
    with as_publisher():
        Read.objects.bulk_create(
            Read(user=account, child=f"EC-READ{n}", page="own_pupils") for n in range(most)
        )
    answer = school.get("pupils")
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 24 * 60 * 60
    assert answer.json()["errors"][0]["needed"].startswith("Too much was asked for in a day")
    assert "Amara" not in answer.content.decode()


def test_what_is_refused_is_counted_too(school: Program) -> None:
    school.post(SEND, answers={})
    school.get("nothing")
    assert Key.objects.order_by("-pk")[0].counted == 2


@pytest.mark.parametrize(
    ("address", "body", "status"),
    [
        ("forms/nothing_such", None, 404),
        ("forms/UPPER", None, 400),
        ("sent?page=0", None, 400),
        ("sent?page=99999", None, 200),
        ("sent/SF-22222222", None, 404),
        ("sent/nothing", None, 400),
        ("pupils?after=x", None, 400),
        ("returns/2026-13", None, 400),
        ("nothing", None, 404),
        (SEND, "{", 400),
        (SEND, '{"answers": {"surname": 4}}', 400),
        (SEND, '{"answers": {"surname": "\\ud800"}}', 400),
        (SEND, '{"answers": {"surname": "\\u0000"}}', 422),
        (SEND, "[" * 100_000, 400),
        (SEND, "1" * 5_000, 400),
        (SEND, f'{{"answers": {{"surname": "{"x" * 3_000_000}"}}}}', 400),
        ("sent", "{}", 405),
    ],
)
def test_each_refusal_has_the_one_shape(
    school: Program, address: str, body: str | None, status: int
) -> None:
    """A word that is too long, nested too deep, half a letter: nothing breaks the service."""
    more: dict[str, Any] = {
        "content_type": "application/json", "headers": {"Idempotency-Key": "word-of-mine"}
    }  # fmt: skip
    at = f"/api/v1/{address}"
    answer = school.client.post(at, body, **more) if body else school.client.get(at)
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("application/json")
    if status >= 400:
        (*_, first) = answer.json()["errors"]
        assert first.keys() == {"where", "found", "needed", "fix"}
        assert first["needed"]
        assert first["fix"]


def test_a_form_without_a_word_of_ones_own_is_not_sent(school: Program) -> None:
    answer = school.client.post(f"/api/v1/{SEND}", {"answers": {}}, "application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["where"] == "Idempotency-Key"
