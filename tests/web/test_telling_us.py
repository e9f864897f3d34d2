"""Schools and others tell us of a child by form: through two doors, and nothing is told back."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.utils.timezone import now

from onroll.web.access.acting import as_person, as_publisher
from onroll.web.access.models import ChildRelation, Read, RestrictedChild
from onroll.web.cases.models import Case
from onroll.web.children.models import Child
from onroll.web.telling_us.models import DealtWith, Draft, EmailCode, SentForm, WhoItIs
from onroll.web.telling_us.to_record import counted, hand_over
from tests.web.case_pages import browser_of, colleague, words
from tests.web.people_pages import made
from tests.web.small_run import AMARA
from tests.web.told_by_form import (
    LEAVING,
    NEW_CHILD,
    SENDER,
    filled_in,
    newest_code,
    page_at,
    sent,
    through_the_door,
    typed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published", "own_home")]
REMOVAL = "removal_from_roll"
OF_AMARA = LEAVING | {
    "forename": "Amara", "surname": "Example", "date_of_birth": "2013-05-14", "sex": "F",
    "upn": "U001000000001",
}  # fmt: skip


@pytest.fixture(autouse=True)
def amara_has_a_good_upn() -> None:
    with as_publisher():
        Child.objects.filter(pk=AMARA).update(upn="U001000000001")


@pytest.fixture
def school() -> Client:
    return browser_of(made("Una", "School user", urns=["100001"]))


@pytest.fixture
def coordinator() -> Client:
    return browser_of(colleague("Coordinator"))


def test_a_school_sends_a_form_and_it_is_on_today_at_once_with_a_receipt_on_both_sides(
    school: Client, coordinator: Client
) -> None:
    form = sent(school, REMOVAL, NEW_CHILD | LEAVING)
    receipt = words(school.get(f"/tell-us/sent/{form.ref}/"))
    assert f"Your reference is {form.ref}" in receipt
    assert "Rang both parents twice" in receipt
    assert "1 form from schools and other services" in words(coordinator.get("/"))
    listed = words(coordinator.get("/told-us/"))
    assert "Ivo Newcomer" in listed
    assert form.ref in listed
    opened = words(coordinator.get(f"/told-us/{form.pk}/"))
    assert "Una Example" in opened
    assert "No answer" in opened


def test_one_child_is_told_of_without_an_account_by_whoever_reads_the_mail(
    own_home: Any, coordinator: Client
) -> None:
    stranger = through_the_door(own_home.path)
    form = sent(stranger, REMOVAL, SENDER | NEW_CHILD | LEAVING)
    assert form.user is None
    assert form.email == "reed@riverside.example"
    assert "Riverside Primary" in words(stranger.get(f"/tell-us/sent/{form.ref}/"))
    opened = words(coordinator.get(f"/told-us/{form.pk}/"))
    assert "Nobody has checked that the sender is of the school" in opened


def test_without_a_code_nothing_is_told_and_a_wrong_one_opens_nothing(own_home: Any) -> None:
    client = Client()
    assert client.post(f"/tell-us/{REMOVAL}/")["Location"] == "/tell-us/"
    client.post("/tell-us/without-signing-in/", {"email": "a@b.example"})
    right = newest_code(own_home.path)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _ in range(5):
        assert client.post("/tell-us/without-signing-in/code/", {"code": wrong}).status_code == 422
    late = client.post("/tell-us/without-signing-in/code/", {"code": right})
    assert late.status_code == 422, "after five wrong ones the right one is no good"


def test_a_code_is_good_once_and_for_fifteen_minutes(own_home: Any) -> None:
    client = Client()
    client.post("/tell-us/without-signing-in/", {"email": "a@b.example"})
    code = newest_code(own_home.path)
    with as_publisher():
        EmailCode.objects.update(sent_at=now() - timedelta(minutes=15))
    assert client.post("/tell-us/without-signing-in/code/", {"code": code}).status_code == 422
    with as_publisher():
        EmailCode.objects.update(sent_at=now() - timedelta(minutes=14, seconds=50))
    assert client.post("/tell-us/without-signing-in/code/", {"code": code}).status_code == 302
    other = Client()
    other.post("/tell-us/without-signing-in/", {"email": "other@b.example"})
    used = other.post("/tell-us/without-signing-in/code/", {"code": code})
    assert used.status_code == 422


def test_no_more_than_five_codes_an_hour_go_to_one_address() -> None:
    client = Client()
    answers = [
        client.post("/tell-us/without-signing-in/", {"email": "a@b.example"}).status_code
        for _ in range(6)
    ]
    assert answers == [302] * 5 + [429]


def test_a_known_and_an_unknown_child_get_the_same_answers(school: Client) -> None:
    """Whoever sends cannot find out whom the record has: each answer is the same to the byte, but
    for the UPN they typed, and the keys that are drawn for each form."""
    known, unknown = (
        answers_of(school, OF_AMARA | {"upn": upn}) for upn in ("U001000000001", "K001000000042")
    )
    assert known == unknown


def answers_of(client: Client, answers: dict[str, Any]) -> list[str]:
    """Every answer on the way from beginning a form to its receipt."""
    address, seen = client.post(f"/tell-us/{REMOVAL}/")["Location"], []
    while not address.endswith("/check/"):
        answer = client.post(address, typed(page_at(client, REMOVAL, address), answers))
        seen.append(f"{answer.status_code} {answer['Location']}")
        address = answer["Location"]
    key = address.split("/")[-3]
    seen.append(client.get(address).content.decode())
    seen.append(client.get(client.post(address)["Location"]).content.decode())
    drawn = rf"{key}|{answers['upn']}|SF-\w{{8}}|value=\"\w{{64}}\"|at \d+:\d+(am|pm)"
    return [re.sub(drawn, "-", each) for each in seen]


def test_whoever_sends_reads_nothing_of_what_came_of_it(
    school: Client, coordinator: Client
) -> None:
    form = sent(school, REMOVAL, OF_AMARA)
    coordinator.get("/told-us/")
    coordinator.post(f"/told-us/{form.pk}/", {"what": AMARA})
    user = form.user
    with as_person(user, now()):
        assert SentForm.objects.filter(pk=form.pk).exists()
        assert not WhoItIs.objects.exists()
        assert not DealtWith.objects.exists()
    assert school.get(f"/told-us/{form.pk}/").status_code == 403


def test_another_school_and_another_address_see_none_of_it(own_home: Any, school: Client) -> None:
    form = sent(school, REMOVAL, NEW_CHILD | LEAVING)
    other = browser_of(made("Ben", "School user", urns=["100009"]))
    stranger = through_the_door(own_home.path)
    for client in (other, stranger):
        assert client.get(f"/tell-us/sent/{form.ref}/").status_code == 404
        assert form.ref not in client.get("/tell-us/").content.decode()
    with as_person(made("Kim", "School user", urns=["100009"]), now()):
        assert not SentForm.objects.exists()
        assert not Draft.objects.exists()


def test_a_colleague_of_the_same_school_sees_what_it_sent_and_not_what_another_began(
    school: Client,
) -> None:
    form = sent(school, REMOVAL, NEW_CHILD | LEAVING)
    begun = school.post(f"/tell-us/{REMOVAL}/")["Location"]
    colleague_there = browser_of(made("Kay", "School user", urns=["100001"]))
    assert colleague_there.get(f"/tell-us/sent/{form.ref}/").status_code == 200
    assert colleague_there.get(begun).status_code == 404


def test_ones_own_pupil_is_filled_in_and_no_other_child_is(school: Client) -> None:
    with as_publisher():
        ChildRelation.objects.get_or_create(child=AMARA, relation="at:100001")
    address = school.post(f"/tell-us/{REMOVAL}/", {"pupil": AMARA})["Location"]
    assert address.endswith("/ground/"), "who it is about is known already"
    key = address.split("/")[-3]
    with as_publisher():
        assert Draft.objects.get(key=key).answers["surname"] == "Example"
    other = school.post(f"/tell-us/{REMOVAL}/", {"pupil": "EC-JSHA0001"})["Location"]
    assert other.endswith("/child/"), "not a pupil of theirs: typed in like anybody"


def test_a_draft_is_kept_for_seven_days(school: Client) -> None:
    filled_in(school, REMOVAL, NEW_CHILD | LEAVING | {"ground": "nothing"})
    assert "Ivo Newcomer" in words(school.get("/tell-us/"))
    with as_publisher():
        Draft.objects.update(changed_at=now() - timedelta(days=7, minutes=-1))
    assert "Ivo Newcomer" in words(school.get("/tell-us/"))
    with as_publisher():
        Draft.objects.update(changed_at=now() - timedelta(days=7, minutes=1))
    assert "Ivo Newcomer" not in words(school.get("/tell-us/"))
    school.post(f"/tell-us/{REMOVAL}/")
    with as_publisher():
        assert Draft.objects.count() == 1, "what is too old is gone"


def test_a_form_sent_twice_is_one(school: Client) -> None:
    check = filled_in(school, REMOVAL, NEW_CHILD | LEAVING)
    first, again = school.post(check), school.post(check)
    assert first["Location"] == again["Location"]
    with as_publisher():
        assert SentForm.objects.count() == 1
        assert Draft.objects.get().answers == {}, "what was sent is not kept twice"


def test_what_the_law_does_not_allow_is_refused_on_its_page_and_cannot_be_sent(
    school: Client,
) -> None:
    """Ground (f) rests on the parent's own writing."""
    answers = NEW_CHILD | LEAVING | {
        "ground": "f", "in_writing": "no", "special_school": "no", "whose_choice": "family",
    }  # fmt: skip
    address = filled_in(school, REMOVAL, answers)
    assert address.endswith("/home_education/")
    page = words(school.get(address))
    assert "What did the parent say?" in page
    check = address.replace("home_education", "check")
    assert school.post(check).status_code == 302
    with as_publisher():
        assert not SentForm.objects.exists()


def test_an_officer_puts_it_in_the_case_of_the_child_it_is_about(
    school: Client, coordinator: Client
) -> None:
    form = sent(school, REMOVAL, OF_AMARA)
    page = words(coordinator.get(f"/told-us/{form.pk}/"))
    assert "the same UPN and date of birth" in page
    answer = coordinator.post(f"/told-us/{form.pk}/", {"what": AMARA})
    case = Case.objects.get(child=AMARA)
    assert answer["Location"].startswith(f"/cases/{case.pk}/")
    assert form.ref in words(coordinator.get(f"/cases/{case.pk}/"))
    assert "Nothing waits" in words(coordinator.get("/told-us/"))
    assert form.ref in words(coordinator.get("/told-us/?which=done"))
    coordinator.post(f"/told-us/{form.pk}/", {"what": AMARA})
    assert len(Case.objects.get(child=AMARA).rows()) == 1, "told once, however often it is saved"
    assert Read.objects.filter(child=AMARA, page="told_form").exists()


def test_an_officer_takes_a_child_nobody_knew_as_a_referral(
    school: Client, coordinator: Client
) -> None:
    form = sent(school, REMOVAL, NEW_CHILD | LEAVING)
    answer = coordinator.post(f"/told-us/{form.pk}/", {"what": "referral"})
    assert answer["Location"].startswith("/referrals/?taken=")
    assert "Ivo Newcomer" in words(coordinator.get("/referrals/"))


def test_nothing_more_to_do_needs_a_reason(school: Client, coordinator: Client) -> None:
    form = sent(school, REMOVAL, NEW_CHILD | LEAVING)
    bare = coordinator.post(f"/told-us/{form.pk}/", {"what": "nothing"})
    assert bare.status_code == 422
    assert "Enter why there is nothing more to do" in words(bare)
    given = coordinator.post(f"/told-us/{form.pk}/", {"what": "nothing", "why": "A test"})
    assert given.status_code == 302
    assert "A test" in words(coordinator.get(f"/told-us/{form.pk}/"))


def test_what_may_be_about_a_protected_child_is_for_those_alone_who_see_one(
    school: Client, coordinator: Client
) -> None:
    """A typing error in the name does not bring a hidden child's new school before an officer."""
    with as_publisher():
        RestrictedChild.objects.create(child=AMARA)
    form = sent(school, REMOVAL, OF_AMARA | {"upn": "", "forename": "Amarah"})
    lead = browser_of(colleague("Safeguarding lead"))
    assert "Amarah Example" in words(lead.get("/told-us/"))
    assert "Amarah" not in words(coordinator.get("/told-us/"))
    assert coordinator.get(f"/told-us/{form.pk}/").status_code == 404
    with as_person(colleague("Coordinator", "Kit Doe"), now()):
        assert not SentForm.objects.exists()
        assert not WhoItIs.objects.exists()


def test_nobody_changes_what_was_sent(school: Client) -> None:
    form = sent(school, REMOVAL, NEW_CHILD | LEAVING)
    for change in (
        "update telling_us_sentform set school = 'x'",
        "delete from telling_us_sentform",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), as_person(form.user, now()):
            connection.cursor().execute(change)


def test_what_a_stranger_says_counts_once_somebody_has_taken_it_in(
    own_home: Any, school: Client, coordinator: Client
) -> None:
    """A school's own form goes to the record with the next run; one through the door for one child
    only when an officer has put it in a case or taken it as a referral."""
    own = sent(school, REMOVAL, NEW_CHILD | LEAVING)
    stranger = sent(
        through_the_door(own_home.path), REMOVAL, SENDER | OF_AMARA | {"sender_urn": "100001"}
    )
    with as_publisher():
        assert [each.ref for each in counted()] == [own.ref]
    coordinator.get("/told-us/")
    coordinator.post(f"/told-us/{stranger.pk}/", {"what": "nothing", "why": "Not from the school"})
    with as_publisher():
        assert [each.ref for each in counted()] == [own.ref]
    coordinator.post(f"/told-us/{stranger.pk}/", {"what": AMARA})
    with as_publisher():
        assert [each.ref for each in counted()] == [own.ref, stranger.ref]
    (load,) = hand_over(at=now(), by="onroll")
    assert (load.accepted, load.held_back) == (2, 0)
    assert hand_over(at=now(), by="onroll") == [load], "the same again lands nothing"
