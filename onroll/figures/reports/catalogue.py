"""The reports that can be made, by key, and what each is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onroll.figures.periods import Period
from onroll.figures.reports import (
    admissions_refused,
    cme_headline,
    cme_scorecard,
    cohort_overlay,
    exclusions,
    home_education,
    known_to_social_care,
    kpis,
    management_month,
    medical_needs,
    moves_out_of_schools,
    neet_and_not_known,
    termly_trends,
    time_out_of_education,
)
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.report import Report

Covers = Literal["day", "month", "quarter", "academic_year"]


@dataclass(frozen=True)
class ReportKind:
    """How a report is made. `covers` says what a period is for it; of a report of a day, the period
    asked for is that day alone. `source` says whose report it is."""

    key: str
    title: str
    covers: Covers
    source: str
    make: Callable[[CountedRun, Period], Report]


KINDS: tuple[ReportKind, ...] = (
    ReportKind(
        "cme_scorecard", "Children missing education: the quarter's scorecard", "quarter",
        "Rotherham, children missing education scorecard (2018)", cme_scorecard.make,
    ),
    ReportKind(
        "cme_headline", "Children missing education: the headline", "day",
        "Leicestershire, scrutiny report (2014), paragraph 15; inclusion report (2022), "
        "paragraph 21",
        cme_headline.make,
    ),
    ReportKind(
        "management_month", "The month for managers", "month",
        "Leicestershire, scrutiny report (2014), paragraph 15 and Appendix A",
        management_month.make,
    ),
    ReportKind(
        "kpis", "Indicators of the quarter", "quarter",
        "Leicestershire, scrutiny report (2014), paragraph 17", kpis.make,
    ),
    ReportKind(
        "time_out_of_education", "Time out of education", "day",
        "SESLIP, proposal (2020), section D", time_out_of_education.make,
    ),
    ReportKind(
        "known_to_social_care", "Children with a social worker, by cohort", "day",
        "Leicestershire, inclusion report (2022), paragraph 46", known_to_social_care.make,
    ),
    ReportKind(
        "cohort_overlay", "Social workers, special needs and free meals, by cohort", "day",
        "SESLIP, proposal (2020), section B", cohort_overlay.make,
    ),
    ReportKind(
        "medical_needs", "Children with medical needs", "day",
        "Leicestershire, inclusion report (2022), paragraph 27", medical_needs.make,
    ),
    ReportKind(
        "admissions_refused", "Applications for a school place that were refused",
        "academic_year", "Leicestershire, scrutiny report (2014), Appendix A",
        admissions_refused.make,
    ),
    ReportKind(
        "home_education", "Home education", "academic_year",
        "Leicestershire, inclusion report (2022), paragraphs 37 to 40", home_education.make,
    ),
    ReportKind(
        "exclusions", "Suspensions and permanent exclusions", "academic_year",
        "Leicestershire, inclusion report (2022), paragraph 24", exclusions.make,
    ),
    ReportKind(
        "neet_and_not_known",
        "Young people not in education, employment or training, and not known", "academic_year",
        "Leicestershire, inclusion report (2022), paragraphs 32 to 34", neet_and_not_known.make,
    ),
    ReportKind(
        "termly_trends", "Trends by term", "academic_year",
        "Leicestershire, inclusion report (2020), paragraphs 22 and 23", termly_trends.make,
    ),
    ReportKind(
        "moves_out_of_schools", "Moves out of schools", "academic_year",
        "Leicestershire, inclusion report (2020), paragraph 29", moves_out_of_schools.make,
    ),
)  # fmt: skip

REPORTS: dict[str, ReportKind] = {kind.key: kind for kind in KINDS}


def asked(kind: ReportKind, day: date) -> Period:
    """The period of this kind that holds a day, cut at the day."""
    match kind.covers:
        case "day":
            first = day
        case "month":
            first = day.replace(day=1)
        case "quarter":
            first = date(day.year, day.month - (day.month - 1) % 3, 1)
        case "academic_year":
            first = date(day.year - (day.month < 9), 9, 1)
    return Period(first, day)
