"""A form that was sent by mistake counts nowhere, and whoever sent it is told nothing more."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.utils.timezone import localdate, now

from onroll.web.access.acting import as_person, put
from onroll.web.access.models import User
from onroll.web.mistakes.models import CalledMistake, ReturnCalledMistake
from onroll.web.telling_us.models import DealtWith, MonthlyReturn, SentForm
from onroll.web.telling_us.sent_returns import newest, replaced_on
from onroll.web.telling_us.to_record import counted
from tests.web.case_pages import browser_of, colleague, words
from tests.web.people_pages import made
from tests.web.told_by_form import LEAVING, NEW_CHILD, SENDER, sent, through_the_door

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published", "own_home")]
REMOVAL = "removal_from_roll"
WHY = {"why": "It is the other Ivo"}
DRAWN = re.compile(r"SF-\w{8}|\d+:\d+(am|pm)|value=\"[\w-]{60,}\"")


@pytest.fixture
def school() -> Client:
    return browser_of(made("Una", "School user", urns=["100001"]))


@pytest.fixture
def coordinator() -> Client:
    return browser_of(colleague("Coordinator"))


def address(form: SentForm | MonthlyReturn) -> str:
    return f"/tell-us/sent/{form.ref}/mistake/"


def listed(coordinator: Client) -> str:
    return words(coordinator.get("/told-us/"))


def test_it_is_struck_on_both_sides_and_counts_nowhere(school: Client, coordinator: Client) -> None:
    form = sent(school, REMOVAL, NEW_CHILD | LEAVING)
    assert form.ref in listed(coordinator)
    refused = school.post(address(form), {"why": " "})
    assert refused.status_code == 422
    assert "Enter why it was a mistake" in words(refused)
    assert school.post(address(form), WHY).status_code == 302
    assert "Una Example said on" in words(school.get(f"/tell-us/sent/{form.ref}/"))
    assert form.ref not in listed(coordinator)
    done = coordinator.get("/told-us/?which=done").content.decode()
    assert "<s>Ivo Newcomer</s>" in done
    assert "It counts nowhere" in words(coordinator.get(f"/told-us/{form.pk}/"))
    (told,) = counted()
    assert told.taken_back == localdate()


def test_once_it_was_taken_in_the_sender_reads_the_same_and_an_officer_looks_again(
    school: Client, coordinator: Client
) -> None:
    """Whether anybody acted on it cannot be told from any page of the sender's."""
    said = []
    for taken_in in (False, True):
        form = sent(school, REMOVAL, NEW_CHILD | LEAVING)
        if taken_in:
            coordinator.get("/told-us/")
            coordinator.post(f"/told-us/{form.pk}/", {"what": "referral"})
            assert form.dealt_with.exists()
            assert form.ref not in listed(coordinator)
        pages = [school.get(address(form)), school.post(address(form), WHY)]
        pages.append(school.get(f"/tell-us/sent/{form.ref}/"))
        said.append([DRAWN.sub("", page.content.decode()) for page in pages])
    assert said[0] == said[1]
    assert form.ref in listed(coordinator), "what was done about it is to be put right"
    assert "What was done about it stands" in words(coordinator.get(f"/told-us/{form.pk}/"))
    assert {each.ref: each.taken_back for each in counted()}[form.ref] is None
    done = {"what": "nothing", "why": "Rang the school, closed the referral"}
    coordinator.post(f"/told-us/{form.pk}/", done)
    assert form.ref not in listed(coordinator)


def test_at_the_door_it_is_said_by_whoever_sent_it_and_by_nobody_else(
    own_home: Any, school: Client, coordinator: Client
) -> None:
    stranger = through_the_door(own_home.path)
    form = sent(stranger, REMOVAL, SENDER | NEW_CHILD | LEAVING)
    assert school.post(address(form), WHY).status_code == 404
    assert coordinator.post(address(form), WHY).status_code == 403
    coordinator.get("/told-us/")  # from now on she may read it
    put({"onroll.teller": ""})  # of the stranger's request, for a test is one transaction
    for name in ("Una Example", "Sam Otieno"):
        user, at = User.objects.get(full_name=name), now()
        with as_person(user, at), pytest.raises(ProgrammingError), transaction.atomic():
            CalledMistake.objects.create(form=form, why="x", sender=name, by=user, at=at)
    assert stranger.post(address(form), WHY).status_code == 302
    assert stranger.post(address(form), {"why": "Another reason"}).status_code == 302
    assert CalledMistake.objects.get().why == WHY["why"], "what was said first stands"
    assert not DealtWith.objects.exists()


def nobody(school: Client) -> MonthlyReturn:
    """A monthly return of nobody, as the school sends it."""
    assert school.post("/tell-us/monthly/", {"what": "nobody"}).status_code == 302
    return MonthlyReturn.objects.order_by("-pk")[0]


def test_a_return_that_was_a_mistake_leaves_its_month_unanswered_or_as_it_was_before(
    school: Client, coordinator: Client
) -> None:
    first, second = nobody(school), nobody(school)
    this = second.month
    for each, holds in ((second, first), (first, None)):
        assert school.post(address(each), {"why": " "}).status_code == 422
        answer = school.post(address(each), WHY)
        assert answer["Location"] == f"/tell-us/monthly/{each.ref}/"
        page = words(school.get(answer["Location"]))
        assert "Una Example said on" in page
        assert "It counts no more" in words(coordinator.get(f"/told-us/monthly/{each.pk}/"))
        assert newest(MonthlyReturn, "100001", this) == holds
    assert "1 of" not in words(coordinator.get("/told-us/monthly/"))
    assert set(replaced_on(MonthlyReturn.objects.order_by("pk"))) == {first.pk, second.pk}
    assert school.post(address(first), {"why": "Another why"}).status_code == 302
    assert ReturnCalledMistake.objects.get(ref=first.ref).why == WHY["why"], "the first stands"


def test_a_return_is_called_a_mistake_by_its_own_school_alone(school: Client) -> None:
    sent = nobody(school)
    quay = made("Kit", "School user", urns=["100003"])
    assert browser_of(quay).post(address(sent), WHY).status_code == 404
    row = {"ref": sent.ref, "urn": "100001", "why": "x", "sender": "x", "at": now()}
    with pytest.raises(ProgrammingError), transaction.atomic(), as_person(quay, now()):
        ReturnCalledMistake.objects.create(**row, by=quay)
