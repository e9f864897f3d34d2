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
from onroll.record.looking_back import (
    BegunDuring,
    Ever,
    InLastSchoolDays,
    begun_within_sql,
    first_on_sql,
    school_days_later_sql,
)
from onroll.record.one_child import hundredths, periods
from onroll.record.places import AtThatPlace, AtTwoPlaces, stretches_sql
from onroll.record.plan import BITS, Plan, is_compound, leaves
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
    Under,
    Until,
    day_number,
)
from onroll.record.thresholds import Threshold

NUMBERS = """
select child, row_number() over (order by child) as number
from (select distinct child from facts) as everybody
"""

SPANS = f"""
select number as child, fact, date_diff('day', date '{EPOCH}', starts_on) as s,
       coalesce(date_diff('day', date '{EPOCH}', ends_before), {FOREVER}) as e,
       value, setting
from facts join numbers on numbers.child = facts.child
where starts_on < coalesce(ends_before, date '9999-12-31')
"""

NAMED = "select numbers.child, {columns} from {table} as k join numbers on number = k.child"

APART = """
select {keys}, s, coalesce(lead(reached) over (partition by {keys} order by s), last) as e
from (
  select {keys}, s, max(e) over (partition by {keys} order by s, e
                                 rows between unbounded preceding and 1 preceding) as reached,
         max(e) over (partition by {keys}) as last
  from ({runs}) as found where s < e) as ordered
where reached is null or s > reached
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
    """Work out every expression; leaves the tables `state`, `statuses` and `spans` in the engine.

    `statuses` has one row per child, definition (the mapping's key) and spell: child, definition,
    s, e (day numbers; e is `FOREVER` while open). `state` has one row per child and stretch of
    days; `Plan.holds` gives the test on it for any of the expressions or their parts. `spans` has
    the facts: child, fact, s, e, value, setting. While it works children are numbers, which sort
    in a third of the time.
    """
    plan = Plan.of(expressions.values())
    engine.table("numbers", NUMBERS)
    engine.table("spans", SPANS)
    engine.table("bit", plan.bits())
    facts = [f"({n}, '{f.name}')" for f, n in plan.nodes.items() if isinstance(f, Fact)]
    runs = f"""select child, node, s, e from spans
               join (values {", ".join(facts)}) as named(node, name) on name = fact"""
    engine.table("apart_0", APART.format(keys="child, node", runs=runs))
    for level, nodes in enumerate(plan.levels[1:], start=1):
        if compound := [node for node in nodes if is_compound(node)]:
            engine.table("state", state(plan, set().union(*map(leaves, compound))))
            tests = {plan.nodes[node]: plan.holds(node) for node in compound}
            engine.table(f"inner_{level}", held(engine, tests))
        if verbs := [node for node in nodes if not is_compound(node)]:
            runs = " union all ".join(
                f"select child, {plan.nodes[verb]} as node, s, e from ({moved(verb, plan)}) as got"
                for verb in verbs
            )
            engine.table(f"apart_{level}", APART.format(keys="child, node", runs=runs))
    engine.table("state", state(plan, {node for node in plan.nodes if not is_compound(node)}))
    found = held(engine, dict(enumerate(map(plan.holds, expressions.values()))))
    keys = ", ".join(f"({n}, '{key}')" for n, key in enumerate(expressions))
    engine.table(
        "statuses",
        f"""select numbers.child, keyed.definition, s, e from ({found}) as found
            join (values {keys}) as keyed(node, definition) on keyed.node = found.node
            join numbers on numbers.number = found.child""",
    )
    words = ", ".join(f"state_{w}" for w in plan.words)
    engine.table("state", NAMED.format(columns=f"s, e, {words}", table="state"))
    engine.table("spans", NAMED.format(columns="fact, s, e, value, setting", table="spans"))
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


def held(engine: Engine, tests: Mapping[int, str]) -> str:
    """A query for the runs on which each numbered test on the state holds: child, node, s, e.

    One pass says with which stretch of days each test begins or ceases to hold; after that, each
    looks at no others.
    """
    by_word: dict[int, list[tuple[int, str]]] = {}
    for place, test in enumerate(tests.values()):
        word, bit = divmod(place, BITS)
        by_word.setdefault(word, []).append((1 << bit, test))
    holds = ", ".join(
        " + ".join(f"case when {test} then cast({bit} as bigint) else 0 end" for bit, test in word)
        + f" as holds_{w}"
        for w, word in by_word.items()
    )
    before = ", ".join(
        f"holds_{w}, lag(holds_{w}, 1, cast(0 as bigint)) over (partition by child order by s)"
        f" as held_{w}"
        for w in by_word
    )
    changes = ", ".join(f"(holds_{w} | held_{w}) - (holds_{w} & held_{w}) as turns_{w}"
                        for w in by_word)  # fmt: skip
    engine.table(
        "turning",
        f"""select child, s, {changes} from (
              select child, s, {before} from (select child, s, {holds} from state) as tested
            ) as beside""",
    )
    places = ", ".join(
        f"({node}, {place // BITS}, {1 << (place % BITS)})" for place, node in enumerate(tests)
    )
    of_word = " ".join(f"when {w} then turns_{w}" for w in by_word)
    turns = f"""
        select child, node, s from turning
        join (select node, word, cast(mask as bigint) as mask
              from (values {places}) as numbered(node, word, mask)) as asked
          on (case word {of_word} end & mask) <> 0"""
    return f"""
        select child, node, s, e from (
          select child, node, s, lead(s) over (partition by child, node order by s) as e,
                 row_number() over (partition by child, node order by s) as nth
          from ({turns}) as turns) as paired where nth % 2 = 1"""


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
        case Under(a, provision):
            law = day_number(provision.in_force_from)
            return f"select child, greatest(s, {law}) as s, e from ({plan.runs(a)}) as given"
        case Ever(a):
            return first_on_sql(plan.runs(a))
        case BegunDuring(a, b):
            return begun_within_sql(plan.runs(a), plan.runs(b))
        case InLastSchoolDays(a, by):
            return school_days_later_sql(by_calendar(a, plan), in_force(by))
        case FromSchoolDay(a, number):
            return f"""
                select child, date_diff('day', date '{EPOCH}', reached.day) as s, e
                from ({by_calendar(a, plan)}) as given
                join (select setting as school, date_diff('day', date '{EPOCH}', min(day)) as day
                      from school_day group by setting) as opens on opens.school = given.setting
                join next_school_day as first on first.setting = given.setting
                     and date_diff('day', date '{EPOCH}', first.day) = greatest(given.s, opens.day)
                join school_day as reached on reached.setting = given.setting
                     and reached.number = first.number + {in_force(number)} - 1"""
        case AtLeast(steps, figure):
            return at_least(steps.name, figure)
        case AtTwoPlaces() | AtThatPlace():
            return stretches_sql(verb, by_place)
    raise TypeError(f"{type(verb).__name__} is not a verb over spells")


def by_place(fact: Fact) -> str:
    """The runs of a fact at each place that a row of it names."""
    named = f"select child, setting, s, e from spans where fact = '{fact.name}' and setting <> ''"
    return APART.format(keys="child, setting", runs=named)


def by_calendar(counted: Spells, plan: Plan) -> str:
    """The runs (child, setting, s, e) of a node, each with the school whose calendar counts."""
    if isinstance(counted, Fact):
        return by_setting(counted.name)
    return f"select child, '' as setting, s, e from ({plan.runs(counted)}) as found"


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
