"""What an authority may send to its region: sums, signed, and nothing of one child."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onroll.figures.regional.cells import Cell, cell
from onroll.figures.regional.only_sums import NotASnapshot
from onroll.figures.regional.packing import definition_said, from_table, may_be_sent
from onroll.figures.regional.snapshot import COLUMNS, AgreedFigure, rows_of, snapshot_of
from onroll.figures.regional.snapshot_file import as_csv, from_csv, open_file, signed
from onroll.figures.reports.numbers import Count, Given, Hidden, Number, Share
from onroll.figures.reports.report import Column, Row, Table
from onroll.figures.whereabouts_counts import NO_DATA
from onroll.record.exchange.keys import OwnKey, make_key
from onroll.record.home import Home

DAY = date(2026, 10, 1)
AUTHORITY = """name = "{0}"\nshort_name = "{0}"\nla_code = "{1}"\ncolour = "#1d3557"
postcode_districts = ["SL1"]\n"""
ROW = dict.fromkeys(COLUMNS, "") | {
    "la_code": "871", "authority": "Slough", "day": "2026-10-01", "measure": "not_on_roll",
    "title": "Not on a school roll", "definition": "missing_education", "known": "41",
    "not_known": "12", "population": "27895", "counted_per": "children aged 5 to 16",
}  # fmt: skip


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, OwnKey]:
    found = {}
    for name, code in (("Slough", "871"), ("Reading", "870")):
        path = tmp_path_factory.mktemp(name)
        (path / "authority.toml").write_text(AUTHORITY.format(name, code), encoding="utf-8")
        found[name] = make_key(Home(path), date(2026, 9, 1))
    return found


def sent(**cells: str) -> dict[str, str]:
    return ROW | cells


def test_a_signed_file_opens_with_its_authoritys_key_and_says_the_same(
    keys: dict[str, OwnKey],
) -> None:
    snapshot = snapshot_of([sent(known="2 (35 closed)", note="two schools silent")], "f")
    data = signed(snapshot, by=keys["Slough"], on=date(2026, 10, 5))
    opened = open_file(data, "f", [keys["Slough"].public])
    assert opened.snapshot == snapshot
    assert opened.snapshot.figures[0].total == Cell(14)
    assert (opened.signed_with, opened.made_on) == (
        keys["Slough"].public.key_id, date(2026, 10, 5),
    )  # fmt: skip


def test_a_file_that_was_changed_or_is_of_another_is_refused(keys: dict[str, OwnKey]) -> None:
    snapshot = snapshot_of([sent()], "f")
    data = signed(snapshot, by=keys["Slough"], on=DAY)
    trusted = [keys["Slough"].public]
    with pytest.raises(NotASnapshot, match="not as Slough signed it"):
        open_file(data.replace(b'"41"', b'"40"'), "f", trusted)
    with pytest.raises(NotASnapshot, match="key of authority 871 that is not trusted"):
        open_file(data, "f", [keys["Reading"].public])
    with pytest.raises(NotASnapshot, match="authority 871 signs its files"):
        open_file(as_csv(rows_of(snapshot)).encode(), "f", trusted)
    with pytest.raises(NotASnapshot, match="An authority signs its own"):
        signed(snapshot, by=keys["Reading"], on=DAY)
    held = json.loads(data)
    for broken in (held | {"more": "x"}, held | {"rows": [1]}, held | {"signature": "no"}, []):
        with pytest.raises(NotASnapshot):
            open_file(json.dumps(broken).encode(), "f", trusted)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"day": "31/09/2026"}, "'31/09/2026' is not a real date"),
        ({"la_code": "999"}, "'999' is no local authority"),
        ({"known": "about 40"}, "row 2, known: 'about 40' is neither a number"),
        ({"known": "-4"}, "'-4' is neither a number"),
        ({"total": "54"}, "known and not known add up to 53"),
        ({"known": "c", "total": "53"}, "follows from the other two"),
        ({"measure": "Not on roll!"}, "is no key"),
        ({"note": "A123456789012 is back"}, "a unique pupil number"),
        ({"note": "lives at SL1 1AA"}, "a postcode"),
        ({"authority": "Slough\x1b[2J"}, "a sign in it that cannot be seen"),
        ({"formula": "but EC-4F7K2M9Q"}, "the reference of a child"),
    ],
)
def test_what_is_wrong_is_said_with_where_it_stands(cells: dict[str, str], words: str) -> None:
    with pytest.raises(NotASnapshot, match=words):
        snapshot_of([sent(**cells)], "oct.csv")


@pytest.mark.parametrize("column", ["UPN", "date_of_birth", "Pupil name", "school_urn"])
def test_a_column_that_could_be_of_one_child_is_refused_by_name(column: str) -> None:
    text = as_csv([sent()]).replace("note\r\n", f"note,{column}\r\n", 1)
    with pytest.raises(NotASnapshot, match=f"'{column}' could be of one child"):
        from_csv(text, "oct.csv")


def test_other_columns_rows_for_children_and_half_a_file_are_refused() -> None:
    with pytest.raises(NotASnapshot, match="'locality' is none of a snapshot"):
        from_csv(as_csv([sent()]).replace("note\r\n", "note,locality\r\n", 1), "oct.csv")
    with pytest.raises(NotASnapshot, match="41 rows"):
        from_csv(as_csv([sent(measure=f"m{n}") for n in range(41)]), "oct.csv")
    with pytest.raises(NotASnapshot, match="row 2: 5 cells, and 14 columns"):
        from_csv(f"{','.join(COLUMNS)}\n871,Slough,2026-10-01,m,M\n", "oct.csv")
    with pytest.raises(NotASnapshot, match="one authority and one day"):
        from_csv(as_csv([sent(), sent(measure="other", day="2026-10-02")]), "oct.csv")


def test_one_to_four_children_are_not_sent_and_the_definition_is_said() -> None:
    """5 goes, 4 does not; and what onroll counts by is said in its own words."""
    for number, goes in (("5", True), ("4", False), ("1", False), ("0", True)):
        held = snapshot_of([sent(not_known=number)], "f")
        said = replace(held, figures=tuple(map(definition_said, held.figures)))
        if goes:
            may_be_sent(said)
        else:
            with pytest.raises(NotASnapshot, match="a number from 1 to 4"):
                may_be_sent(said)
    (figure,) = said.figures
    assert figure.formula.startswith("A child who is")
    assert len(figure.version) == 8
    with pytest.raises(NotASnapshot, match="the definition is not said"):
        may_be_sent(snapshot_of([sent(definition="")], "f"))


def test_the_total_of_a_hidden_number_is_hidden_too() -> None:
    """It would else be the other number alone, and say that the hidden one is nought."""
    (figure,) = snapshot_of([sent(not_known="c")], "f").figures
    assert (figure.total, figure.may_be_of_both) == (Cell(None, "c"), False)


def table(by: str, *numbers: Number) -> Table:
    columns = tuple(Column(key, key) for key in ("known", "not_known", "total"))
    return Table("t", "T", "children", ((by, by),), columns, (Row(("All",), numbers),))


def test_a_protected_table_becomes_a_figure_and_a_hidden_number_stays_hidden() -> None:
    blank = Cell(None, "z")
    empty = AgreedFigure("m", "M", "d", "1", "f", blank, blank, blank)
    children = Count(frozenset(f"EC-{n}" for n in range(38)))
    found = from_table(table("area", children, Hidden(), Hidden()), ("All",), empty)
    assert (found.known, found.not_known.symbol, found.total.symbol) == (Cell(38), "c", "c")
    given = from_table(
        table("area", Given(Decimal(3)), Given(None, "x"), Given(Decimal(3))), ("All",), empty
    )
    assert given.total == Cell(3)
    with pytest.raises(NotASnapshot, match="'child' could be of one child"):
        from_table(table("child", children, Hidden(), Hidden()), ("All",), empty)
    share = Share(children.things, children.things)
    with pytest.raises(NotASnapshot, match="is not a count"):
        from_table(table("area", share, Hidden(), Hidden()), ("All",), empty)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0", Cell(0)),
        ("[c]", Cell(None, "c")),
        ("x", Cell(None, "x")),
        ("", Cell(None, "z")),
        ("1,020", Cell(1020)),
        ("No data available", Cell(None, "x", "no data available")),
    ],
)
def test_nought_blank_hidden_and_not_there_are_four_things(text: str, found: Cell) -> None:
    assert cell(text) == found
    assert cell(found.text) == found


CELL_TEXTS = st.sampled_from(["", "0", "5", "41", "c", "[c]", "x", "z", "2 (35 closed)", NO_DATA])


@settings(max_examples=100)
@given(CELL_TEXTS, CELL_TEXTS, CELL_TEXTS, st.text(max_size=12))
def test_what_is_taken_is_written_and_read_as_the_same(
    known: str, not_known: str, total: str, note: str
) -> None:
    try:
        row = sent(known=known, not_known=not_known, total=total, note=note)
        snapshot = from_csv(as_csv([row]), "f")
    except NotASnapshot:
        return
    assert from_csv(as_csv(rows_of(snapshot)), "f") == snapshot
