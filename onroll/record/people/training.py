"""A model taken from the data by Splink, and where the data are too few, from the hand-set figures.

How often a level holds for two children (`u`) is counted over random pairs, one record for each
child that strong identifiers have gathered; how often it holds for one (`m`), over the pairs that
a strong identifier joins, whatever else they say. Where these are few, expectation maximisation
finds it. A figure that would make agreeing count against, or differing count for, is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import log2
from typing import Any, Final

import duckdb
import pyarrow as pa
from splink import Linker, block_on
from splink.backends.duckdb import DuckDBAPI
from splink.internals.exceptions import EMTrainingException

from onroll.record import engines
from onroll.record.people.clusters import Clusters
from onroll.record.people.deterministic import join_by_identifiers
from onroll.record.people.linkage import BY_FREQUENCY, COMPARISONS, NAMES_SWAPPED, WEAK_DAYS, Level
from onroll.record.people.model import Model
from onroll.record.people.records import stage
from onroll.record.people.weighing import represent

SEED: Final = 20_231
RANDOM_PAIRS: Final = 1.2e6
EM_PAIRS: Final = 1e6
LABELLED_PAIRS: Final = 100_000
ENOUGH_LABELS: Final = 1_000
"""Fewer pairs than these say too little of the rarer levels."""

NOT_TRAINED: Final = ("upn", "nhs_number")
"""What the labels are made by cannot be learnt from them."""

SAID_ALREADY: Final = {("surname", NAMES_SWAPPED)}
"""That names stand the wrong way round is weighed once, with the forename."""

COMMON_ENOUGH: Final = 5
"""Children who must have a name for it to be kept in a model: a file of rare names names people."""

_FOUND_BY_EXACT_NAMES: Final = 0.6
"""The share of one person's pairs, among those left to weigh, that agree in name and birth date."""

Figures = dict[str, list[tuple[float | None, float | None]]]


def train(
    table: pa.Table,
    also: pa.Table | None = None,
    *,
    adults: bool = False,
) -> Model:
    """The model of a person table; the same table gives the same model.

    Takes what `link_with_doubts` takes. Where the table is too small to say, the hand-set figure
    stays and `notes` says so.
    """
    connection = engines.connect()
    try:
        stage(connection, table, also)
        clusters = Clusters(connection, adults=adults)
        join_by_identifiers(connection, clusters, lambda stage, done, total: None)
        represent(connection, clusters.roots())
        return _trained(connection, clusters, adults)
    finally:
        connection.close()


def _trained(connection: duckdb.DuckDBPyConnection, clusters: Clusters, adults: bool) -> Model:
    connection.execute("""
        create or replace temp table sample as
        select * from representatives
        qualify row_number() over (partition by cluster order by row) = 1 order by row
    """)
    answer = connection.execute("select count(*) from sample").fetchone()
    people = answer[0] if answer else 0
    if people < 2:
        return Model.for_children()
    linker = _linker(connection, "sample")
    linker.training.estimate_u_using_random_sampling(
        max_pairs=RANDOM_PAIRS, seed=SEED, min_count_per_level=None, num_chunks=1
    )
    notes: list[str] = []
    prior = _prior(linker, people, notes)
    if adults:
        prior = _prior_of_adults(connection, clusters, prior)
    frequencies = _frequencies(connection)
    m_learnt = _m_by_labels(connection, len(clusters))
    if not m_learnt:
        notes.append(f"fewer than {ENOUGH_LABELS:,} pairs share a number: learnt without them")
        for columns in (("forename", "surname"), ("date_of_birth",)):
            _expect_and_maximise(linker, columns, notes)
    figures = _figures(linker)
    for name, learnt in m_learnt.items():
        figures[name] = [(m, u) for (m, _), (_, u) in zip(learnt, figures[name], strict=True)]
    return Model(
        shares=_sound(figures, notes),
        prior=prior,
        frequencies=frequencies,
        unknown={"forename": 2 / people, "surname": 2 / people},
        trained=True,
        notes=tuple(notes),
    )


def _linker(connection: duckdb.DuckDBPyConnection, table: str) -> Linker:
    settings = Model.for_children().settings()
    for comparison in settings["comparisons"]:
        for level in comparison["comparison_levels"]:
            level.pop("m_probability", None)
            level.pop("u_probability", None)
    backend = DuckDBAPI(connection)
    return Linker(
        backend.register(table, dataset_display_name=f"{table}_of_people"),
        settings,
        validate_settings=False,
        log_level="ERROR",
    )


def _prior(linker: Linker, people: int, notes: list[str]) -> float:
    """How likely two of the clusters are one person's, from those who agree in name and birth."""
    try:
        linker.training.estimate_probability_two_random_records_match(
            [block_on("forename", "surname", "date_of_birth")], recall=_FOUND_BY_EXACT_NAMES
        )
    except ValueError:  # nearly every pair agrees: a table of a few records
        notes.append("the likelihood of a match beforehand: too few records, taken as one in all")
        return 1 / people
    prior = float(linker._settings_obj._probability_two_random_records_match)
    return min(max(prior, 0.1 / people / people), 0.5)


def _prior_of_adults(
    connection: duckdb.DuckDBPyConnection, clusters: Clusters, prior: float
) -> float:
    """The same, by all records, less the pairs that are joined already.

    The share of exact pairs is guessed for a table as it comes; the deterministic passes have
    taken most of the exact ones, and left the others.
    """
    answer = connection.execute("""
        select coalesce(sum(n * (n - 1) / 2), 0) from (
            select count(*) as n from records
            where coalesce(forename, surname) is not null and date_of_birth is not null
            group by forename, surname, date_of_birth)
    """).fetchone()
    exact = float(answer[0]) if answer else 0.0
    sizes = Counter(clusters.roots().tolist())
    joined = sum(size * (size - 1) / 2 for size in sizes.values())
    pairs = len(sizes) * (len(sizes) - 1) / 2
    return min(max((exact / _FOUND_BY_EXACT_NAMES - joined) / pairs, prior), 0.5)


def _expect_and_maximise(linker: Linker, columns: tuple[str, ...], notes: list[str]) -> None:
    try:
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(*columns), max_pairs=EM_PAIRS
        )
    except EMTrainingException:
        notes.append(f"no two records have the same {' and '.join(columns)} to learn from")


def _m_by_labels(connection: duckdb.DuckDBPyConnection, records: int) -> Figures:
    """The `m` of the comparisons that pairs joined by a number can teach; {} if these are few.

    What made the pair cannot be learnt from it: names are learnt from pairs with one date of birth,
    the date of birth from pairs with one name.
    """
    represent(connection, list(range(records)))  # each record alone, as if nothing were joined
    connection.execute("""
        create or replace temp table whole as
        select p.*, split_part(record_id, ':', 1) as source
        from representatives p join records r on r.n = p.cluster
        qualify row_number() over (partition by cluster order by row) = 1 order by row
    """)
    learnt: Figures = {}
    for names, agreed in _TAUGHT_BY.items():
        pairs = " union ".join(_pairs_sharing(number, agreed) for number in NOT_TRAINED)
        count = connection.execute(f"""
            create or replace temp table labels as
            with pairs as ({pairs})
            from pairs order by hash(row_l, row_r), row_l, row_r limit {LABELLED_PAIRS}
        """).fetchone()
        if not count or count[0] < ENOUGH_LABELS:
            return {}
        linker = _linker(connection, "whole")
        labels = linker._db_api.register("labels", dataset_display_name="labels")
        linker.training.estimate_m_from_pairwise_labels(labels)
        learnt |= {name: figures for name, figures in _figures(linker).items() if name in names}
    return learnt


_TAUGHT_BY: Final = {
    ("forename", "surname", "place", "sex"): "l.date_of_birth = r.date_of_birth",
    ("date_of_birth",): "l.forename = r.forename and l.surname = r.surname",
}


def _pairs_sharing(number: str, agreed: str) -> str:
    return (
        "select least(l.row, r.row) as row_l, greatest(l.row, r.row) as row_r"
        f" from whole l join whole r on l.{number} = r.{number}"
        f" and l.source < r.source and {agreed}"
    )


def _figures(linker: Linker) -> Figures:
    """(m, u) of every level but missing; null where Splink found none."""
    return {
        comparison.output_column_name: [
            (_learnt(level, "m_probability"), _learnt(level, "u_probability"))
            for level in comparison.comparison_levels
            if not level.is_null_level
        ]
        for comparison in linker._settings_obj.comparisons
    }


def _learnt(level: Any, which: str) -> float | None:
    """A share that training set, and not what Splink puts where it has no idea."""
    if not getattr(level, f"_has_estimated_{which[0]}_values"):
        return None
    found = getattr(level, which)
    return float(found) if isinstance(found, (int, float)) and 0 < found < 1 else None


def _sound(figures: Figures, notes: list[str]) -> dict[str, tuple[tuple[float, float], ...]]:
    """The figures, with the hand-set pair wherever the learnt one is missing or perverse."""
    return {
        name: tuple(
            sound_level(
                f"{name}, {level.label}", level, *learnt, last=n == len(levels) - 1, notes=notes
            )
            if name not in NOT_TRAINED and (name, level.label) not in SAID_ALREADY
            else (level.m, level.u)
            for n, (level, learnt) in enumerate(
                zip(levels, figures.get(name) or [(None, None)] * len(levels), strict=True)
            )
        )
        for name, _, levels in COMPARISONS
    }


def sound_level(
    words: str, level: Level, m: float | None, u: float | None, *, last: bool, notes: list[str]
) -> tuple[float, float]:
    by_hand = log2(level.m / level.u)
    if m is None or u is None:
        notes.append(f"{words}: not seen often enough; set by hand")
        return level.m, level.u
    bits = log2(m / u)
    if (last and bits >= 0) or (by_hand >= 1 and bits <= 0):
        notes.append(f"{words}: would have counted {bits:+.1f} bits; set by hand")
        return level.m, level.u
    if level.label in WEAK_DAYS and bits > by_hand:
        return level.m, level.u
    return m, u


def _frequencies(connection: duckdb.DuckDBPyConnection) -> Mapping[str, Mapping[str, float]]:
    return {
        column: dict(
            connection.execute(f"""
                select {column}, count(*) / (select count({column}) from sample)
                from sample where {column} is not null
                group by {column} having count(*) >= {COMMON_ENOUGH} order by {column}
            """).fetchall()
        )
        for column in BY_FREQUENCY
    }
