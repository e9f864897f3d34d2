"""Everything that happened to a child stands on one page, whoever told of it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate, now

from onroll.record.casework.events import Kind
from onroll.web.access.models import Read
from onroll.web.cases.actions import add
from tests.web.case_pages import accepted, browser_of, colleague, send, words
from tests.web.small_run import AMARA
from tests.web.test_letters_pages import begun, boxes, check

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


def titles(by: Any, case: Any, more: str = "") -> list[str]:
    page = browser_of(by).get(f"/cases/{case.pk}/everything/{more}").content.decode()
    found = re.findall(r"<li>\s*<h3[^>]*>(.*?)</h3>", page, re.S)
    return [re.sub(r"<[^>]+>", "", each).strip() for each in found]


def test_what_we_did_what_we_sent_and_what_others_say_stand_by_day() -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    long_ago = localdate() - timedelta(days=4000)
    add(case, Kind.NOTED, {"words": "An old note"}, on=long_ago, by=manager, at=now(), token="n")
    letter = begun(browser_of(manager))
    page = f"/children/{AMARA}/letters/{letter.pk}/"
    browser_of(manager).post(f"{page}ready/", check())
    browser_of(manager).post(f"{page}posted/", boxes("posted_on", localdate()))
    found = titles(manager, case)
    assert found[-1] == "Note"
    assert any(each.startswith("Letter sent: ") for each in found)
    assert "On a school roll" in found
    assert "A school told us. Whereabouts not known" in found
    assert titles(manager, case, "?first=oldest") == found[::-1]
    assert f"({len(found)})" in words(browser_of(manager).get(f"/cases/{case.pk}/everything/"))


def test_what_casework_tells_the_record_is_not_said_twice() -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    send(browser_of(manager), f"/visits/{case.pk}/", seen="alone", where="home")
    assert [each for each in titles(manager, case) if "seen" in each.lower()] == [
        "Visit, at home. Child seen: yes, alone"
    ]


def test_a_restricted_note_is_not_on_it_for_others_and_the_look_is_logged() -> None:
    manager, other = colleague("Pathway manager"), colleague("Team manager", "Ada Cole")
    case = accepted(manager)
    send(browser_of(manager), f"/cases/{case.pk}/write/note/", words="Kept close", restricted="on")
    before = Read.objects.filter(child=AMARA).count()
    assert "Kept close" not in words(browser_of(other).get(f"/cases/{case.pk}/everything/"))
    assert Read.objects.filter(child=AMARA).count() == before + 1
    assert "Kept close" in words(browser_of(manager).get(f"/cases/{case.pk}/everything/"))
