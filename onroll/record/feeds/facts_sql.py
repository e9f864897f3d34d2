"""Words in which a feed says what its rows mean; each gives SQL over the view `rows`.

A spell is true on each day of [starts_on, ends_before), and one that never was true for a day is
left out. An event is a fact of one day.
"""

from __future__ import annotations

from onroll.record.feeds.columns import quoted

_PERSON = {
    "upn": "VARCHAR", "former_upn": "VARCHAR", "nhs_number": "VARCHAR", "forename": "VARCHAR",
    "surname": "VARCHAR", "date_of_birth": "DATE", "sex": "VARCHAR", "ethnicity": "VARCHAR",
    "address": "VARCHAR", "town": "VARCHAR", "postcode": "VARCHAR", "uprn": "VARCHAR",
    "school": "VARCHAR",
}  # fmt: skip

IN_AREA = "postcode IS NOT NULL AND split_part(postcode, ' ', 1) IN (SELECT code FROM district)"
"""The row's postcode lies in one of the authority's districts."""

OUT_OF_AREA = (
    "postcode IS NOT NULL AND split_part(postcode, ' ', 1) NOT IN (SELECT code FROM district)"
)


def spell(
    fact: str,
    *,
    starts_on: str,
    ends_before: str = "NULL",
    local_id: str,
    when: str = "true",
    setting: str = "NULL",
    value: str = "NULL",
) -> str:
    """SQL for one spell per row where `when` holds; open where `ends_before` is null."""
    return (
        f"SELECT {local_id} AS local_id, {quoted(fact)} AS fact, "
        f"CAST({starts_on} AS DATE) AS starts_on, CAST({ends_before} AS DATE) AS ends_before, "
        f"CAST({value} AS DOUBLE) AS value, CAST({setting} AS VARCHAR) AS setting, file, row "
        f"FROM rows WHERE ({when}) AND {local_id} IS NOT NULL AND {starts_on} IS NOT NULL "
        f"AND coalesce({starts_on} < {ends_before}, true)"
    )


def event(fact: str, *, on: str, local_id: str, when: str = "true", setting: str = "NULL") -> str:
    """SQL for one event per row where `when` holds and the day `on` is known."""
    return spell(
        fact,
        starts_on=on,
        ends_before=f"({on} + INTERVAL 1 DAY)",
        local_id=local_id,
        when=when,
        setting=setting,
    )


def together(*parts: str) -> str:
    """SQL for the rows of all the parts."""
    return "\nUNION ALL\n".join(parts)


def people(
    *, local_id: str, newest: str | tuple[str, ...] = "row", source: str = "rows", **columns: str
) -> str:
    """SQL for the person that each `local_id` is: the newest row of it that is not blank.

    `columns` names, for a column of the record such as `school`, the feed's own column or an
    expression; those left out are null. `newest` is what orders the rows of one child, the largest
    first; of several expressions each later one decides between equals.
    """
    if unknown := columns.keys() - _PERSON.keys():
        raise ValueError(f"no such column of a person: {', '.join(sorted(unknown))}")
    chosen = [
        f"CAST({columns.get(name, 'NULL')} AS {sql}) AS {name}" for name, sql in _PERSON.items()
    ]
    first = (newest,) if isinstance(newest, str) else newest
    order = ", ".join(f"{each} DESC NULLS LAST" for each in (*first, "file", "row"))
    return (
        f"SELECT {local_id} AS local_id, {', '.join(chosen)}, file, row FROM {source} "
        f"WHERE {local_id} IS NOT NULL QUALIFY row_number() OVER "
        f"(PARTITION BY {local_id} ORDER BY {order}) = 1"
    )
