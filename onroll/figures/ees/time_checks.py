"""Whether the times are of one family, and written as the standard writes them."""

from __future__ import annotations

from collections.abc import Iterator

from onroll.figures.ees.file_pair import Fault, FilePair, Level
from onroll.figures.ees.standard import family_of


def times_are_of_one_family(pair: FilePair) -> Iterator[Fault]:
    """Each identifier is one of the standard's, and those of a file are of one family: a quarter
    and a year in one file are added up by whoever reads it."""
    found: dict[tuple[str, ...], str] = {}
    seen = set()
    for number, row in enumerate(pair.data.rows, start=2):
        identifier = row.get("time_identifier", "")
        if identifier in seen:
            continue
        seen.add(identifier)
        held = family_of(identifier)
        if held is None:
            yield Fault(
                "time_identifier", Level.FAIL, "data", number, "time_identifier",
                f"{identifier or 'Nothing'} is no time of the standard: write Academic year, "
                "Autumn term, Financial year Q3",
            )  # fmt: skip
        else:
            found.setdefault(held[0], identifier)
    if len(found) > 1:
        yield Fault(
            "times_mixed", Level.FAIL, "data", None, "time_identifier",
            f"{' and '.join(found.values())} may not be in one file. Make a file for each",
        )  # fmt: skip


def periods_fit_their_identifier(pair: FilePair) -> Iterator[Fault]:
    """Four digits are a year, six a year and the one after it: 202627, and never 202627/28."""
    seen = set()
    for number, row in enumerate(pair.data.rows, start=2):
        period, identifier = row.get("time_period", ""), row.get("time_identifier", "")
        held = family_of(identifier)
        if held is None or (period, identifier) in seen:
            continue
        seen.add((period, identifier))
        digits = held[1]
        if not (period.isascii() and period.isdigit() and len(period) == digits):
            words = f"{period or 'Nothing'} must be {digits} digits for {identifier}"
            yield Fault("time_period", Level.FAIL, "data", number, "time_period", words)
        elif digits == 6 and int(period[4:]) != (int(period[:4]) + 1) % 100:
            after = f"{period[:4]}{(int(period[:4]) + 1) % 100:02}"
            yield Fault(
                "time_period", Level.FAIL, "data", number, "time_period",
                f"{period} is no year and the one after it. Write {after}",
            )  # fmt: skip
