# ruff: noqa: E501 (a drawn table is easier to read on long lines)
"""A run of seven made-up children, as the record writes one: small Parquet tables in a folder."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

AS_OF = date(2026, 11, 23)
KNOWN_AT = datetime.fromisoformat("2026-11-23T02:00:00+00:00")
TEXT, DAY, NUMBER, WHOLE = pa.string(), pa.date32(), pa.float64(), pa.int32()

COLUMNS: dict[str, dict[str, pa.DataType]] = {
    "children": {
        "child": TEXT, "forename": TEXT, "surname": TEXT, "date_of_birth": DAY, "sex": TEXT,
        "ethnicity": TEXT, "upn": TEXT, "nhs_number": TEXT, "address": TEXT, "postcode": TEXT,
        "setting": TEXT, "year_group": WHOLE,
    },
    "records": {
        "record_id": TEXT, "child": TEXT, "source": TEXT, "local_id": TEXT, "reason": TEXT,
        "weight": NUMBER, "upn": TEXT, "nhs_number": TEXT, "forename": TEXT, "surname": TEXT,
        "date_of_birth": DAY, "sex": TEXT, "address": TEXT, "postcode": TEXT, "former_upn": TEXT,
        "town": TEXT, "uprn": TEXT, "school": TEXT, "feed": TEXT, "file": TEXT, "row": WHOLE,
    },
    "shields": {"child": TEXT, "shield": WHOLE, "kind": TEXT, "how": TEXT, "since": DAY},
    "doubtful": {
        "child_a": TEXT, "child_b": TEXT, "record_a": TEXT, "record_b": TEXT, "weight": NUMBER,
        "reason": TEXT, "harm": WHOLE, "since": DAY,
    },
    "changes": {
        "moved_at": pa.timestamp("us", "UTC"), "run_id": TEXT, "record_id": TEXT, "from_child": TEXT,
        "to_child": TEXT, "reason": TEXT, "weight": NUMBER,
    },
    "forwarding": {"old": TEXT, "new": TEXT},
    "facts": {
        "child": TEXT, "fact": TEXT, "starts_on": DAY, "ends_before": DAY, "value": NUMBER,
        "setting": TEXT, "feed": TEXT, "file": TEXT, "row": WHOLE,
    },
    "statuses": {"child": TEXT, "definition": TEXT, "starts_on": DAY, "ends_before": DAY},
    "clocks": {
        "child": TEXT, "clock": TEXT, "starts_on": DAY, "due_on": DAY, "met_on": DAY,
        "setting": TEXT, "feed": TEXT, "file": TEXT, "row": WHOLE,
    },
    "contradictions": {
        "child": TEXT, "contradiction": TEXT, "starts_on": DAY, "ends_before": DAY, "school": TEXT,
        "team": TEXT,
    },
    "contradiction_evidence": {
        "child": TEXT, "contradiction": TEXT, "contradicts_from": DAY, "fact": TEXT,
        "starts_on": DAY, "ends_before": DAY, "value": NUMBER, "setting": TEXT, "feed": TEXT,
        "file": TEXT, "row": WHOLE,
    },
    "tests": {
        "definition": TEXT, "position": WHOLE, "words": TEXT, "met": pa.int64(),
        "only_not_met": pa.int64(),
    },
    "near_misses": {"definition": TEXT, "position": WHOLE, "child": TEXT},
    "schools": {
        "urn": TEXT, "name": TEXT, "phase": TEXT, "type": TEXT, "days": pa.list_(DAY),
    },
    "feeds": {
        "feed": TEXT, "title": TEXT, "source": TEXT, "state": TEXT, "states": pa.list_(TEXT),
        "words": TEXT, "caution": TEXT, "late_days": WHOLE, "file": TEXT,
        "received_at": pa.timestamp("us", "UTC"), "data_up_to": DAY, "first_told_on": DAY,
        "expected_days": WHOLE,
        "in_school_days": pa.bool_(), "rows_in": pa.int64(), "accepted": pa.int64(),
        "held_back": pa.int64(),
    },
    "quiet_schools": {
        "feed": TEXT, "urn": TEXT, "name": TEXT, "state": TEXT, "last_day": DAY,
        "school_days": WHOLE, "rows_before": pa.int64(), "rows_now": pa.int64(),
    },
    "definition_feeds": {"definition": TEXT, "feed": TEXT},
}  # fmt: skip


def d(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


AMARA, JOSHUA, ZOFIA = "EC-4821AMAR", "EC-JSHA0001", "EC-ZFA00001"
CHILDREN = [
    (AMARA, "Amara", "Example", "2013-05-14", "F", "A001000000001", 9),
    (JOSHUA, "Joshua", "Sample", "2015-02-02", "M", "A001000000002", 7),
    (ZOFIA, "Zofia", "O'Test-Nowak", "2014-03-03", "F", "", 8),
    ("EC-GRACE001", "Grace", "Placeholder", "2012-08-08", "F", "", 10),
    ("EC-BENM0001", "Ben", "Mock", "2016-01-20", "M", "A001000000005", 6),
    ("EC-TMEXA001", "Tomi", "Example", "2018-09-30", "M", "A001000000006", 3),
    ("EC-DNSMPL01", "<b>Dan</b>", "=Sample", None, "", "", None),
]
# child, definition, starts_on, ends_before
STATUSES = [
    (AMARA, "compulsory_school_age", "2018-09-01", "2029-06-29"),
    (AMARA, "resident", "2019-09-01", None),
    (AMARA, "on_roll", "2024-09-01", "2026-11-12"),
    (AMARA, "full_time_education", "2024-09-01", "2026-11-12"),
    (AMARA, "missing_education", "2026-11-12", None),
    (AMARA, "missing_education_extended", "2026-11-12", None),
    (AMARA, "whereabouts_not_known", "2026-11-20", None),
    (AMARA, "missing_out_on_education", "2026-11-12", None),
    (AMARA, "permanently_excluded_without_place", "2026-11-12", None),
    (AMARA, "pme_permanently_excluded", "2026-11-12", None),
    (AMARA, "in_a_missing_out_group", "2026-11-12", None),
    (JOSHUA, "compulsory_school_age", "2020-04-01", "2031-06-27"),
    (JOSHUA, "resident", "2020-01-01", None),
    (JOSHUA, "missing_education", "2026-11-17", None),
    (JOSHUA, "missing_education", "2026-02-03", "2026-03-10"),
    (ZOFIA, "compulsory_school_age", "2019-09-01", "2030-06-28"),
    (ZOFIA, "missing_education", "2026-06-01", None),
    ("EC-GRACE001", "compulsory_school_age", "2017-09-01", "2029-06-29"),
    ("EC-GRACE001", "home_educated_not_yet_reviewed", "2026-10-01", None),
    ("EC-BENM0001", "on_roll", "2020-09-01", None),
    ("EC-BENM0001", "full_time_education", "2020-09-01", None),
    ("EC-BENM0001", "compulsory_school_age", "2021-04-01", "2032-06-25"),
    ("EC-TMEXA001", "missing_education", "2025-12-01", "2026-01-15"),
    ("EC-TMEXA001", "unexplained_exit", "2025-12-20", "2026-01-15"),
    (JOSHUA, "open_case", "2026-02-05", "2026-03-10"),
    (JOSHUA, "open_case", "2026-11-17", None),
]
ROLL, MOVES = "roll_2026-11-20.csv", "leavers_2026-11-20.csv"
# child, fact, starts_on, ends_before, value, setting, feed, file, row
FACTS = [
    (AMARA, "compulsory_school_age", "2018-09-01", "2029-06-29", None, None, "pupil_roll", ROLL, 17),
    (AMARA, "address_in_area", "2019-09-01", None, None, None, "gp_registrations", "gp.tsv", 1234),
    (AMARA, "on_roll", "2024-09-01", "2026-11-12", None, "100001", "pupil_leavers", MOVES, 8),
    (AMARA, "admitted", "2024-09-01", "2024-09-02", None, "100001", "pupil_leavers", MOVES, 8),
    (AMARA, "address_verified", "2026-10-20", "2026-10-21", None, None, "pupil_addresses", "a.csv", 5),
    (AMARA, "permanent_exclusion", "2026-11-12", "2026-11-13", None, "100001", "exclusions", "x.csv", 2),
    (AMARA, "child_in_need", "2026-03-03", None, None, None, "cin_census", "CIN_Census_2026.xml", 99),
    (JOSHUA, "compulsory_school_age", "2020-04-01", "2031-06-27", None, None, "pupil_roll", ROLL, 18),
    (JOSHUA, "address_in_area", "2020-01-01", None, None, None, "pupil_addresses", "a.csv", 6),
    ("EC-TMEXA001", "left_roll", "2025-11-05", "2025-11-06", None, "100001", "pupil_leavers", MOVES, 3),
    (JOSHUA, "left_roll", "2026-09-14", "2026-09-15", None, "100001", "pupil_leavers", MOVES, 9),
    ("EC-GRACE001", "left_roll", "2026-09-28", "2026-09-29", None, "100001", "pupil_leavers", MOVES, 10),
    ("EC-GRACE001", "home_educated", "2026-10-01", None, None, None, "home_education_register", "register.xlsx", 2),
    (JOSHUA, "weekly_hours", "2026-11-18", None, 12.5, None, "placements", "placements.csv", 3),
]  # fmt: skip
CLOCKS = [
    (AMARA, "sixth_school_day", "2026-11-12", "2026-11-19", None, "100001", "exclusions", "x.csv", 2),
    ("EC-BENM0001", "sixth_school_day", "2026-01-05", "2026-01-12", "2026-01-09", "100001", "exclusions", "x.csv", 3),
    (JOSHUA, "sixth_school_day", "2026-11-18", "2026-11-25", None, "100001", "exclusions", "x.csv", 4),
]  # fmt: skip
# child, contradiction, starts_on, ends_before, school, team
CONTRADICTIONS = [
    (ZOFIA, "home_educated_and_marked_present", "2026-11-02", None, "100001", None),
    (JOSHUA, "on_roll_and_listed_missing", "2026-11-01", None, None, "Children missing education team"),
    (JOSHUA, "two_main_rolls", "2025-11-01", "2026-01-15", "100001", None),
    ("EC-DNSMPL01", "moved_away_and_home_educated", "2026-11-10", None, None, "Home education team"),
]  # fmt: skip
# child, contradiction, contradicts_from, fact, starts_on, ends_before, value, setting, feed, file, row
EVIDENCE = [
    (ZOFIA, "home_educated_and_marked_present", "2026-11-02", "home_educated", "2026-11-02", None, None, None, "home_education_register", "register.xlsx", 12),
    (ZOFIA, "home_educated_and_marked_present", "2026-11-02", "marked_present", "2026-09-02", None, None, "100001", "attendance_marks", "marks.csv", 345),
    (JOSHUA, "on_roll_and_listed_missing", "2026-11-01", "on_roll", "2026-10-18", None, None, "100001", "pupil_roll", ROLL, 18),
    (JOSHUA, "on_roll_and_listed_missing", "2026-11-01", "recorded_missing_education", "2026-09-01", None, None, None, "cme_log", "cme.xlsx", 3),
]  # fmt: skip
TESTS = [
    ("missing_education", 1, "of compulsory school age", 6, 0),
    ("missing_education", 2, "resident", 5, 0),
    ("missing_education", 3, "not on a school roll", 4, 1),
]
NEAR_MISSES = [("missing_education", 3, "EC-BENM0001")]
LATE = "14 days late: nothing since 1 November 2026."
LATE_CAUTION = "Figures do not include admissions since 1 November 2026. The feed is late."
QUIET = "2 schools sent nothing for 5 school days."
FEEDS = [
    ("pupil_roll", "School rolls", "pupil_system", "partly_loaded", ["partly_loaded"], "3 rows are held back.", "", 0, ROLL, "2026-11-21T02:00:00+00:00", "2026-11-20", 7, False, 1000, 997, 3),
    ("admissions_applications", "Admissions", "admissions", "late", ["late"], LATE, LATE_CAUTION, 14, "applications.csv", "2026-11-01T02:00:00+00:00", "2026-11-01", 8, False, 320, 320, 0),
    ("attendance_marks", "Attendance marks", "pupil_system", "quiet", ["quiet"], QUIET, f"Figures may be short of attendance marks. {QUIET}", 0, "marks_2026-27_autumn.csv", "2026-11-21T02:00:00+00:00", "2026-11-20", 5, True, 9000, 9000, 0),
    ("gp_registrations", "GP registrations", "health", "up_to_date", ["up_to_date"], "Up to 20 November 2026.", "", 0, "gp.tsv", "2026-11-21T02:00:00+00:00", "2026-11-20", 31, False, 50, 50, 0),
    ("cin_census", "Children in need", "social_care", "never_loaded", ["never_loaded"], "It has never been loaded.", "", 0, None, None, None, 365, False, 0, 0, 0),
]  # fmt: skip
# feed, urn, name, state, last_day, school_days, rows_before, rows_now
QUIET_SCHOOLS = [
    ("attendance_marks", "100001", "Hilltop Academy", "quiet", "2026-11-13", 5, 812, 0),
    ("attendance_marks", "100002", "Riverside Primary", "quiet", "2026-11-13", 5, 205, 0),
]
DEFINITION_FEEDS = [
    ("missing_education", "admissions_applications"),
    ("missing_education", "pupil_roll"),
    ("missing_education_extended", "attendance_marks"),
    ("pme_mental_health", "gp_registrations"),
    ("pme_mental_health", "cin_census"),
]
PROBLEMS = [
    (17, "Date of Birth", "31/02/2013", "'31/02/2013' is not a real date", "Check the day and month", "real_date", "held_back"),
    (40, "Date of Birth", "30/02/2014", "'30/02/2014' is not a real date", "Check the day and month", "real_date", "held_back"),
    (90, "UPN", "A1234", "A UPN has 13 characters", "Format the column as Text and export again", "upn_length", "warn"),
]  # fmt: skip


def write_run(home: Path, *, run_id: str = "2026-11-23-a", **changes: list[Any]) -> Path:
    """The small run under a home, with its loads; `changes` replace the rows of a table."""
    folder = home / "runs" / run_id
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (rows_of_tables() | changes).items():
        pq.write_table(table(name, rows), folder / f"{name}.parquet")
    load = home / "loads" / "pupil_roll" / "0001"
    load.mkdir(parents=True, exist_ok=True)
    columns = ["row", "column", "value", "problem", "fix", "rule_id", "severity"]
    problems = [dict(zip(columns, row, strict=True)) for row in PROBLEMS]
    pq.write_table(pa.Table.from_pylist(problems), load / "problems.parquet")
    manifest = {
        "run_id": run_id,
        "as_of": AS_OF.isoformat(),
        "known_at": KNOWN_AT.isoformat(),
        "version": "0.1.0",
        "thresholds": {},
        "engine": "duckdb",
        "loads": [{"feed": "pupil_roll", "load_id": "0001", "file": ROLL}],
        "seconds": {},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def rows_of_tables() -> dict[str, list[Any]]:
    return {
        "children": [
            (child, forename, surname, d(born), sex, None, upn or None, None, "1 High Street",
             "XE1 1AA", "100001" if child == AMARA else None, year)
            for child, forename, surname, born, sex, upn, year in CHILDREN
        ],
        "records": [
            (f"pupil_system:{n}", child, "pupil_system", str(n), "same UPN" if upn else None, None,
             upn or None, None, forename, surname, d(born), sex, "1 High Street", "XE1 1AA",
             None, None, None, None, "pupil_roll", ROLL, n + 1)
            for n, (child, forename, surname, born, sex, upn, _) in enumerate(CHILDREN, start=1)
        ] + [
            ("health:999", AMARA, "health", "999", "name and date of birth alike", 18.25, None,
             None, "Amarah", "Example", d("2013-05-14"), "F", "1 High St", "XE1 1AA",
             None, None, None, None, "gp_registrations", "gp.tsv", 1234)
        ],
        "shields": [],
        "doubtful": [],
        "changes": [],
        "forwarding": [("EC-ZFA00009", ZOFIA)],
        "facts": [(c, f, d(s), d(e), *rest) for c, f, s, e, *rest in FACTS],
        "statuses": [(c, k, d(s), d(e)) for c, k, s, e in STATUSES],
        "clocks": [(c, k, d(s), d(due), d(met), *rest) for c, k, s, due, met, *rest in CLOCKS],
        "contradictions": [(c, k, d(s), d(e), *rest) for c, k, s, e, *rest in CONTRADICTIONS],
        "contradiction_evidence": [
            (c, k, d(since), f, d(s), d(e), *rest) for c, k, since, f, s, e, *rest in EVIDENCE
        ],
        "tests": TESTS,
        "near_misses": NEAR_MISSES,
        "schools": [
            ("", "Authority terms", None, None, weekdays()),
            ("100001", "Hilltop Academy", "Secondary", "Academy", weekdays()),
        ],
        "feeds": [
            (*row[:9], row[9] and datetime.fromisoformat(row[9]), d(row[10]), d(row[10]), *row[11:])
            for row in FEEDS
        ],
        "quiet_schools": [(*row[:4], d(row[4]), *row[5:]) for row in QUIET_SCHOOLS],
        "definition_feeds": DEFINITION_FEEDS,
    }  # fmt: skip


def weekdays() -> list[date]:
    """Every weekday of the autumn of 2026, and the last school day of the year."""
    ordinals = range(date(2026, 9, 1).toordinal(), date(2026, 12, 19).toordinal())
    days = [date.fromordinal(n) for n in ordinals]
    return [day for day in days if day.weekday() < 5] + [date(2027, 7, 21)]


def table(name: str, rows: list[Any]) -> pa.Table:
    columns = COLUMNS[name]
    held = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pa.table(
        {
            column: pa.array(values, type_)
            for (column, type_), values in zip(columns.items(), held, strict=True)
        }
    )
