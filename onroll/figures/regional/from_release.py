"""The row of a regional snapshot from a released report: its numbers as they were released, and how
they were counted, in the words that were released with them.

Nothing is counted here, and no child is read: a number that was hidden is c in the snapshot too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from onroll.figures.regional.only_sums import NotASnapshot
from onroll.figures.regional.packing import may_be_sent, version_of
from onroll.figures.regional.snapshot import COLUMNS, Snapshot, snapshot_of
from onroll.figures.reports.cme_headline import NOT_ON_ROLL, WHEREABOUTS

Json = Mapping[str, Any]
FROM: Final = "cme_headline"
"""The key of the report that tells children on no roll by whether their whereabouts are known."""
MEASURE, TITLE = "not_on_roll", "Not on a school roll"
EVERYBODY: Final = ("on_the_day", "Not on a roll (statutory)")
"""The table of that report, and its row, of all whose whereabouts are known or not."""


@dataclass(frozen=True)
class FromRelease:
    """What a release has for a snapshot: what it is called, its day, the keys, titles and rules of
    its definitions, and each number with its name, all as they were released."""

    name: str
    report: str
    day: date
    definitions: Sequence[Json]
    numbers: Sequence[Json]

    @property
    def reference(self) -> str:
        """What the note of a row says of the release it was made from."""
        return f"Released as {self.name}."

    def row(self, table: str, label: str) -> Json:
        """The one number of a row of a table, by the first of its labels. Raises `NotASnapshot`."""
        found = [each for each in self.numbers
                 if (each["table"], each["labels"][0]) == (table, label)]  # fmt: skip
        if len(found) != 1:
            raise NotASnapshot(
                f"{self.name}: it has no number of “{label}”. Draft and release the report again."
            )
        return found[0]

    def definition(self, key: str) -> Json:
        """Title and rule of a definition. Raises `NotASnapshot`."""
        found = next((each for each in self.definitions if each["key"] == key), None)
        if found is None:
            raise NotASnapshot(
                f"{self.name}: it was released without the rule of {key}. Draft and release the "
                "report again."
            )
        return found


def snapshot_from(
    release: FromRelease, la_code: str, authority: str, *, population: str = "", per: str = ""
) -> Snapshot:
    """The snapshot of a release; `population` is how many children there are of whom `per` says.

    Raises `NotASnapshot` in words: for another report, a number that may not be sent, and whatever
    is no snapshot when somebody fills it in.
    """
    if release.report != FROM:
        raise NotASnapshot(
            f"{release.name}: it does not say whose whereabouts are known. Take a release of "
            "“Children missing education: the headline”."
        )
    known, not_known = (release.definition(key) for key in WHEREABOUTS)
    everybody = release.row(*EVERYBODY)
    formula = (
        f"{everybody['labels'][1]}. Known: {known['words']} Not known: {not_known['words']}"
    )  # fmt: skip
    row = dict.fromkeys(COLUMNS, "") | {
        "la_code": la_code, "authority": authority, "day": release.day.isoformat(),
        "measure": MEASURE, "title": TITLE, "definition": NOT_ON_ROLL,
        "version": version_of(formula), "formula": formula,
        "known": text_of(release.row("whereabouts", known["title"])),
        "not_known": text_of(release.row("whereabouts", not_known["title"])),
        "total": text_of(everybody),
        "population": population, "counted_per": per, "note": release.reference,
    }  # fmt: skip
    snapshot = snapshot_of([row], release.name)
    may_be_sent(snapshot)
    return snapshot


def text_of(number: Json) -> str:
    """A number as a data file has it, or its symbol."""
    return str(number["symbol"] if number["value"] is None else number["value"])
