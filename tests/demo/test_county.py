"""The made-up county: its size, its files' formats, its rates, and that it comes out the same."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import duckdb
import pyarrow.parquet as pq
import pytest

from onroll.demo import Exampleshire, make, open_county
from onroll.demo.life import Child
from onroll.demo.systems import (
    admissions,
    alternative_provision,
    careers,
    health,
    home_education,
    pupil_system,
    reference,
    school_returns,
    sen,
    youth_justice,
)
from onroll.demo.systems.school_census import EXCLUSIONS, OFF_ROLL, ON_ROLL

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "feeds" / "school_census"
HEADERS = {
    "reference/schools.csv": (reference.SCHOOLS, "latin-1", ","),
    "reference/term_dates.csv": (reference.TERM_DATES, "utf-8-sig", ","),
    "pupil_system/roll_2026-11-20.csv": (pupil_system.ROLL, "utf-8-sig", ","),
    "pupil_system/leavers_2026-11-20.csv": (pupil_system.LEAVERS, "utf-8-sig", ","),
    "pupil_system/addresses_2026-11-20.csv": (pupil_system.ADDRESSES, "utf-8-sig", ","),
    "pupil_system/exclusions_2026-11-20.csv": (pupil_system.EXCLUSIONS, "utf-8-sig", ","),
    "pupil_system/attendance/marks_2024-25_spring.csv": (
        "Pupil ID, URN, Date, AM, PM",
        "utf-8-sig",
        ",",
    ),
    "admissions/applications_2026-11-20.csv": (admissions.APPLICATIONS, "cp1252", ";"),
    "health/gp_registrations_2026-11-20.tsv": (health.GP, "utf-8", "\t"),
    "health/health_contacts_2026-11-20.tsv": (health.CONTACTS, "utf-8", "\t"),
    "alternative_provision/placements_2026-11-20.csv": (
        alternative_provision.PLACEMENTS,
        "utf-8-sig",
        ",",
    ),
    "school_returns/roll_deletions_2026-11-20.csv": (school_returns.DELETIONS, "utf-8-sig", ","),
    "sen/sen2_plans_2026-11-20.csv": (sen.PLANS, "utf-8-sig", ","),
    "careers/post16_activity_2026-11-20.csv": (careers.ACTIVITIES, "utf-8-sig", ","),
    "careers/september_guarantee_2026-11-20.csv": (careers.OFFERS, "utf-8-sig", ","),
    "home_education/visits_2026-11-20.csv": (home_education.VISITS, "utf-8-sig", ","),
    "home_education/orders_2026-11-20.csv": (home_education.ORDERS, "utf-8-sig", ","),
    "youth_justice/youth_justice_2026-11-20.csv": (youth_justice.CASELOAD, "utf-8-sig", ","),
}


def rows(county: Exampleshire, name: str) -> list[dict[str, str]]:
    """The rows of one of the county's text tables."""
    _, encoding, delimiter = HEADERS[name]
    with (county.files / name).open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(tmp_path: Path) -> None:
    once = make(tmp_path / "once", children=500, until=date(2024, 3, 28))
    again = make(tmp_path / "again", children=500, until=date(2024, 3, 28))
    other = make(tmp_path / "other", children=500, until=date(2024, 3, 28), seed=7)
    assert fingerprint(once.folder) == fingerprint(again.folder)
    assert fingerprint(once.folder) != fingerprint(other.folder)


def test_too_few_children_are_refused_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="500 children or more, not 12"):
        make(tmp_path, children=12)


def test_as_many_children_are_on_roll_on_the_last_day_as_were_asked_for(
    clean: Exampleshire,
) -> None:
    roll = rows(clean, "pupil_system/roll_2026-11-20.csv")
    main = {row["Pupil ID"] for row in roll if row["Enrolment Status"] != "S"}
    assert len(main) == 3000


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_a_file_has_the_columns_encoding_and_delimiter_it_should(
    county: Exampleshire, name: str
) -> None:
    header, encoding, delimiter = HEADERS[name]
    line = (county.files / name).open(encoding=encoding, newline="").readline()
    assert line == delimiter.join(header.split(", ")) + "\r\n"


def test_census_tables_have_collects_columns_in_collects_order() -> None:
    if not SHARED.exists():
        pytest.skip("shared sample of COLLECT's tables is not on this machine")
    for name, ours in (
        ("pupilonroll", ON_ROLL),
        ("pupilnolongeronroll", OFF_ROLL),
        ("termlyexclusionsonroll", EXCLUSIONS),
    ):
        header = (SHARED / f"2024_autumn_{name}.csv").open().readline().strip().split(",")
        assert list(ours) == header


def test_the_authority_says_that_it_is_made_up(county: Exampleshire) -> None:
    held = tomllib.loads((county.folder / "authority.toml").read_text(encoding="utf-8"))
    assert held["demo"] is True
    assert held["la_code"] == "001"
    assert held["postcode_districts"] == [f"XE{n}" for n in range(1, 21)]


def test_the_county_can_be_opened_again(county: Exampleshire) -> None:
    assert open_county(county.folder) == county


def test_everybody_in_a_clean_file_but_namesakes_is_told_apart_by_names_and_birth_date(
    clean: Exampleshire,
) -> None:
    seen = pq.read_table(
        clean.truth / "children.parquet", columns=["forename", "surname", "date_of_birth"]
    ).to_pylist()
    namesakes = pq.read_table(
        clean.truth / "hard_pairs.parquet",
        filters=[("kind", "=", "one name and one date of birth")],
    )
    assert len(seen) - len({tuple(row.values()) for row in seen}) == namesakes.num_rows > 0


def test_clean_and_damaged_files_are_of_the_same_lives(
    county: Exampleshire, clean: Exampleshire
) -> None:
    for name in ("lives", "children", "school_days"):
        assert pq.read_table(county.truth / f"{name}.parquet").equals(
            pq.read_table(clean.truth / f"{name}.parquet")
        )


def test_absence_is_as_published(clean: Exampleshire) -> None:
    """6.6 % of sessions; 15.9 % of pupils miss a tenth and 2.4 % a half (a small county varies)."""
    marks = clean.files / "pupil_system" / "attendance" / "marks_2024-25_*.csv"
    found = duckdb.sql(
        f"""
        with session as (
            select "Pupil ID" as pupil, unnest([AM, PM]) as code
            from read_csv('{marks}', all_varchar = true, quote = '', escape = '')),
        pupil as (
            select count(*) filter (code in ('I','M','E','C2','C','R','S','G','N','O','U')) as away,
                   count(*) filter (code in ('/', '\\', 'L', 'V', 'B', 'K')) as there
            from session group by pupil)
        select sum(away) / sum(away + there),
               avg((away >= 0.1 * (away + there))::int), avg((away >= 0.5 * (away + there))::int)
        from pupil where away + there > 0
        """
    ).fetchone()
    assert found is not None
    absence, persistent, severe = found
    assert 0.055 < absence < 0.076
    assert 0.13 < persistent < 0.19
    assert 0.012 < severe < 0.036


def test_exclusions_are_as_many_as_published(clean: Exampleshire) -> None:
    """Three to five suspensions in a year for each hundred pupils; few permanent exclusions."""
    held = rows(clean, "pupil_system/exclusions_2026-11-20.csv")
    a_year = sum(row["Category"] == "SUSP" for row in held) / 3.22 / 30
    assert 2.8 < a_year < 5
    assert 4 <= sum(row["Category"] == "PERM" for row in held) <= 20


def test_identifiers_are_made_up_and_pass_their_checks(county: Exampleshire) -> None:
    for row in rows(county, "health/gp_registrations_2026-11-20.tsv")[:500]:
        number = row["NHS Number"]
        if number != "9990000001":  # put there for a check to find
            weighted = sum(int(d) * w for d, w in zip(number[:9], range(10, 1, -1), strict=True))
            assert number.startswith("999")
            assert (weighted + int(number[9])) % 11 == 0


def test_systems_keep_ids_of_their_own(county: Exampleshire) -> None:
    people = county.truth / "people.parquet"
    held = duckdb.sql(
        "select source, count(*) as links, count(distinct local_id) as ids "
        f"from '{people}' group by 1"
    ).fetchall()
    assert {source for source, _, _ in held} == {
        "pupil_system", "school_census", "home_education", "admissions", "social_care", "health",
        "alternative_provision", "school_returns", "sen", "careers", "youth_justice",
    }  # fmt: skip
    assert all(links == ids for _, links, ids in held)


def test_a_deletion_is_returned_for_each_leaver_who_did_not_just_move_up(
    clean: Exampleshire,
) -> None:
    """By a school of the county, since schools have had to."""
    ours = {row["URN"] for row in rows(clean, "reference/schools.csv") if row["LA (code)"] == "001"}
    left = {
        (row["URN"], row["UPN"], row["Leaving Date"])
        for row in rows(clean, "pupil_system/leavers_2026-11-20.csv")
        if row["Ground"] and row["URN"] in ours and iso(row["Leaving Date"]) >= "2024-08-19"
    }
    returned = rows(clean, "school_returns/roll_deletions_2026-11-20.csv")
    assert {(row["URN"], row["UPN"], row["Date Deleted"]) for row in returned} == left
    assert len(returned) > 100


def test_whoever_finished_year_11_and_lives_here_is_on_the_careers_services_list(
    clean: Exampleshire,
) -> None:
    held = rows(clean, "careers/post16_activity_2026-11-20.csv")
    assert min(2026 - int(row["Date of Birth"][-4:]) for row in held) >= 16
    doing = {row["Activity Code"] for row in held}
    assert doing == {"210", "230", "310", "619", "810"}


def test_one_school_is_silent_in_its_last_week_where_that_is_asked_for(tmp_path: Path) -> None:
    until = date(2024, 3, 28)
    said, unsaid = (
        marks(make(tmp_path / str(silent), children=500, until=until, silent_school=silent))
        for silent in (False, True)
    )
    assert unsaid < said
    missing = said - unsaid
    assert len({urn for urn, _ in missing}) == 1
    assert sorted(day for _, day in missing) == [
        "2024-03-22", "2024-03-25", "2024-03-26", "2024-03-27", "2024-03-28",
    ]  # fmt: skip


def marks(county: Exampleshire) -> set[tuple[str, str]]:
    """The schools and days of which there are marks in the spring of 2024."""
    path = county.files / "pupil_system" / "attendance" / "marks_2023-24_spring.csv"
    found = duckdb.sql(
        f"""select distinct "URN", "Date" from read_csv('{path}', all_varchar = true, quote = '')
        where try_cast("Date" as date) is not null"""
    )
    return set(found.fetchall())


def iso(day: str) -> str:
    return "-".join(reversed(day.split("/")))


@pytest.mark.parametrize("system", [alternative_provision, sen, youth_justice])
def test_no_two_children_of_a_whole_county_have_one_reference(system: ModuleType) -> None:
    child = Child(1, 1, "Ann", "Hall", "Ann", date(2015, 1, 1), "F", "WBRI", "", "", "")
    numbers = range(1, 200_001)
    assert len({system.reference(replace(child, number=n)) for n in numbers}) == len(numbers)
