"""Words in which a feed says what its rows mean; each gives SQL over the view `rows`.

A spell is true on each day of [starts_on, ends_before), and one that never was true for a day is
left out. An event is a fact of one day.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onroll.record.feeds.columns import quoted
from onroll.record.thresholds import Threshold
from onroll.record.timeline import Child

if TYPE_CHECKING:
    from onroll.record.feeds.base import Feed

_PERSON = {
    "upn": "VARCHAR", "former_upn": "VARCHAR", "nhs_number": "VARCHAR", "forename": "VARCHAR",
    "surname": "VARCHAR", "date_of_birth": "DATE", "sex": "VARCHAR", "ethnicity": "VARCHAR",
    "address": "VARCHAR", "town": "VARCHAR", "postcode": "VARCHAR", "uprn": "VARCHAR",
    "school": "VARCHAR",
}  # fmt: skip


def lives_in_area(postcode: str) -> str:
    """SQL for whether a postcode is in the area, null where there is none.

    A file of postcodes says it; of a postcode that is not in it, the authority's districts do.
    """
    return (
        f"coalesce((SELECT in_area FROM known_postcode WHERE known = {postcode}), "
        f"split_part({postcode}, ' ', 1) IN (SELECT code FROM district))"
    )


IN_AREA = f"postcode IS NOT NULL AND {lives_in_area('postcode')}"
"""The row's postcode lies in the authority's area."""

OUT_OF_AREA = f"postcode IS NOT NULL AND NOT {lives_in_area('postcode')}"


def spell(
    fact: str,
    *,
    starts_on: str,
    ends_before: str = "NULL",
    local_id: str,
    when: str = "true",
    setting: str = "NULL",
    value: str = "NULL",
    source: str = "rows",
) -> str:
    """SQL for one spell per row where `when` holds; open where `ends_before` is null.

    `source` is the rows, or a query in brackets that gives them with more beside.
    """
    return (
        f"SELECT {local_id} AS local_id, {quoted(fact)} AS fact, "
        f"CAST({starts_on} AS DATE) AS starts_on, CAST({ends_before} AS DATE) AS ends_before, "
        f"CAST({value} AS DOUBLE) AS value, CAST({setting} AS VARCHAR) AS setting, file, row "
        f"FROM {source} WHERE ({when}) AND {local_id} IS NOT NULL AND {starts_on} IS NOT NULL "
        f"AND coalesce({starts_on} < {ends_before}, true)"
    )


def event(
    fact: str,
    *,
    on: str,
    local_id: str,
    when: str = "true",
    setting: str = "NULL",
    source: str = "rows",
) -> str:
    """SQL for one event per row where `when` holds and the day `on` is known."""
    return spell(
        fact,
        starts_on=on,
        ends_before=f"({on} + INTERVAL 1 DAY)",
        local_id=local_id,
        when=when,
        setting=setting,
        source=source,
    )


def newest_rows(*same: str, newest: tuple[str, ...], source: str = "rows") -> str:
    """A source: of the rows that agree in `same`, the one that `newest` puts first.

    A return of one year tells anew what that of the year before told; the later word holds.
    """
    return (
        f"(SELECT * FROM {source} QUALIFY row_number() OVER "
        f"(PARTITION BY {', '.join(same)} ORDER BY {', '.join(newest)}, file, row) = 1)"
    )


def value_on(number: Threshold, day: str) -> str:
    """SQL for the value of a dated number that is in force on a day, an expression over the rows.

    Before the first day that it has a value for, the first value.
    """
    first, *later = number.values
    whens = "".join(
        f" WHEN {day} >= DATE '{since}' THEN {value:g}" for since, value in reversed(later)
    )
    return f"(CASE{whens} ELSE {first[1]:g} END)" if whens else f"{first[1]:g}"


def together(*parts: str) -> str:
    """SQL for the rows of all the parts."""
    return "\nUNION ALL\n".join(parts)


def people(
    *, local_id: str, newest: str | tuple[str, ...] = "row", source: str = "rows", **columns: str
) -> str:
    """SQL for the person that each `local_id` is: the newest row of it that is not blank.

    `columns` names, for a column of the record such as `school`, the feed's own column or an
    expression; those left out are null. `newest` is what orders the rows of one child, the largest
    first; of several expressions each later one decides between equals. A row that is gone says who
    a child is only where no other does; `told_on` is then the day of the file that had it.
    """
    if unknown := columns.keys() - _PERSON.keys():
        raise ValueError(f"no such column of a person: {', '.join(sorted(unknown))}")
    chosen = [
        f"CAST({columns.get(name, 'NULL')} AS {sql}) AS {name}" for name, sql in _PERSON.items()
    ]
    first = ("gone_on IS NULL", "gone_on", *((newest,) if isinstance(newest, str) else newest))
    order = ", ".join(f"{each} DESC NULLS LAST" for each in (*first, "file", "row"))
    return (
        f"SELECT {local_id} AS local_id, {', '.join(chosen)}, file, row, told_on FROM {source} "
        f"WHERE {local_id} IS NOT NULL QUALIFY row_number() OVER "
        f"(PARTITION BY {local_id} ORDER BY {order}) = 1"
    )


def every_row(people: str) -> str:
    """From SQL that `people` gave, SQL for all the rows of each `local_id`, not only the newest."""
    every, _, _ = people.rpartition(" QUALIFY ")
    return every or people


def local_id_of(feed: Feed) -> str:
    """SQL for the child that a row of the feed is of, read off its `people`; empty without one."""
    found = re.match(r"SELECT (.+?) AS local_id\b", feed.people or "")
    return found[1] if found else ""


def told(feed: Feed) -> tuple[str, ...]:
    """The facts that the feed can tell, read off its SQL, in the order of the vocabulary."""
    written = set(re.findall(r"'([a-z0-9_]+)'", feed.facts or ""))
    return tuple(fact for fact in Child.vocabulary if fact in written)
