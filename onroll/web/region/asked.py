"""What somebody asked to see of a region: which, of which day, how sorted, and whose rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, QueryDict

from onroll.figures.published.neighbours import Edition, edition_on
from onroll.figures.regional.changes import Changes, changes_of
from onroll.figures.regional.received import Received, days, received_for
from onroll.figures.regional.roster import Region, region_of, regions_on
from onroll.figures.regional.shown import ORDERS, Order, in_order
from onroll.figures.regional.table import RegionalRow, RegionalTable, measures, regional_table
from onroll.record.home import Home

NEIGHBOURS = "neighbours"


@dataclass(frozen=True)
class Asked:
    """What is shown, and what else there is to choose.

    `table` is null where there is no region to show; `neighbours` where nobody told who they are;
    `changes` where no snapshot came before.
    """

    table: RegionalTable | None
    rows: list[RegionalRow]
    days: list[date]
    regions: list[Region]
    measures: dict[str, str]
    order: Order
    only_neighbours: bool
    neighbours: Edition | None
    replaced: list[Received]
    own: str
    changes: Changes | None

    def address(self, **other: str) -> str:
        """What stands after the ? of an address that shows the same, but for what is other."""
        asked = QueryDict(mutable=True)
        if self.table is not None:
            asked["region"] = self.table.region.key
            asked["day"] = self.table.day.isoformat()
            asked["measure"] = self.table.measure
            asked["sort"] = self.order
            if self.only_neighbours:
                asked["show"] = NEIGHBOURS
            if self.table.compared_anyway:
                asked["anyway"] = "yes"
        for name, value in other.items():
            asked[name] = value
            if not value:
                del asked[name]
        return asked.urlencode()


def asked_of(request: HttpRequest, home: Home) -> Asked:
    """What a request asks for; where it asks for what there is not, what there is."""
    get = request.GET
    there = days(home)
    own = home.authority.la_code
    day = next((each for each in there if each.isoformat() == get.get("day")), None)
    day = day or (there[0] if there else None)
    order = next((each for each in ORDERS if each == get.get("sort")), ORDERS[0])
    if day is None:
        return Asked(None, [], [], [], {}, order, False, None, [], own, None)
    regions, received = regions_on(home, day), received_for(home, day)
    key = get.get("region", "")
    if key not in regions:
        sent = sorted(received)
        key = region_of(home, own, day) or (region_of(home, sent[0], day) if sent else "")
    found = measures(received)
    neighbours = edition_on(home, day)
    near = {each.la_code for each in neighbours.of.get(own, ())} if neighbours else set()
    only = bool(near) and get.get("show") == NEIGHBOURS
    table, rows = None, []
    if key in regions:
        region = regions[key]
        if only:
            region = with_neighbours(region, near | {own}, regions, home.authority.short_name)
        measure = get.get("measure", "")
        table = regional_table(
            region, day, measure if measure in found else next(iter(found), ""), received,
            compare_anyway=get.get("anyway") == "yes",
        )  # fmt: skip
        rows = in_order(table.rows, order)
    shown = {row.la_code for row in rows}
    replaced = [each for code, held in received.items() if code in shown for each in held[:-1]]
    return Asked(
        table, rows, there, list(regions.values()), found, order, only,
        neighbours if near else None, replaced, own, changes_of(home, table) if table else None,
    )  # fmt: skip


def with_neighbours(
    region: Region, codes: set[str], regions: dict[str, Region], own: str
) -> Region:
    """One's own authority and its statistical neighbours, wherever in England they lie, under the
    key of the region that was chosen."""
    names = {code: name for each in regions.values() for code, name in each.members}
    members = [(code, names[code]) for code in codes if code in names]
    name = f"{own} and its statistical neighbours"
    return Region(region.key, name, tuple(sorted(members, key=lambda each: each[1])))
