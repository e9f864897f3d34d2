"""The files of a release, made once as it is released: workbook, CSV, Parquet, open data, committee
paper."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from onroll.figures.published.place_of_authority import place_on
from onroll.figures.reports.report import Report
from onroll.figures.writing.chosen_pictures import pictures_of
from onroll.figures.writing.csv_files import as_csv
from onroll.figures.writing.open_data import OpenData, as_open_data
from onroll.figures.writing.paper_docx import paper_docx
from onroll.figures.writing.paper_pdf import paper_pdf
from onroll.figures.writing.parquet import as_parquet
from onroll.figures.writing.svg import ON_PAPER
from onroll.figures.writing.words import SECTIONS, Committee, Words
from onroll.web.config.home import home
from onroll.web.releases.models import Release, ReleaseFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
PARQUET = "application/vnd.apache.parquet"
PDF = "application/pdf"
MEDIA_TYPES = (XLSX, ZIP, PARQUET, DOCX, PDF)
OPEN_DATA = "-open-data.zip"
IN_WORDS: Final = {
    ".xlsx": "workbook",
    "-csv.zip": "CSV with metadata",
    ".parquet": "Parquet",
    OPEN_DATA: "open data, as explore education statistics takes it",
    "-paper.docx": "committee paper, Word",
    "-paper.pdf": "committee paper, PDF",
}
"""What each file is, by the end of its name."""
WRITTEN = tuple(key for key in SECTIONS if key != "position")
"""The sections of a committee paper that somebody writes."""


def words_of(written: Mapping[str, Any], release: Release, on: date, *, is_draft: bool) -> Words:
    """What was written for a release, as its files print it."""
    committee = None
    if written.get("committee"):
        committee = Committee(
            written["committee"],
            date.fromisoformat(written["meets_on"]),
            written["report_of"],
            {key: written[key] for key in WRITTEN if written.get(key)},
        )
    return Words(
        headline=written.get("headline", ""), why=written.get("why", ""),
        what_next=written.get("what_next", ""), released_on=on, reference=release.name,
        is_draft=is_draft, committee=committee,
    )  # fmt: skip


def make_files(release: Release, report: Report, words: Words) -> list[ReleaseFile]:
    """Every file, kept. The report is as others may read it."""
    return ReleaseFile.objects.bulk_create(
        ReleaseFile(
            release=release, name=name, media_type=media_type, content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )
        for name, media_type, content in written_as(release.name, report, words)
    )  # fmt: skip


def written_as(name: str, report: Report, words: Words) -> Iterator[tuple[str, str, bytes]]:
    """Each file: its name, its media type, and what it holds."""
    from onroll.figures.writing.xlsx import as_xlsx  # most of a second, for this alone

    yield f"{name}.xlsx", XLSX, as_xlsx(report, words)
    yield f"{name}-csv.zip", ZIP, zipped(as_csv(report, words), words.released_on)
    yield f"{name}.parquet", PARQUET, as_parquet(report, words)
    if pairs := open_data_of(report).files:
        yield f"{name}{OPEN_DATA}", ZIP, zipped(pairs, words.released_on)
    if words.committee:
        pictures = pictures_of(report, width=ON_PAPER)
        yield f"{name}-paper.docx", DOCX, paper_docx(report, words, pictures)
        yield f"{name}-paper.pdf", PDF, paper_pdf(report, words, pictures)


def open_data_of(report: Report) -> OpenData:
    """The pairs of a report of ours, as others may read it."""
    return as_open_data(report, place_on(home().authority.la_code, report.day))


def what_it_is(name: str) -> str:
    """What a file is, in words, by the end of its name."""
    return next(words for ending, words in IN_WORDS.items() if name.endswith(ending))


def zipped(files: Mapping[str, bytes], day: date) -> bytes:
    """The files in one, as of the day: the same bytes for the same files."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()
