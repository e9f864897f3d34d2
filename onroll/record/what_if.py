"""What a draft would change: who would enter a list and who would leave it, before it is adopted.

The definitions that read a drafted number are worked out again, as they are and as they would be,
over the facts of a run that stands. Nothing is written and nothing is adopted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from onroll.record.definitions import CATALOGUE, Definition
from onroll.record.drafts import BadDraft, Draft, thresholds_in, with_drafts
from onroll.record.facts_of_run import days_table, members, month_ends, swept_again
from onroll.record.spells import Spells, day_date

MONTHS = 12
"""Month-ends that an effect is counted on."""


@dataclass(frozen=True)
class MonthEnd:
    """How many are on a list on a day now, and how many would enter and leave it."""

    day: date
    now: int
    enter: int
    leave: int

    @property
    def draft(self) -> int:
        return self.now + self.enter - self.leave


@dataclass(frozen=True)
class Effect:
    """What a draft does to one definition: on a day, child by child, and at month-ends."""

    definition: Definition
    as_of: date
    now: int
    enter: tuple[str, ...]
    leave: tuple[str, ...]
    months: tuple[MonthEnd, ...]

    @property
    def draft(self) -> int:
        return self.now + len(self.enter) - len(self.leave)

    @property
    def changes_nothing(self) -> bool:
        return (
            not self.enter and not self.leave and not any(m.enter or m.leave for m in self.months)
        )


def reading(drafts: Sequence[Draft]) -> list[Definition]:
    """The definitions that read one of the drafted numbers, in printed order."""
    keys = {each.key for each in drafts}
    return [each for each in CATALOGUE if keys & thresholds_in(each.expression)]


def what_if(
    run_folder: Path,
    *,
    as_of: date,
    drafts: Sequence[Draft] = (),
    only: Definition | None = None,
    instead: Spells | None = None,
    months: int = MONTHS,
) -> list[Effect]:
    """The effect of drafted numbers, and of a rule `instead` of that of `only`, on each definition.

    One effect for each definition that reads a drafted number, or for `only` alone. Raises
    `BadDraft` where nothing would be worked out: no draft, or one that `only` does not read.
    """
    asked = [only] if only else reading(drafts)
    if not drafts and instead is None:
        raise BadDraft("There is no draft: give a number, or a rule in place of a definition's.")
    if instead is not None and only is None:
        raise BadDraft("A draft rule needs the definition whose rule it would replace.")
    if only and instead is None and only not in reading(drafts):
        names = ", ".join(each.key for each in drafts)
        raise BadDraft(f"'{only.key}' does not read {names}, so nothing would change.")
    if not asked:
        names = ", ".join(each.key for each in drafts)
        raise BadDraft(f"No definition reads {names}: clocks and questions are not tried here.")
    numbers = {each.key: each.threshold for each in drafts}
    expressions: dict[str, Spells] = {}
    for each in asked:
        expressions[f"now:{each.key}"] = each.expression
        expressions[f"draft:{each.key}"] = with_drafts(instead or each.expression, numbers)
    ends = month_ends(as_of, months)
    with swept_again(run_folder, expressions) as engine:
        on_day = members(engine, expressions, as_of)
        engine.rows("asked_day", days_table(ends))
        counted = engine.fetch(COUNTS).to_pylist()
    by_month = {(row["definition"], day_date(row["on_day"])): row for row in counted}
    return [effect(each, as_of, on_day, by_month, ends) for each in asked]


COUNTS = """
select definition, on_day, cast(sum(now) as bigint) as now,
       cast(sum(case when draft > now then 1 else 0 end) as bigint) as enter,
       cast(sum(case when now > draft then 1 else 0 end) as bigint) as leave
from (select split_part(definition, ':', 2) as definition, on_day, child,
             max(case when split_part(definition, ':', 1) = 'now' then 1 else 0 end) as now,
             max(case when split_part(definition, ':', 1) = 'draft' then 1 else 0 end) as draft
      from statuses join asked_day on s <= on_day and e > on_day
      group by all) as held
group by all"""


def effect(
    of: Definition,
    as_of: date,
    on_day: dict[str, frozenset[str]],
    by_month: dict[tuple[str, date | None], dict[str, int]],
    ends: Sequence[date],
) -> Effect:
    now, draft = on_day[f"now:{of.key}"], on_day[f"draft:{of.key}"]
    nothing = {"now": 0, "enter": 0, "leave": 0}
    rows = [(day, by_month.get((of.key, day), nothing)) for day in ends]
    return Effect(
        of,
        as_of,
        len(now),
        tuple(sorted(draft - now)),
        tuple(sorted(now - draft)),
        tuple(MonthEnd(day, row["now"], row["enter"], row["leave"]) for day, row in rows),
    )
