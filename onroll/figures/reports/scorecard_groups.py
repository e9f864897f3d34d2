"""The groups of the quarter's scorecard: the new by who they are, and the open by how long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onroll.figures.periods import Period
from onroll.figures.reports import breakdowns as by
from onroll.figures.reports.counted_run import CountedRun, Spell
from onroll.figures.reports.durations import BANDS, BANDS_NOTE, in_bands, median_days
from onroll.figures.reports.ethnic_groups import ETHNIC_GROUPS
from onroll.figures.reports.numbers import Count, Thing
from onroll.figures.reports.reasons_and_outcomes import by_reason
from onroll.figures.reports.report import Column, Row, Table
from onroll.figures.reports.what_is_late import PROTECTED
from onroll.figures.spells_over_a_period import things
from onroll.figures.termly_return import SEX_GROUPS, UNKNOWN, YEAR_GROUPS
from onroll.record.missing_reasons import PRIMARY_REASONS

NOT_KNOWN: Final = "whereabouts_not_known"
OTHER_SCHOOLS: Final = "Other schools"
NEWEST_ADDRESS: Final = "By the newest address that the record has."
NO_LOCALITIES: Final = (
    "No file of localities is loaded, so nothing says which locality a child lives in."
)


def of_the_new(run: CountedRun, new: Sequence[Spell], period: Period) -> tuple[Table, ...]:
    """The new of the quarter: why, who they are, where from."""
    shown = things([each for each in new if each.child not in run.protected])
    since = {each.child: each.starts_on for each in reversed(new)}
    last_school = by.by_last_school(run, since)
    counted = things(new)
    return (
        by.breakdown("new_by_reason", "New, by predominant issue", "Reason",
                     by_reason(run, new, period.ends_on), things="spells",
                     order=tuple(PRIMARY_REASONS.values()),
                     notes=("The Department's primary reason, as known by the quarter's end.",)),
        by.breakdown("new_by_sex", "New, by sex", "Sex",
                     by.grouped(counted, by.by_sex(run)), things="spells", order=SEX_GROUPS),
        by.breakdown("new_by_year_group", "New, by year group", "Year group",
                     by.grouped(counted, by.by_year_group(run, period.ends_on)),
                     things="spells", order=YEAR_GROUPS),
        by.breakdown("new_by_ethnicity", "New, by ethnic group", "Ethnic group",
                     by.grouped(counted, by.by_ethnicity(run)), things="spells",
                     order=ETHNIC_GROUPS),
        by.breakdown("new_by_last_school", "New, by last school", "Last school",
                     by.grouped(shown, last_school), things="spells", notes=(PROTECTED,),
                     others=OTHER_SCHOOLS, unplaced=by.NO_SCHOOL),
        where_they_live(run, shown),
    )  # fmt: skip


def where_they_live(run: CountedRun, shown: frozenset[Thing]) -> Table:
    """By the council's localities where it has loaded them, else by postcode district."""
    if run.localities:
        named = sorted({name for name in run.localities.values() if name})
        return by.breakdown("new_by_locality", "New, by locality", "Locality",
                            by.grouped(shown, by.by_locality(run)), things="spells",
                            order=(*named, UNKNOWN),
                            notes=(PROTECTED, NEWEST_ADDRESS))  # fmt: skip
    return by.breakdown("new_by_district", "New, by postcode district", "Postcode district",
                        by.grouped(shown, by.by_postcode_district(run)), things="spells",
                        notes=(PROTECTED, NEWEST_ADDRESS, NO_LOCALITIES),
                        others="Other postcode districts", unplaced=UNKNOWN)  # fmt: skip


def of_the_open(run: CountedRun, active: Sequence[Spell], period: Period) -> tuple[Table, ...]:
    """Those open at the end: how long, and whether anybody knows where they are."""
    lost = run.on(NOT_KNOWN, period.ends_on)
    half = (Count(things(active)), median_days(active, period.ends_on))
    where = by.grouped(things(active), lambda child: "Not known" if child in lost else "Known")
    return (
        by.breakdown("open_by_length", "Open at the end, by length", "Length",
                     in_bands(active, period.ends_on), things="spells", order=BANDS,
                     notes=(BANDS_NOTE,)),
        Table("open_median", "Open at the end: half had been so long, or longer", "spells",
              (("counted", "Counted"),),
              (Column("spell_count", "Number of spells"), Column("median_days", "Median", "days")),
              (Row(("Open at the end",), half),)),
        by.breakdown("open_by_whereabouts", "Open at the end, by whereabouts", "Whereabouts",
                     where, things="spells", order=("Known", "Not known")),
    )  # fmt: skip
