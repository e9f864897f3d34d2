"""What came of a separation: whose records they are now, and who had read them as one child's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from onroll.record.people.decisions import Decision, decisions
from onroll.web.children.models import Child, Clock, SourceRecord
from onroll.web.children.status_words import Tag
from onroll.web.children.today import tags_on
from onroll.web.config.home import home
from onroll.web.matching.decided import full_names, is_carried_out
from onroll.web.separating.models import Separation
from onroll.web.separating.readers import Reader, readers
from onroll.web.separating.together import Together, together, up_to


@dataclass(frozen=True)
class Now:
    """A child as the record shows them now, with those of the records that are theirs.

    `kept` says that this child keeps the reference that all the records were under, `taken_out`
    that records are theirs which were selected as another child's.
    """

    child: Child
    records: tuple[SourceRecord, ...]
    tags: list[Tag]
    clocks: int
    kept: bool
    taken_out: bool


class Outcome:
    """A separation with the decision behind it. Raises LookupError when the home has not got it."""

    def __init__(self, separation: Separation) -> None:
        self.separation = separation
        acts = decisions(home())
        made = (separation.number, separation.decided_at)
        found = next((each for each in acts if (each.number, each.at) == made), None)
        if found is None:
            raise LookupError(
                f"There is no decision {separation.number} of {separation.decided_at}."
            )
        self.decision: Decision = found
        self.taken_back = next(
            (each for each in acts if each.takes_back == separation.number), None
        )

    @property
    def by(self) -> str:
        """Who separated them: a name, or an address that has no account."""
        account = self.separation.by
        return account.full_name if account else self.decision.by

    @property
    def taken_back_by(self) -> str:
        """Who took it back; empty while it stands."""
        if self.taken_back is None:
            return ""
        return full_names([self.taken_back.by]).get(self.taken_back.by, self.taken_back.by)

    @cached_property
    def rows(self) -> list[SourceRecord]:
        """The records it is about, each with its child, as they are published now."""
        rows = SourceRecord.objects.filter(record_id__in=self.decision.records)
        return list(rows.select_related("child").order_by("source", "local_id"))

    @property
    def references(self) -> list[str]:
        """The children whose records these are now."""
        return list(dict.fromkeys(row.child_id for row in self.rows))

    @property
    def is_carried_out(self) -> bool:
        """Whether no child has records of both sides."""
        return is_carried_out(self.decision, {row.record_id: row.child_id for row in self.rows})

    def children(self, day: date) -> list[Now]:
        """The children whose records these are now, those taken out first."""
        theirs: dict[Child, list[SourceRecord]] = {}
        for row in self.rows:
            theirs.setdefault(row.child, []).append(row)
        tags = tags_on(theirs, day)
        clocks = Counter(
            Clock.objects.running(day).filter(child__in=theirs).values_list("child_id", flat=True)
        )
        ticked = set(self.decision.one)
        found = [
            Now(
                child=child,
                records=tuple(rows),
                tags=tags[child.pk],
                clocks=clocks[child.pk],
                kept=child.pk == self.separation.child,
                taken_out=any(row.record_id in ticked for row in rows),
            )
            for child, rows in theirs.items()
        ]
        return sorted(found, key=lambda each: (not each.taken_out, each.child.pk))

    @cached_property
    def wrong(self) -> list[Together]:
        """When, and under which reference, the records of both were shown as one child's."""
        sides = self.decision.one, self.decision.other
        return up_to(
            together(*sides, self.separation.child), self.decision.at, self.separation.shown_at
        )

    @cached_property
    def readers(self) -> list[Reader]:
        """Who read the record in those times."""
        return readers(self.wrong)
