"""Writes a pair of files in the standard, and checks what was written."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa

from onroll.figures.ees.checker import check, passes
from onroll.figures.ees.file_pair import Fault
from onroll.figures.ees.place_checks import Places
from onroll.figures.ees.standard import METADATA_COLUMNS


class DoesNotPass(ValueError):
    """What was written does not keep the standard. `faults` say why; the files are gone again."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(each.message for each in faults[:5]))
        self.faults = faults


def write(
    table: pa.Table,
    metadata: Iterable[Mapping[str, str]],
    data_path: Path,
    places: Places | None = None,
) -> list[Fault]:
    """Write `name.csv` and `name.meta.csv` beside it; what there is to warn of.

    `table` has texts; `metadata` a row for each filter and indicator, by the columns of the
    standard, of which those left out are empty. Raises `DoesNotPass`, and leaves no file then.
    """
    meta_path = data_path.with_suffix(".meta.csv")
    write_csv(data_path, table.column_names, table.to_pylist())
    write_csv(meta_path, METADATA_COLUMNS, metadata)
    faults = check(data_path, meta_path, places)
    if not passes(faults):
        for path in (data_path, meta_path):
            path.unlink()
        raise DoesNotPass(faults)
    return faults


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(columns), restval="", lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
