"""school_census/: what each school's census return held, in the tables COLLECT gives back.

All columns are there in COLLECT's order; those that onroll has no use for are blank. The local
id is the UPN, or the row's table id where the return carried none that passes its check.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from onroll.demo.ages import year_group
from onroll.demo.errors import Damage
from onroll.demo.life import Child, Enrolment
from onroll.demo.systems.files import Files
from onroll.demo.terms import Term, census_day

ON_ROLL = tuple(
    """pupilonrolltableid NativeId dob surname forename middlenames preferredsurname formersurname
upn formerupn uniquelearnernumber sex entrydate pupilonrollorderseqcolumn sourceid
schoolcensustableid hoursatsetting schoollunchtaken parttime topupfunding
termlysessionspossible termlysessionsauthorised termlysessionsunauthorised senunitindicator
resourcedprovisionindicator nonqualhrs ftemp qualhrs qualhrspreviousyear
nonqualhrspreviousyear tlevelqualhrs tlevelnonqualhrs moveoffrollflag fundedhours
missingaddress duplicatenotfunded summerhalfterm2sessionspossible extendedhours
eligibilitycode summerhalfterm2sessionsauthorised summerhalfterm2sessionsunauthorised
dafindicator summerhalfterm2sessionseducational summerhalfterm2sessionsexceptional
summerhalfterm2sessionscoronavirus yssa servicechild language classtype enrolstatus boarder
plaa senprovision ncyearactual mathsgcsehighestpriorattainment
mathsgcsepriorattainmentyear11 englishgcsehighestpriorattainment
englishgcsepriorattainmentyear11 mathsgcsefundingexemption englishgcsefundingexemption
mathsgcsehighestpriorattainmentpreviousyear englishgcsehighestpriorattainmentpreviousyear
eyppr eyppbf""".split()
)
OFF_ROLL = tuple(
    """pupilnolongeronrolltableid NativeId dob surname forename middlenames preferredsurname
formersurname upn formerupn uniquelearnernumber sex entrydate leavingdate
pupilnolongeronrollorderseqcolumn sourceid schoolcensustableid parttime
termlysessionspossible termlysessionsauthorised termlysessionsunauthorised moveonrollflag
missingaddress summerhalfterm2sessionsauthorised summerhalfterm2sessionspossible
summerhalfterm2sessionsunauthorised qualhrs qualhrspreviousyear nonqualhrspreviousyear
tlevelqualhrs tlevelnonqualhrs nonqualhrs summerhalfterm2sessionseducational
summerhalfterm2sessionsexceptional summerhalfterm2sessionscoronavirus boarder language
ncyearleaving mathsgcsehighestpriorattainment mathsgcsepriorattainmentyear11
englishgcsehighestpriorattainment englishgcsepriorattainmentyear11 mathsgcsefundingexemption
englishgcsefundingexemption mathsgcsehighestpriorattainmentpreviousyear
englishgcsehighestpriorattainmentpreviousyear""".split()
)
EXCLUSIONS = tuple(
    """pupilonrolltableid NativeId termlyexclusionsonrolltableid
termlyexclusionsonrollorderseqcolumn sourceid startdate sessions reason1 reason2 reason3
category senprovision""".split()
)

_MONTHS = ("", *"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
_SOURCE = "school_census"
_DAY = timedelta(days=1)

Sessions = dict[str, dict[int, tuple[int, int, int]]]
"""By term ("2023-24 autumn"), then child number: possible, authorised, unauthorised sessions."""


def write(files: Files, sessions: Sessions) -> None:
    """Write three tables for each census day up to the last day known."""
    before = date(2023, 7, 1)
    previous: Term | None = None
    known: set[tuple[int, str]] = set()
    damage = files.damage(_SOURCE)
    for term in files.county.terms:
        year = int(term.year[:4]) + (term.name != "autumn")
        day = census_day(year, term.name)
        if day > files.until:
            break
        held = sessions.get(f"{previous.year} {previous.name}", {}) if previous else {}
        _Census(files, damage, f"{year}_{term.name}", day, before, held, known).write()
        before, previous = day, term


class _Census:
    """One census: everyone on roll on the day, and everyone who left since the one before."""

    def __init__(
        self,
        files: Files,
        damage: Damage,
        name: str,
        day: date,
        before: date,
        sessions: dict[int, tuple[int, int, int]],
        known: set[tuple[int, str]],
    ) -> None:
        self._files, self._damage, self._name = files, damage, name
        self._day, self._before, self._sessions, self._known = day, before, sessions, known
        self._exclusions: list[list[str]] = []
        self._upns: dict[int, str] = {}

    def write(self) -> None:
        """Write the three tables of this census."""
        on, off = f"{self._name}_pupilonroll.csv", f"{self._name}_pupilnolongeronroll.csv"
        out = f"{self._name}_termlyexclusionsonroll.csv"
        self._table(on, ON_ROLL, self._on_roll())
        self._table(off, OFF_ROLL, self._off_roll())
        self._table(out, EXCLUSIONS, iter(self._exclusions))

    def _table(self, name: str, header: tuple[str, ...], rows: Iterator[list[str]]) -> None:
        self._files.table(_SOURCE, name, ", ".join(header), rows, encoding="utf-8")

    def _on_roll(self) -> Iterator[list[str]]:
        day, width = self._day, len(ON_ROLL)
        at = {name: place for place, name in enumerate(ON_ROLL)}
        for child in self._files.known_to(_SOURCE, self._day):
            for e in child.enrolments:
                if e.starts_on > day or not e.school.keeps_marks:
                    continue
                if e.ends_before is not None and e.ends_before <= day:
                    continue
                row = [""] * width
                row[:15] = self._who(child, e, "n")
                row[14] = self._local_id("s", child)
                row[at["schoolcensustableid"]] = f"{e.school.urn}{day.year % 100}{day.month:02d}"
                row[at["parttime"]] = "False"
                self._fill_sessions(row, at, child)
                row[at["enrolstatus"]] = e.status
                row[at["language"]] = "ENG"
                row[at["senprovision"]] = child.sen
                year = year_group(child.born_on, day)
                row[at["ncyearactual"]] = str(year) if year > 0 else "R"
                self._note_exclusions(child, e, row[0])
                yield row

    def _off_roll(self) -> Iterator[list[str]]:
        width = len(OFF_ROLL)
        at = {name: place for place, name in enumerate(OFF_ROLL)}
        for child in self._files.known_to(_SOURCE, self._day):
            for e in child.enrolments:
                if e.ends_before is None or not e.school.keeps_marks:
                    continue
                if not self._before < e.ends_before <= self._day:
                    continue
                row = [""] * width
                row[:13] = self._who(child, e, "f")[:13]
                row[at["leavingdate"]] = _stamp(e.ends_before)
                row[at["pupilnolongeronrollorderseqcolumn"]] = "1"
                row[at["sourceid"]] = self._local_id("s", child)
                self._fill_sessions(row, at, child)
                row[at["ncyearleaving"]] = str(
                    max(0, year_group(child.born_on, e.ends_before - _DAY))
                )
                yield row

    def _who(self, child: Child, enrolment: Enrolment, kind: str) -> list[str]:
        """The first 15 columns, the same in both tables as far as they go."""
        upn = self._upns.get(child.number)
        if upn is None:
            upn = self._damage.upn(child, missing=0.0015, wrong=0.0005)
            self._upns[child.number] = upn
        forename, surname = self._damage.names(child, 0.008)
        table_id = f"{enrolment.school.urn[-3:]}{self._local_id(kind, child)}"
        local_id = upn if upn == child.upn else table_id
        if (child.number, local_id) not in self._known:
            self._known.add((child.number, local_id))
            self._files.knows(child, _SOURCE, local_id)
        return [
            table_id, enrolment.school.urn, _stamp(child.born_on), surname, forename, "",
            child.called if child.called != child.forename else "", child.former_surname, upn,
            child.former_upn, child.uln,
            child.sex, _stamp(enrolment.starts_on), "1", "",
        ]  # fmt: skip

    def _local_id(self, kind: str, child: Child) -> str:
        mixed = (child.number * 2_654_435_761 + self._day.toordinal()) % 2**32
        return f"{mixed:08x}-{kind}{self._day.month:02d}"

    def _fill_sessions(self, row: list[str], at: dict[str, int], child: Child) -> None:
        counted = self._sessions.get(child.number)
        if counted is not None:
            for name, count in zip(
                ("possible", "authorised", "unauthorised"), counted, strict=True
            ):
                row[at[f"termlysessions{name}"]] = f"{count}.0"

    def _note_exclusions(self, child: Child, enrolment: Enrolment, table_id: str) -> None:
        number = 0
        for each in child.exclusions:
            if each.school is enrolment.school and self._before <= each.starts_on < self._day:
                number += 1
                sessions = f"{each.sessions}.0" if each.category == "SUSP" else ""
                own = f"{self._local_id('x', child)}{number}"
                reasons = [*each.reasons, "", "", ""][:3]
                self._exclusions.append(
                    [
                        table_id, enrolment.school.urn, own, str(number), "",
                        _stamp(each.starts_on), sessions, *reasons, each.category, child.sen,
                    ]
                )  # fmt: skip


def _stamp(day: date) -> str:
    """As COLLECT's export writes dates: 2024-Oct-16 00:00:00."""
    return f"{day.year}-{_MONTHS[day.month]}-{day.day:02d} 00:00:00"
