"""Which source record a case goes with, and what it is called as a record of the casework feed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from onroll.record.questions.to_feed import FEED as QUESTIONS
from onroll.record.questions.to_feed import record_of
from onroll.web.cases.models import Case
from onroll.web.children.models import SourceRecord
from onroll.web.questions.models import Question

SOURCE = "casework"
OF_OURS: Final = (SOURCE, QUESTIONS)
"""The sources of which a record is of a child only because another record is."""


def casework_record(child: str) -> str:
    """The source record that the casework feed makes of a child."""
    return f"{SOURCE}:{child}"


def record_known_by(child: str) -> str:
    """The source record by which a new case goes with its child.

    That of the last case, while it is this child's still, so that all cases of a child stay
    together; else the first by its id.
    """
    theirs = SourceRecord.objects.filter(child=child).exclude(source__in=OF_OURS)
    last = Case.objects.of(child).values_list("record_id", flat=True).first()
    if last and theirs.filter(record_id=last).exists():
        return last
    first = theirs.order_by("record_id").values_list("record_id", flat=True).first()
    return first or casework_record(child)


def with_their_cases(chosen: Collection[str], all_of_child: Iterable[str]) -> frozenset[str]:
    """Some records of a child, with what casework tells, and what was answered, of those whose case
    or question it is, and no other.

    So that whoever takes records apart need not know where it belongs: it goes with its record.
    """
    everything = list(all_of_child)
    told = {record for record in everything if record.partition(":")[0] in OF_OURS}
    cases = Case.objects.filter(record_id__in=everything).values_list("child", "record_id")
    asked = Question.objects.filter(record_id__in=everything).values_list("ref", "record_id")
    ours = [(casework_record(child), record) for child, record in cases]
    ours += [(record_of(ref), record) for ref, record in asked]
    follow = {mine for mine, record in ours if record in chosen}
    stay = {mine for mine, record in ours if record not in chosen}
    return frozenset((set(chosen) - (told & stay)) | (told & follow))
