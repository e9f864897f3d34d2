"""A receipt by email: once, after what was sent is kept for good, with no child's name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from onroll.web.config.words import day
from onroll.web.letters.models import State
from onroll.web.letters.stand_in import FOLDER
from onroll.web.receipts import sending
from onroll.web.receipts.models import EmailedReceipt
from onroll.web.receipts.sending import Told
from tests.web.case_pages import browser_of
from tests.web.letters_post import KEY, Post, post_office
from tests.web.people_pages import made
from tests.web.told_by_form import LEAVING, NEW_CHILD, SENDER, sent, through_the_door

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published", "own_home")]
REMOVAL = "removal_from_roll"
LETTERHEAD = (
    '[letterhead]\nname = "Exampleshire"\naddress = ["1 High Street"]\n'
    'phone = "01632 960001"\nemail = "e@x.example"\n'
)
CHILD = {"Ivo", "Newcomer", "2014", "Ada"}


@pytest.fixture
def school() -> Client:
    return browser_of(made("Una", "School user", urns=["100001"]))


@pytest.fixture
def posted(own_home: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """A home with an account of Notify, which answers."""
    with post_office() as (post, notify):
        monkeypatch.setenv("ONROLL_NOTIFY_KEY", KEY)
        account = f'[notify]\nbase_url = "{notify.base_url}"\nemail_template = "words"\n'
        (own_home.path / "letters.toml").write_text(LETTERHEAD + account, encoding="utf-8")
        yield post


def written_down(home: Path) -> list[dict[str, str]]:
    return [json.loads(file.read_text()) for file in (home / FOLDER).glob("receipt-*.json")]


def test_whoever_sends_has_a_receipt_once_what_they_sent_is_kept_for_good(
    school: Client, own_home: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as waiting:
        form = sent(school, REMOVAL, NEW_CHILD | LEAVING)
        school.post(f"/tell-us/begun/{form.token}/check/")
        assert not EmailedReceipt.objects.exists(), "nothing goes before it is kept"
    assert len(waiting) == 1, "sent twice is one form and one receipt"
    for _ in range(2):
        waiting[0]()
    (receipt,) = written_down(own_home.path)
    assert receipt["email_address"] == "una@exampleshire.example"
    words = receipt["subject"] + receipt["body"]
    assert form.ref in words
    assert day(now().date()) in words
    assert form.of.of in words
    assert not [name for name in CHILD if name in words.replace(day(now().date()), "")]
    assert EmailedReceipt.objects.get().state == State.SENT


def test_so_has_whoever_came_through_the_door(
    own_home: Any, django_capture_on_commit_callbacks: Any
) -> None:
    stranger = through_the_door(own_home.path)
    with django_capture_on_commit_callbacks(execute=True):
        sent(stranger, REMOVAL, SENDER | NEW_CHILD | LEAVING)
    (receipt,) = written_down(own_home.path)
    assert receipt["email_address"] == "reed@riverside.example"


@pytest.mark.parametrize(
    ("answer", "state"), [(201, State.SENT), (400, State.FAILED), ("gone", State.NOT_KNOWN)]
)
def test_what_became_of_it_is_on_record_and_it_is_not_tried_twice(
    posted: Post, answer: int | str, state: State
) -> None:
    posted.answers = [answer]
    told = Told("SF-22222222", "Removal from roll", "una@x.example", now())
    sending.send(told)
    sending.send(told)
    assert EmailedReceipt.objects.get().state == state
    assert len(posted.bodies) == 1


def test_a_home_without_notify_keeps_its_receipts_on_the_page(
    own_home: Any, school: Client, django_capture_on_commit_callbacks: Any
) -> None:
    (own_home.path / "letters.toml").write_text(LETTERHEAD, encoding="utf-8")
    with django_capture_on_commit_callbacks(execute=True):
        form = sent(school, REMOVAL, NEW_CHILD | LEAVING)
    assert school.get(f"/tell-us/sent/{form.ref}/").status_code == 200
    assert not EmailedReceipt.objects.exists()
