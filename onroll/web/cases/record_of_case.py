"""Which source record a case goes with, and what it is called as a record of the casework feed."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from onroll.web.cases.models import Case
from onroll.web.children.models import SourceRecord

SOURCE = "casework"


def casework_record(child: str) -> str:
    """The source record that the casework feed makes of a child."""
    return f"{SOURCE}:{child}"


def record_known_by(child: str) -> str:
    """The source record by which a new case goes with its child.

    That of the last case, while it is this child's still, so that all cases of a child stay
    together; else the first by its id.
    """
    theirs = SourceRecord.objects.filter(child=child).exclude(source=SOURCE)
    last = Case.objects.of(child).values_list("record_id", flat=True).first()
    if last and theirs.filter(record_id=last).exists():
        return last
    first = theirs.order_by("record_id").values_list("record_id", flat=True).first()
    return first or casework_record(child)


def with_their_cases(chosen: Collection[str], all_of_child: Iterable[str]) -> frozenset[str]:
    """Some records of a child, with what casework tells of those whose case it is, and no other.

    So that whoever takes records apart need not know where a case belongs: it goes with its record.
    """
    everything = list(all_of_child)
    told = {record for record in everything if record.startswith(f"{SOURCE}:")}
    cases = Case.objects.filter(record_id__in=everything).values_list("child", "record_id")
    follow = {casework_record(child) for child, record in cases if record in chosen}
    stay = {casework_record(child) for child, record in cases if record not in chosen}
    return frozenset((set(chosen) - (told & stay)) | (told & follow))
