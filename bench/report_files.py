"""How long each file of a report takes: 20 tables of 20 rows, each with a count and a percentage.

    run.py bench report_files [--tables N] [--rows N]

Seconds of processor time, of the first writing and the median of five more: the first reads fonts,
styles and the typesetter in, and the typesetter remembers what it has set.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

from onroll.figures.reports.numbers import Count, Share
from onroll.figures.reports.report import Row
from onroll.figures.writing.csv_files import as_csv
from onroll.figures.writing.ees_pair import write_ees
from onroll.figures.writing.paper_docx import paper_docx
from onroll.figures.writing.paper_pdf import paper_pdf
from onroll.figures.writing.parquet import as_parquet
from onroll.figures.writing.svg import ON_PAPER, Drawn, drawn_bars
from onroll.figures.writing.xlsx import as_xlsx
from tests.figures.report_files import BY_AREA, CHILDREN, SLOUGH, WORDS, report_of, things


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--tables", type=int, default=20)
    options.add_argument("--rows", type=int, default=20)
    asked = options.parse_args()
    tables = [
        replace(BY_AREA, key=f"table_{at}", title=f"Children missing education {at}", rows=tuple(
            Row((f"Area {row}",), (Count(things(20 + row + at)),
                                   Share(things(row + 1), things(60 + row + at))))
            for row in range(asked.rows)
        ))
        for at in range(asked.tables)
    ]  # fmt: skip
    report = report_of(*tables)

    def pictures() -> list[Drawn]:
        found = (
            drawn_bars(table, CHILDREN, title="Most", subtitle="All", width=ON_PAPER)
            for table in tables
        )
        return [each for each in found if each]

    def open_data() -> None:
        with TemporaryDirectory() as folder:
            for table in tables:
                write_ees(report, table, SLOUGH, Path(folder))

    drawn = pictures()
    files: dict[str, Callable[[], object]] = {
        "XLSX": lambda: as_xlsx(report, WORDS),
        "CSV and metadata": lambda: as_csv(report, WORDS),
        "open data, checked": open_data,
        "Parquet": lambda: as_parquet(report, WORDS),
        "SVG, one a table": pictures,
        "DOCX": lambda: paper_docx(report, WORDS),
        "DOCX with pictures": lambda: paper_docx(report, WORDS, drawn),
        "PDF": lambda: paper_pdf(report, WORDS),
        "PDF with pictures": lambda: paper_pdf(report, WORDS, drawn),
    }
    print(f"{asked.tables} tables of {asked.rows} rows; seconds of processor time")
    print(f"{'':20} {'first':>7} {'median':>7}")
    for name, write in files.items():
        first, *again = [taken(write) for _ in range(6)]
        print(f"{name:20} {first:7.2f} {median(again):7.2f}")


def taken(write: Callable[[], object]) -> float:
    begun = process_time()
    write()
    return process_time() - begun


if __name__ == "__main__":
    main()
