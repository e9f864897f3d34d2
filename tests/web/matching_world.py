# ruff: noqa: E501 (a drawn table is easier to read on long lines)
"""The small run with children who may be one: twins, two UPNs, one spelt in two ways."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from onroll.record.home import Home
from onroll.record.people.decisions import decisions
from onroll.web.publish import publish
from tests.web.small_run import COLUMNS, d, rows_of_tables, write_run

AMAL, AMAAL = "EC-AMA00001", "EC-AMA00002"
TWIN, TWINS_TWIN = "EC-TWN00001", "EC-TWN00002"
PAWEL, PAWELS_OTHER = "EC-PAW00001", "EC-PAW00002"

CHILDREN = [
    {"child": AMAL, "forename": "Amal", "surname": "Hussein", "date_of_birth": "2014-03-05"},
    {"child": AMAAL, "forename": "Amaal", "surname": "Husayn", "date_of_birth": "2014-05-03"},
    {"child": TWIN, "forename": "Leo", "surname": "Test-Brown", "date_of_birth": "2015-06-07"},
    {"child": TWINS_TWIN, "forename": "Max", "surname": "Brown", "date_of_birth": "2015-06-07"},
    {"child": PAWEL, "forename": "Pawel", "surname": "Made", "date_of_birth": "2012-01-01"},
    {"child": PAWELS_OTHER, "forename": "Pawel", "surname": "Made", "date_of_birth": "2012-01-01"},
]
ADDRESS = {"address": "4 Mill Lane", "postcode": "XE1 4QQ"}
UPNS = {PAWEL: "B001000000001", PAWELS_OTHER: "C001000000002"}
RECORDS = [
    ("admissions:1", AMAL, {}),
    ("health:1", AMAL, {"forename": "Amal M", "address": "9 Quay", "postcode": "XE2 1AA"}),
    ("social_care:1", AMAAL, {"address": "Flat 9, Quay", "postcode": "XE2 1AB"}),
    ("admissions:2", TWIN, ADDRESS),
    ("admissions:3", TWINS_TWIN, ADDRESS),
    ("admissions:4", PAWEL, {"upn": UPNS[PAWEL], "school": "100001"}),
    ("careers:4", PAWELS_OTHER, {"upn": UPNS[PAWELS_OTHER]}),
]
ALIKE = "alike, but not enough to join"
DOUBTFUL = [
    (TWIN, TWINS_TWIN, "admissions:2", "admissions:3", 8.5, "alike, but two forenames", 0, "2026-11-02"),
    (AMAL, AMAAL, "health:1", "social_care:1", 2.25, ALIKE, 6, "2026-11-20"),
    (PAWEL, PAWELS_OTHER, "admissions:4", "careers:4", None, "two UPNs", 1, "2026-10-01"),
]  # fmt: skip


def world() -> dict[str, list[Any]]:
    """The tables that differ from those of the small run."""
    tables = rows_of_tables()
    of = {row["child"]: row for row in CHILDREN}
    children = [{**row, "upn": UPNS.get(row["child"])} for row in CHILDREN]
    records = [
        {
            **of[child],
            "record_id": record,
            "source": record.partition(":")[0],
            "local_id": record.partition(":")[2],
            "reason": "first record",
            "feed": "admissions_applications",
            "file": "applications.csv",
            "row": place,
            **said,
        }
        for place, (record, child, said) in enumerate(RECORDS, start=2)
    ]
    social = (AMAAL, "child_in_need", d("2026-01-05"), None, None, None, "cin_census", "c.xml", 9)
    missing = (AMAL, "missing_education", d("2026-09-20"), None)
    return {
        "children": tables["children"] + rows("children", children),
        "records": tables["records"] + rows("records", records),
        "facts": [*tables["facts"], social],
        "statuses": [*tables["statuses"], missing],
        "doubtful": [(*row[:7], d(row[7])) for row in DOUBTFUL],
    }


def rows(table: str, held: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Rows of a table in the order of its columns; a column that is not given is null."""

    def value(row: dict[str, Any], column: str) -> Any:
        given = row.get(column)
        return date.fromisoformat(given) if column == "date_of_birth" and given else given

    return [tuple(value(row, column) for column in COLUMNS[table]) for row in held]


def show_matches(home: Home, **changes: list[Any]) -> None:
    """Publish the world with possible matches, as a run that rests on whatever was decided."""
    folder = write_run(home.path, run_id="2026-11-23-m", **(world() | changes))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    acts = {"decisions": len(decisions(home))}
    (folder / "manifest.json").write_text(json.dumps(manifest | acts), encoding="utf-8")
    publish(folder, home)
