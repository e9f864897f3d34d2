"""`onroll verify`: whether what onroll keeps is as it was written: looks, cases and documents."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onroll.cli import terminal
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsJson,
    AtHome,
    ExitCode,
    Stop,
    error,
    home_at,
    result,
    result_json,
    said,
)

if TYPE_CHECKING:
    from onroll.web.access.verifying import Fault, Head, Verified
    from onroll.web.cases.verifying import Verified as VerifiedCases
    from onroll.web.documents.verifying import Verified as VerifiedDocuments

KEPT = re.compile(r"^(\d{4}-\d\d-\d\d) (\d{1,18}) ([0-9a-f]{64})$", re.MULTILINE)


def verify(
    home: AtHome = DEFAULT_HOME,
    day: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Check one day of the log only.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What an earlier `onroll verify` printed, kept."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check that the log of who looked at whom, every case and every document is as it was written.

    Of the log: no row was changed, taken away or put in. Of a case: none of its events is missing,
    it says what they come to, and it is about the child of its record. Of a document: its content
    is what was kept. --day checks the log alone.

    The last line is the day's last hash: keep it where nobody who can write to the database can.
    Exit code: 0 all is as it was written, 3 something is not.

    Example: onroll verify --day 2026-11-20
    """
    on = terminal.day(day) if day else None
    at = home_at(home)
    kept = kept_in(against) if against else []

    from onroll.web.prepare import prepare

    prepare(at.path)

    from onroll.web.access.verifying import Head, verified
    from onroll.web.cases.verifying import verified as verified_cases
    from onroll.web.documents.verifying import verified as verified_documents

    heads = [Head(kept_day, int(number), digest) for kept_day, number, digest in kept]
    with terminal.progress_bars() as progress:
        found = verified(on, against=heads, progress=progress)
        cases = None if on else verified_cases(progress=progress)
        documents = None if on else verified_documents(at, progress=progress)
    if as_json:
        checks = [
            in_json(found, on, heads),
            *([cases_in_json(cases)] if cases else []),
            *([documents_in_json(documents)] if documents else []),
        ]
        result_json({"checks": checks})
    else:
        # the newest hash is the last line, as whoever keeps it expects
        lines = [
            *(cases_in_words(cases) if cases else []),
            *(documents_in_words(documents) if documents else []),
            *in_words(found, on, heads),
        ]
        result("\n".join(lines))
    if found.faults:
        error(f"the log of reads is not as it was written: {len(found.faults):,} faults.")
    if cases and cases.faults:
        error(f"cases are not what their events come to: {len(cases.faults):,} faults.")
    if documents and documents.faults:
        error(f"documents are not as they were kept: {len(documents.faults):,} faults.")
    if any(each and each.faults for each in (found, cases, documents)):
        raise typer.Exit(ExitCode.HELD_BACK)


def kept_in(file: Path) -> list[tuple[str, str, str]]:
    """The day, number and hash of each line that has them. Raises `Stop` where none has."""
    try:
        found = KEPT.findall(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise Stop(f"{file.name}: it cannot be read as text.", ExitCode.REFUSED) from None
    if not found:
        needed = "Give what `onroll verify` printed: a line with a day, a number and a hash."
        raise Stop(f"{file.name}: no hash is in it. {needed}", ExitCode.REFUSED)
    return found


def in_json(found: Verified, on: date | None, against: list[Head]) -> dict[str, Any]:
    return {
        "check": "read_log",
        "day": on,
        "rows": found.rows,
        "against": len(against),
        "faults": [
            {
                "kind": each.kind,
                "row": each.read,
                "number": each.number,
                "last_number": each.last or each.number,
                "day": each.day,
            }
            for each in found.faults
        ],
        "days": [vars(head) for head in found.heads.values()],
    }


def in_words(found: Verified, on: date | None, against: list[Head]) -> list[str]:
    """What was checked, each fault, and the last hash."""
    days = sorted(found.heads)
    if not days:
        checked = f"no row was sealed on {said(on)}" if on else "no row has been sealed yet"
    elif len(days) == 1:
        checked = f"{found.rows:,} rows of {day_said(days[0])}"
    else:
        first, last = day_said(days[0]), day_said(days[-1])
        checked = f"{found.rows:,} rows of {len(days):,} days, {first} to {last}"
    how = "each against its seal, and each day against the day before"
    if against:
        how += f", and against what was kept of {len(against):,}"
    lines = [f"Read log: {checked} ({how})."]
    lines += [fault_in_words(each) for each in found.faults]
    if not found.faults:
        lines.append("No row was touched, removed or put in.")
    if days:
        head = found.heads[days[-1]]
        lines.append(f"{head.day} {head.number} {head.hash}")
    return lines


def cases_in_json(found: VerifiedCases) -> dict[str, Any]:
    return {
        "check": "cases",
        "cases": found.cases,
        "events": found.events,
        "faults": [vars(each) for each in found.faults],
    }


def cases_in_words(found: VerifiedCases) -> list[str]:
    """What was checked, then of each fault which case it is, what is wrong and what to do."""
    cases = f"{found.cases:,} {'case' if found.cases == 1 else 'cases'}"
    events = f"{found.events:,} {'event' if found.events == 1 else 'events'}"
    whole = "" if found.faults else " Each is what its events come to."
    lines = [f"Cases: {cases} with {events}.{whole}"]
    return lines + [f"{each.case}: {each.words}. {each.do}" for each in found.faults]


def documents_in_json(found: VerifiedDocuments) -> dict[str, Any]:
    return {
        "check": "documents",
        "documents": found.documents,
        "faults": [{**vars(each), "do": each.do} for each in found.faults],
    }


def documents_in_words(found: VerifiedDocuments) -> list[str]:
    """How many were checked, then of each fault which document, what is wrong and what to do."""
    whole = "" if found.faults else ", each as it was kept"
    lines = [f"Documents: {found.documents:,}{whole}."]
    return lines + [f"{each.document}: {each.words}. {each.do}" for each in found.faults]


def day_said(text: str) -> str:
    """5 October 2026; a day that somebody made impossible, as it stands."""
    try:
        return said(date.fromisoformat(text))
    except ValueError:
        return text


def fault_in_words(fault: Fault) -> str:
    """One line for a fault: which row, by its id in the log and its number in the chain."""
    day = f", sealed on {day_said(fault.day)}" if fault.day else ""
    if fault.kind == "put in":
        return f"Put in: row {fault.read}, of {day_said(fault.day)}. It has no seal."
    if fault.kind == "written anew":
        number = f"number {fault.number} is not as it was kept on {day_said(fault.day)}"
        return f"Written anew, or removed: {number}."
    if fault.read is None:
        if fault.last == fault.number:
            return f"Removed: number {fault.number}, with its seal."
        return f"Removed: numbers {fault.number} to {fault.last}, with their seals."
    return f"{fault.kind.capitalize()}: row {fault.read}, number {fault.number}{day}."
