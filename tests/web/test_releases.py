"""A release from its draft to its files: two people, nothing moves, nothing small is told."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import Error, connection, transaction
from django.test import Client
from django.utils.timezone import now

from onroll.figures import ees
from onroll.figures.ees.checker import faults_of
from onroll.figures.ees.file_pair import FilePair, read_table
from onroll.record.home import Home
from onroll.web.access.acting import as_person, as_publisher
from onroll.web.access.models import Read
from onroll.web.config.database import PAGES
from onroll.web.releases.making import make_what_waits
from onroll.web.releases.models import (
    Counted,
    DraftAsked,
    DraftEvent,
    Release,
    ReleaseEvent,
    ReleaseFile,
)
from tests.access.owner_of_tables import as_owner
from tests.web.case_pages import browser_of, colleague, words
from tests.web.fixtures import AUTHORITY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
WORDS = {
    "headline": "Few children came to be missing education", "why": "Nobody knows.",
    "what_next": "We look for each of them.", "token": "words",
}  # fmt: skip
PAPER = {"committee": "Scrutiny", "meets_on": "7 December 2026", "report_of": "The director"}


@pytest.fixture
def analyst() -> Client:
    return browser_of(colleague("Data analyst"))


@pytest.fixture
def director() -> Client:
    return browser_of(colleague("Director"))


def drafted(analyst: Client, report: str = "cme_headline", day: str = "20 November 2026") -> str:
    """The address of a draft, which is asked for and made."""
    at = asked_for(analyst, report, day)
    make_what_waits()
    answer = analyst.get(at)
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"]).split("?")[0]


def asked_for(analyst: Client, report: str = "cme_headline", day: str = "20 November 2026") -> str:
    """The address at which it is said how far the draft is."""
    answer = analyst.post("/releases/new/", {"report": report, "day": day})
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"])


def waits(analyst: Client, **more: str) -> str:
    """The address of a draft with its words, for which a second person is asked."""
    at = drafted(analyst)
    assert analyst.post(f"{at}words/", WORDS | more).status_code == 302
    assert analyst.post(f"{at}do/asked/", {"token": "asked"}).status_code == 302
    return at


def released(analyst: Client, director: Client, **more: str) -> str:
    at = waits(analyst, **more)
    approve(director, at)
    return at


def approve(director: Client, at: str) -> None:
    """Approve what waits for a second person; it is released, or held back."""
    answer = director.post(f"{at}do/approved/", {"token": f"approved {at}"})
    assert answer.status_code == 302, words(answer)
    make_what_waits()


def of_the_last() -> Release:
    with as_publisher():
        found = Release.objects.order_by("pk").last()
        assert found is not None
        return found


def test_what_is_released_is_fixed_with_its_words_and_its_files(
    analyst: Client, director: Client
) -> None:
    at = released(analyst, director, **PAPER)
    page = words(director.get(at))
    assert "will not change" in page
    assert WORDS["headline"] in page
    with as_publisher():
        files = list(ReleaseFile.objects.values_list("name", "sha256"))
    called = of_the_last().name
    assert [name.removeprefix(called) for name, _ in files] == [
        ".xlsx", "-csv.zip", ".parquet", "-open-data.zip", "-paper.docx", "-paper.pdf",
    ]  # fmt: skip
    assert "What is not in the file of open data" in page
    assert "2026/27, so far is no whole month" in page
    pairs = unzipped(director.get(f"{at}files/{called}-open-data.zip").content)
    assert sorted(pairs)[2:4] == ["on_the_day.csv", "on_the_day.meta.csv"]
    for table in ("any_time_in_year", "on_the_day", "whereabouts"):
        pair = [read_table(pairs[f"{table}{ending}"], table) for ending in (".csv", ".meta.csv")]
        assert ees.passes(faults_of(FilePair(*pair))), table
    printed = of_the_last().printed["data"]["tables"]
    assert of_open_data(pairs) == Counter(
        cell["value"] or cell["symbol"]
        for table in printed for row in table["rows"] for cell in row["cells"]
        if "so far" not in row["labels"][0]
    )  # fmt: skip
    for name, sha256 in files:
        for _ in range(2):
            answer = director.get(f"{at}files/{name}")
            assert hashlib.sha256(answer.content).hexdigest() == sha256, name


def unzipped(content: bytes) -> dict[str, bytes]:
    archive = ZipFile(BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def of_open_data(pairs: dict[str, bytes]) -> Counter[str]:
    """The numbers of the data files, but those of combinations that a table has not."""
    return Counter(
        row["child_count"]
        for name, content in pairs.items() if not name.endswith(".meta.csv")
        for row in csv.DictReader(content.decode().splitlines())
        if row["child_count"] != "z"
    )  # fmt: skip


def test_nobody_releases_their_own_draft(analyst: Client) -> None:
    manager = colleague("Data manager")
    both = browser_of(manager)
    at = waits(both)
    answer = both.post(f"{at}do/approved/", {"token": "approved"})
    assert answer.status_code == 422
    assert "A second person must release it" in words(answer)
    assert analyst.post(f"{at}do/approved/", {"token": "other"}).status_code == 403
    assert analyst.post(f"{at}do/released/", {"token": "by hand"}).status_code == 404
    assert of_the_last().stage == "waits"


def test_a_draft_is_for_those_who_take_part_and_a_release_for_all_who_see_figures(
    analyst: Client, director: Client
) -> None:
    councillor = browser_of(colleague("Council member"))
    at = waits(analyst)
    assert councillor.get(at).status_code == 404
    assert "Nothing is released yet" in words(councillor.get("/releases/"))
    approve(director, at)
    page = councillor.get(at)
    assert page.status_code == 200
    assert b"/children/" not in page.content
    assert councillor.get(f"{at}children/?number=0").status_code == 403


def test_the_database_shows_no_child_behind_a_number_to_whoever_reads_figures_only(
    analyst: Client, director: Client
) -> None:
    at = released(analyst, director)
    number = int(at.strip("/").rpartition("/")[2])
    for role, sees in (
        ("Council member", False),
        ("Education officer", False),
        ("Service manager", True),
    ):
        with as_person(colleague(role), now()):
            assert Counted.objects.filter(release=number).exists() is sees, role
            assert Release.objects.filter(pk=number).exists(), role


def test_nothing_of_a_release_can_be_changed_by_a_page(analyst: Client, director: Client) -> None:
    released(analyst, director)
    manager = colleague("Data manager")
    for model, change in (
        (Release, {"title": "Other"}), (Counted, {"hidden": []}), (ReleaseEvent, {"told": {}}),
        (ReleaseFile, {"content": b""}), (DraftAsked, {"report": "other"}),
        (DraftEvent, {"words": "Other"}),
    ):  # fmt: skip
        with as_person(manager, now()), pytest.raises(Error), transaction.atomic():
            model.objects.update(**change)
    assert connection.is_usable()


def test_a_correction_is_a_dated_note_and_moves_no_number(
    analyst: Client, director: Client
) -> None:
    at = released(analyst, director)
    before = of_the_last().printed
    answer = analyst.post(f"{at}do/corrected/", {"note": "", "token": "no note"})
    assert answer.status_code == 422
    assert "Enter why, in a sentence" in words(answer)
    analyst.post(f"{at}do/corrected/", {"note": "One school told late.", "token": "late"})
    analyst.post(f"{at}do/corrected/", {"note": "One school told late.", "token": "late"})
    assert words(director.get(at)).count("One school told late.") == 2  # the note, and the history
    assert of_the_last().printed == before
    assert analyst.post(f"{at}words/", WORDS | {"token": "again"}).status_code == 404


def test_words_that_may_tell_a_hidden_number_are_asked_about(analyst: Client) -> None:
    at = drafted(analyst)
    telling = WORDS | {"headline": "Of 3 children nobody knows"}
    answer = analyst.post(f"{at}words/", telling)
    assert answer.status_code == 422
    assert "The words have 3: small, or a number that is hidden" in words(answer)
    assert analyst.post(f"{at}words/", telling | {"sure": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("report", "day", "said"),
    [
        ("", "20 November 2026", "Choose a report"),
        ("cme_headline", "", "Enter the day that the report is of"),
        ("cme_headline", "31 February 2026", "Enter a real day, such as 30 September 2026"),
        ("cme_headline", "1 January 2090", "the record knows nothing later"),
    ],
)
def test_what_cannot_be_drafted_is_said(analyst: Client, report: str, day: str, said: str) -> None:
    answer = analyst.post("/releases/new/", {"report": report, "day": day})
    assert answer.status_code == 422
    assert said in words(answer)


def test_a_number_opens_its_children_and_the_look_is_written_down(analyst: Client) -> None:
    at = drafted(analyst)
    with as_publisher():
        report = of_the_last().counted.released.report
    numbers = [number for _, number in report.numbers()]
    asked, held = next((n, each) for n, each in enumerate(numbers) if each.value)
    before = Read.objects.filter(page="release_children").count()
    page = analyst.get(f"{at}children/?number={asked}")
    assert f"The number is {held.value:,}." in words(page)
    looked = Read.objects.filter(page="release_children").count() - before
    listed = page.content.count(b'class="govuk-table__row" role="row"') - 1  # but the headings
    assert listed == looked
    if listed < held.value:
        assert f"{held.value - listed:,} of them" in words(page)
    assert analyst.get(f"{at}children/?number={len(numbers)}").status_code == 404
    assert analyst.get(f"{at}children/?number=x").status_code == 404


def test_where_the_files_of_the_run_are_gone_it_is_said(
    analyst: Client, home: Home, settings: Any, tmp_path: Path
) -> None:
    at = asked_for(analyst, "cme_scorecard")
    (tmp_path / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    settings.ONROLL_HOME = tmp_path
    make_what_waits()
    assert "The files of the run are not on this machine" in words(analyst.get(at))
    answer = analyst.post("/releases/new/", {"report": "cme_headline", "day": "20 November 2026"})
    assert answer.status_code == 422
    assert "The files of the run are not on this machine" in words(answer)


def test_the_view_for_analysts_has_each_number_of_the_csv_to_the_digit(
    analyst: Client, director: Client
) -> None:
    drafted(analyst, "cme_scorecard")  # a draft is not in it
    at = released(analyst, director)
    archive = ZipFile(BytesIO(director.get(f"{at}files/{of_the_last().name}-csv.zip").content))
    of_files = Counter(
        cell
        for name in archive.namelist()
        if name.endswith(".csv")
        for row in csv.DictReader(archive.read(name).decode("utf-8-sig").splitlines())
        for heading, cell in row.items()
        if heading == "child_count"
    )
    as_owner(
        f"grant usage on schema reporting_v1 to {PAGES}",
        f"grant select on reporting_v1.released_numbers to {PAGES}",
    )
    with as_person(colleague("Education officer"), now()), connection.cursor() as cursor:
        cursor.execute(
            'select value::text, symbol from reporting_v1.released_numbers where "column" = %s',
            ["child_count"],
        )
        assert Counter(value or symbol for value, symbol in cursor.fetchall()) == of_files
        cursor.execute("select distinct report from reporting_v1.released_numbers")
        assert cursor.fetchall() == [("cme_headline",)]
    assert of_files
