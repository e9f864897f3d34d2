"""The rows of a regional snapshot from released reports: their numbers as they were released, and
how they were counted, in the words that were released with them.

Nothing is counted here, and no child is read: a number that was hidden is c in the snapshot too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from onroll.figures.regional.only_sums import NotASnapshot
from onroll.figures.regional.packing import may_be_sent, version_of
from onroll.figures.regional.snapshot import COLUMNS, Snapshot, snapshot_of
from onroll.figures.reports.cme_headline import NOT_ON_ROLL, WHEREABOUTS
from onroll.figures.reports.cohort_overlay import COHORTS

Json = Mapping[str, Any]
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
        """The one number of a row of a table, by one of its labels. Raises `NotASnapshot`."""
        found = [each for each in self.numbers
                 if each["table"] == table and label in each["labels"]]  # fmt: skip
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
    releases: Sequence[FromRelease], la_code: str, authority: str, *, population: str = "",
    per: str = "",
) -> Snapshot:  # fmt: skip
    """The snapshot of the releases of one day, with the rows of each; `population` is how many
    children there are of whom `per` says.

    Raises `NotASnapshot` in words: for a report that no snapshot is made from, a number that may
    not be sent, and whatever is no snapshot when somebody fills it in.
    """
    rows = []
    for release in releases:
        if release.report not in FROM:
            raise NotASnapshot(
                f"{release.name}: no snapshot is made from this report. Take a release of "
                "“Children missing education: the headline”, or of “Social workers, special needs "
                "and free meals, by cohort”."
            )
        rows += [
            dict.fromkeys(COLUMNS, "") | {
                "la_code": la_code, "authority": authority, "day": release.day.isoformat(),
                "population": population, "counted_per": per, "note": release.reference,
                "version": version_of(row["formula"]), **row,
            }
            for row in FROM[release.report](release)
        ]  # fmt: skip
    snapshot = snapshot_of(rows, " and ".join(each.name for each in releases))
    may_be_sent(snapshot)
    return snapshot


def by_whereabouts(release: FromRelease) -> list[dict[str, str]]:
    """The headline: children on no roll, by whether their whereabouts are known."""
    known, not_known = (release.definition(key) for key in WHEREABOUTS)
    everybody = release.row(*EVERYBODY)
    return [
        {
            "measure": MEASURE, "title": TITLE, "definition": NOT_ON_ROLL,
            "formula": f"{everybody['labels'][1]}. Known: {known['words']} "
                       f"Not known: {not_known['words']}",
            "known": text_of(release.row("whereabouts", known["title"])),
            "not_known": text_of(release.row("whereabouts", not_known["title"])),
            "total": text_of(everybody),
        }
    ]  # fmt: skip


def by_cohort(release: FromRelease) -> list[dict[str, str]]:
    """The overlay: one row for each cohort, of whose whereabouts nothing is asked."""
    ruled = {key: release.definition(key) for key in COHORTS}
    return [
        {
            "measure": key, "title": rule["title"], "definition": key, "formula": rule["words"],
            "known": "x", "not_known": "x",
            "total": text_of(release.row("cohorts", rule["title"])),
        }
        for key, rule in ruled.items()
    ]  # fmt: skip


FROM: Final[Mapping[str, Callable[[FromRelease], list[dict[str, str]]]]] = {
    "cme_headline": by_whereabouts,
    "cohort_overlay": by_cohort,
}
"""The reports that snapshots are made from, by key, and the rows that each has for one."""


def text_of(number: Json) -> str:
    """A number as a data file has it, or its symbol."""
    return str(number["symbol"] if number["value"] is None else number["value"])
