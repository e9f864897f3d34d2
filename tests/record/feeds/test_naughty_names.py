"""Any text survives as a name: it is accepted, unchanged, and in its own row."""

import csv
import io
import json
from pathlib import Path

import pytest

from onroll.record.feeds import read
from tests.record.feeds.drawn_roll import children

BLNS = Path(__file__).resolve().parents[4] / "shared" / "data" / "hostile" / "blns.json"

NAUGHTY = (
    "O'Brien", "D’Souza-Jones", "St. John", "van der Berg", "Nguyễn", "Ó Súilleabháin", "Łukasz",
    "Æthelflæd", "Zoë", "Ng", "X Æ A-12", "null", "None", "NaN", "undefined", "TRUE", "Infinity",
    "0", "-1", "1e5", "''", '"', '""quoted""', "a,b", "a;b", "a|b", "a\tb", "two\nlines", "\\N",
    "\\", "--", "'; DROP TABLE pupils; --", "1' OR '1'='1", "${jndi:ldap://x}", "{{7*7}}", "%s%n",
    "../../etc/passwd", "<script>alert(1)</script>", "&lt;b&gt;", "=1+1", "+44", "@SUM(A1)", "#",
    "李小龍", "Ελένη", "محمد", "שרה", "Юлия", "สมชาย", "नेहा", "👩‍👧", "e\u0301", "ﬁ", "İ", "ß",
    "a" * 500, "A\u0300" * 40, "\u202eevil", "zero\u200bwidth", "soft\u00adhyphen", "Mr Test",
)  # fmt: skip
"""Names that people have, and what has broken other systems."""


def _read_as_names(names, write):
    rows = children(len(names))
    for row, name in zip(rows, names, strict=True):
        row |= {"Surname": name, "UPN": ""}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(rows[0])
    writer.writerows(row.values() for row in rows)
    return read(write("roll_2026-11-01.csv", out.getvalue().encode("utf-8", "replace")))


def test_every_naughty_name_is_kept_as_it_came(write):
    reading = _read_as_names(NAUGHTY, write)

    assert reading.held_back_rows == 0
    assert reading.accepted["surname"].to_pylist() == [name.strip() for name in NAUGHTY]


@pytest.mark.skipif(not BLNS.exists(), reason=f"LOUD: the list of naughty strings is not at {BLNS}")
def test_the_big_list_of_naughty_strings_survives_as_names(write):
    """All but its blank ones, which are no names and are held back as such."""
    unseen = " \t\u00a0\u200b\ufeff"
    strings = [s.replace("\0", "") for s in json.loads(BLNS.read_text(encoding="utf-8"))]
    strings = [s.encode("utf-8", "replace").decode("utf-8") for s in strings]

    reading = _read_as_names(strings, write)

    blank = [s for s in strings if not s.strip(unseen)]
    assert reading.rows_in == len(strings)
    assert reading.held_back_rows == len(blank)
    assert {p.rule_id for p in reading.problems if p.severity == "held_back"} <= {"surname.blank"}
    assert reading.accepted["surname"].to_pylist() == [
        s.strip(unseen) for s in strings if s.strip(unseen)
    ]
