"""Good files spoilt, and the hostile ones among them: the same for the same seed and number."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator

import pyarrow.csv

from tests.record.feeds.conftest import GOOD
from tests.record.feeds.hostile_files import MADE, Bait
from tests.record.feeds.whole_files import (
    CIN,
    ROLL,
    ods,
    ods_row,
    old_workbook,
    parquet,
    workbook,
    zipped,
)


def files(count: int, seed: int, bait: Bait) -> Iterator[tuple[str, str, bytes]]:
    """So many files: what was done, the file's name and its bytes. The made ones come first."""
    made = [(f.__name__, f) for f in MADE]
    rng = random.Random(seed)
    chosen = made if count >= 4 * len(made) else rng.sample(made, min(len(made), count // 2))
    for what, make in chosen:
        name, content = make(bait)
        yield what, name, content
    kinds = (good_texts(), good_others())
    for number in range(count - len(chosen)):
        one = random.Random(f"{seed}-{number}")
        name, content = one.choice(kinds[number % 2])
        spoil = one.choice(SPOILT)
        yield spoil.__name__, name, spoil(one, content, one.choice(one.choice(kinds))[1])


def good_texts() -> list[tuple[str, bytes]]:
    """A valid file of each feed that comes as text."""
    return [(name, text.encode()) for name, text in GOOD.values()]


def good_others() -> list[tuple[str, bytes]]:
    """Valid files of the other kinds and of more rows: workbooks, XML, Parquet, ZIPs."""
    many = ROLL + "".join(ROLL.splitlines()[1].replace("P1", f"P{n}") + "\n" for n in range(2, 400))
    rows = [line.split(",") for line in ROLL.splitlines()]
    roll = pyarrow.csv.read_csv(io.BytesIO(ROLL.encode()))
    return [
        ("roll_2026-11-01.csv", many.encode()),
        ("roll_2026-11-01.csv", ROLL.encode("utf-16")),
        ("roll_2026-11-01.xlsx", workbook(rows)),
        ("roll_2026-11-01.xlsx", workbook([["Roll"], [], *rows * 30])),
        ("roll_2026-11-01.xlsm", workbook(rows)),
        ("roll_2026-11-01.xls", old_workbook(rows)),
        ("roll_2026-11-01.ods", ods("".join(ods_row(row) for row in rows))),
        ("CIN_Census_2026.xml", CIN.encode()),
        ("CIN_Census_2026.xml", CIN.replace("UTF-8", "UTF-16").encode("utf-16")),
        ("roll_2026-11-01.parquet", parquet(roll)),
        (
            "november.zip",
            zipped([good_texts()[0], ("term_dates.csv", GOOD["term_dates"][1].encode())]),
        ),
        ("november.zip", zipped([("roll_2026-11-01.xlsx", workbook(rows))])),
    ]


def cut_short(rng: random.Random, content: bytes, other: bytes) -> bytes:
    return content[: rng.randrange(1, len(content))]


def bits_flipped(rng: random.Random, content: bytes, other: bytes) -> bytes:
    spoilt = bytearray(content)
    for _ in range(rng.choice((1, 3, 20, 100))):
        spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
    return bytes(spoilt)


def spliced(rng: random.Random, content: bytes, other: bytes) -> bytes:
    return content[: rng.randrange(len(content))] + other[rng.randrange(len(other)) :]


def piece_lost(rng: random.Random, content: bytes, other: bytes) -> bytes:
    at = rng.randrange(len(content))
    return content[:at] + content[at + rng.randrange(1, 200) :]


def piece_repeated(rng: random.Random, content: bytes, other: bytes) -> bytes:
    at = rng.randrange(len(content))
    piece = content[at : at + rng.randrange(1, 400)]
    return content[:at] + piece * rng.choice((2, 10, 500)) + content[at:]


def noise_put_in(rng: random.Random, content: bytes, other: bytes) -> bytes:
    at = rng.randrange(len(content))
    noise = rng.choice(
        (b"\0", b'"', b"\r", b"\n\n", b"\xff\xfe", b"<", b"&", b"\x1a", b"\xed\xa0\x80")
    )
    return content[:at] + noise * rng.choice((1, 7, 5_000)) + content[at:]


def encoded_anew(rng: random.Random, content: bytes, other: bytes) -> bytes:
    into = rng.choice(("utf-16-le", "utf-16", "utf-32", "utf-7", "cp037", "utf-8-sig", "cp1252"))
    return content.decode("latin-1").encode(into, "replace")


def part_spoilt(rng: random.Random, content: bytes, other: bytes) -> bytes:
    """A part of a workbook or ZIP is spoilt and all is packed again, so that it unpacks well."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return bits_flipped(rng, content, other)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(part, archive.read(part)) for part in archive.namelist()]
    at = rng.randrange(len(parts))
    name, held = parts[at]
    spoil = rng.choice((cut_short, bits_flipped, piece_lost, piece_repeated, noise_put_in))
    parts[at] = (name, spoil(rng, held or b"x", other))
    return zipped(parts)


Spoil = Callable[[random.Random, bytes, bytes], bytes]
SPOILT: tuple[Spoil, ...] = (
    cut_short, bits_flipped, spliced, piece_lost, piece_repeated, noise_put_in, encoded_anew,
    part_spoilt, part_spoilt,
)  # fmt: skip
