"""Term dates: the stretches of days on which schools are open, and closures within them.

A row without a URN is the authority's own calendar, for every school that has none. Here, as on
every council's page of term dates, the last day is one of the days. A closure is planned, an INSET
day, or unplanned (snow, a boiler); on each of them the school does not meet, so none is a school
day. Where only a part of the premises closes (code Y3) the school meets, and that is no closure.
"""

from onroll.record.feeds.base import Column, Feed, Kind
from onroll.record.feeds.columns import DATE, TEXT, URN, one_of
from onroll.record.feeds.rules import in_order

KIND = one_of(
    "Open", "Closed", "INSET", "Unplanned closure",
    also={"Term": "Open", "Holiday": "Closed", "Planned closure": "Closed", "#": "Closed",
          "Training day": "INSET", "Unplanned": "Unplanned closure", "Y4": "Unplanned closure",
          "Y": "Unplanned closure"},
)  # fmt: skip
"""Every kind but the first is of days on which the school does not meet."""

FEED = Feed(
    key="term_dates",
    title="Term dates",
    source="reference",
    about="When each school is open, and its closures; or the authority's default.",
    kind=Kind.SNAPSHOT,
    expected_days=366,
    example="term_dates.csv",
    columns=(
        Column("urn", "URN", URN, ("School URN",), True),
        Column("kind", "Kind", KIND, (), True, False),
        Column("first_day", "From", DATE, ("First Day", "Start"), True, False),
        Column("last_day", "To", DATE, ("Last Day", "End"), True, False),
        Column("reason", "Reason", TEXT),
    ),
    rules=(in_order("first_day", "last_day", "the first day"),),
    unique=("urn", "kind", "first_day", "last_day"),
)
