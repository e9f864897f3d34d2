"""A school downloads the pupils whom we ask about, fills the file in, and sends it back."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate

from onroll.record.forms.gap_file import COLUMNS, HOW, PROBLEM, REF
from onroll.record.forms.monthly_return import How
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import Read
from onroll.web.telling_us.models import Draft, MonthlyReturn
from tests.web.case_pages import browser_of, words
from tests.web.people_pages import made
from tests.web.small_run import AMARA, JOSHUA, ZOFIA
from tests.web.test_monthly_return import HERE, last_month, school  # noqa: F401 (a fixture)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

ENDED_TODAY = {
    "First day of full-time education again, or day of leaving": "today",
    "What happened?": "The pupil left our roll",
}


def file_of(client: Client) -> str:
    """The address of the gap file of the return that is begun."""
    client.get(HERE)
    with as_publisher():
        draft = Draft.objects.filter(form="monthly_return", sent=None).latest("pk")
    return f"/tell-us/monthly/begun/{draft.key}/gap-file/"


def rows_in(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "so that Excel reads every letter as it is"
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sent_back(client: Client, address: str, rows: list[dict[str, str]]) -> Any:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return client.post(address, {"file": SimpleUploadedFile("filled.csv", out.getvalue().encode())})


def test_a_file_that_is_filled_in_becomes_the_return_once_it_is_checked(school: Client) -> None:  # noqa: F811
    last_month(school)
    address = file_of(school)
    answer = school.get(address)
    assert "missing-out-100001-" in answer["Content-Disposition"]
    rows = rows_in(answer.content)
    (amara,) = [row for row in rows if row[REF] == AMARA]
    assert amara["Why we ask"].startswith("In your last return")
    assert (amara["Surname"], amara["Hours a week offered"]) == ("Example", "12.5")
    amara |= {name: f"{localdate():%d/%m/%Y}" if told == "today" else told
              for name, told in ENDED_TODAY.items()} | {HOW: "Ended"}  # fmt: skip
    for row in rows:
        row[HOW] = row[HOW] or "Nothing to report"
    check = sent_back(school, address, rows)["Location"]
    assert check.endswith("/check/")
    assert "left our roll" in words(school.get(check))
    with as_publisher():
        assert MonthlyReturn.objects.count() == 1, "nothing is sent before it was checked"
    school.post(check)
    with as_publisher():
        sent = MonthlyReturn.objects.first()
        assert sent is not None
        assert [(each.child, each.how) for each in sent.pupils.all()] == [(AMARA, How.ENDED)]


def test_whom_the_schools_own_registers_point_to_is_in_the_file_and_can_be_new(
    school: Client,  # noqa: F811
) -> None:
    """Amara and Joshua are of the school; Zofia is not, whatever is true of her."""
    rows = rows_in(school.get(file_of(school)).content)
    assert ZOFIA not in {row[REF] for row in rows}
    assert {row[REF] for row in rows} <= {AMARA, JOSHUA}
    assert all(row["Why we ask"] for row in rows)


def test_what_is_wrong_is_said_row_by_row_and_nothing_is_taken(school: Client) -> None:  # noqa: F811
    last_month(school)
    address = file_of(school)
    rows = rows_in(school.get(address).content)
    for row in rows:
        row[HOW] = "Nothing to report"
    (number,) = [n for n, row in enumerate(rows, start=2) if row[REF] == AMARA]
    rows[number - 2] |= {HOW: "Changed", "Hours a week offered": "lots"}
    problems = sent_back(school, address, rows)["Location"]
    page = school.get(problems)
    assert page.status_code == 422
    assert "Hours a week offered must be a number, such as 12 or 12.5" in words(page)
    assert f"{number} Hours a week offered" in words(page)
    (fixed,) = [row for row in rows_in(school.get(problems, {"file": ""}).content)
                if row[REF] == AMARA]  # fmt: skip
    assert "must be a number" in fixed[PROBLEM]
    assert fixed["Hours a week offered"] == "lots", "as it came"
    with as_publisher():
        held = Draft.objects.get(key=address.split("/")[4]).answers["rows"]
        assert held[AMARA]["how"] == "", "no answer is changed"
    again = [row | {"Hours a week offered": "15"} if row[REF] == AMARA else row for row in rows]
    assert sent_back(school, address, again)["Location"].endswith("/check/")
    assert school.get(problems).status_code == 404, "nothing is wrong any more"


def test_a_pupil_of_another_school_is_refused_with_the_words_for_one_nobody_has(
    school: Client,  # noqa: F811
) -> None:
    address = file_of(school)
    told = []
    for ref in (ZOFIA, "EC-NOBODY00"):
        row = dict.fromkeys(COLUMNS, "") | {REF: ref, HOW: "New"}
        told.append(words(school.get(sent_back(school, address, [row])["Location"])))
    assert told[0].replace(ZOFIA, "EC-NOBODY00") == told[1]
    with as_publisher():
        assert not Read.objects.filter(child=ZOFIA).exists()


def test_no_file_and_one_that_is_none_are_refused_in_words(school: Client) -> None:  # noqa: F811
    address = file_of(school)
    none = school.get(school.post(address)["Location"])
    assert "Select the file that you filled in" in words(none)
    large = SimpleUploadedFile("large.csv", b"x" * 1_000_001)
    assert "1,000,001 bytes" in words(school.get(school.post(address, {"file": large})["Location"]))
    assert "your file with what is wrong" not in words(none), "there is no row to put right"


def test_every_pupil_in_the_file_is_logged_as_read(school: Client) -> None:  # noqa: F811
    last_month(school)
    rows = rows_in(school.get(file_of(school)).content)
    with as_publisher():
        logged = Read.objects.filter(page="gap_file", outcome=Read.Outcome.EXPORTED)
        read = set(logged.values_list("child", flat=True))
    assert read == {row[REF] for row in rows}


def test_another_school_has_not_the_file(school: Client) -> None:  # noqa: F811
    address = file_of(school)
    other = browser_of(made("Una Other", "School user", urns=["100002"]))
    assert other.get(address).status_code == 404
    assert other.post(address).status_code == 404
