"""A program that reads released figures reads those, the same bytes each time, and nothing else."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.utils.timezone import localdate

from onroll.web.access.models import Read, Role, User
from onroll.web.releases.models import Release
from tests.figures.report_files import REPORT
from tests.web.api_programs import Program, key_of
from tests.web.case_pages import browser_of, colleague, words
from tests.web.released_report import WRITTEN, drafted_report, released_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
NAME = "cme-2026-09-30"


@pytest.fixture
def reader(manager: User) -> Program:
    return Program(key_of(Role.FIGURES_READER, by=manager)[1])


def test_the_list_says_of_each_release_what_it_counts_of_when_and_what_was_corrected(
    reader: Program,
) -> None:
    at, analyst = released_report(NAME)
    analyst.post(f"{at}do/corrected/", {"note": "One school told late.", "token": "late"})
    page = reader.get("releases").json()
    (listed,) = page["releases"]
    assert (page["page"], page["pages"]) == (1, 1)
    assert (listed["name"], listed["report"], listed["day"]) == (NAME, "cme", "2026-09-30")
    assert listed["period"] == {"starts_on": "2026-07-01", "ends_on": "2026-09-30"}
    assert listed["covers"] == "1 July 2026 to 30 September 2026"
    assert listed["released_on"] == str(localdate())
    (counted,) = listed["definitions"]
    assert counted["key"] == "missing_education"
    assert counted["words"].startswith("A child who is of compulsory school age")
    assert counted["version"] == hashlib.sha256(counted["words"].encode()).hexdigest()[:8]
    assert [each["note"] for each in listed["corrections"]] == ["One school told late."]
    assert reader.get("releases?page=2").json()["releases"] == []


def test_one_release_is_told_whole(reader: Program) -> None:
    released_report(NAME)
    told = reader.get(f"releases/{NAME}").json()
    assert told["findings"] == list(REPORT.findings)
    assert told["left_out"] == list(REPORT.left_out)
    assert told["not_known"] == list(REPORT.not_known)
    assert "will not change" in told["status"]
    assert (told["small"], told["rounded_to"]) == (5, 1)
    assert {each["symbol"]: each["means"] for each in told["symbols"]} == {
        "c": "hidden to protect a child's identity", "x": "not available", "z": "does not apply",
    }  # fmt: skip
    (table,) = told["tables"]
    assert (table["key"], table["things"]) == ("by_area", "children")
    assert table["by"] == [{"key": "area", "label": "Area"}]
    assert [each["labels"] for each in table["rows"]][:2] == [["Total"], ["=North"]]
    assert table["rows"][1]["cells"] == [{"value": None, "symbol": "c"}] * 4
    said = told["words"]
    assert [said[key] for key in ("headline", "why", "what_next")] == [
        WRITTEN[key] for key in ("headline", "why", "what_next")
    ]
    assert said["committee"]["sections"] == [
        {"title": "Purpose of report", "words": "To tell the quarter."}
    ]
    assert "EC-" not in reader.get(f"releases/{NAME}").content.decode(), "no child is in it"


def test_its_files_are_those_of_the_page(reader: Program) -> None:
    at, analyst = released_report(NAME)
    files = reader.get(f"releases/{NAME}").json()["files"]
    assert {each["name"].removeprefix(NAME) for each in files} >= {".xlsx", "-paper.docx"}
    for each in files:
        answer = reader.client.get(each["address"])
        assert answer.content == analyst.get(f"{at}files/{each['name']}").content
        assert answer["Content-Type"] == each["media_type"]
        assert hashlib.sha256(answer.content).hexdigest() == each["sha256"]
    assert reader.get(f"releases/{NAME}/files/none.xlsx").status_code == 404


def test_asked_again_it_is_the_same_bytes_until_it_is_corrected(reader: Program) -> None:
    at, analyst = released_report(NAME)
    addresses = ("releases", f"releases/{NAME}", f"releases/{NAME}/files/{NAME}.xlsx")
    first = {each: reader.get(each) for each in addresses}
    assert [reader.get(each).content for each in addresses] == [e.content for e in first.values()]

    def again(address: str) -> int:
        held = {"If-None-Match": first[address]["ETag"]}
        return int(reader.client.get(f"/api/v1/{address}", headers=held).status_code)

    assert {each["Cache-Control"] for each in first.values()} == {"private, no-cache"}
    assert [again(each) for each in addresses] == [304, 304, 304]
    analyst.post(f"{at}do/corrected/", {"note": "One school told late.", "token": "late"})
    assert [again(each) for each in addresses] == [200, 200, 304]
    corrected = reader.get(f"releases/{NAME}").json()
    assert corrected.pop("corrections")
    assert corrected | {"corrections": []} == first[f"releases/{NAME}"].json()


def test_a_draft_is_as_a_release_that_there_is_not(reader: Program) -> None:
    at, analyst = drafted_report(NAME)
    for what, told in (("", {}), ("words/", WRITTEN), ("do/asked/", {"token": "asked"}),
                       ("do/withdrawn/", {"note": "Not now.", "token": "no"})):  # fmt: skip
        if what:
            assert analyst.post(f"{at}{what}", told).status_code == 302
        assert reader.get("releases").json()["releases"] == []
        none = reader.get("releases/none-such")
        answer = reader.get(f"releases/{NAME}")
        assert (answer.status_code, answer.content) == (none.status_code, none.content)
        assert reader.get(f"releases/{NAME}/files/{NAME}.xlsx").status_code == 404


def test_it_reads_nothing_else_and_others_read_no_figures(
    reader: Program, school: Program, partner: Program, elsewhere: Program
) -> None:
    released_report(NAME)
    for address in ("forms", "sent", "pupils", "time-limits", "returns", "weeks", "transfers"):
        assert reader.get(address).status_code == 403, address
    for other in (school, partner, elsewhere):
        for address in ("releases", f"releases/{NAME}", f"releases/{NAME}/files/{NAME}.xlsx"):
            assert other.get(address).status_code == 403, address
    before = Read.objects.count()
    assert reader.get(f"releases/{NAME}").status_code == 200
    assert Read.objects.count() == before, "of no child, so of nobody is there a look to log"


def test_the_newest_day_is_first_and_25_are_a_page(reader: Program) -> None:
    released_report(NAME)
    held = Release.objects.get()
    told = held.events.get(kind="released")
    for n in range(25):
        held.pk, held.name, held.day = None, f"cme-{n}", date(2026, 9, 1 + n)
        held.save(force_insert=True)
        told.pk, told.release, told.token = None, held, f"token {n}"
        told.save(force_insert=True)
    names = [[each["name"] for each in reader.get(f"releases?page={page}").json()["releases"]]
             for page in (1, 2)]  # fmt: skip
    assert names == [[NAME, *(f"cme-{n}" for n in range(24, 0, -1))], ["cme-0"]]


def test_a_program_is_let_in_for_figures_on_the_page_and_no_person_is(manager: User) -> None:
    browser = browser_of(manager)
    typed = {"full_name": "Dashboard", "role": "Reader of figures", "key_name": "A key"}
    assert "It is of no school" in words(browser.post("/programs/new/", typed | {"urn": "100001"}))
    page = words(browser.post("/programs/new/", typed))
    secret = next(each for each in page.split() if each.startswith("onroll_"))
    assert Program(secret).get("releases").json()["releases"] == []
    person = colleague("Council member")
    given = browser.post(
        f"/people/{person.pk}/give/", {"role": "Reader of figures", "why": "To read."}
    )
    assert "Select a role" in words(given)
