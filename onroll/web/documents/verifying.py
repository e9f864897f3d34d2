"""Whether every document is what was kept: its content, its row and its event say the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from django.db import connection

from onroll.record.home import Home
from onroll.web.access.acting import as_publisher
from onroll.web.documents.storing import Touched, content_of, kept

Progress = Callable[[str, int, int], None]


class Check(StrEnum):
    """What is asked of every document."""

    CONTENT = "content"
    SAYS = "says"
    NAMED = "named"


WHAT_TO_DO: Final = {
    Check.CONTENT: "Find out who changed it, and put the file back from a backup of the home.",
    Check.SAYS: "Find out who changed it, and put the row back from a copy of the database.",
    Check.NAMED: "Whoever kept it was stopped before it counted. It may be deleted.",
}


@dataclass(frozen=True)
class Fault:
    """One thing wrong: `document` is its case and number, or the digest of a file of none."""

    document: str
    check: Check
    words: str

    @property
    def do(self) -> str:
        return WHAT_TO_DO[self.check]


@dataclass
class Verified:
    """How many documents were checked, and what was wrong."""

    documents: int = 0
    faults: list[Fault] = field(default_factory=list)


EVERYTHING: Final = """
select coalesce(d.case_id, e.case_id), coalesce(d.number, e.number), d.sha256, d.size, d.restricted,
       d.what, d.description, d.scan, d.by_id, e.told::text, e.restricted, e.by_id
from documents_document d
full join (select * from cases_caseevent where kind = 'document_added') e
    on e.case_id = d.case_id and e.number = d.number
order by 1, 2
"""
"""One question, so that rows and events are of one moment."""


def verified(home: Home, *, progress: Progress | None = None) -> Verified:
    """Check every document of a home. Each content is read to its end."""
    files = set(kept(home))  # first, so that none is missing that is kept meanwhile
    with as_publisher(), connection.cursor() as cursor:
        cursor.execute(EVERYTHING)
        rows = cursor.fetchall()
    found, good = Verified(documents=len(rows)), dict[str, bool]()
    for done, (case, number, *told) in enumerate(rows, 1):
        name = f"OC-{case:06}-{number}"
        found.faults += [Fault(name, check, words) for check, words in wrong(home, told, good)]
        if progress:
            progress("documents", done, len(rows))
    for sha256 in sorted(files - {row[2] for row in rows}):
        found.faults.append(Fault(sha256, Check.NAMED, "no document has this content"))
    return found


def wrong(home: Home, told: list[Any], good: dict[str, bool]) -> Iterator[tuple[Check, str]]:
    """What is wrong with one document. `good` says of each content that was read whether it is."""
    sha256, size, restricted, what, title, scan, by, event, kept_back, event_by = told
    if sha256 is None:
        yield Check.SAYS, "its row is gone"
        return
    if event is None:
        yield Check.SAYS, "nothing that happened in the case tells of it"
    else:
        says = json.loads(event)
        row = (sha256, what, title, scan, restricted, by)
        if row != (
            *(says.get(n) for n in ("sha256", "what", "title", "scan")),
            kept_back,
            event_by,
        ):
            yield Check.SAYS, "its row does not say what its event says"
    if sha256 not in good:
        try:
            good[sha256] = len(content_of(home, sha256)) == size
        except Touched:
            good[sha256] = False
    if not good[sha256]:
        yield Check.CONTENT, "its content is not what was kept, or is gone"
