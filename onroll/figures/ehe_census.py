"""Home-educated children on a census day, as the Department publishes them.

The topics and words are those of the published file of autumn 2025; in which order it has the
reasons is not known. A child whose education at home was found unsuitable is missing education, and
is in the other return.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from onroll.figures.termly_return import (
    SEX_GROUPS,
    UNKNOWN,
    YEAR_GROUPS,
    TermlyReturn,
    Topics,
    sex_and_year,
)
from onroll.record.home_education_reasons import HOME_EDUCATION_REASONS, REASONS
from onroll.record.one_child import OneChild

TOPICS: Final[Topics] = {
    "Total": ("Total",),
    "Sex": SEX_GROUPS,
    "Year group": YEAR_GROUPS,
    "Reason": tuple(HOME_EDUCATION_REASONS.values()),
}


def groups_of(child: OneChild, who: dict[str, Any], day: date) -> dict[str, str]:
    """The group of each topic that a home-educated child is in on a day."""
    return sex_and_year(who, day) | {"Reason": home_education_reason(child, day)}


def home_education_reason(child: OneChild, day: date) -> str:
    """The main reason that the register gives on a day; Unknown where it gives none.

    Of two that it gives the one that was told of the later stay.
    """
    told = [
        (run[0], HOME_EDUCATION_REASONS[key])
        for key, fact in REASONS.items()
        if (run := child.run_on(fact, day))
    ]
    return max(told)[1] if told else UNKNOWN


EHE_CENSUS: Final = TermlyReturn(
    name="ehe_census",
    children="home-educated children",
    definition="home_educated",
    topics=TOPICS,
    not_known=frozenset({UNKNOWN}),
    groups_of=groups_of,
)
