"""A made-up authority whose sources send drawn files: loaded, worked out and asked about.

A file is drawn as its system writes it, under the system's own headings. It is checked, asked about
and landed by the code behind `onroll load`, and what follows is read from the run's own tables.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from onroll.cli.loading import FixFile, Outcome, Wish, landed
from onroll.cli.terminal import ExitCode
from onroll.record.definitions import definition
from onroll.record.feeds import read
from onroll.record.feeds.known import known
from onroll.record.home import Home
from onroll.record.known_then import KeptRun
from onroll.record.one_child import OneChild
from onroll.record.run import run
from onroll.record.why import Explanation, explain
from tests.record.feeds.drawn_roll import upn
from tests.record.testcal import BANK_HOLIDAY, INSET_DAYS, TERMS
from tests.spec.drawn import drawn

AUTHORITY = """\
name = "Exampleshire County Council"
short_name = "Exampleshire"
la_code = "001"
colour = "#00594f"
postcode_districts = ["XE1", "XE2"]
demo = true
"""
SCHOOLS = """\
URN,LA (code),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),\
PhaseOfEducation (name),EstablishmentStatus (name),OpenDate,CloseDate,Postcode
100001,001,4000,Hilltop Academy,Academy converter,Secondary,Open,01-09-2012,,XE1 2AB
100002,001,2000,Brook Primary,Community school,Primary,Open,,,XE2 2AB
100003,001,4001,Quay School,Free school,Secondary,Open,01-09-2012,,XE1 2AB
100009,001,1100,Forge Pupil Referral Unit,Pupil referral unit,Not applicable,Open,,,XE1 2AB
"""


def term_dates() -> str:
    """The terms of the school year 2025 to 2026, and the days on which all schools are closed."""
    rows = [("Open", first, last) for first, last in TERMS]
    rows += [("INSET", day, day) for day in INSET_DAYS]
    rows += [("Closed", BANK_HOLIDAY, BANK_HOLIDAY)]
    lines = [f",{kind},{first:%d/%m/%Y},{last:%d/%m/%Y}," for kind, first, last in rows]
    return "\n".join(["URN,Kind,From,To,Reason", *lines, ""])


def new_authority(folder: Path) -> Path:
    """Make a folder the home of an authority, with its schools and its term dates loaded."""
    (folder / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    for name, text in (("schools.csv", SCHOOLS), ("term_dates.csv", term_dates())):
        Sources(folder).land("2011-01-01", name, text)
    return folder


class Sources:
    """A home, and what its sources have sent to it."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)

    def send(self, on: str, name: str, rows: str) -> None:
        """A drawn file, loaded whole on a day: nothing held back and nothing asked about it."""
        self.land(on, name, as_text(drawn(rows), "\t" if name.endswith(".tsv") else ","))

    def land(self, on: str, name: str, text: str, *confirmed: str) -> None:
        """The text of a file, loaded whole on a day. `confirmed` are the questions answered."""
        outcome = self.brought(on, name, text, confirmed=frozenset(confirmed))
        assert outcome.code is ExitCode.DONE, (outcome.message, outcome.asked)
        assert outcome.reading is not None
        assert not outcome.reading.fault_counts, outcome.reading.fault_counts

    def send_pupils(self, on: str, pupils: str) -> None:
        """Two files of the pupil system: the pupils on roll, and where each one lives.

        The table has one row for each pupil: Pupil ID, Forename, Surname, Date of Birth, URN and
        Entry Date, and what else the roll's file says of all of them. Each lives in the area from
        the day of entry.
        """
        held = drawn(pupils)
        roll = [{"UPN": "", "Enrolment Status": "C"} | row for row in held]
        homes = [
            {
                "Pupil ID": row["Pupil ID"], "Address": f"{number} High St", "Town": "Exam",
                "Postcode": "XE1 2AB", "UPRN": "", "From": row["Entry Date"], "To": "",
                "Asserted By": "School", "Verified By": "", "Verified On": "",
            }
            for number, row in enumerate(held, start=1)
        ]  # fmt: skip
        self.land(on, f"roll_{on}.csv", as_text(roll))
        # nobody has moved: the file is the one of before, and is meant
        self.land(on, f"addresses_{on}.csv", as_text(homes), "rows.same_as_before")

    def brought(self, on: str, name: str, text: str, **wish: Any) -> Outcome:
        """What becomes of a file that is brought on a day, as `onroll load` says it."""
        path = self.home.path / name
        path.write_text(text, encoding="utf-8")
        now = evening(on)
        reading = read(path, known=known(self.home), received_on=now.date())
        nowhere: FixFile = lambda reading: ""  # noqa: E731 (a fix file is not what is looked at)
        return landed(name, reading, self.home, Wish(by="alex", **wish), now, nowhere)

    def worked_out(self, on: str) -> Found:
        """What a run on the evening of a day makes of all that was sent by then."""
        now = evening(on)
        return Found(KeptRun.of(run(self.home, as_of=now.date(), known_at=now)))


def table(rows: str) -> list[tuple[str, ...]]:
    """A drawn table as `Found` gives one: its rows in order, blank cells empty."""
    return sorted(tuple(row.values()) for row in drawn(rows))


def evening(on: str) -> datetime:
    return datetime.combine(date.fromisoformat(on), time(20), UTC)


def as_text(rows: Sequence[Mapping[str, str]], delimiter: str = ",") -> str:
    """Rows as the text of a file under their headings."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows(row.values() for row in rows)
    return out.getvalue()


def made_up(number: int, born: date) -> dict[str, str]:
    """Who a child is, each number another: UPN, name and a date of birth in the month of `born`."""
    forename = "".join(SYLLABLES[digit] for digit in divmod(number, len(SYLLABLES)))
    surname = "".join(SYLLABLES[-1 - digit] for digit in divmod(number * 7 % 225, len(SYLLABLES)))
    return {
        "UPN": upn(number),
        "Forename": forename.title(),
        "Surname": f"{surname.title()}ford",
        "Date of Birth": f"{number % 28 + 1:02}/{born:%m/%Y}",
    }


SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu".split()


class Found:
    """What one run says. Children are called by their forenames, of which each is one child's.

    A day that has not come by the run's own is left blank: until then it is what follows if nobody
    tells anything else.
    """

    def __init__(self, kept: KeptRun) -> None:
        self.kept = kept

    @cached_property
    def child_of(self) -> dict[str, str]:
        """Each child's reference, by forename."""
        rows = self.rows("children", "child", "forename")
        assert len({row["forename"] for row in rows}) == len(rows), "two children of one name"
        return {row["forename"]: row["child"] for row in rows}

    @cached_property
    def name_of(self) -> dict[str, str]:
        return {child: name for name, child in self.child_of.items()}

    def rows(self, table: str, *columns: str, **where: str) -> list[dict[str, Any]]:
        asked = [(column, "=", value) for column, value in where.items()] or None
        path = self.kept.folder / f"{table}.parquet"
        rows: list[dict[str, Any]] = pq.read_table(
            path, columns=[*columns] or None, filters=asked
        ).to_pylist()
        return rows

    def spells(self, key: str) -> list[tuple[str, ...]]:
        """Who meets a definition, and on which days: child, starts_on, ends_before."""
        return self.table("statuses", "definition", key, "starts_on", "ends_before")

    def clocks(self, key: str) -> list[tuple[str, ...]]:
        """Each running of a clock: child, starts_on, due_on, met_on."""
        return self.table("clocks", "clock", key, "starts_on", "due_on", "met_on")

    def table(self, name: str, column: str, key: str, *days: str) -> list[tuple[str, ...]]:
        return sorted(
            (self.name_of[row["child"]], *(self.shown(day, row[day]) for day in days))
            for row in self.rows(name, **{column: key})
        )

    def shown(self, column: str, day: date | None) -> str:
        to_come = day is not None and day > self.kept.as_of and column != "due_on"
        return day.isoformat() if day and not to_come else ""

    def on(self, day: str, key: str) -> str:
        """Who is on a definition's list on a day, by name: "Amira, Ben"."""
        on = date.fromisoformat(day)
        found = [
            self.name_of[row["child"]]
            for row in self.rows("statuses", definition=key)
            if row["starts_on"] <= on and (row["ends_before"] is None or on < row["ends_before"])
        ]
        return ", ".join(sorted(found))

    def of(self, name: str, day: str) -> set[str]:
        """Every definition that a child meets on a day."""
        on = date.fromisoformat(day)
        return {
            row["definition"]
            for row in self.rows("statuses", child=self.child_of[name])
            if row["starts_on"] <= on and (row["ends_before"] is None or on < row["ends_before"])
        }

    def one(self, name: str) -> OneChild:
        """Everything that was told of a child."""
        child = self.kept.child(self.child_of[name])
        assert child is not None
        return child

    def why(self, name: str, key: str, day: str) -> Explanation:
        """Why a child meets a definition on a day, or why not, as `onroll why` says it."""
        return explain(definition(key), self.one(name), date.fromisoformat(day))


def not_met(why: Explanation) -> list[str]:
    """The tests that are not met, in words."""
    return [test.words for test in why.tests if not test.met]


def rests_on(why: Explanation) -> set[tuple[str, int | None]]:
    """The file and row of everything that an answer rests on."""
    return {(each.file, each.row) for test in why.tests for each in test.evidence}
