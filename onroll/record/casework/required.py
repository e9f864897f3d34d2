"""What a case asks for next, and by when: by its risk, and by what is known of the child.

So that by the end of week four of a case whose child nobody can find everything was asked that in
the two cases of the papers took years. The figures are data (`required.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from onroll.record.casework import exhausted
from onroll.record.casework.askings import Asking, askings, not_applicable
from onroll.record.casework.case import Case
from onroll.record.casework.conditions import CONDITIONS, OF_WHEREABOUTS, Occurrence
from onroll.record.casework.dated_files import Dated, Entry, entries, source_text
from onroll.record.casework.day_words import in_words
from onroll.record.casework.enquiries import catalogue, enquiry
from onroll.record.casework.whereabouts import whereabouts
from onroll.record.school_days import days_after

FILE: Final = "required.toml"
RISKS: Final = ("none", "concern", "immediate")
IN_VAIN: Final = "asked_in_vain"

ASK: Final = "ask"
CHASE: Final = "chase"
AGAIN: Final = "again"

_NAMES: Final = (
    "enquiry", "when", "each", "days", "why", "in_force_from", "in_force_until", "source",
)  # fmt: skip


@dataclass(frozen=True)
class Rule(Dated):
    """One line of the required set: an enquiry, when it is asked for, and by how many days."""

    key: str
    enquiry: str
    when: str
    each: bool
    days: Mapping[str, int]
    why: str
    in_force_from: date
    in_force_until: date | None
    source: str

    def by_when(self, since: date, risk: str) -> date:
        return days_after(since, self.days.get(risk, self.days["none"]))


@dataclass(frozen=True)
class Required:
    """One enquiry that the case asks for: `by_when`, and `why` in words.

    `do` is `ASK`, `CHASE` an answer that is overdue, or ask `AGAIN`. `about` is the number of the
    place told that it asks about; None where it asks about none.
    """

    enquiry: str
    by_when: date
    why: str
    do: str = ASK
    about: int | None = None

    @property
    def title(self) -> str:
        return enquiry(self.enquiry).title


@cache
def rules() -> dict[str, Rule]:
    """Every rule by key, in order. Raises `BadFile` for a file that is wrong."""
    return read(source_text(FILE))


def read(text: str) -> dict[str, Rule]:
    """The rules that a file tells of. Raises `BadFile`, with where, what and how to mend it."""
    return {key: _rule(key, of) for key, of in entries(FILE, text).items()}


def _rule(key: str, of: Entry) -> Rule:
    of.only(_NAMES)
    first, until = of.days_in_force()
    days = of.table("days")
    days.only(RISKS)
    when = of.one_of("when", [*CONDITIONS, IN_VAIN])
    asked = ["any"] if when == IN_VAIN else [*catalogue()]
    return Rule(
        key,
        of.one_of("enquiry", asked),
        when,
        of.yes("each"),
        {risk: days.whole(risk) for risk in RISKS},
        of.text("why"),
        first,
        until,
        of.text("source"),
    )


def due(case: Case, opened_on: date, day: date, *, on_roll: bool = False) -> list[Required]:
    """What the case asks for that nobody has asked yet, nor said why it does not apply.

    The most urgent first; what is not due yet is there too, with its day. Of a child `on_roll` the
    school knows the whereabouts, unless it is for those that the child was referred.
    """
    known_to_school = on_roll and case.predominant_issue != "whereabouts"
    if not case.is_open:
        return []
    made = _made(case, day)
    found: dict[tuple[str, int | None], Required] = {}
    for rule in rules().values():
        if rule.when == IN_VAIN or not _may_be_asked(rule, day):
            continue
        if known_to_school and rule.when in OF_WHEREABOUTS:
            continue
        for each in _not_asked(case, made, rule, opened_on, day):
            known = found.get((each.enquiry, each.about))
            if known is None or each.by_when < known.by_when:
                found[each.enquiry, each.about] = each
    return _urgent_first(found.values())


def next_steps(case: Case, day: date, *, on_roll: bool = False) -> list[Required]:
    """What to do next: what is `due`, what to chase, what was refused, what to ask a second time.

    A second round begins once the first answer was asked for so many days ago as the exhausted test
    has them apart, and only while whereabouts are not known.
    """
    if not case.is_open or case.opened_on is None:
        return []
    steps = due(case, case.opened_on, day, on_roll=on_roll)
    made = _made(case, day)
    for key, asking in {each.enquiry: each for each in made}.items():
        step = None if not_applicable(case, key) else _once_more(case, made, asking, day)
        if step is not None:
            steps.append(step)
    return _urgent_first(steps)


def _may_be_asked(rule: Rule, day: date) -> bool:
    return rule.in_force_on(day) and enquiry(rule.enquiry).in_force_on(day)


def _made(case: Case, day: date) -> list[Asking]:
    return [each for each in askings(case) if each.asked_on <= day]


def _not_asked(
    case: Case, every: list[Asking], rule: Rule, opened_on: date, day: date
) -> list[Required]:
    made = [each for each in every if each.enquiry == rule.enquiry]
    some = CONDITIONS[rule.when](case, opened_on, day)
    left = []
    for occurrence in some if rule.each else some[:1]:
        asking = next((each for each in made if each.asked_on >= occurrence.counts_from), None)
        if asking is not None:
            if rule.each:
                made.remove(asking)
        elif not _does_not_apply(case, rule.enquiry, occurrence):
            since = max(opened_on, occurrence.since)
            why = f"{rule.why} {occurrence.words}".strip()
            about = occurrence.about if rule.each else None
            left.append(Required(rule.enquiry, rule.by_when(since, case.risk), why, ASK, about))
    return left


def _does_not_apply(case: Case, key: str, occurrence: Occurrence) -> bool:
    """What was said not to apply is asked for again once something new was told."""
    return not_applicable(case, key) and case.not_applicable[key].on >= occurrence.counts_from


def _once_more(case: Case, made: list[Asking], asking: Asking, day: date) -> Required | None:
    if not asking.result:
        if asking.due_on is None or asking.due_on >= day:
            return None
        why = f"An answer was asked for by {in_words(asking.due_on)}."
        return Required(asking.enquiry, asking.due_on, why, CHASE)
    if not asking.is_answered:
        rule = rules()["asked_in_vain"]
        on = asking.answered_on or asking.asked_on
        return Required(asking.enquiry, rule.by_when(on, case.risk), rule.why, AGAIN)
    return _second_round(case, made, asking.enquiry, day)


def _second_round(case: Case, made: list[Asking], key: str, day: date) -> Required | None:
    measure = exhausted.measure()
    group = next((group for group in measure.groups if key in group), ())
    of_group = [each for each in made if each.enquiry in group]
    rounds = exhausted.answered_rounds(of_group, measure.apart_days)
    if not rounds or len(rounds) >= measure.rounds or rounds[-1].enquiry != key:
        return None
    from_day = days_after(rounds[-1].asked_on, measure.apart_days)
    if from_day > day or whereabouts(case, day).known:
        return None
    why = f"Nobody has found the child. It was first asked on {in_words(rounds[-1].asked_on)}."
    return Required(key, from_day, why, AGAIN)


def _urgent_first(steps: Iterable[Required]) -> list[Required]:
    order = {key: kind.number for key, kind in catalogue().items()}
    return sorted(steps, key=lambda each: (each.by_when, order.get(each.enquiry, 0), each.do))
