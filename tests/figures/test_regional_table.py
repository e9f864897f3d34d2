"""Twenty authorities send numbers: the table of 2014 with its gaps, and what is never added."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onroll.figures.disclosure import Figure, Release, Shown, attack
from onroll.figures.regional.cells import BLANK, Cell, cell, total_of
from onroll.figures.regional.changes import OF_ONE_PART, change_of
from onroll.figures.regional.only_sums import NotASnapshot
from onroll.figures.regional.received import Received, received_for, take
from onroll.figures.regional.roster import Region, groups_in, regions_on
from onroll.figures.regional.shown import in_order, regional_report, table_file
from onroll.figures.regional.snapshot import COLUMNS, AgreedFigure, Snapshot
from onroll.figures.regional.snapshot_file import as_csv
from onroll.figures.regional.table import ONE_NUMBER, regional_table
from onroll.figures.reports.numbers import Given
from onroll.record.home import Home
from tests.figures.test_whereabouts_counts import APPENDIX_B, NONE

SEPTEMBER_2013, JANUARY_2014 = date(2013, 9, 30), date(2014, 1, 31)
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
CODES = (
    "330", "831", "830", "332", "916", "884", "856", "855", "928", "892", "891", "857", "334",
    "860", "861", "894", "335", "937", "336", "885",
)  # fmt: skip
MIDLANDS = Region("midlands", "Midlands", tuple(
    (code, row[0]) for code, row in zip(CODES, APPENDIX_B, strict=True)
))  # fmt: skip
FEW = Region("few", "Few", tuple((str(n), f"Authority {n}") for n in range(801, 808)))


def row(code: str, name: str, day: date, **cells: str) -> dict[str, str]:
    usual = {"la_code": code, "authority": name, "day": day.isoformat(), "measure": "not_on_roll",
             "title": "Not on a school roll"}  # fmt: skip
    return dict.fromkeys(COLUMNS, "") | usual | cells


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with forty files of 2013 and 2014, as the regional meetings had them."""
    home = Home(tmp_path_factory.mktemp("region"))
    for code, (name, *cells) in zip(CODES, APPENDIX_B, strict=True):
        for day, (known, not_known) in (
            (SEPTEMBER_2013, cells[:2]), (JANUARY_2014, cells[2:]),
        ):  # fmt: skip
            text = as_csv([row(code, name, day, known=known, not_known=not_known)])
            take(home, text.encode(), f"{code}.csv", keys=(), by="analyst", at=AT)
    return home


def as_it_stood(text: str) -> Cell:
    """A cell of the paper: a number with its note, x for no data, z for one that was left blank."""
    if text == NONE:
        return Cell(None, "x", "no data available")
    number, _, note = text.partition(" (")
    return Cell(int(number), note=note.rstrip(")")) if number else Cell(None, "z")


@pytest.mark.parametrize(
    ("day", "first", "known", "not_known", "gave_both", "gave_one"),
    [
        (SEPTEMBER_2013, 1, 435, 1418, 11, ["Derby City", "Nottingham City", "Wolverhampton"]),
        (JANUARY_2014, 3, 216, 1398, 12, ["Dudley", "Northamptonshire", "Nottinghamshire",
                                          "Walsall", "Warwickshire"]),
    ],
)  # fmt: skip
def test_every_cell_of_the_table_of_2014_is_there_as_it_stood(
    home: Home, day: date, first: int, known: int, not_known: int, gave_both: int,
    gave_one: list[str],
) -> None:  # fmt: skip
    """Derby City's 122 stands across both columns, and may be of one: no total follows from it. So
    Derby City has none, and it is in no sum. Leicestershire's unknown fell from 132 to 84."""
    table = regional_table(MIDLANDS, day, "not_on_roll", received_for(home, day))
    for found, sent in zip(table.rows, APPENDIX_B, strict=True):
        cells = [as_it_stood(text) for text in sent[first : first + 2]]
        assert found.authority == sent[0]
        assert [found.cell("known"), found.cell("not_known")] == cells
        numbers = [each.number for each in cells if each.number is not None]
        assert found.cell("total").number == (sum(numbers) if len(numbers) == 2 else None)
        assert all(each.note in found.note for each in cells)
    assert [row.authority for row in table.rows if ONE_NUMBER in row.note] == gave_one
    assert table.sums["known"].number == Given(Decimal(known))
    assert table.sums["not_known"].number == Given(Decimal(not_known))
    assert table.sums["total"].number == Given(Decimal(known + not_known))
    assert {each.words for each in table.sums.values()} == {f"{gave_both} of 20"}
    assert table.has_small


def test_no_data_a_blank_and_what_was_not_sent_are_never_nought(home: Home) -> None:
    table = regional_table(MIDLANDS, JANUARY_2014, "not_on_roll", received_for(home, JANUARY_2014))
    by_name = {each.authority: each for each in table.rows}
    assert by_name["Wolverhampton"].cell("total").symbol == "x"
    assert by_name["Stoke on Trent"].cell("total") == Cell(None, "z")
    assert by_name["Wolverhampton"].note == "no data available"
    assert by_name["Gloucestershire"].cell("not_known") == Cell(2, note="35 closed")
    nobody = regional_table(MIDLANDS, JANUARY_2014, "not_on_roll", {})
    assert {each.cell("total") for each in nobody.rows} == {Cell(None, "x")}
    assert nobody.sums["total"].number == Given(None, "x")
    assert nobody.sums["total"].words == "0 of 20"


def test_the_report_and_the_file_say_what_the_table_says(home: Home) -> None:
    table = regional_table(MIDLANDS, JANUARY_2014, "not_on_roll", received_for(home, JANUARY_2014))
    report = regional_report(table)
    (shown,) = report.tables
    assert [len(shown.rows), shown.rows[-1].labels[-1]] == [21, "12 of 20"]
    assert shown.rows[4].numbers[1] == Given(Decimal(2), note="35 closed")
    text = table_file(table, in_order(table.rows, "total"))
    lines = text.splitlines()
    assert lines[1].startswith("Midlands,2014-01-31,not_on_roll,856,Leicester City,46,485,531,x,")
    assert lines[-1].startswith("Midlands,2014-01-31,not_on_roll,,Sent so far,216,1398,1614,x,")
    assert "Gloucestershire,7,2,9,x,,not said,,no,2026-11-23,no,35 closed" in text


def test_a_later_file_counts_and_the_earlier_one_stays(tmp_path: Path) -> None:
    home, day = Home(tmp_path), date(2026, 10, 1)

    def send(total: str) -> Any:
        text = as_csv([row("871", "Slough", day, total=total)])
        return take(home, text.encode(), "slough.csv", keys=(), by="analyst", at=AT)

    first, again, second = send("53"), send("53"), send("54")
    assert [first.new, again.new, second.new] == [True, False, True]
    assert second.instead_of == first.received
    held = received_for(home, day)["871"]
    assert [(each.number, each.snapshot.figures[0].total.number) for each in held] == [
        (1, 53), (2, 54),
    ]  # fmt: skip
    tomorrow = as_csv([row("871", "Slough", AT.date() + timedelta(days=1), total="55")])
    with pytest.raises(NotASnapshot, match="2026-11-24 has not come yet"):
        take(home, tomorrow.encode(), "slough.csv", keys=(), by="analyst", at=AT)
    back = send("53")
    assert [back.new, back.received.number] == [True, 3]
    table = regional_table(regions_on(home, day)["south-east"], day, "not_on_roll",
                           received_for(home, day))  # fmt: skip
    assert table.sums["total"].number == Given(Decimal(53))
    assert table.sums["total"].words == "1 of 19"


def test_the_south_east_has_nineteen_and_a_group_of_ones_own_what_one_says() -> None:
    home = Home(Path("nowhere"))
    assert len(regions_on(home, date(2026, 10, 1))["south-east"].members) == 19
    assert len(regions_on(home, date(2026, 10, 1))["inner-london"].members) == 14
    (own,) = groups_in("region,la_code\nBerkshire West,870\nBerkshire West,869\n", "groups.csv")
    assert (own.key, own.name) == ("berkshire-west", "Berkshire West")
    assert own.members == (("870", "Reading"), ("869", "West Berkshire"))


def received(code: str, figure: AgreedFigure) -> list[Received]:
    snapshot = Snapshot(code, code, JANUARY_2014, (figure,))
    return [Received(snapshot, 1, "f", "0", "", JANUARY_2014, AT, "analyst")]


def counted(known: Cell, not_known: Cell, total: Cell, definition: str = "cme") -> AgreedFigure:
    return AgreedFigure("m", "M", definition, "3", "words", known, not_known, total, 20_000)


CELLS = st.one_of(st.integers(0, 300).map(Cell), st.sampled_from([Cell(None, s) for s in "czx"]))  # type: ignore[arg-type]
FIGURES = st.builds(counted, CELLS, CELLS, CELLS, st.sampled_from(["cme", "pme"]))
SENT = st.dictionaries(st.sampled_from([code for code, _ in FEW.members]), FIGURES)


@settings(max_examples=60)
@given(SENT, st.booleans())
def test_what_is_missing_adds_nothing_and_is_said(
    sent: dict[str, AgreedFigure], anyway: bool
) -> None:
    table = regional_table(
        FEW, JANUARY_2014, "m", {c: received(c, f) for c, f in sent.items()}, compare_anyway=anyway
    )
    differ = len({each.definition for each in sent.values()}) > 1
    total = table.sums["total"]
    numbers = [each.total.number for each in sent.values() if each.total.number is not None]
    hidden = sum(each.total.symbol == "c" for each in sent.values())
    assert (total.of, total.out_of, total.hidden) == (len(numbers), 7, hidden)
    assert total.words.startswith(f"{len(numbers)} of 7")
    for each in table.rows:
        if each.la_code not in sent:
            assert (each.cell("total"), each.rate) == (Cell(None, "x"), Given(None, "x"))
    if differ and not anyway:
        assert total.number.value is None
        assert all(each.rate.value is None for each in table.rows)
    elif numbers:
        assert total.number.value is not None
        assert abs(total.number.value - sum(numbers)) <= (5 if hidden else 0)
        assert not hidden or total.number.value % 10 == 0
        assert total.rounded is bool(hidden)
    else:
        assert total.number.value is None
    assert table.definitions_differ is differ


def test_different_definitions_are_told_apart_and_compared_only_where_somebody_asks() -> None:
    ten = Cell(10)
    sent = {
        "801": received("801", counted(ten, ten, Cell(20))),
        "802": received("802", counted(ten, ten, Cell(20))),
        "803": received("803", counted(ten, ten, Cell(20), "extended")),
    }
    first = regional_table(FEW, JANUARY_2014, "m", sent)
    assert [each.differs for each in first.rows[:3]] == [False, False, True]
    assert {each.rate.symbol for each in first.rows[:3]} == {"z"}
    assert first.sums["total"].words == "3 of 7; not added up, because definitions differ"
    assert first.definitions == ("cme 3", "extended 3")
    then = regional_table(FEW, JANUARY_2014, "m", sent, compare_anyway=True)
    assert then.sums["total"].number == Given(Decimal(60))
    assert [each.rate.value for each in then.rows[:3]] == [Decimal("1.0")] * 3
    (table,) = regional_report(then).tables
    assert any("different definitions (cme 3, extended 3)" in note for note in table.notes)


def test_nobody_works_back_a_hidden_number_from_the_table_and_its_sums() -> None:
    """The attacker has every number of the table and the sums, and finds nothing of what is hidden:
    it is in no sum."""
    hidden = {"801": counted(Cell(38), cell("c"), cell("c"))}
    shown = {str(n): counted(Cell(20 + n - 800), Cell(9), Cell(29 + n - 800)) for n in (802, 803)}
    table = regional_table(
        FEW, JANUARY_2014, "m", {c: received(c, f) for c, f in (hidden | shown).items()}
    )
    assert table.sums["total"].words.startswith("2 of 7; rounded to 10 because a number above is")
    assert table.rate == Given(None, "c")
    figures, told = [], {}
    for code, each in (hidden | shown).items():
        for part, groups in (("known", "k"), ("not_known", "n"), ("total", "kn")):
            figures.append(Figure((code, part), frozenset((code, g) for g in groups)))
            number = getattr(each, part).number
            if number is not None:
                told[code, part] = Shown.exactly(number)
    for part, groups in (("known", "k"), ("not_known", "n"), ("total", "kn")):
        found, codes = table.sums[part], [c for c, f in (hidden | shown).items()
                                          if getattr(f, part).number is not None]  # fmt: skip
        assert found.number.value is not None
        figures.append(Figure(part, frozenset((c, g) for c in codes for g in groups)))
        value = int(found.number.value)
        told[part] = Shown.rounded(value, 10) if found.rounded else Shown.exactly(value)  # type: ignore[index]
    counts = {("801", "k"): 38, ("801", "n"): 2, ("802", "k"): 22, ("802", "n"): 9,
              ("803", "k"): 23, ("803", "n"): 9}  # fmt: skip
    assert attack([Release(tuple(figures), told)], counts, small=5) == []


@pytest.mark.parametrize("alone", ["now", "before"])
def test_a_number_that_may_be_of_one_part_is_no_end_of_a_change(alone: str) -> None:
    """Walsall: 328 of both in 2013, 54 in one cell in 2014. Nobody can say that 274 came back."""
    whole = AgreedFigure("m", "M", "d", "1", "f", Cell(300), Cell(28), Cell(328))
    one = AgreedFigure("m", "M", "d", "1", "f", Cell(54), BLANK, total_of(Cell(54), BLANK))
    given = change_of(one, whole) if alone == "now" else change_of(whole, one)
    assert (given.value, given.symbol, given.note) == (None, "z", OF_ONE_PART)
    assert change_of(whole, whole).value == 0
