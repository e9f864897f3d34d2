"""What people decided about pairs of records, as the pages show it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from onroll.record.home import Home
from onroll.record.people import decisions as journal
from onroll.record.people.decisions import Decision, Verdict
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import User
from onroll.web.children.models import SourceRecord

WORDS: Final = {
    Verdict.SAME: "Same child",
    Verdict.DIFFERENT: "Different children",
    Verdict.NOT_SURE: "Not sure",
}


@dataclass(frozen=True)
class Kept:
    """One decision with what became of it, and the name of who made it.

    `taken_back` is the act that took it back, null while it stands.
    """

    decision: Decision
    taken_back: Decision | None
    by: str
    taken_back_by: str

    @property
    def stands(self) -> bool:
        return self.taken_back is None

    @property
    def number(self) -> int:
        return self.decision.number

    @property
    def words(self) -> str:
        assert self.decision.verdict is not None  # one that only takes another back is no `Kept`
        return WORDS[self.decision.verdict]

    @property
    def settles(self) -> bool:
        """Whether it binds the linking. *Not sure* asks a colleague, and binds nothing."""
        return self.decision.verdict is not Verdict.NOT_SURE

    def is_about(self, one: Collection[str], other: Collection[str]) -> bool:
        """Whether it is about these two: a record of each stands on either side of it."""
        left, right = self.decision.one, self.decision.other
        return (meets(left, one) and meets(right, other)) or (
            meets(left, other) and meets(right, one)
        )


def meets(some: Collection[str], others: Collection[str]) -> bool:
    return not set(some).isdisjoint(others)


class Journal:
    """Every decision that was made, read once."""

    def __init__(self, home: Home) -> None:
        self.events = journal.decisions(home)

    @cached_property
    def kept(self) -> list[Kept]:
        """The decisions, the newest first, whether or not they stand."""
        backs = {event.takes_back: event for event in self.events if event.takes_back is not None}
        names = full_names(event.by for event in self.events)
        return [
            Kept(
                event,
                back := backs.get(event.number),
                names.get(event.by, event.by),
                names.get(back.by, back.by) if back else "",
            )
            for event in reversed(self.events)
            if event.verdict is not None
        ]

    def numbered(self, number: int) -> Kept | None:
        return next((each for each in self.kept if each.number == number), None)

    def about(self, one: Collection[str], other: Collection[str]) -> Kept | None:
        """The decision that stands between two sides; else the newest that somebody is not sure."""
        found = [each for each in self.kept if each.stands and each.is_about(one, other)]
        return next((each for each in found if each.settles), found[0] if found else None)

    def joined(self, records: Collection[str]) -> Kept | None:
        """The newest decision *same* that stands between two of these records of one child."""
        return next(
            (
                each
                for each in self.kept
                if each.stands
                and each.decision.verdict is Verdict.SAME
                and set(each.decision.shown) <= set(records)
            ),
            None,
        )

    def not_sure(self) -> list[Kept]:
        """Those that wait for a colleague's answer, whoever asked."""
        standing = {each.number for each in journal.standing(self.events)}
        return [each for each in self.kept if each.number in standing and not each.settles]


def full_names(addresses: Iterable[str]) -> dict[str, str]:
    """The name of each account by its email address; without one, the address says who."""
    found = User.objects.filter(email__in=set(addresses))
    return dict(found.values_list("email", "full_name"))


def children_of(records: Iterable[str]) -> dict[str, str]:
    """The child each record is joined to now. A record that is in no run has no child.

    Whoever asks: children whom they may not see are among them, so that what is about those can be
    left out.
    """
    with as_publisher():
        found = SourceRecord.objects.filter(record_id__in=set(records))
        return dict(found.values_list("record_id", "child_id"))


def is_carried_out(decision: Decision, child_of: dict[str, str]) -> bool:
    """Whether the record that is shown follows a standing decision already."""
    if decision.verdict is Verdict.NOT_SURE:
        return True
    if decision.verdict is Verdict.SAME:
        first, second = (child_of.get(record) for record in decision.shown)
        return first is None or second is None or first == second
    one, other = ({child_of.get(r) for r in side} for side in (decision.one, decision.other))
    return not (one & other) - {None}
