"""How much speaks for two records being one child, in words and, for analysts, in figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from onroll.record.home import Home
from onroll.web.access.roles import has_role
from onroll.web.children.models import SourceRecord

if TYPE_CHECKING:
    from onroll.record.people.explain import Compared

BEFOREHAND: Final = "beforehand"
MISSING: Final = "missing"
"""What `explain` calls what is likely before anything is compared, and what a record lacks."""

SEES_WEIGHTS: Final = ("Data analyst", "Data manager")
"""The roles that see how a weight was made."""

COLUMNS: Final = (
    "record_id", "source", "upn", "former_upn", "nhs_number", "forename", "surname",
    "date_of_birth", "sex", "address", "town", "postcode", "uprn", "school",
)  # fmt: skip

CHART_WIDTH: Final = 240
"""Half the width of the chart, in its own units."""


def weight_in_words(weight: float | None) -> str:
    """What a weight (log2 of the odds) says, in words. Null: names were not weighed."""
    if weight is None:
        return "Not weighed"
    if weight >= 10:
        return "Very likely one child: more than 1,000 to 1"
    if weight >= 3:
        return "Likely one child"
    if weight > -3:
        return "As likely one child as two"
    return "Likely two children"


SHOWN_AT: Final = {"place": "address"}
"""Where a comparison is not called as the fact is beside which it is shown."""


def words_by_fact(bars: Iterable[Bar]) -> dict[str, str]:
    """For each fact that both records give, what its comparison says: "strongly for"."""
    return {
        SHOWN_AT.get(bar.compared.comparison, bar.compared.comparison): bar.compared.words
        for bar in bars
        if bar.compared.comparison != BEFOREHAND and bar.compared.level != MISSING
    }


def may_see_weights(user: Any) -> bool:
    return has_role(user, SEES_WEIGHTS)


TITLES: Final = {
    BEFOREHAND: "Beforehand",
    "forename": "Forename",
    "surname": "Surname",
    "date_of_birth": "Date of birth",
    "place": "Place",
    "sex": "Sex",
    "upn": "UPN",
    "nhs_number": "NHS number",
}


@dataclass(frozen=True)
class Bar:
    """One line of the waterfall: what was compared, how far it agrees, for how many bits.

    `x` and `width` place its bar in the chart; `total` is the sum up to and with it.
    """

    compared: Compared
    title: str
    total: float
    x: float
    width: float


def waterfall(home: Home, one: SourceRecord, other: SourceRecord) -> list[Bar]:
    """How the weight of two records is made, the prior first; the last `total` is the weight."""
    # Slow to import, with Splink in it, so only whoever compares two children waits for it, once.
    from onroll.record.people.explain import explain_pair
    from onroll.record.who_is_whom import model_of

    rows = [{name: getattr(row, name) or None for name in COLUMNS} for row in (one, other)]
    parts = explain_pair(pa.Table.from_pylist(rows), model_of(home))
    totals = [0.0]
    for part in parts:
        totals.append(totals[-1] + part.bits)
    reach = max(map(abs, totals)) or 1
    return [
        Bar(
            part,
            TITLES[part.comparison],
            after,
            CHART_WIDTH + CHART_WIDTH * min(before, after) / reach,
            max(CHART_WIDTH * abs(part.bits) / reach, 1),
        )
        for part, before, after in zip(parts, totals, totals[1:], strict=False)
    ]
