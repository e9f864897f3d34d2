"""Programs and their keys, as whoever manages people sees and changes them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from onroll.web.access.accounts import add_user
from onroll.web.access.models import RoleHeld, User
from onroll.web.api.keys import hashed
from onroll.web.api.models import Key
from onroll.web.write_history.models import Change
from tests.web.api_programs import HILLTOP, Program
from tests.web.case_pages import browser_of, words
from tests.web.fixtures import PASSWORD
from tests.web.people_pages import boxes, made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published", "own_home")]
ASKED = {
    "full_name": "Hilltop pupil system", "role": "School user", "urn": HILLTOP,
    "key_name": "Server of 2026",
}  # fmt: skip


@pytest.fixture
def manager() -> Any:
    return browser_of(made("Mana", "Data manager"))


def shown_secret(page: str) -> str:
    (found,) = re.findall(r"onroll_[\w-]{43}", page)
    return str(found)


def let_in(manager: Any, **typed: str) -> str:
    """The secret of the first key of a program that is let in through the page."""
    return shown_secret(words(manager.post("/programs/new/", ASKED | typed)))


def test_a_program_is_let_in_and_its_key_is_shown_once(manager: Any) -> None:
    assert "No program has been let in" in words(manager.get("/programs/"))
    secret = let_in(manager)
    account = User.objects.get(is_program=True)
    assert Program(secret).get("forms").status_code == 200
    for address in ("/programs/", f"/programs/{account.pk}/", "/changes/"):
        page = words(manager.get(address))
        assert secret not in page
        assert hashed(secret) not in page
    page = words(manager.get(f"/programs/{account.pk}/"))
    assert "Hilltop Academy, URN 100001" in page
    assert "Server of 2026" in page
    assert "Mana Example" in page
    assert not Key.objects.filter(hash=secret).exists()


def test_what_was_done_with_keys_is_in_the_history_without_their_secret(manager: Any) -> None:
    secret = let_in(manager)
    key = Key.objects.get()
    manager.post(f"/programs/{key.account_id}/keys/{key.pk}/withdraw/")
    changes = Change.objects.filter(table="api_key").order_by("pk")
    assert [each.by.full_name for each in changes] == ["Mana Example", "Mana Example"]
    assert hashed(secret) not in str([vars(each) for each in changes])
    again = manager.post(f"/programs/{key.account_id}/keys/{key.pk}/withdraw/")
    assert again.status_code == 302
    assert Change.objects.filter(table="api_key").count() == 2, "withdrawn once"


def test_that_it_is_used_is_not_in_the_history(manager: Any) -> None:
    secret = let_in(manager)
    before = Change.objects.count()
    Program(secret).get("forms")
    assert Change.objects.count() == before
    assert Key.objects.get().last_used_at is not None


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"full_name": ""}, "Enter what the program is called"),
        ({"role": ""}, "Select whose program it is"),
        ({"role": "Director"}, "Select whose program it is"),
        ({"urn": ""}, "Enter the URN of the school or provider"),
        ({"urn": "999999"}, "We know no school or provider with URN 999999"),
        ({"role": "Partnership member"}, "Another service is of no school. Take the URN away"),
        ({"key_name": ""}, "Enter what the key is called"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_made(
    manager: Any, typed: dict[str, str], says: str
) -> None:
    answer = manager.post("/programs/new/", ASKED | typed)
    assert answer.status_code == 422
    assert says in words(answer)
    assert not User.objects.filter(is_program=True).exists()


def a_key_until(manager: Any, day: date) -> int:
    """The status that is answered to a key with a last day."""
    return int(manager.post("/programs/new/", ASKED | boxes("last_day", day)).status_code)


def test_a_key_is_good_for_a_year_or_as_asked_and_for_two_at_most(manager: Any) -> None:
    let_in(manager)
    today = localdate()
    assert Key.objects.get().last_day == today + timedelta(days=365)
    assert a_key_until(manager, today + timedelta(days=730)) == 200
    assert a_key_until(manager, today + timedelta(days=731)) == 422
    assert a_key_until(manager, today) == 200
    assert a_key_until(manager, today - timedelta(days=1)) == 422


def test_a_key_is_replaced_by_one_beside_it_and_then_withdrawn(manager: Any) -> None:
    old = let_in(manager)
    account = User.objects.get(is_program=True)
    first = Key.objects.get()
    withdraw = f"/programs/{account.pk}/keys/{first.pk}/withdraw/"
    assert "has no other key that is good today" in words(manager.get(withdraw))
    new = shown_secret(
        words(manager.post(f"/programs/{account.pk}/keys/new/", {"key_name": "Server of 2027"}))
    )
    assert "1 other key that is good today" in words(manager.get(withdraw))
    assert [Program(each).get("forms").status_code for each in (old, new)] == [200, 200]
    manager.post(withdraw)
    assert [Program(each).get("forms").status_code for each in (old, new)] == [401, 200]
    assert "Withdrawn" in words(manager.get(f"/programs/{account.pk}/"))


def test_the_pages_are_of_programs_alone(manager: Any) -> None:
    person = made("Una", "School user", urns=[HILLTOP])
    for page in ("", "keys/new/", "webhook/"):
        assert manager.get(f"/programs/{person.pk}/{page}").status_code == 404
    let_in(manager)
    other = let_in(manager, full_name="Another")
    assert other
    one, two = User.objects.filter(is_program=True).order_by("pk")
    key = two.api_keys.get()
    assert manager.post(f"/programs/{one.pk}/keys/{key.pk}/withdraw/").status_code == 404


def test_a_program_has_no_password_and_no_command_gives_it_one(manager: Any) -> None:
    let_in(manager)
    account = User.objects.get(is_program=True)
    assert not account.has_usable_password()
    with pytest.raises(ValidationError):
        add_user(email=account.email, full_name="X", password=PASSWORD)
    account.set_password(PASSWORD)
    with pytest.raises(IntegrityError), transaction.atomic():
        account.save()


def test_a_program_holds_one_role_of_its_organisation(manager: Any) -> None:
    let_in(manager)
    held = RoleHeld.objects.get(user__is_program=True)
    assert (held.role, held.urns) == ("School user", [HILLTOP])
