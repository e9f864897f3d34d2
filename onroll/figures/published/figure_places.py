"""Which place each row of a published file is of."""

from __future__ import annotations

from onroll.figures.ees.standard import AUTHORITY, PLACE_COLUMNS, GeographicLevel, level_named
from onroll.figures.published.authorities import la_code_of
from onroll.figures.published.csv_columns import COUNTRY, LEVEL, Columns
from onroll.figures.published.refusals import NotTaken, shown


def places_of(columns: Columns, notes: list[str]) -> dict[str, list[str]]:
    """The code, the three digits and the name of each row's place. Raises `NotTaken`."""
    codes, la_codes, names = ([""] * columns.rows for _ in range(3))
    unknown: set[str] = set()
    levels = {name: level_named(name) for name in set(columns.of(LEVEL))}
    held = {column: columns.of(column) for column in (*COUNTRY, *PLACE_COLUMNS)}
    for n, said in enumerate(columns.of(LEVEL)):
        level = levels[said]
        if level is None:
            raise NotTaken(
                f"{columns.name}, row {n + 2:,}, geographic_level: {shown(said)} is no level of "
                "the standard, such as National, Regional or Local authority. Correct it."
            )
        codes[n], names[n] = code_and_name(level, held, n)
        if not names[n]:
            raise NotTaken(
                f"{columns.name}, row {n + 2:,}: a row of {said} names no place. It needs "
                f"{' and '.join(level.columns[:2])}. Download the file again."
            )
        if level.name == AUTHORITY:
            la_codes[n] = held["old_la_code"][n].removesuffix(".0")
            theirs = la_code_of().get(codes[n])
            if theirs is None:
                unknown.add(names[n])
            la_codes[n] = la_codes[n] or theirs or ""
            if theirs and theirs != la_codes[n] and la_codes[n].isdigit():
                raise NotTaken(
                    f"{columns.name}, row {n + 2:,}: {shown(codes[n])} is the code of authority "
                    f"{theirs}, and old_la_code says {shown(la_codes[n])}. Both must be one "
                    "authority's. Download the file again."
                )
    if unknown:
        some = ", ".join(sorted(unknown)[:5])
        notes.append(f"On no list of authorities here, and loaded as they stand: {some}.")
    return {"code": codes, "la_code": la_codes, "place": names}


def code_and_name(level: GeographicLevel, held: dict[str, list[str]], n: int) -> tuple[str, str]:
    """The code and the name of the place in a row of a level; "" for what is not there."""
    code = held[level.columns[0]][n] if len(level.columns) > 1 else ""
    return code, held[level.columns[min(1, len(level.columns) - 1)]][n]
