"""Seven faults of the papers that these reports replace: each is refused, or cannot be printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from onroll.figures.printed_shares import totals_that_fit
from onroll.figures.reports.breakdowns import breakdown
from onroll.figures.reports.finding_words import against
from onroll.figures.reports.numbers import Count, Given, Number, Share
from onroll.figures.reports.report import (
    MORE_GROUPS,
    ONE_GROUP,
    TOTAL,
    Column,
    Report,
    Row,
    Table,
)
from onroll.figures.reports.stated import CannotStandTogether, Stated, changed
from onroll.figures.rounding import half_up
from onroll.figures.whereabouts_counts import count
from onroll.figures.writing.value_text import on_page, spelt

NUMBER = Column("child_count", "Number of children")
MAY = date(2014, 5, 16)
JANUARY = date(2014, 1, 31)


def those(many: int, first: int = 0, kind: str = "") -> frozenset[str]:
    return frozenset(f"EC-{n}{kind}" for n in range(first, first + many))


def table(rows: dict[str, Number], groups: str = "", things: str = "children") -> Table:
    made = tuple(Row((label,), (number,)) for label, number in rows.items())
    return Table("drawn", "Drawn", things, (("group", "Group"),), (NUMBER,), made, groups)


def test_a_reduction_says_from_what_to_what() -> None:
    """Rotherham (2018): "97 … highlights a reduction … (61 children)"."""
    said = against(97, 158, "in Quarter 2")
    assert said == "down from 158 in Quarter 2, 61 fewer"
    now = Stated("missing_education", date(2018, 1, 23), 97)
    assert changed(now, Stated("missing_education", date(2017, 9, 30), 158)) == (
        "down from 158 on 30 September 2017 to 97 on 23 January 2018, 61 fewer"
    )


@pytest.mark.parametrize(
    ("cell", "printed", "reckoned"),
    [
        ("2 (35 closed)", "2 (35 closed)", (Decimal(2), "35 closed")),
        ("182 (115 old)", "182 (115 old)", (Decimal(182), "115 old")),
        ("84", "84", (Decimal(84), "No note")),
        ("No data available", "[x] (No data available)", (None, "No data available")),
    ],
)
def test_a_note_beside_a_number_never_stands_in_its_cell(
    cell: str, printed: str, reckoned: tuple[Decimal | None, str]
) -> None:
    """Leicestershire (2014), Appendix B: on a page in brackets, for reckoning in its own column."""
    sent = count(cell)
    value = None if sent.number is None else Decimal(sent.number)
    given = Given(value, None if value is not None else "x", sent.note)
    other = Given(Decimal(1), note="1 old")
    assert on_page(given, NUMBER) == printed
    (row, _) = spelt(table({"A": given, "B": other})).rows
    number, note = row.cells
    assert not isinstance(number, str)
    assert (number.value, note) == reckoned
    with pytest.raises(ValueError, match="value or a symbol"):
        Given(None, None, "No data available")


def test_the_same_number_by_two_definitions_is_two_statements() -> None:
    """84 whereabouts unknown in January 2014; 84 on no roll nor suitably taught at home in May."""
    unknown = Stated("whereabouts_not_known", JANUARY, 84)
    missing = Stated("missing_education", MAY, 84)
    assert unknown != missing
    assert unknown.words == "84 children: whereabouts not known, on 31 January 2014"
    assert missing.words == "84 children: children missing education, on 16 May 2014"
    with pytest.raises(CannotStandTogether, match=r"not known and children missing"):
        changed(missing, unknown)
    with pytest.raises(ValueError, match="say by which definitions it counts"):
        Report("x", "X", "LA", MAY, None, (), (table({"A": Count(those(84))}),))


def test_two_definitions_are_not_one_series_nor_one_total() -> None:
    """Leicestershire (2022): 250, 446 and 880 have pupils on a roll in them, paragraph 14 not."""
    statutory = Stated("missing_education_extended_not_on_roll", date(2019, 7, 31), 250)
    extended = Stated("missing_education_extended", date(2021, 7, 31), 880)
    with pytest.raises(CannotStandTogether):
        changed(extended, statutory)
    with pytest.raises(ValueError, match="the groups have 1,078 and the total 880"):
        table({"Statutory": Count(those(198, 880)), "On a roll too": Count(those(880)),
               TOTAL: Count(those(880))}, ONE_GROUP)  # fmt: skip


def test_more_reasons_than_children_cannot_be_printed_unexplained() -> None:
    """Leicestershire (2022): 63 reasons of 50 new children."""
    sample = (18, 4, 2, 5, 12, 12, 2, 2, 4, 2)
    assert sum(sample) == 63
    reasons = {f"Reason {n}": those(many, min(n, 50 - many)) for n, many in enumerate(sample)}
    rows: dict[str, Number] = {reason: Count(held) for reason, held in reasons.items()}
    with pytest.raises(ValueError, match="children are in more than one group"):
        table(rows, ONE_GROUP)
    with pytest.raises(ValueError, match="children are in more than one group"):
        breakdown("reasons", "Why", "Reason", reasons)
    with pytest.raises(ValueError, match="say of its total whether the rows add up"):
        table(rows | {TOTAL: Count(those(50))})
    explained = table(rows | {TOTAL: Count(those(50))}, MORE_GROUPS)
    assert explained.groups == (
        "A child can be in more than one group; groups do not add to the total."
    )


def test_a_percentage_has_its_denominator() -> None:
    """Leicestershire's cohort was about 15,139 in September 2021, and 14,270 in October."""
    assert 15139 in totals_that_fit([(196, "1.29"), (8932, "59"), (9128, "60.3")])
    assert 14259 in totals_that_fit([(154, "1.08")]), "of the one number alone"
    assert 14259 not in totals_that_fit([(154, "1.08"), (2055, "14.40"), (2209, "15.48")])
    percent = Column("child_percent", "Percentage", "%", 2)
    share = Share(those(196), those(15139), 2)
    assert on_page(share, percent) == "1.29% (196 of 15,139)"
    with pytest.raises(ValueError, match="5 of the part are not of the whole"):
        Share(those(25), those(20))
    with pytest.raises(TypeError):
        Share(those(25))  # type: ignore[call-arg]


def test_exclusions_and_pupils_are_not_one_column() -> None:
    """Leicestershire (2022), paragraph 24: a pupil may be suspended several times."""
    exclusions, pupils = Count(those(3, kind="|2026-01-05")), Count(those(2))
    with pytest.raises(ValueError, match="drawn, child_count: children among exclusions"):
        table({"Exclusions": exclusions, "Pupils": pupils}, things="exclusions")
    said = Table("drawn", "Drawn", "as each row says", (("group", "Group"), ("counted", "Counted")),
                 (NUMBER,), (Row(("A", "Exclusions"), (exclusions,)),
                             Row(("A", "Pupils"), (pupils,))))  # fmt: skip
    assert len(said.rows) == 2, "each row says which"


@pytest.mark.parametrize(
    ("before", "now", "printed"),
    [(608, 810, "33.22"), (200, 250, "25.00"), (219, 137, "-37.44"), (7, 6, "-14.29")],
)
def test_the_changes_that_were_printed_fit_the_counts(before: int, now: int, printed: str) -> None:
    """Home education +33.22 % and medical needs -37.44 % fit; -14.28 % of permanent exclusions was
    cut off and not rounded, as a fall from 7 to 6 is."""
    assert str(half_up(Decimal(100 * (now - before)) / before, 2)) == printed


def test_a_hidden_group_leaves_the_total_as_it_is() -> None:
    """Of a release some groups are hidden: what is shown may be less than the total, never more."""
    hidden = Given(None, "c")
    made = table({"A": Count(those(8)), "B": hidden, TOTAL: Count(those(10))}, ONE_GROUP)
    assert len(made.rows) == 3
    with pytest.raises(ValueError, match="the groups have 12 and the total 10"):
        table({"A": Count(those(12)), "B": hidden, TOTAL: Count(those(10))}, ONE_GROUP)
