"""Published figures load as they stand: whole or not at all, a newer release beside the old one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onroll.figures.published.authorities import authority_on, by_la_code, regions_in_words
from onroll.figures.published.ees_figures import read
from onroll.figures.published.neighbour_files import TEMPLATE, Neighbour
from onroll.figures.published.neighbours import edition_on
from onroll.figures.published.neighbours import keep as keep_neighbours
from onroll.figures.published.observations import as_number, symbol_of
from onroll.figures.published.refusals import NotTaken
from onroll.figures.published.releases import Release, keep, observations, releases
from onroll.figures.reports.published_beside import published_of
from onroll.record.home import Home

DATA = Path(__file__).parents[3] / "shared/data"
PUBLISHED = DATA / "published"
WITH_DATA = pytest.mark.skipif(
    not PUBLISHED.exists(), reason=f"NOT CHECKED: the published files are not at {PUBLISHED}"
)
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
HEADINGS = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,new_la_code,la_name,sex,headcount,rate\n"
)
SLOUGH = "202526,Autumn term,Local authority,E92000001,England,E12000008,South East,{},{},{},Total,"
GOOD = SLOUGH.format("871", "E06000039", "Slough")


def kept(home: Home, path: Path, **said: object) -> tuple[Release, bool]:
    usual = {"dataset": None, "published_on": None, "source": "", "by": "analyst", "at": AT}
    return keep(home, path, **usual | said)  # type: ignore[arg-type]


def written(folder: Path, *rows: str, name: str = "figures.csv", headings: str = HEADINGS) -> Path:
    path = folder / name
    path.write_text(headings + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_a_symbol_is_no_number_and_never_nought(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    words = GOOD.replace("Total", "sex {}")
    cells = [f"{words.format(n)}{text},x" for n, text in enumerate(["0", "c", "low", "."])]
    kept(home, written(tmp_path, *cells))
    found = [each for each in observations(home, "figures") if each.indicator == "headcount"]
    assert [(each.text, each.value, each.symbol) for each in found] == [
        ("0", Decimal(0), None), ("c", None, "c"), ("low", None, "low"), (".", None, "z"),
    ]  # fmt: skip
    assert found[0].filters == "sex: sex 0"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (f"{GOOD}12", r"row 3: 12 cells, and 13 columns"),
        (f"{GOOD}twelve,1.0", r"row 3, headcount: 'twelve' is neither a number nor a symbol"),
        (GOOD.replace("202526", "2026") + "12,1", r"row 3, time_period: '2026'"),
        (GOOD.replace("Autumn term", "Michaelmas") + "12,1", r"'Michaelmas' is no time"),
        (GOOD.replace("Local authority", "County") + "12,1", r"'County' is no level"),
        (GOOD.replace("Slough", "") + "12,1", r"a row of Local authority names no place"),
        (GOOD.replace("871", "870") + "12,1", r"'E06000039' is the code of authority 871"),
        (f"{GOOD}12,1\n{GOOD}13,1", r"rows 3 and 4: both are of the same time, place and group"),
    ],
)
def test_a_wrong_file_is_refused_whole_and_says_where(tmp_path: Path, row: str, words: str) -> None:
    home = Home(tmp_path / "home")
    first = GOOD.replace("Autumn", "Spring") + "10,1.0"
    with pytest.raises(NotTaken, match=words):
        kept(home, written(tmp_path, first, row))
    assert releases(home) == []
    assert not list(home.published.glob("**/*.parquet"))


def test_a_file_that_is_no_table_of_figures_is_refused(tmp_path: Path) -> None:
    for name, content, words in (
        ("aaa.csv", b"\xff\xfe\x00", "not in UTF-8"),
        ("bbb.csv", b"a,b\n\x00,1\n", "not a CSV file"),
        ("ccc.csv", b"time_period,geographic_level\n", "there are no rows"),
        ("ddd.csv", b"programmer,user\nx,y\n", "no column time_period"),
        ("eee.csv", b"time_period,geographic_level,country_name,sex,sex\n2026,National,E,a,b\n",
         "'sex' is there twice"),
        ("fff.csv", b"time_period,geographic_level,country_name,sex\n2026,National,E,a\n",
         "no column has numbers"),
        ("ggg.csv", b"a,\"" + b"x" * 200_000, "cannot be read as CSV"),
        ("hhh.parquet", b"PAR1 and no more", "cannot be read as Parquet"),
    ):  # fmt: skip
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(NotTaken, match=words):
            kept(Home(tmp_path / "home"), path)


def test_a_newer_release_stands_beside_the_old_and_counts_for_the_times_it_has(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path / "home")
    spring = GOOD.replace("202526", "202425")
    old = written(tmp_path, f"{spring}10,1.0", f"{GOOD}12,1.1", name="old.csv")
    new = written(tmp_path, f"{GOOD}13,1.2", name="new.csv")
    for path, on in ((new, date(2026, 9, 1)), (old, date(2026, 1, 29))):
        assert kept(home, path, dataset="cme", published_on=on)[1]
    assert kept(home, new, dataset="cme", published_on=date(2026, 9, 1))[1] is False
    assert [each.file for each in releases(home, "cme")] == ["new.csv", "old.csv"]
    found = {o.time_period: o.text for o in observations(home, "cme", indicator="headcount")}
    assert found == {"202526": "13", "202425": "10"}


def test_of_two_data_sets_what_was_published_first_comes_first(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    headings = HEADINGS.replace("rate", "susp_rate")
    for name, day, text in (("a", date(2026, 7, 10), "9.31"), ("b", date(2026, 1, 29), "9.33")):
        path = written(tmp_path, f"{GOOD}12,{text}", name=f"edition_{name}.csv", headings=headings)
        kept(home, path, published_on=day)
    assert [each.text for each in published_of(home)] == ["9.33", "9.31"]


def test_an_authority_keeps_its_number_and_its_code_is_that_of_the_day() -> None:
    """Buckinghamshire became a unitary authority on 1 April 2020; its number stayed 825."""
    assert [each.words for each in by_la_code()["825"]] == [
        "E10000002 until 31 March 2020", "E06000060 since 1 April 2020",
    ]  # fmt: skip
    for day, code in (
        (date(2020, 3, 31), "E10000002"), (date(2020, 4, 1), "E06000060"),
        (date(1999, 9, 1), "E10000002"), (date(2026, 9, 1), "E06000060"),
    ):  # fmt: skip
        found = authority_on("825", day)
        assert found is not None
        assert found.code == code
    assert authority_on("999", date(2026, 9, 1)) is None


def test_a_file_says_whether_london_is_one_region_or_two() -> None:
    eight = {"North East", "North West", "Yorkshire and the Humber", "East Midlands",
             "West Midlands", "East of England", "South East", "South West"}  # fmt: skip
    assert regions_in_words(eight | {"London"}) == "nine regions: London is one"
    assert regions_in_words(eight | {"Inner London", "Outer London"}).startswith("ten regions")
    assert regions_in_words(eight | {"London", "London (Inner)", "London (Outer)"}).startswith(
        "nine regions, and Inner"
    )
    assert regions_in_words({"South West"}) == "some regions only: South West"
    assert regions_in_words(set()) == "no regions"


@given(st.text(max_size=12))
def test_a_cell_is_a_number_or_a_symbol_or_refused_and_never_two_of_them(text: str) -> None:
    both = as_number(text) is not None, symbol_of(text) is not None
    assert both in ((True, False), (False, True), (False, False))


def test_a_spreadsheets_long_number_is_the_number_that_was_meant() -> None:
    assert as_number("9.3699999999999992") == Decimal("9.37")
    assert as_number("0.4000000") == Decimal("0.4")
    assert as_number("1,020") == 1020
    assert [as_number(text) for text in ("inf", "nan", "1e999", "", "--", "١٢")] == [None] * 6


def test_neighbours_of_ones_own_are_kept_by_their_day(tmp_path: Path) -> None:
    home, path = Home(tmp_path / "home"), tmp_path / "ours.csv"
    path.write_text(TEMPLATE + "871,870,close\n871,821,\n", encoding="utf-8")
    keep_neighbours(home, path, on=date(2026, 4, 1), source="our own")
    assert edition_on(home, date(2026, 3, 31)) is None
    found = edition_on(home, date(2026, 4, 1))
    assert found is not None
    assert found.of == {"871": (Neighbour("870", "close"), Neighbour("821", ""))}
    for rows, words in (("871,871,\n", "its own neighbour"), ("871,999,\n", "'999' is no local"),
                        ("871,870,\n871,870,\n", "twice"), ("", "no neighbour")):  # fmt: skip
        path.write_text(TEMPLATE + rows, encoding="utf-8")
        with pytest.raises(NotTaken, match=words):
            keep_neighbours(home, path, on=date(2026, 5, 1), source="")


@WITH_DATA
def test_the_departments_files_say_what_it_published(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    cme, _ = kept(home, PUBLISHED / "cme_census_autumn_202526_excerpt.csv", dataset="cme")
    ehe, _ = kept(home, PUBLISHED / "ehe_academic_year_202122_202324.csv", dataset="ehe")
    pru, _ = kept(home, PUBLISHED / "ees_pairs/absence_in_prus.csv")
    ons, _ = kept(home, DATA / "reference/ons_mid_year_population_0_17_by_la_2012_2023.csv")
    assert [each.observations for each in (cme, ehe, pru, ons)] == [255, 14_239, 16_524, 1_967]
    assert cme.regions == ehe.regions == "ten regions: Inner and Outer London"
    assert pru.labels["sess_overall_percent"] == ("Overall absence rate", "%")
    england = {
        (o.filters, o.indicator): o for o in observations(home, "cme") if o.level == "National"
    }
    total = "breakdown_topic: Total; breakdown: Total"
    assert england[total, "child_count"].value == 34_700
    assert england[total, "rate_per_100"].value == Decimal("0.4")
    sex = england["breakdown_topic: Sex; breakdown: Female", "rate_per_100"]
    assert (sex.text, sex.value, sex.symbol) == ("x", None, "x")
    north_east = [o for o in observations(home, "ehe", indicator="ehe_schtype_ey_pc")
                  if o.place == "North East" and o.time_period == "202324"]  # fmt: skip
    assert [(o.text, o.symbol) for o in north_east] == [("low", "low")]
    codes = {o.time_period: o.code for o in observations(home, ons.dataset, la_code="825")}
    assert (codes["2019"], codes["2020"]) == ("E10000002", "E06000060")


@WITH_DATA
def test_the_departments_neighbours_of_slough(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    file = DATA / "reference/statistical_neighbours_may_2025.xlsx"
    edition = keep_neighbours(home, file, on=date(2025, 5, 1), source="LAIT")
    assert len(edition.of) == 158
    assert edition.of["871"][:2] == (Neighbour("313", "Very close"), Neighbour("312", "Close"))
    with pytest.raises(NotTaken, match="not in UTF-8"):
        read(file.read_bytes(), file.name)
