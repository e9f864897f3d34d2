"""Drawn files for each feed, and what a feed makes of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from onroll.record.attendance.marks_facts import tell_marks
from onroll.record.calendars import calendar_tables
from onroll.record.feeds import Feed, Reading, feed, read
from onroll.record.reference_tables import REFERENCE_TABLES
from onroll.record.school_days import SchoolCalendar
from tests.record.feeds import care_side, school_side

UPN = "B801200005001"
NHS = "9434765870"

GOOD: dict[str, tuple[str, str]] = {
    "pupil_roll": (
        "roll_2026-11-01.csv",
        "Pupil ID,UPN,Former UPN,ULN,Forename,Surname,Preferred Forename,Date of Birth,Sex,"
        "Ethnicity,SEN,URN,Enrolment Status,Entry Date,Address,Postcode\n"
        f"P1,{UPN},,9276308686,Amira,O'Brien,Ami,27/03/2013,F,WROM,E,100001,C,01/09/2024,"
        "1 High St,xe12ab\n",
    ),
    "pupil_leavers": (
        "leavers_2026-11-01.csv",
        "Pupil ID,UPN,Forename,Surname,Date of Birth,Sex,Ethnicity,URN,Enrolment Status,"
        "Entry Date,Leaving Date,Ground,Destination,Notified On\n"
        f"P1,{UPN},Amira,O'Brien,27/03/2013,F,WIRT,100001,C,01/09/2024,05/10/2026,d,Abroad,\n",
    ),
    "pupil_addresses": (
        "addresses_2026-11-01.csv",
        "Pupil ID,Address,Town,Postcode,UPRN,From,To,Asserted By,Verified By,Verified On\n"
        "P1,1 High St,Exam,XE1 2AB,1000,01/09/2024,05/10/2026,School,,\n",
    ),
    "attendance_marks": (
        "marks_2026-27_autumn.csv",
        "Pupil ID,URN,Date,AM,PM\nP1,100001,2026-09-07,/,\\\n",
    ),
    "exclusions": (
        "exclusions_2026-11-01.csv",
        "Pupil ID,UPN,URN,Category,Start Date,Sessions,Reason 1,Reason 2,Reason 3,Reinstated On\n"
        f"P1,{UPN},100001,SUSP,05/10/2026,3,PP,,,\n",
    ),
    "part_time_timetables": (
        "part_time_timetables_2026-11-01.csv",
        "Pupil ID,UPN,URN,Start,End,Hours a Week,Reason,Personalised Plan,Review Due\n"
        f"P1,{UPN},100001,07/09/2026,19/10/2026,12.5,SB,Y,05/10/2026\n",
    ),
    "census_on_roll": (
        "2026_autumn_pupilonroll.csv",
        "pupilonrolltableid,NativeId,dob,surname,forename,upn,formerupn,uniquelearnernumber,sex,"
        "entrydate,enrolstatus,senprovision\n"
        f"a1,100001,2013-Mar-27 00:00:00,O'Brien,Amira,{UPN},,,F,2024-Sep-01 00:00:00,C,E\n",
    ),
    "census_off_roll": (
        "2026_autumn_pupilnolongeronroll.csv",
        "pupilnolongeronrolltableid,NativeId,dob,surname,forename,upn,formerupn,"
        "uniquelearnernumber,sex,entrydate,leavingdate\n"
        f"a1,100001,2013-Mar-27 00:00:00,O'Brien,Amira,{UPN},,,F,2024-Sep-01 00:00:00,"
        "2026-Jul-20 00:00:00\n",
    ),
    "census_exclusions": (
        "2026_autumn_termlyexclusionsonroll.csv",
        "pupilonrolltableid,NativeId,termlyexclusionsonrolltableid,startdate,sessions,reason1,"
        "reason2,reason3,category,senprovision\n"
        "a1,100001,b1,2026-Jun-01 00:00:00,10.0,PP,,,FIXD,N\n",
    ),
    "home_education_register": (
        "register_2026-11-01.csv",
        "EHE Ref,UPN,Forename,Surname,Date of birth,Gender,Address,Postcode,Date notified,"
        "Start date,End date,Previous school,Primary reason,End reason\n"
        f"E1,{UPN},Amira,O'Brien,27/03/2013,Female,1 High St,XE1 2AB,01/09/2026,07/09/2026,,,,\n",
    ),
    "home_education_reviews": (
        "reviews_2026-11-01.csv",
        "EHE Ref,Review date,Visit,Outcome,Decided on\n"
        "E1,01/09/2026,Y,Suitable,07/09/2026\n"
        "E1,01/10/2026,Y,In doubt,05/10/2026\n",
    ),
    "admissions_applications": (
        "applications_2026-11-01.csv",
        "Application Ref;Child Ref;UPN;First name;Last name;DOB;Gender;Address;Postcode;"
        "Circumstance;Circumstance date;Previous authority;Applied on;Outcome;Decided on;"
        "School URN;Start date\n"
        f"A1;C1;{UPN};Amira;O'Brien;27-Mar-2013;Female;1 High St;XE1 2AB;New to the country;"
        "01-Sep-2026;;07-Sep-2026;Offered;05-Oct-2026;100001;02-Nov-2026\n",
    ),
    "gp_registrations": (
        "gp_registrations_2026-11-01.tsv",
        "NHS Number\tForename\tSurname\tDate of Birth\tSex\tAddress\tPostcode\tRegistered On\t"
        "Removed On\tPractice\n"
        f"{NHS}\tAmira\tO'Brien\t20130327\t2\t1 High St\tXE1 2AB\t20260907\t20261005\tG1\n",
    ),
    "health_contacts": (
        "health_contacts_2026-11-01.tsv",
        "NHS Number\tForename\tSurname\tDate of Birth\tPostcode\tService\tFrom\tTo\tEvidence\n"
        f"{NHS}\tAmira\tO'Brien\t20130327\tXE1 2AB\tCAMHS community\t20260907\t\tLetter\n",
    ),
    "placements": (
        "placements_2026-11-01.csv",
        "Placement Ref,Learner Ref,UPN,Forename,Surname,Date of Birth,Postcode,Provider,"
        "Setting Type,URN,Arranged By,Reason,Start,End,Hours a Week,One to One Hours,Suitable,"
        "As Much As Health Allows\n"
        f"PL1,L1,{UPN},Amira,O'Brien,27/03/2013,XE1 2AB,Forge,OTH,,LA section 19,,07/09/2026,"
        "05/10/2026,15,2,Y,N\n",
    ),
    "schools": (
        "schools.csv",
        "URN,LA (code),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),"
        "PhaseOfEducation (name),EstablishmentStatus (name),OpenDate,CloseDate,Postcode\n"
        "100001,001,4000,Hilltop Academy,Academy converter,Secondary,Open,01-09-2012,,XE1 2AB\n",
    ),
    "term_dates": (
        "term_dates.csv",
        "URN,Kind,From,To,Reason\n,Open,02/09/2026,16/10/2026,Autumn 1\n",
    ),
}
"""A file of each feed as its system writes one, with nothing wrong in it (XML and XLSX apart)."""

GOOD |= school_side.FILES | care_side.FILES


@pytest.fixture
def good() -> dict[str, tuple[str, str]]:
    return GOOD


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of text, or of bytes, and gives its path."""

    def write_file(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
        return path

    return write_file


@pytest.fixture
def write_workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook of sheets of rows; dates as Excel dates."""

    def write_file(name: str, sheets: dict[str, list[list[object]]]) -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
            for title, rows in sheets.items():
                sheet = book.add_worksheet(title)
                for at, row in enumerate(rows):
                    sheet.write_row(at, 0, row)
        return path

    return write_file


@pytest.fixture
def read_drawn(write: Callable[..., Path]) -> Callable[..., Reading]:
    """Reads a file of a feed: the good file's heading, and the rows that are given."""

    def read_rows(key: str, *rows: str) -> Reading:
        name, text = GOOD[key]
        return read(write(name, "\n".join([text.splitlines()[0], *rows]) + "\n"))

    return read_rows


Fact = tuple[str, str, str, str | None, float | None, str | None, int]


def facts(
    found: Feed | str,
    *readings: Reading,
    gone_on: dt.date | None = None,
    calendars: Mapping[str, SchoolCalendar] | None = None,
) -> list[Fact]:
    """The facts of some readings of one feed, in order: child, fact, from, to, value, setting, row.

    The authority's postcode districts are XE1 and XE2. Every row is one that is gone from the
    newest file since `gone_on`, where that is given. `calendars` are the school days by URN.
    """
    chosen = feed(found) if isinstance(found, str) else found
    gone = f"DATE '{gone_on}'" if gone_on else "CAST(NULL AS DATE)"
    with duckdb.connect() as con:
        con.execute("CREATE TABLE district AS SELECT unnest(['XE1', 'XE2']) AS code")
        for table in REFERENCE_TABLES:
            con.execute(table.create())
        named = ("school_day", "next_school_day")
        for name, days in zip(named, calendar_tables(calendars or {}), strict=True):
            con.register("numbered", days)
            con.execute(f"CREATE TABLE {name} AS FROM numbered")
        paths = [str(reading.folder / "accepted.parquet") for reading in readings]
        con.execute(
            f"CREATE VIEW rows AS SELECT *, {gone} AS gone_on, "
            f"CAST(NULL AS DATE) AS told_on FROM read_parquet({paths})"
        )
        if chosen.marks:
            tell_marks(con, chosen)
        return [
            (child, fact, _iso(start), _iso(end), value, setting, row)
            for child, fact, start, end, value, setting, row in con.execute(
                "SELECT local_id, fact, starts_on, ends_before, value, setting, row "
                f"FROM ({chosen.facts}) ORDER BY fact, local_id, starts_on, row"
            ).fetchall()
        ]


@pytest.fixture
def facts_of() -> Callable[..., list[Fact]]:
    return facts


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
