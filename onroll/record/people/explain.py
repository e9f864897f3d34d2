"""Why two records weigh what they weigh: what agrees, what differs, and what is missing.

It is Splink's waterfall, from the very same tests in the same engine: what is likely beforehand
first, then each comparison's bits, which add up to the weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2
from typing import Any, Final, NamedTuple

import pyarrow as pa

from onroll.record import engines
from onroll.record.people.linkage import BY_FREQUENCY, COMPARISONS, Level, missing
from onroll.record.people.model import Model
from onroll.record.people.records import stage
from onroll.record.people.weighing import make_frequencies, represent

BEFOREHAND: Final = "beforehand"
MISSING: Final = "missing"

SHOWN: Final = {
    "forename": ("forename",),
    "surname": ("surname",),
    "date_of_birth": ("date_of_birth",),
    "place": ("address", "town", "postcode", "uprn", "school"),
    "sex": ("sex",),
    "upn": ("upn",),
    "nhs_number": ("nhs_number",),
}
"""The columns each comparison goes by, as they are shown side by side."""


class Compared(NamedTuple):
    """One comparison of two records.

    `a` and `b` are what each says, as it was compared; null where it says nothing. `level` is how
    far they agree, in words, "missing" where one says nothing. `bits` is what that counts for,
    above 0, or against, below 0.
    """

    comparison: str
    a: str | None
    b: str | None
    level: str
    bits: float

    @property
    def words(self) -> str:
        """The bits as a person says them."""
        return in_words(self.bits)


def explain_pair(
    table: pa.Table, model: Model | None = None, also: pa.Table | None = None
) -> list[Compared]:
    """What two records have in common and what not: the odds beforehand, then each comparison.

    `table` has exactly two rows, as `link_with_doubts` takes them; `also` other ways in which a
    source has given them: the two ways that are most alike are the ones compared. The bits add up
    to Splink's weight for the two records, each taken alone. Raises ValueError for any other number
    of rows.
    """
    if len(table) != 2:
        raise ValueError(f"A pair is two records; this table has {len(table):,}. Give two rows.")
    a, b = (str(record) for record in table["record_id"].to_pylist())
    return explain_pairs(table, [(a, b)], model, also)[0]


def explain_pairs(
    table: pa.Table,
    pairs: Sequence[tuple[str, str]],
    model: Model | None = None,
    also: pa.Table | None = None,
) -> list[list[Compared]]:
    """The same for many pairs of records of one table, in the order of `pairs`."""
    model = model or Model.for_children()
    connection = engines.connect()
    try:
        count = stage(connection, table, also)
        represent(connection, list(range(count)), model)
        for name in BY_FREQUENCY:
            make_frequencies(connection, model, name)
        asked = pa.table(
            {
                "pair": pa.array(range(len(pairs)), pa.int64()),
                "a": pa.array([a for a, _ in pairs], pa.string()),
                "b": pa.array([b for _, b in pairs], pa.string()),
            }
        )
        connection.register("asked", asked)
        rows = connection.execute(_LEVELS).fetchall()
        columns = [column for column, *_ in connection.description]
    finally:
        connection.close()
    best: dict[int, list[Compared]] = {}
    for values in rows:
        row = dict(zip(columns, values, strict=True))
        waterfall = _waterfall(row, model)
        held = best.get(row["pair"])
        if held is None or weight(waterfall) > weight(held):
            best[row["pair"]] = waterfall
    return [best[number] for number in range(len(pairs))]


def weight(waterfall: list[Compared]) -> float:
    """What the bits add up to."""
    return sum(each.bits for each in waterfall)


def in_words(bits: float) -> str:
    """What a number of bits says, without the number: 7 bits are odds of 128 to 1."""
    if abs(bits) < 0.5:
        return "says nothing"
    side = "for" if bits > 0 else "against"
    return f"strongly {side}" if bits >= 7 or bits <= -4 else side


def _level_sql(name: str, columns: tuple[str, ...], levels: tuple[Level, ...]) -> str:
    tests = "".join(
        f" when {level.sql} then {number}"
        for number, level in enumerate(levels)
        if level.sql != "else"
    )
    return f"case when {missing(columns)} then -1{tests} else {len(levels) - 1} end as level_{name}"


def _sided(side: str) -> str:
    return f"(select columns(*) as '\\0_{side}' from ways_of_two)"


_SHARED: Final = " left join ".join(
    ["representatives p", *(f"frequency_of_{name} using ({name})" for name in BY_FREQUENCY)]
)
_ALL_LEVELS: Final = ", ".join(_level_sql(*comparison) for comparison in COMPARISONS)
_LEVELS: Final = f"""
    with ways_of_two as (
        select p.*, records.record_id from (select * from {_SHARED}) p
        join records on records.n = p.cluster
    )
    select asked.pair, ls.*, rs.*, {_ALL_LEVELS}
    from asked
    join {_sided("l")} ls on ls.record_id_l = asked.a
    join {_sided("r")} rs on rs.record_id_r = asked.b
    order by asked.pair, row_l, row_r
"""


def _waterfall(row: dict[str, Any], model: Model) -> list[Compared]:
    compared = [Compared(BEFOREHAND, None, None, "any two records", model.prior_bits)]
    for name, _, levels in COMPARISONS:
        a, b = _shown(row, name, "l"), _shown(row, name, "r")
        number = row[f"level_{name}"]
        if number == -1:
            compared.append(Compared(name, a, b, MISSING, 0.0))
            continue
        bits = model.bits(name, number)
        if column := levels[number].by_frequency:
            shares = [row[f"tf_{column}_{side}"] for side in "lr"]
            bits += log2(model.ordinary(column) / max(s for s in shares if s is not None))
        compared.append(Compared(name, a, b, levels[number].label, bits))
    return compared


def _shown(row: dict[str, Any], name: str, side: str) -> str | None:
    values = [row[f"{column}_{side}"] for column in SHOWN[name]]
    return ", ".join(str(value) for value in values if value is not None) or None
