"""Recommendations, case studies and a partnership, by their pages: kept whole, naming nobody."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import Error, transaction
from django.test import Client
from django.utils.timezone import now
from docx import Document

from onroll.record.home import Home
from onroll.web.access.acting import as_person, as_publisher
from onroll.web.access.models import Read
from onroll.web.improvement.models import ImprovementTopic, TopicEvent
from onroll.web.releases.models import Release, ReleaseEvent
from tests.web.case_pages import browser_of, colleague, given, send, words
from tests.web.small_run import AMARA
from tests.web.test_comparing_authorities import a_file, in_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
RECOMMENDATION = {
    "whose": "Ofsted", "dated_on": "1 November 2013", "owner": "Director",
    "words": "Establish a central record of all children.", "due_on": "1 December 2013",
}  # fmt: skip
PRACTICE = {
    "title": "Ring before the letter", "theme": "tracking", "authority": "Exampleshire",
    "owner": "Team manager", "problem": "Letters came back", "done": "We rang first",
    "outcome": "More families answered",
}  # fmt: skip
APPLICATION = {"first": "Exampleshire", "second": "Otherham", "change": "Joint calls"}


@pytest.fixture
def director() -> Client:
    return browser_of(colleague("Director"))


def written(client: Client, kind: str, **told: str) -> str:
    """The address of a topic that was written."""
    answer = send(client, f"/improvement/new/{kind}/", **told)
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"]).split("?")[0]


def test_a_recommendation_keeps_every_note_and_every_word_that_stood_before(
    director: Client,
) -> None:
    at = written(director, "recommendation", **RECOMMENDATION)
    assert "Not started Overdue" in words(director.get("/improvement/"))
    told = {"on": "2 June 2014", "rating": "under_way", "note": "Data entry guide in use."}
    assert send_note(director, at, "first", **told).status_code == 302
    assert send_note(director, at, "first", **told).status_code == 302  # sent twice, kept once
    done = {"on": "1 July 2014", "rating": "done", "note": "One list."}
    assert send_note(director, at, "second", **done).status_code == 302
    changed = send(director, f"{at}change/", **RECOMMENDATION | {"owner": "Head of service"})
    assert changed.status_code == 302, words(changed)
    page = words(director.get(at))
    assert page.count("Data entry guide in use.") == 1
    assert "One list." in page
    assert "Overdue" not in page
    assert "As Sam Otieno wrote it on" in page
    listed = words(director.get("/improvement/"))
    assert "Head of service" in listed
    assert "Done" in listed
    assert "1 earlier note" in listed
    for ending in ("csv", "xlsx", "docx"):
        answer = director.get(f"/improvement/recommendations.{ending}")
        assert answer.status_code == 200, ending
    content = director.get("/improvement/recommendations.csv").content.decode("utf-8-sig")
    assert '"1 July 2014, done: One list.","2 June 2014, under way: Data entry' in content


def send_note(client: Client, at: str, token: str, **told: str) -> object:
    return client.post(f"{at}do/noted/", told | {"token": token})


def test_what_is_wrong_is_said_and_what_was_typed_stays(director: Client) -> None:
    answer = send(director, "/improvement/new/recommendation/", words="Keep this", due_on="31/2/26")
    assert answer.status_code == 422
    page = words(answer)
    assert "Enter whose recommendation it is" in page
    assert "must be a real date" in page
    assert b"Keep this" in answer.content
    at = written(director, "recommendation", **RECOMMENDATION)
    ahead = {"on": "1 January 2099", "rating": "done", "note": "x"}
    assert "Day must be today or in the past" in words(send_note(director, at, "late", **ahead))


def test_two_who_write_the_words_anew_are_shown_each_other(director: Client) -> None:
    at = written(director, "recommendation", **RECOMMENDATION)
    first = {"token": "one", "last": "1", **RECOMMENDATION, "owner": "One"}
    assert director.post(f"{at}change/", first).status_code == 302
    answer = director.post(f"{at}change/", first | {"token": "two", "owner": "Two"})
    assert answer.status_code == 422
    assert "changed this on" in words(answer)
    assert b"Two" in answer.content


def test_the_database_lets_no_page_change_or_take_away_what_was_written(director: Client) -> None:
    at = written(director, "practice", **PRACTICE)
    own = written(director, "recommendation", **RECOMMENDATION)
    manager = colleague("Data manager")
    for model, change in ((ImprovementTopic, {"kind": "area"}), (TopicEvent, {"told": {}})):
        with as_person(manager, now()), pytest.raises(Error), transaction.atomic():
            model.objects.update(**change)
    numbers = {int(each.strip("/").rpartition("/")[2]) for each in (at, own)}
    for role, sees in (("Service manager", 2), ("Regional analyst", 1), ("Education officer", 0)):
        with as_person(colleague(role), now()):
            assert ImprovementTopic.objects.filter(pk__in=numbers).count() == sees, role
            assert TopicEvent.objects.filter(topic__in=numbers).count() == sees, role


def test_words_with_the_name_of_a_child_a_school_or_a_postcode_are_not_kept(
    director: Client,
) -> None:
    with as_publisher():
        from onroll.web.children.models import Child, School

        child = Child.objects.get(pk=AMARA)
        school = School.objects.exclude(urn="").values_list("name", flat=True)[0]
    before = Read.objects.filter(page="improvement_words").count()
    for typed, said in (
        (f"{child.full_name}'s mother rang", f"in the record: '{child.full_name}'"),
        (f"{school} rang", "a school"), ("At LE3 8RA", "a postcode"),
    ):  # fmt: skip
        answer = send(director, "/improvement/new/practice/", **PRACTICE | {"vignette": typed})
        assert answer.status_code == 422, typed
        assert said in words(answer).replace("&#39;", "'")
    assert Read.objects.filter(page="improvement_words").count() == before + 1
    answer = send(director, "/improvement/new/practice/", **PRACTICE | {"vignette": "3 pupils"})
    assert "a small number: 3" in words(answer)
    small = PRACTICE | {"vignette": "3 pupils", "sure": "on"}
    assert written(director, "practice", **small)


def test_practice_is_a_draft_until_a_colleague_who_wrote_none_of_it_has_read_it(
    director: Client,
) -> None:
    at = written(director, "practice", **PRACTICE)
    assert director.post(f"{at}do/read/", {"token": "own"}).status_code == 422
    analyst = browser_of(colleague("Regional analyst"))
    assert "Draft" in words(analyst.get("/partnership/?theme=tracking"))
    assert "No practice matches" in words(analyst.get("/partnership/?theme=exclusion"))
    assert analyst.post(f"{at}do/read/", {"token": "other"}).status_code == 302
    assert "who wrote none of it, read it on" in words(director.get(at))
    assert "Not yet evaluated" in words(director.get("/partnership/?words=rang"))
    assert analyst.get("/improvement/").status_code == 403


def test_the_fund_refuses_what_it_has_not(director: Client) -> None:
    decided = {"on": "2 November 2026", "decision": "agreed", "who": "Sub-group", "note": "Yes"}
    answer = send(director, "/improvement/new/application/", **APPLICATION, amount="£1,001")
    assert "one may ask for £1,000 at most" in words(answer)
    waits, last = written(director, "application", **APPLICATION, amount="1"), ""
    for number in range(10):
        last = written(director, "application", **APPLICATION, amount="950", token=f"a{number}")
        answer = director.post(f"{last}do/decided/", decided | {"token": f"d{number}"})
        assert answer.status_code == 302, words(answer)
    page = words(director.get("/partnership/"))
    assert "£20,000, of which £10,500 is left" in page
    assert "No vignette yet" in page
    answer = send(director, "/improvement/new/application/", **APPLICATION, amount="1")
    assert "£0 of £9,500 is left in the fund" in words(answer)
    late = director.post(f"{waits}do/decided/", decided | {"token": "too late"})
    assert late.status_code == 422
    assert "£0 of £9,500 is left in the fund" in words(late)
    number = last.strip("/").rpartition("/")[2]
    told = PRACTICE | {"vignette": "Families answered.", "application": number}
    written(director, "practice", **told)
    assert "Vignette: Ring before the letter" in words(director.get("/partnership/"))


def test_a_case_study_is_drafted_in_its_case_and_kept_once_it_names_nobody(
    director: Client,
) -> None:
    manager = colleague("Service manager", "Lee Park")
    case = given(manager, AMARA)
    officer = browser_of(colleague("Education officer"))
    at = f"/cases/{case.pk}/case-study/"
    assert officer.get(at).status_code == 403
    before = Read.objects.filter(page="case_study").count()
    page = director.get(at)
    assert "Week 1: A school told us." in words(page)
    assert Read.objects.filter(page="case_study").count() == before + 1
    told = {"title": "Found", "background": "A child.", "work": "We rang.", "outcome": "Seen."}
    with as_publisher():
        from onroll.web.children.models import Child

        child = Child.objects.get(pk=AMARA)
    born = f"{child.date_of_birth:%d/%m/%Y}"
    for typed in (child.forename.lower(), child.surname, child.reference, born, "Ms Reed"):
        answer = send(director, at, **told | {"work": f"We rang {typed}."})
        assert answer.status_code == 422, typed
        assert "nobody may know from this who a child is" in words(answer)
    assert send(director, at, **told).status_code == 302
    with as_publisher():
        kept = TopicEvent.objects.order_by("pk").last()
        assert kept is not None
        assert kept.told == told
    study = f"/improvement/{kept.topic_id}/"
    pack = "/improvement/pack/pack.docx"
    assert "We rang." not in in_pack(director, pack)
    assert browser_of(manager).post(f"{study}do/read/", {"token": "r"}).status_code == 302
    assert "We rang." in in_pack(director, pack)


def test_a_pack_has_the_released_reports_that_were_chosen_and_never_a_draft(
    director: Client,
) -> None:
    printed = {"findings": [], "left_out": [], "not_known": [], "definitions": [], "tables": []}
    made: dict[str, Any] = {
        "report": "kpis", "covers": "On 1 June 2026", "day": date(2026, 6, 1), "small": 5,
        "printed": printed, "numbers": [], "made_by": colleague("Data analyst"), "made_at": now(),
    }  # fmt: skip
    with as_publisher():
        for name in ("draft", "first", "second"):
            held = Release.objects.create(name=f"of {name}", title=f"The {name} one", **made)
            if name != "draft":
                ReleaseEvent.objects.create(
                    release=held, kind="released", by=made["made_by"], at=now(), token=name
                )
        numbers = dict(Release.objects.values_list("name", "pk"))
    asked = f"release={numbers['of draft']}&release={numbers['of first']}"
    said = in_pack(director, f"/improvement/pack/pack.docx?{asked}")
    assert "The first one" in said
    assert "The draft one" not in said
    assert "The second one" not in said


def in_pack(client: Client, address: str) -> str:
    document = Document(BytesIO(client.get(address).content))
    return "\n".join(each.text for each in document.paragraphs)


@pytest.mark.usefixtures("own_home")
def test_authorities_that_worked_together_are_compared_by_what_each_sent() -> None:
    analyst = browser_of(colleague("Regional analyst"))
    for day, total, other in (("2026-01-01", "84", "50"), ("2026-10-01", "60", "40")):
        version = "3" if day < "2026-06-01" else "4"
        files = [
            a_file("871", "Slough", "", "", total=total, day=day),
            a_file("870", "Reading", "", "", total=other, day=day, version=version),
        ]
        assert analyst.post("/compare/files/", {"files": files}).status_code == 200
    asked = "show=yes&before=2026-01-01&after=2026-10-01&measure=not_on_roll&authority=871"
    alone = analyst.get(f"/partnership/progress/?{asked}")
    assert "Select the two or three authorities" in words(alone)
    pair = f"{asked}&authority=870"
    rows = in_rows(analyst.get(f"/partnership/progress/?{pair}"))
    assert rows["Slough"][2] == "-24"
    assert rows["Reading"][2:] == [
        "[x]", "It was counted by another definition before than after: not compared",
    ]  # fmt: skip
    content = analyst.get(f"/partnership/progress/table.csv?{pair}").content.decode("utf-8-sig")
    assert "871,Slough,Not on a school roll,84,60,-24,4.2,3.0,statutory 3 on no roll," in content
    back = "show=yes&before=2026-10-01&after=2026-01-01&authority=871&authority=870"
    assert "must be earlier" in words(analyst.get(f"/partnership/progress/?{back}"))


def test_where_the_fund_cannot_be_read_nobody_applies(director: Client, own_home: Home) -> None:
    (own_home.path / "fund.toml").write_text("[fund")
    page = words(director.get("/partnership/"))
    assert "fund.toml cannot be read" in page
    assert "Add an application" not in page
    answer = send(director, "/improvement/new/application/", **APPLICATION, amount="1")
    assert answer.status_code == 422
    assert "fund.toml cannot be read" in words(answer)
