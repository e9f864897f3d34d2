"""Readers that take the numbers of a released report back out of what the service answers.

Each is given the address of the release, and gives what those of `report_files` give.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html.parser import HTMLParser

from django.db import connection
from django.utils.timezone import now

from onroll.web.access.acting import as_person
from onroll.web.access.models import Role
from onroll.web.config.database import PAGES
from tests.access.owner_of_tables import as_owner
from tests.figures.report_files import ON_A_PAGE, WANTED, Cells, on_page
from tests.web.api_programs import Program, key_of
from tests.web.case_pages import browser_of, colleague

NAME = "cme-2026-09-30"


class Rows(HTMLParser):
    """The words of every cell in the bodies of the tables of a page, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = ""

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        if tag == "tbody" or (tag in ("th", "td") and self.inside):
            self.inside = tag
        if tag == "tr" and self.inside:
            self.rows.append([])
        if tag in ("th", "td") and self.inside:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td") and self.inside:
            self.inside = "tbody"
        if tag == "tbody":
            self.inside = ""

    def handle_data(self, words: str) -> None:
        if self.inside in ("th", "td"):
            self.rows[-1][-1] += words.strip()


def read_page(at: str) -> Cells:
    """As a council member reads it, to whom no number leads on to children."""
    page = browser_of(colleague("Council member")).get(at)
    found = Rows()
    found.feed(page.content.decode())
    return on_page(found.rows)


def read_api(_at: str) -> Cells:
    program = Program(key_of(Role.FIGURES_READER, by=colleague("Service manager"))[1])
    (table,) = program.get(f"releases/{NAME}").json()["tables"]
    return {
        (label, column["key"]): cell["value"] or cell["symbol"]
        for row in table["rows"]
        for label in row["labels"]
        for column, cell in zip(table["columns"], row["cells"], strict=True)
    }


def read_view(_at: str) -> Cells:
    as_owner(
        f"grant usage on schema reporting_v1 to {PAGES}",
        f"grant select on reporting_v1.released_numbers to {PAGES}",
    )
    asked = """select labels[1], "column", coalesce(value::text, symbol)
        from reporting_v1.released_numbers where release = %s"""
    with as_person(colleague("Education officer"), now()), connection.cursor() as cursor:
        cursor.execute(asked, [NAME])
        return {(label, column): said for label, column, said in cursor.fetchall()}


SERVED: Mapping[str, tuple[Callable[[str], Cells], Cells]] = {
    "web page": (read_page, ON_A_PAGE),
    "API": (read_api, WANTED),
    "SQL view": (
        read_view,
        {at: said for at, said in WANTED.items() if at[1] in ("child_count", "worker_percent")},
    ),
}
"""How each is read back, and what it must say. The view has no counts beside a percentage."""
