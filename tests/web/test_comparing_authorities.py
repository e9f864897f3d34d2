"""Authorities side by side: how many sent, what is hidden, and who may see and add."""

from __future__ import annotations

import csv
import re
from datetime import UTC, date, datetime
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onroll.figures.published.releases import keep
from onroll.figures.regional.roster import GROUPS
from onroll.figures.regional.snapshot import COLUMNS
from onroll.figures.regional.snapshot_file import LARGEST, as_csv
from onroll.record.home import Home
from tests.figures.report_files import sheet_cells
from tests.web.case_pages import browser_of, colleague, words

pytestmark = pytest.mark.django_db
PAGE = "/compare/"
OCTOBER = {"day": "2026-10-01", "measure": "not_on_roll", "title": "Not on a school roll",
           "definition": "statutory", "version": "3", "formula": "on no roll",
           "counted_per": "children aged 5 to 16"}  # fmt: skip


def a_file(code: str, name: str, known: str, not_known: str, **more: str) -> SimpleUploadedFile:
    cells = {"la_code": code, "authority": name, "known": known, "not_known": not_known,
             "population": "20000"}  # fmt: skip
    text = as_csv([dict.fromkeys(COLUMNS, "") | OCTOBER | cells | more])
    return SimpleUploadedFile(f"{code}.csv", text.encode(), "text/csv")


@pytest.fixture
def analyst_of_region(own_home: Home) -> Client:
    """A regional analyst, of a group of four with the made-up authority in it."""
    own_home.region.mkdir()
    rows = "".join(f"Thames,{code}\n" for code in ("001", "870", "871", "931"))
    (own_home.region / GROUPS).write_text("region,la_code\n" + rows, encoding="utf-8")
    return browser_of(colleague("Regional analyst"))


def send(client: Client, *files: SimpleUploadedFile) -> Any:
    return client.post("/compare/files/", {"files": list(files)})


def in_rows(page: Any) -> dict[str, list[str]]:
    """The cells of each row by its first, symbols in brackets, as they are seen."""
    text = re.sub(r'<span class="govuk-visually-hidden">.*?</span>', "", page.content.decode())
    found = {}
    for row in re.findall(r"<tr.*?</tr>", text, re.S):
        cells = [" ".join(re.sub("<[^>]+>", "", cell).split())
                 for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)]  # fmt: skip
        found[cells[0]] = cells[1:]
    return found


def test_three_of_four_sent_and_one_number_is_hidden(analyst_of_region: Client) -> None:
    sent = send(
        analyst_of_region, a_file("871", "Slough", "41", "12"), a_file("870", "Reading", "0", "0"),
        a_file("931", "Oxfordshire", "38", "c"),
    )  # fmt: skip
    assert sent.status_code == 200
    page = analyst_of_region.get(f"{PAGE}?sort=rate")
    rows = in_rows(page)
    assert list(rows)[1:] == ["Slough", "Reading", "001 (yours)", "Oxfordshire", "Sent so far"]
    assert rows["Slough"][:4] == ["41", "12", "53", "2.7"]
    assert rows["Reading"][:4] == ["0", "0", "0", "0.0"]
    assert rows["Oxfordshire"][:4] == ["38", "[c]", "[c]", "[c]"]
    assert rows["001 (yours)"] == ["[x]", "[x]", "[x]", "[x]", "not sent", "–", ""]
    assert rows["Sent so far"][:4] == ["79", "10", "50", "[c]"]
    shown = words(page)
    assert "3 of 4 sent" in shown
    assert "Total: 2 of 4; rounded to 10 because a number above is hidden" in shown
    assert "A high or low number is not in itself good or bad practice" in shown
    file = analyst_of_region.get(f"{PAGE}table.csv?sort=rate")
    lines = list(csv.DictReader(StringIO(file.content.decode())))
    assert [(line["authority"], line["total"]) for line in lines] == [
        ("Slough", "53"), ("Reading", "0"), ("001", "x"), ("Oxfordshire", "c"),
        ("Sent so far", "50"),
    ]  # fmt: skip


def test_rates_of_different_definitions_wait_for_compare_anyway(analyst_of_region: Client) -> None:
    send(analyst_of_region, a_file("871", "Slough", "41", "12"),
         a_file("870", "Reading", "60", "9", definition="extended"))  # fmt: skip
    first = analyst_of_region.get(PAGE)
    assert "There is no picture: bars of different definitions" in words(first)
    assert in_rows(first)["Slough"][3] == "[z]"
    assert in_rows(first)["Sent so far"][:3] == ["[z]", "[z]", "[z]"]
    assert "counted by different definitions" in words(first)
    (address,) = re.findall(r'href="(\?[^"]*anyway=yes[^"]*)"', first.content.decode())
    then = analyst_of_region.get(PAGE + address.replace("&amp;", "&"))
    assert in_rows(then)["Slough"][3] == "2.7"
    assert in_rows(then)["Sent so far"][:3] == ["101", "21", "122"]
    assert "because somebody asked for that" in words(then)


def test_the_change_since_the_snapshot_before_and_its_picture(analyst_of_region: Client) -> None:
    september = {"day": "2026-09-01"}
    send(
        analyst_of_region, a_file("871", "Slough", "41", "9", **september),
        a_file("870", "Reading", "9", "c", **september),
        a_file("931", "Oxfordshire", "30", "8", definition="other", **september),
    )  # fmt: skip
    assert "No snapshot came before this one" in words(analyst_of_region.get(PAGE))
    send(
        analyst_of_region, a_file("871", "Slough", "30", "8"), a_file("870", "Reading", "9", "9"),
        a_file("931", "Oxfordshire", "60", "8"), a_file("001", "=CMD()", "7", "7"),
    )  # fmt: skip
    page = analyst_of_region.get(PAGE)
    rows = in_rows(page)
    assert rows["Slough"][4] == "\u221212 down from 50 to 38"
    assert rows["Reading"][4] == "[c] hidden in one of the two snapshots"
    assert rows["Oxfordshire"][4] == "[z] no change is given: the definition changed"
    assert rows["=CMD() (yours)"][4] == "[x] not in both snapshots"
    assert rows["Sent so far"][4] == "\u221210 1 of 4; rounded to 10 because a number is hidden"
    shown = words(page)
    assert "since 1 September 2026: 0 up, 1 down, 0 as before. Of 3 no change can be" in shown
    assert "Per 1,000 children: Highest 3.4 (Oxfordshire), lowest 0.7 (=CMD() (yours))" in shown
    assert page.content.count(b'role="img"') == 1
    file = analyst_of_region.get(f"{PAGE}table.csv")
    told = {line["la_code"]: line for line in csv.DictReader(StringIO(file.content.decode()))}
    assert [told["871"][key] for key in ("since", "change")] == ["2026-09-01", "-12"]
    assert told["001"]["authority"] == "'=CMD()"
    book = analyst_of_region.get(f"{PAGE}table.xlsx?sort=rate")
    sheet = sheet_cells(book.content, 4)
    start = next(at for at, row in enumerate(sheet) if row[0] == "Authority")
    assert sheet[start][9:] == [
        "Change in the total since 1 September 2026",
        "Change in the total since 1 September 2026: note",
    ]
    assert [row[0] for row in sheet[start + 1 :]] == [
        "Oxfordshire", "Slough", "Reading", "=CMD()", "Sent so far",
    ]  # fmt: skip
    assert sheet[start + 2][9:] == ["-12", "down from 50 to 38"]
    assert sheet[start + 3][9] == "[c]"
    with ZipFile(BytesIO(book.content)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_a_file_with_children_in_it_is_refused_and_the_others_are_kept(
    analyst_of_region: Client, own_home: Home
) -> None:
    good = a_file("871", "Slough", "41", "12")
    bad = SimpleUploadedFile("bad.csv", b"UPN,Forename\nA12345678901X,Amara\n")
    large = SimpleUploadedFile("large.csv", b"x" * (LARGEST + 1))
    answer = send(analyst_of_region, good, bad, large)
    assert answer.status_code == 422
    shown = unescape(words(answer))
    assert "bad.csv, row 1: the column 'UPN' could be of one child" in shown
    assert "large.csv: it has more than 128 kB" in shown
    assert "Amara" not in shown
    assert "Slough, 1 October 2026" in shown
    assert [path.name for path in (own_home.region / "snapshots/2026-10-01").iterdir()] == ["871"]
    send(analyst_of_region, a_file("871", "Slough", "40", "12"))
    page = analyst_of_region.get(PAGE)
    assert in_rows(page)["Slough"][:3] == ["40", "12", "52"]
    assert "replaced 1 earlier file" in words(page)
    assert "sent in by regional.analyst" in words(page)


def test_figures_only_see_the_table_and_not_a_child(own_home: Home) -> None:
    member = browser_of(colleague("Council member"))
    assert member.get("/", follow=True).redirect_chain == [(PAGE, 302)]
    assert "No authority sent its numbers yet" in words(member.get(PAGE))
    assert member.get("/children/").status_code == 403
    assert member.get("/compare/files/").status_code == 403
    assert browser_of(colleague("Education officer")).get(PAGE).status_code == 403


def test_what_the_department_published_is_beside_it(own_home: Home, tmp_path: Path) -> None:
    heads = ("time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
             "region_name,old_la_code,new_la_code,la_name,rate\n")  # fmt: skip
    here = "202526,Autumn term,{},E92000001,England,{}\n"
    path = tmp_path / "cme.csv"
    path.write_text(
        heads + here.format("National", ",,,,,0.4")
        + here.format("Local authority", "E12000008,South East,001,E06999999,Exampleshire,c")
        + here.format("Local authority", "E12000008,South East,871,E06000039,Slough,0.6"),
        encoding="utf-8",
    )  # fmt: skip
    keep(own_home, path, dataset=None, published_on=date(2026, 1, 29), source="", by="a",
         at=datetime(2026, 2, 1, tzinfo=UTC))  # fmt: skip
    director = browser_of(colleague("Director"))
    page = director.get("/compare/published/?figures=cme")
    assert in_rows(page)["Exampleshire"] == ["This authority", "[c]", *["[z]"] * 4]
    assert in_rows(page)["England"][:2] == ["England", "0.4"]
    assert "Exampleshire has no value: hidden to protect a child" in unescape(words(page))
    assert "published 29 January 2026" in words(page)
    assert director.get("/compare/published/?figures=cme&period=9&group=x").status_code == 200
