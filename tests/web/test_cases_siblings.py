"""Brothers and sisters: linked from either side, told of together, and none left unanswered."""

from __future__ import annotations

from typing import Any

import pytest

from onroll.web.access.models import Read, RestrictedChild
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.children.models import Child
from tests.web.case_pages import accepted, browser_of, colleague, given, opened, send, words
from tests.web.small_run import AMARA, JOSHUA
from tests.web.test_cases_closed import back_at_school, running

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

TOMI = "EC-TMEXA001"
SAID = "Mum, on the phone"


def linked(by: Any, case: Case, child: str = TOMI) -> Any:
    return send(
        browser_of(by), f"/cases/{case.pk}/link-brother-or-sister/", child=child, words=SAID
    )


def page_of(by: Any, case: Case) -> str:
    return words(browser_of(by).get(f"/cases/{case.pk}/"))


def test_whoever_lives_at_the_same_address_is_suggested_and_linked_from_either_side() -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    assert "Tomi Example, born 30 September 2018" in words(
        browser_of(manager).get(f"/cases/{case.pk}/link-brother-or-sister/")
    )
    assert linked(manager, case).status_code == 302
    page = page_of(manager, case)
    assert "Brothers and sisters (1)" in page
    assert "Tomi Example Born 30 September 2018 No case is open Tell the same of" in page
    assert "Linked by Sam Otieno: Mum, on the phone" in page
    tomis = given(manager, TOMI)
    assert "Amara Example Born 14 May 2013" in page_of(manager, tomis)
    assert f"{tomis.reference} , Allocated" in page_of(manager, case)


def test_children_of_another_postcode_or_of_another_name_and_address_are_not_suggested() -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    Child.objects.filter(pk=TOMI).update(postcode="XE9 9ZZ")
    Child.objects.filter(pk=JOSHUA).update(address="2 High Street")
    Child.objects.filter(pk="EC-GRACE001").update(address="2 High Street", surname="EXAMPLE")
    form = words(browser_of(manager).get(f"/cases/{case.pk}/link-brother-or-sister/"))
    assert "Tomi" not in form
    assert "Joshua" not in form
    assert "Grace EXAMPLE" in form


def test_any_child_is_linked_by_reference_and_a_restricted_one_is_as_unknown() -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    RestrictedChild.objects.create(child="EC-GRACE001")
    address = f"/cases/{case.pk}/link-brother-or-sister/"
    answers = [
        send(browser_of(manager), address, child="another", reference=typed, words=SAID)
        for typed in ("EC-GRACE001", "EC-NOBODY01")
    ]
    assert [each.status_code for each in answers] == [422, 422]
    assert all("No child has this reference" in words(each) for each in answers)
    assert "already" in words(
        send(browser_of(manager), address, child="another", reference=AMARA, words=SAID)
    )
    typed = {"child": "another", "reference": JOSHUA.lower(), "words": SAID}
    assert send(browser_of(manager), address, **typed).status_code == 302
    assert "Joshua Sample" in page_of(manager, case)


def test_the_same_is_told_of_a_brother_in_one_more_step() -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    linked(manager, case)
    address = f"/children/{TOMI}/case/?as={case.pk}"
    form = browser_of(manager).get(address).content.decode()
    assert "Not seen since half term" in form
    told = {"source": "school", "issue": "whereabouts", "told_by": "Ms Reed",
            "words": "Not seen since half term"}  # fmt: skip
    send(browser_of(manager), address, **told)
    tomis = Case.objects.get(child=TOMI)
    assert tomis.issue == case.issue
    assert "Amara Example" in page_of(manager, tomis)


def test_a_case_does_not_close_before_it_is_said_how_each_sibling_stands() -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    linked(manager, case)
    linked(manager, case, JOSHUA)
    send(browser_of(manager), f"/cases/{case.pk}/brother-or-sister/", child=JOSHUA,
         words="At Riverside Primary, seen on Monday")  # fmt: skip
    assert "At Riverside Primary, seen on Monday" in page_of(manager, case)
    close = f"/cases/{case.pk}/close/"
    asked = send(browser_of(manager), close, **back_at_school(), **running())
    assert asked.status_code == 422
    assert "Brother or sister: Tomi Example. How does it stand with them?" in words(asked)
    assert "Joshua" not in words(asked)  # it was said already
    assert "Enter how it stands with this brother or sister" in words(asked)
    answer = {f"sibling-{TOMI}": "Well, in Year 3"}
    asked = send(browser_of(manager), close, **back_at_school(), **running(), **answer)
    assert asked.status_code == 302
    assert "How it stands with a brother or sister: Well, in Year 3" in page_of(manager, case)


def test_who_is_no_brother_or_sister_is_taken_back_from_a_closed_case_too() -> None:
    manager, other = colleague("Pathway manager"), colleague("Team manager", "Ada Cole")
    case = accepted(manager)
    linked(manager, case)
    send(browser_of(manager), f"/cases/{case.pk}/close/", **back_at_school(), **running(),
         **{f"sibling-{TOMI}": "Well"})  # fmt: skip
    send(browser_of(other), f"/cases/{case.pk}/close/answer/close/")
    link = CaseEvent.objects.get(kind="sibling_linked")
    tomis = opened(manager, TOMI, token="tomi")
    assert "Brothers and sisters (1)" in page_of(manager, tomis)
    send(browser_of(manager), f"/cases/{case.pk}/take-back/{link.number}/", why="A cousin")
    assert "Brothers and sisters (" not in page_of(manager, tomis)
    assert "Brothers and sisters (" not in page_of(manager, case)
    visit = {"seen": "alone", "where": "home"}
    assert send(browser_of(manager), f"/visits/{case.pk}/", **visit).status_code == 422


def test_a_restricted_brother_is_nobodys_brother_for_those_who_may_not_see_him() -> None:
    """Neither in the list, nor in what happened, nor asked for when the case closes."""
    manager, lead = colleague("Pathway manager"), colleague("Safeguarding lead", "Ola Lead")
    case = accepted(manager)
    linked(lead, case)
    RestrictedChild.objects.create(child=TOMI)
    assert "Tomi Example" in page_of(lead, case)
    assert "Brothers and sisters (" not in page_of(manager, case)
    assert SAID not in page_of(manager, case)
    asked = send(browser_of(manager), f"/cases/{case.pk}/close/", **back_at_school(), **running())
    assert asked.status_code == 302


def test_every_brother_shown_is_in_the_read_log() -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    linked(manager, case)
    for address in (f"/cases/{case.pk}/", f"/cases/{case.pk}/close/",
                    f"/cases/{case.pk}/brother-or-sister/"):  # fmt: skip
        before = Read.objects.filter(child=TOMI).count()
        browser_of(manager).get(address)
        assert Read.objects.filter(child=TOMI).count() == before + 1, address


def test_those_who_only_read_cases_link_nobody() -> None:
    manager, reader = colleague("Pathway manager"), colleague("Data analyst", "Ida Reads")
    case = accepted(manager)
    answer = browser_of(reader).get(f"/cases/{case.pk}/link-brother-or-sister/")
    assert answer.status_code in (403, 404)
