"""Which rows of a file on its way, or of a load, somebody may not see: those of protected children.

Whoever sent a file here sees all of what they sent: they have it. Were its rows kept from them too,
they could send made-up rows to find out, from those that are kept back, where a child is.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.models import Q

from onroll.record.engines import connect
from onroll.web.access.models import FileEvent
from onroll.web.access.roles import may_see_shielded
from onroll.web.shields.protected_rows import ProtectedRows

Place = tuple[str, int]
"""The sheet, empty where a file has none, and the row."""


def kept_from(user: Any, *, staged: str = "", load_id: str = "") -> ProtectedRows | None:
    """What tells which rows are to be kept from somebody; None where they may see every row."""
    if may_see_shielded(user) or sent_by(user, staged=staged, load_id=load_id):
        return None
    return ProtectedRows() or None


def sent_by(user: Any, *, staged: str = "", load_id: str = "") -> bool:
    """Whether this person sent, through these pages, the file on its way or that was loaded."""
    sent = Q(staged=staged) if staged else Q(pk__in=[])
    if load_id:
        loaded = FileEvent.objects.filter(load_id=load_id, kind=FileEvent.Kind.LOADED)
        sent |= Q(staged__in=loaded.exclude(staged="").values("staged"))
    return FileEvent.objects.filter(sent, kind=FileEvent.Kind.SENT, user=user.pk).exists()


def protected_places(
    folder: Path, places: Iterable[Place], kept: ProtectedRows | None, source: str
) -> frozenset[Place]:
    """Those of some rows of a reading's folder that are kept back."""
    wanted = set(places)
    if kept is None or not wanted:
        return frozenset()
    numbers = sorted({row for _, row in wanted})
    found: set[Place] = set()
    with connect() as con:
        for part in ("held_back.parquet", "accepted.parquet"):
            rows = con.execute(
                "SELECT * FROM read_parquet(?) WHERE list_contains(?, row)",
                [str(folder / part), numbers],
            )
            names = [name for name, *_ in rows.description]
            for values in rows.fetchall():
                row = dict(zip(names, values, strict=True))
                place = (row.get("sheet") or "", row["row"])
                if place in wanted and kept.is_one(own_cells(row), source):
                    found.add(place)
    return frozenset(found)


def own_cells(row: dict[str, Any]) -> list[Any]:
    """The cells that came in a row, without what was written to it here."""
    return [value for name, value in row.items() if name not in ("file", "row", "mends", "sheet")]
