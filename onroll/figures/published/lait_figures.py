"""The figures of the Department's local authority interactive tool, as its long Parquet table.

A place has the tool's own number: an authority's three digits, 970 for England, 980 to 990 for the
regions, of which Inner and Outer London stand beside London.
"""

from __future__ import annotations

import io
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from onroll.figures.published.ees_figures import Figures
from onroll.figures.published.observations import (
    AUTHORITY,
    NATIONAL,
    REGIONAL,
    SCHEMA,
    as_number,
    symbol_of,
)
from onroll.figures.published.refusals import MOST_CELLS, NotTaken, shown

COLUMNS: Final = (
    "Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number", "Region",
)  # fmt: skip
ENGLAND: Final = 970
REGIONS: Final = range(980, 991)
LAST_AUTHORITY: Final = 969


def read(content: bytes, name: str) -> Figures:
    """The figures of a table. Raises `NotTaken` in words."""
    try:
        file = pq.ParquetFile(io.BytesIO(content))
        if file.metadata.num_rows * file.metadata.num_columns > MOST_CELLS:
            raise NotTaken(f"{name}: there are more than {MOST_CELLS:,} cells. Load a part of it.")
        if lacking := set(COLUMNS) - set(file.schema_arrow.names):
            raise NotTaken(
                f"{name}: there is no column {', '.join(sorted(lacking))}. A table of the local "
                "authority interactive tool has them. Download bds_long again."
            )
        held = file.read(columns=list(COLUMNS))
    except (pa.ArrowInvalid, OSError):
        raise NotTaken(f"{name}: it cannot be read as Parquet. Download it again.") from None
    keys, years, places, cells, numbers = (
        held[each].to_pylist() for each in ("Short Desc", "Years", "LA and Regions", "Values",
                                            "LA Number")
    )  # fmt: skip
    texts = ["" if cell is None else str(cell) for cell in cells]
    symbols = symbols_of(texts, name)
    levels = {number: level_of(number, name) for number in set(numbers)}
    check_once_each(list(zip(keys, years, numbers, strict=True)), name)
    made = {
        "time_period": years,
        "time_identifier": [""] * len(years),
        "level": [levels[number] for number in numbers],
        "code": [f"{number:.0f}" for number in numbers],
        "la_code": [f"{n:.0f}" if levels[n] == AUTHORITY else "" for n in numbers],
        "place": places,
        "filters": [""] * len(years),
        "indicator": keys,
        "text": texts,
        "symbol": [symbols[text] for text in texts],
    }
    table = pa.table({key: pa.array(value, pa.string()) for key, value in made.items()})
    labels = dict(zip(keys, held["Data item"].to_pylist(), strict=True))
    return Figures(
        pa.table([table[each].combine_chunks().dictionary_encode() for each in SCHEMA.names],
                 schema=SCHEMA),
        {key: (label or key, "") for key, label in labels.items()},
    )  # fmt: skip


def symbols_of(texts: list[str], name: str) -> dict[str, str | None]:
    """The symbol of each text, null of a number. Raises `NotTaken` for one that is neither."""
    found: dict[str, str | None] = {}
    for text in set(texts):
        found[text] = symbol_of(text)
        if found[text] is None and as_number(text) is None:
            raise NotTaken(
                f"{name}, row {texts.index(text) + 1:,}, Values: {shown(text)} is neither a number "
                "nor a symbol. Download the table again; nothing of it was loaded."
            )
    return found


def level_of(number: float | None, name: str) -> str:
    """The level of the tool's number of a place. Raises `NotTaken` for one that is no place's."""
    if number == ENGLAND:
        return NATIONAL
    if number in REGIONS:
        return REGIONAL
    if number is None or number != int(number) or not 201 <= number <= LAST_AUTHORITY:
        raise NotTaken(
            f"{name}: LA Number {shown(str(number))} is no authority, region or country. "
            "Download the table again."
        )
    return AUTHORITY


def check_once_each(keys: list[tuple[object, ...]], name: str) -> None:
    """Raises `NotTaken` where two rows are of the same indicator, time and place."""
    if len(set(keys)) < len(keys):
        seen: set[object] = set()
        for number, key in enumerate(keys, start=1):
            if key in seen:
                raise NotTaken(
                    f"{name}, row {number:,}: an earlier row is of the same indicator, time and "
                    "place. Each may be there once. Download the table again."
                )
            seen.add(key)
