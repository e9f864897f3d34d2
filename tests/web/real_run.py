"""A real home of a few made-up children in two systems, so that a decision can be worked in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from onroll.record.feeds import read
from onroll.record.feeds.landing import land
from onroll.record.home import Home
from onroll.record.run import run

AS_OF = date(2026, 11, 20)
KNOWN_AT = datetime(2026, 11, 20, 22, tzinfo=UTC)
ROLL = """\
Pupil ID,UPN,Forename,Surname,Date of Birth,Sex,URN,Enrolment Status,Entry Date,Address,Postcode
P1,,Amira,Example,27/03/2016,F,100001,C,01/09/2024,1 High Street,XE1 1AA
P2,,Ben,Sample,02/02/2016,M,100002,C,01/09/2024,2 High Street,XE1 1AB
P3,,Zofia,Mock-Nowak,03/03/2014,F,100001,C,01/09/2024,3 High Street,XE1 1AD
P4,,Grace,Placeholder,08/08/2012,F,100002,C,01/09/2024,4 High Street,XE1 1AE
P5,,Tom,Placeholder,08/08/2012,M,100002,C,01/09/2024,4 High Street,XE1 1AE
"""
HEALTH = (
    "NHS Number\tForename\tSurname\tDate of Birth\tSex\tAddress\tPostcode\tRegistered On\t"
    "Removed On\tPractice\n"
    "9434765919\tAmira\tExample\t20160327\t2\t1 High Street\tXE1 1AA\t20160401\t\tHill\n"
    "9434765870\tBen\tSample\t20160202\t1\t9 Low Road\tXE2 2AB\t20160401\t\tHill\n"
    "9434765846\tSofia\tNowak\t20140303\t2\t3 High St\tXE1 1AD\t20140401\t\tHill\n"
    "9434765838\tNobody\tElse\t20130909\t2\t7 Far Lane\tXE1 9ZZ\t20140401\t\tHill\n"
)
FILES = {f"roll_{AS_OF}.csv": ROLL, f"gp_registrations_{AS_OF}.tsv": HEALTH}


def real_run(home: Home, files: dict[str, str] = FILES) -> Path:
    """Load the files into a home, as they came, and the folder of the run that follows."""
    for name, text in files.items():
        path = home.path / name
        path.write_text(text, encoding="utf-8")
        land(read(path, received_on=AS_OF), home, KNOWN_AT)
        path.unlink()
    return run(home, as_of=AS_OF, known_at=KNOWN_AT)
