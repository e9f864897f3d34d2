"""The Department's returns: columns, words and order, and every topic adds up to the total."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onroll.cli.place_of_return import region_of
from onroll.figures import ees
from onroll.figures.cme_census import CME_CENSUS
from onroll.figures.ehe_census import EHE_CENSUS
from onroll.figures.printed_shares import percent_cell
from onroll.figures.termly_return import (
    COLUMNS,
    METADATA,
    Counted,
    Place,
    TermlyReturn,
    census_days,
    of_unknown_age,
    when,
    year_in_words,
)
from onroll.record.forms.being_home_educated import REASONS as ON_THE_FORM
from onroll.record.home_education_reasons import HOME_EDUCATION_REASONS
from onroll.record.missing_reasons import PRIMARY_REASONS
from tests.figures.drawn_run import drawn_run

SHARED = Path(__file__).parents[3] / "shared/data"
CME = SHARED / "published/cme_census_autumn_202526_excerpt.csv"
EHE = SHARED / "published/ehe_census_anchor_values.csv"
YEARS = SHARED / "published/ehe_academic_year_202122_202324.csv"
SLOUGH = Place("871", "E06000039", "Slough", "E12000008", "South East")
BOTH = pytest.mark.parametrize("kind", [CME_CENSUS, EHE_CENSUS], ids=lambda kind: kind.name)


def unless(path: Path) -> pytest.MarkDecorator:
    reason = f"NOT CHECKED: the published file is not at {path}"
    return pytest.mark.skipif(not path.exists(), reason=reason)


def table_of(kind: TermlyReturn, children: list[Counted]) -> list[dict[str, str]]:
    found = kind.table(children, place=SLOUGH, time_period="202627", term="Autumn term")
    rows: list[dict[str, str]] = found.to_pylist()
    return rows


def a_child(number: int, **groups: str) -> Counted:
    usual = {
        "Total": "Total", "Sex": "Female", "Year group": "Year 9", "Duration": "2 to 4 weeks",
        "Reason": "Unknown",
    }  # fmt: skip
    return Counted(f"EC-{number}", usual | groups)


@BOTH
@given(st.data())
def test_every_topic_adds_up_to_the_total(kind: TermlyReturn, data: st.DataObject) -> None:
    each = st.fixed_dictionaries({t: st.sampled_from(g) for t, g in kind.topics.items()})
    held = data.draw(st.lists(each))
    rows = table_of(kind, [Counted(str(n), groups) for n, groups in enumerate(held)])
    for topic in kind.topics:
        counts = [int(r["child_count"]) for r in rows if r["breakdown_topic"] == topic]
        assert sum(counts) == len(held)


def test_a_group_that_the_return_does_not_have_is_no_return() -> None:
    with pytest.raises(ValueError, match="Sex has no group Other"):
        table_of(CME_CENSUS, [a_child(1, Sex="Other")])


@BOTH
def test_every_group_has_a_row_and_nought_is_a_number(kind: TermlyReturn) -> None:
    rows = table_of(kind, [a_child(1), a_child(2, Sex="Male"), a_child(3, Sex="Male")])
    by = {(r["breakdown_topic"], r["breakdown"]): r for r in rows}
    assert len(by) == len(rows) == sum(map(len, kind.topics.values()))
    assert by["Sex", "Male"]["child_count"] == "2"
    assert by["Sex", "Male"]["child_percent"] == "67", "half up, from the counts"
    assert by["Sex", "Unknown"]["child_count"] == "0"
    nobody = table_of(kind, [])
    assert {r["child_percent"] for r in nobody} == {"z"}, "of no children there is no share"


@BOTH
def test_it_keeps_the_standard_of_open_data(kind: TermlyReturn, tmp_path: Path) -> None:
    table = kind.table([a_child(1)], place=SLOUGH, time_period="202627", term="Autumn term")
    assert ees.write(table, METADATA, tmp_path / "return.csv") == []
    wrong = kind.table([a_child(1)], place=SLOUGH, time_period="2026/27", term="Autumn term")
    with pytest.raises(ees.DoesNotPass, match="must be 6 digits"):
        ees.write(wrong, METADATA, tmp_path / "wrong.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["return.csv", "return.meta.csv"]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-09-01", ("202627", "Autumn term")), ("2026-10-01", ("202627", "Autumn term")),
        ("2026-12-31", ("202627", "Autumn term")), ("2027-01-21", ("202627", "Spring term")),
        ("2027-05-20", ("202627", "Summer term")), ("2027-08-31", ("202627", "Summer term")),
        ("1999-10-07", ("199900", "Autumn term")),
    ],
)  # fmt: skip
def test_a_term_is_of_the_school_year(day: str, said: tuple[str, str]) -> None:
    assert when(date.fromisoformat(day)) == said


@pytest.mark.parametrize(
    ("day", "last", "coming"),
    [
        ("2026-09-30", "2026-05-21", "2026-10-01"), ("2026-10-01", "2026-10-01", "2027-01-21"),
        ("2027-01-20", "2026-10-01", "2027-01-21"), ("2027-05-20", "2027-05-20", "2027-10-07"),
    ],
)  # fmt: skip
def test_a_census_day_is_the_last_until_the_next_has_come(day: str, last: str, coming: str) -> None:
    passed, following = census_days(date.fromisoformat(day))
    assert (passed[0].isoformat(), following.isoformat(), len(passed)) == (last, coming, 3)
    assert sorted(passed, reverse=True) == passed


def test_a_year_group_that_no_school_of_the_return_has_is_unknown() -> None:
    """On 20 November 2026 a child born on 31 August 2022 is in Reception, a day later is not."""
    day = date(2026, 11, 20)
    assert year_in_words(date(2022, 8, 31), day) == "Reception"
    assert year_in_words(date(2022, 9, 1), day) == "Unknown"
    assert year_in_words(date(2010, 9, 1), day) == "Year 11"
    assert year_in_words(None, day) == "Unknown"


def test_what_nobody_knows_is_named_with_its_children() -> None:
    held = [a_child(1), a_child(2, Sex="Unknown", Reason="Mental health")]
    for kind in (CME_CENSUS, EHE_CENSUS):
        assert kind.to_chase(held) == {"Reason: Unknown": ["EC-1"], "Sex: Unknown": ["EC-2"]}
    given_none = [a_child(1, Reason="No reason given")]
    assert EHE_CENSUS.to_chase(given_none) == {}, "the family was asked"


@unless(CME)
def test_englands_durations_are_50_42_and_8_per_cent_and_each_band_is_the_departments() -> None:
    """Autumn 2025: up to 12 weeks, longer, and unknown, of the numbers that were published."""
    with CME.open(encoding="utf-8-sig") as file:
        published = {
            row["breakdown"]: row for row in csv.DictReader(file)
            if (row["geographic_level"], row["breakdown_topic"]) == ("National", "Duration")
        }  # fmt: skip
    assert tuple(published) == CME_CENSUS.topics["Duration"]
    counts = [int(row["child_count"]) for row in published.values()]
    assert [percent_cell(n, sum(counts)) for n in counts] == [
        row["child_percent"] for row in published.values()
    ]
    parts = (sum(counts[:4]), sum(counts[4:7]), counts[7])
    assert [percent_cell(n, sum(counts)) for n in parts] == ["50", "42", "8"]


def test_who_is_in_no_return_for_want_of_a_date_of_birth_is_named(tmp_path: Path) -> None:
    """On 1 October 2026. Of Amira and Ben nobody gives the age; Ben is on a roll, so in no return
    whatever his age. Cara's date of birth came the day before."""
    run = drawn_run(
        tmp_path,
        as_of="2026-10-01",
        statuses=[("Ben", "on_roll", "2026-09-01", None)],
        asked=[
            ("Amira", "no_date_of_birth", "2026-09-01", None),
            ("Ben", "no_date_of_birth", "2026-09-01", None),
            ("Cara", "no_date_of_birth", "2026-09-01", "2026-10-01"),
            ("Cara", "on_roll_twice", "2026-09-01", None),
        ],
    )
    assert of_unknown_age(run, run.as_of) == {"Amira"}


def test_a_home_educated_child_has_the_main_reason_of_the_stay_of_that_day(tmp_path: Path) -> None:
    """Amira's second stay began on 5 January; Ben's register says no reason, Cara left on the day.

    Dev's education was found unsuitable, so the definition does not have him.
    """
    run = drawn_run(
        tmp_path,
        as_of="2026-01-15",
        statuses=[
            ("Amira", "home_educated", "2025-01-05", None),
            ("Ben", "home_educated", "2025-09-01", None),
            ("Cara", "home_educated", "2025-09-01", "2026-01-15"),
            ("Dev", "missing_education", "2025-09-01", None),
        ],
        facts=[
            ("Amira", "home_education_reason_lifestyle", "2025-01-05", None),
            ("Amira", "home_education_reason_covid", "2026-01-05", None),
            ("Dev", "home_education_reason_lifestyle", "2025-01-05", None),
        ],
        born={"Ben": (None, None)},
    )
    held = EHE_CENSUS.counted(run, run.as_of)
    assert {each.child: each.groups["Reason"] for each in held} == {
        "Amira": "Health concerns related to COVID19", "Ben": "Unknown",
    }  # fmt: skip
    assert EHE_CENSUS.to_chase(held) == {
        "Sex: Unknown": ["Ben"], "Year group: Unknown": ["Ben"], "Reason: Unknown": ["Ben"],
    }  # fmt: skip


def test_every_reason_of_the_record_is_a_group() -> None:
    assert sorted(CME_CENSUS.topics["Reason"]) == sorted(PRIMARY_REASONS.values())
    assert len(EHE_CENSUS.topics["Reason"]) == 19
    assert set(ON_THE_FORM) == set(HOME_EDUCATION_REASONS) - {"covid"}


@unless(CME)
def test_columns_words_and_order_are_those_that_the_department_published() -> None:
    with CME.open(encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        national = [row for row in reader if row["geographic_level"] == "National"]
        assert tuple(reader.fieldnames or ()) == COLUMNS
    published = [(row["breakdown_topic"], row["breakdown"]) for row in national]
    topics = CME_CENSUS.topics.items()
    assert published == [(topic, group) for topic, groups in topics for group in groups]


@unless(EHE)
def test_the_published_reasons_of_home_education_are_groups_of_ours() -> None:
    """The file itself is not to hand, only some of its values: they name topic and group."""
    with EHE.open(encoding="utf-8-sig") as file:
        measures = [row["measure"] for row in csv.DictReader(file)]
    named = [words.split(" child_")[0] for words in measures if words.startswith(("Sex", "Reason"))]
    ours = {f"{topic} {group}" for topic, groups in EHE_CENSUS.topics.items() for group in groups}
    assert len(named) == 7
    assert set(named) <= ours


@unless(YEARS)
def test_london_is_inner_and_outer_as_in_the_publication() -> None:
    with YEARS.open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["region_name"].endswith("London")]
    found = {(r["old_la_code"], r["region_code"], r["region_name"]) for r in rows
             if r["old_la_code"]}  # fmt: skip
    assert len(found) == 33
    for la, code, name in found:
        assert region_of(la, "E12000007", "London") == (code, name), la
    assert region_of("871", "E12000008", "South East") == ("E12000008", "South East")
