"""Every expression, for every child and every day at once: one sort, then bit tests.

Each fact is a bit. Each end of a spell toggles its bit; a running xor per child gives, for every
stretch of days, which facts hold; every set expression is then a test on that state. A verb that
moves ends (`after`, `until`, …) is worked out first, and its answer takes a bit of its own. The
SQL is DuckDB's, inside the subset that gives the same rows on Spark (`portable_sql`).

The engine must hold `facts` (child, fact, starts_on, ends_before, value, setting) and, when an
expression counts school days, `school_day` (setting, day, number) and `next_school_day` (setting,
day, number): for every calendar day, the number of the first school day on or after it.
"""

from __future__ import annotations

from collections.abc import Mapping

from onroll.record.engines import Engine
from onroll.record.one_child import hundredths, periods
from onroll.record.plan import Plan, is_compound, leaves
from onroll.record.spells import (
    EPOCH,
    FOREVER,
    After,
    AtLeast,
    Extended,
    Fact,
    FromSchoolDay,
    Joined,
    Spells,
    Until,
)
from onroll.record.thresholds import Threshold

SPANS = f"""
select child, fact, date_diff('day', date '{EPOCH}', starts_on) as s,
       coalesce(date_diff('day', date '{EPOCH}', ends_before), {FOREVER}) as e,
       value, setting
from facts where starts_on < coalesce(ends_before, date '9999-12-31')
"""

APART = """
select {keys}, min(s) as s, max(e) as e from (
  select {keys}, s, e, sum(case when reached is null or s > reached then 1 else 0 end)
         over (partition by {keys} order by s, e rows unbounded preceding) as run
  from (
    select {keys}, s, e, max(e) over (partition by {keys} order by s, e
                       rows between unbounded preceding and 1 preceding) as reached
    from ({runs}) as found where s < e) as ordered) as numbered
group by {keys}, run
"""

STATE = """
with ends as (select child, s as day, node from ({runs}) as begun
              union all select child, e as day, node from ({runs}) as ended),
toggles as (select child, day, {toggled}
            from ends join bit on bit.node = ends.node group by child, day)
select child, day as s, lead(day) over (partition by child order by day) as e, {running}
from toggles
"""


def sweep(engine: Engine, expressions: Mapping[str, Spells]) -> Plan:
    """Work out every expression; leaves the tables `state` and `statuses` in the engine.

    `statuses` has one row per child, definition (the mapping's key) and spell: child, definition,
    s, e (day numbers; e is `FOREVER` while open). `state` has one row per child and stretch of
    days; `Plan.holds` gives the test on it for any of the expressions or their parts.
    """
    plan = Plan.of(expressions.values())
    engine.table("spans", SPANS)
    engine.table("bit", plan.bits())
    facts = [f"({n}, '{f.name}')" for f, n in plan.nodes.items() if isinstance(f, Fact)]
    runs = f"""select child, node, s, e from spans
               join (values {", ".join(facts)}) as named(node, name) on name = fact"""
    engine.table("apart_0", APART.format(keys="child, node", runs=runs))
    for level, nodes in enumerate(plan.levels[1:], start=1):
        if compound := {str(plan.nodes[node]): node for node in nodes if is_compound(node)}:
            engine.table("state", state(plan, set().union(*map(leaves, compound.values()))))
            found = held(plan, compound)
            engine.table(
                f"inner_{level}",
                f"select child, cast(definition as int) as node, s, e from ({found}) as found",
            )
        if verbs := [node for node in nodes if not is_compound(node)]:
            runs = " union all ".join(
                f"select child, {plan.nodes[verb]} as node, s, e from ({moved(verb, plan)}) as got"
                for verb in verbs
            )
            engine.table(f"apart_{level}", APART.format(keys="child, node", runs=runs))
    engine.table("state", state(plan, {node for node in plan.nodes if not is_compound(node)}))
    engine.table("statuses", held(plan, expressions))
    return plan


def state(plan: Plan, nodes: set[Spells]) -> str:
    """One row per child and stretch of days, with the bits of these nodes."""
    chosen = ", ".join(str(plan.nodes[node]) for node in sorted(nodes, key=plan.nodes.__getitem__))
    tables = sorted({plan.tables[node] for node in nodes})
    runs = " union all ".join(
        f"select child, node, s, e from {table} where node in ({chosen})" for table in tables
    )
    return STATE.format(
        runs=runs,
        toggled=", ".join(
            f"bit_xor(case when word = {w} then mask else 0 end) as bits_{w}" for w in plan.words
        ),
        running=", ".join(
            f"bit_xor(bits_{w}) over (partition by child order by day"
            f" rows between unbounded preceding and current row) as state_{w}"
            for w in plan.words
        ),
    )


def held(plan: Plan, expressions: Mapping[str, Spells]) -> str:
    """The runs of every expression: child, definition, s, e."""
    stretches = " union all ".join(
        f"select child, '{key}' as definition, s, e from state "
        f"where e is not null and {plan.holds(expression)}"
        for key, expression in expressions.items()
    )
    return APART.format(keys="child, definition", runs=stretches)


def moved(verb: Spells, plan: Plan) -> str:
    """The runs (child, s, e) that a verb makes of the runs it is given; they may overlap."""
    match verb:
        case After(a, limit):
            return f"select child, s + {in_force(limit)} as s, e from ({plan.runs(a)}) as given"
        case Extended(a, by):
            return f"""select child, s, case when e >= {FOREVER} then e
                       else e + {in_force(by)} end as e from ({plan.runs(a)}) as given"""
        case Joined(a, gap):
            return f"""
                select child, min(s) as s, max(e) as e from (
                  select child, s, e, sum(case when reached is null
                         or s - reached > {in_force(gap)} then 1 else 0 end)
                         over (partition by child order by s rows unbounded preceding) as run
                  from (select child, s, e,
                        lag(e) over (partition by child order by s) as reached
                        from ({plan.runs(a)}) as given) as ordered) as numbered
                group by child, run"""
        case Until(a, end):
            return f"""
                select begun.child, begun.s,
                       coalesce(min(case when ended.s <= begun.s then begun.s + 1
                                    else ended.s end), {FOREVER}) as e
                from ({plan.runs(a)}) as begun
                left join ({plan.runs(end)}) as ended
                     on ended.child = begun.child and ended.e > begun.s + 1
                group by begun.child, begun.s"""
        case FromSchoolDay(a, number):
            return f"""
                select child, date_diff('day', date '{EPOCH}', reached.day) as s, e
                from ({by_setting(a.name)}) as given
                join (select setting as school, date_diff('day', date '{EPOCH}', min(day)) as day
                      from school_day group by setting) as opens on opens.school = given.setting
                join next_school_day as first on first.setting = given.setting
                     and date_diff('day', date '{EPOCH}', first.day) = greatest(given.s, opens.day)
                join school_day as reached on reached.setting = given.setting
                     and reached.number = first.number + {in_force(number)} - 1"""
        case AtLeast(steps, figure):
            return at_least(steps.name, figure)
    raise TypeError(f"{type(verb).__name__} is not a verb over spells")


def by_setting(fact: str) -> str:
    """The runs of a fact for each school whose calendar counts; "" is the authority's own."""
    return APART.format(
        keys="child, setting",
        runs=f"""select child, s, e,
                 case when exists (select 1 from school_day as known
                                   where known.setting = spans.setting)
                 then setting else '' end as setting
                 from spans where fact = '{fact}'""",
    )


def at_least(fact: str, figure: Threshold) -> str:
    """The stretches on which the rows of a fact add up to a figure, in whole hundredths."""
    in_period = " or ".join(
        f"(s >= {since} and s < {until} and total >= {hundredths(value)})"
        for since, until, value in periods(figure.values)
    )
    changes = " ".join(
        f"union all select distinct child, {since} as day, 0 as step, 0 as held from spans "
        f"where fact = '{fact}'"
        for since, _, _ in list(periods(figure.values))[1:]
    )
    step = "cast(floor(coalesce(value, 0) * 100 + 0.5) as bigint)"
    return f"""
        select child, s, e from (
          select child, day as s, lead(day) over (partition by child order by day) as e,
                 sum(step) over (partition by child order by day
                                 rows between unbounded preceding and current row) as total,
                 sum(held) over (partition by child order by day
                                 rows between unbounded preceding and current row) as held
          from (select child, day, sum(step) as step, sum(held) as held from (
                  select child, s as day, {step} as step, 1 as held
                  from spans where fact = '{fact}'
                  union all
                  select child, e as day, -{step} as step, -1 as held
                  from spans where fact = '{fact}' {changes}) as ends
                group by child, day) as toggles) as stretches
        where e is not null and held > 0 and ({in_period})"""


def in_force(number: Threshold) -> str:
    """The number in force on day `s`, as an expression over it."""
    values = list(periods(number.values))
    if len(values) == 1:
        return str(int(values[0][2]))
    whens = " ".join(f"when s < {until} then {int(value)}" for _, until, value in values)
    return f"(case {whens} end)"
