"""The public record-linkage sets, as person tables with the truth: FEBRL 1 and 4, and fake_1000.

They are read from `../shared/data/linkage`, beside the project, and never committed to it.
"""

import csv
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "linkage"


class PublicSet(NamedTuple):
    """A person table, and whose each record is."""

    name: str
    table: pa.Table
    truth: dict[str, str]


def public_sets() -> list[PublicSet]:
    """The sets that are there; none when the folder is absent."""
    if not FOLDER.exists():
        return []
    return [
        _febrl("FEBRL 1", "febrl_dataset1.csv"),
        _febrl("FEBRL 4", "febrl_dataset4a.csv", "febrl_dataset4b.csv"),
        _fake_1000(),
    ]


def _rows(file: str) -> list[dict[str, str]]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        return [
            {key.strip(): value.strip() for key, value in row.items()}
            for row in csv.DictReader(lines)
        ]


def _febrl(name: str, *files: str) -> PublicSet:
    """Australian adults, made up. `rec-12-dup-0` is a copy of `rec-12-org` with errors in it.

    The social security number is left out: with it there is nothing to find.
    """
    rows = [row for file in files for row in _rows(file)]
    table = {
        "record_id": [row["rec_id"] for row in rows],
        "forename": [row["given_name"] for row in rows],
        "surname": [row["surname"] for row in rows],
        "date_of_birth": [_dashed(row["date_of_birth"]) for row in rows],
        "postcode": [row["postcode"] for row in rows],
        "address": [f"{row['street_number']} {row['address_1']}" for row in rows],
        "town": [row["suburb"] for row in rows],
    }
    truth = {row["rec_id"]: row["rec_id"].split("-")[1] for row in rows}
    return PublicSet(name, pa.table(table), truth)


def _fake_1000() -> PublicSet:
    """Splink's own teaching set, without its e-mail addresses, which no child's record has."""
    rows = _rows("fake_1000.csv")
    table = {
        "record_id": [row["unique_id"] for row in rows],
        "forename": [row["first_name"] for row in rows],
        "surname": [row["surname"] for row in rows],
        "date_of_birth": [row["dob"] for row in rows],
        "town": [row["city"] for row in rows],
    }
    return PublicSet("fake_1000", pa.table(table), {r["unique_id"]: r["cluster"] for r in rows})


def _dashed(digits: str) -> str | None:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 else None
