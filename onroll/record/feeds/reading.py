"""What came of reading a file: which rows are good, what is wrong with the others."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from onroll.record.engines import connect_small
from onroll.record.feeds.base import Feed, Problem, Question, Severity

PARTS = ("accepted.parquet", "held_back.parquet", "held_keys.parquet", "problems.parquet")
_KEPT_AS = "reading.json"


@dataclass(frozen=True)
class Reading:
    """What came of reading a file, not yet landed.

    `period` is the term, year or day the file is of, empty where nothing says, and `sequence` which
    delivery of that period it is, None where neither its name nor its header says. `data_up_to`
    is the newest day it tells of, if that is known. `rows_in = accepted_rows + held_back_rows`.
    `content` is a digest of the accepted rows, whatever their order and the file's name.
    `questions` are what a person must answer before the file may be landed. `folder` holds the
    `PARTS`, as `check` writes them; a Reading that was not kept takes its folder with it when it
    goes.
    """

    feed: Feed
    file: str
    sha256: str
    period: str
    sequence: int | None
    data_up_to: dt.date | None
    rows_in: int
    accepted_rows: int
    held_back_rows: int
    content: str
    columns: dict[str, str]
    """The file's own heading for each column of the feed that was found."""
    unknown_columns: tuple[str, ...]
    is_fix_file: bool
    notes: list[str]
    questions: tuple[Question, ...]
    folder: Path = field(repr=False)
    scratch: tempfile.TemporaryDirectory[str] | None = field(
        default=None, repr=False, compare=False
    )
    """The temporary folder that `folder` lies in; None when it is kept elsewhere."""

    def keep(self, folder: Path) -> Reading:
        """The same Reading, moved into a folder that outlives it; `open` finds it there."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for part in PARTS:
            shutil.move(self.folder / part, folder / part)
        plain = {at.name: getattr(self, at.name) for at in fields(self)[:-2]}
        plain |= {
            "feed": self.feed.key,
            "data_up_to": self.data_up_to.isoformat() if self.data_up_to else None,
            "questions": [asdict(question) for question in self.questions],
        }
        beside = folder / f"{_KEPT_AS}.part"
        beside.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
        beside.rename(folder / _KEPT_AS)
        return Reading.open(folder)

    @classmethod
    def open(cls, folder: Path, scratch: tempfile.TemporaryDirectory[str] | None = None) -> Reading:
        """The Reading that was kept in a folder. Raises FileNotFoundError where there is none.

        With `scratch`, a temporary folder around it, the Reading takes that with it when it goes.
        """
        from onroll.record.feeds import feed  # which knows of readings itself

        held: dict[str, Any] = json.loads((folder / _KEPT_AS).read_text(encoding="utf-8"))
        up_to = held["data_up_to"]
        held |= {
            "feed": feed(held["feed"]).of_period(held["period"]),
            "data_up_to": dt.date.fromisoformat(up_to) if up_to else None,
            "unknown_columns": tuple(held["unknown_columns"]),
            "questions": tuple(Question(**question) for question in held["questions"]),
        }
        return cls(**held, folder=folder, scratch=scratch)

    @cached_property
    def accepted(self) -> pa.Table:
        """The good rows: one per row, columns typed, with `file` and `row`."""
        return pq.read_table(self.folder / "accepted.parquet")

    @cached_property
    def held_back(self) -> pa.Table:
        """The rows kept out: the file's own columns, as text as they came, and `file`, `row`."""
        return pq.read_table(self.folder / "held_back.parquet")

    @cached_property
    def problems(self) -> list[Problem]:
        """Every fault in row order, warnings too. Of a bad file of millions, this is large."""
        rows = pq.read_table(self.folder / "problems.parquet").to_pylist()
        return [Problem(**row | {"severity": Severity(row["severity"])}) for row in rows]

    @cached_property
    def fault_counts(self) -> dict[tuple[str, str, Severity], int]:
        """How many faults there are of each column, rule and severity, most of them first."""
        with connect_small(self.folder) as con:
            counts = con.execute(
                'SELECT "column", rule_id, severity, count(*) FROM read_parquet(?) GROUP BY ALL '
                "ORDER BY 4 DESC, 1, 2, 3",
                [str(self.folder / "problems.parquet")],
            ).fetchall()
        return {(column, rule, Severity(kept)): count for column, rule, kept, count in counts}
