"""Splink, run on what the deterministic passes left: clusters in, weighed pairs out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import duckdb
import pyarrow as pa
from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from onroll.record.people.aliases import lines_of
from onroll.record.people.clusters import Clusters
from onroll.record.people.linkage import (
    BLOCKS,
    BY_FREQUENCY,
    DOUBTFUL_AT,
    FORENAME_ALIKE,
    JOINS_AT,
    SMALLEST_PLACE,
    blocked,
    settings,
)


class Pair(NamedTuple):
    """Two clusters, by their roots, and Splink's weight (log2 of the odds) for the join."""

    a: int
    b: int
    weight: float
    joins: bool


def alike(connection: duckdb.DuckDBPyConnection, clusters: Clusters) -> list[Pair]:
    """The pairs of clusters that are at least doubtful, the likeliest first.

    Reads the table `records`. A pair `joins` when its probability is at least `JOINS_AT` and the
    forenames are alike: same surname, date of birth and address may be a twin.
    """
    if _make_representatives(connection, clusters.roots()) < 2 or not _any_blocked(connection):
        return []
    backend = DuckDBAPI(connection)
    linker = Linker(
        backend.register("representatives", dataset_display_name="records"),
        settings(len(set(clusters.roots()))),
        validate_settings=False,  # a test does; it is a third of the time of a small link
        log_level=None,
    )
    for name in BY_FREQUENCY:
        _make_frequencies(connection, name)
        linker.table_management.register_term_frequency_lookup(
            backend.register(f"frequency_of_{name}"), name
        )
    scored = linker.inference.predict(threshold_match_probability=DOUBTFUL_AT, warning_mode="never")
    pairs = connection.execute(f"""
        select least(cluster_l, cluster_r) as a, greatest(cluster_l, cluster_r) as b,
               round(max(match_weight), 6) as weight,
               arg_max(match_probability >= {JOINS_AT} and gamma_forename >= {FORENAME_ALIKE},
                       (match_weight, gamma_forename)) as joins
        from {scored.physical_name}
        group by all order by weight desc, a, b
    """).fetchall()
    scored.drop_table_from_database_and_remove_from_cache()
    return [Pair(*pair) for pair in pairs]


def _make_representatives(connection: duckdb.DuckDBPyConnection, roots: list[int]) -> int:
    """Make the table `representatives` and return how many there are.

    A cluster is represented once for each way it writes name, date of birth and postcode, so that
    a record with last year's address still finds the child.
    """
    with _held(connection, "roots", pa.table({"cluster": roots})):
        connection.execute("""
            create or replace temp table clustered as
            select r.*, c.cluster
            from records r
            join (select cluster, row_number() over () - 1 as n from roots) c using (n)
        """)
    forenames = connection.execute(
        "select distinct forename from records where forename is not null order by all"
    ).to_arrow_table()["forename"]
    forms = [
        [*parts, *lines_of(parts[0])] for name in forenames.to_pylist() if (parts := name.split())
    ]
    with _held(
        connection,
        "forms",
        pa.table({"forename": forenames, "forms": pa.array(forms, pa.list_(pa.string()))}),
    ):
        connection.execute("""
            create or replace temp table representatives as
            with numbers as (
                select cluster, min(permanent_upn) as upn, min(nhs_number) as nhs_number,
                       min(sex) as sex
                from clustered group by cluster
            ), variants as (
                select cluster, forename, surname, date_of_birth, postcode,
                       min(address) as address, min(town) as town, min(uprn) as uprn
                from clustered group by all
            )
            select row_number() over (order by v.cluster, v.forename, v.surname, v.date_of_birth,
                                      v.postcode) as row,
                   v.*, n.upn, n.nhs_number, n.sex, f.forms,
                   string_split(v.surname, ' ') as parts,
                   left(v.postcode, length(v.postcode) - 2) as sector,
                   least(v.forename, v.surname) || ' ' || greatest(v.forename, v.surname)
                       as names_in_any_order,
                   year(v.date_of_birth) as birth_year, month(v.date_of_birth) as birth_month,
                   day(v.date_of_birth) as birth_day,
                   year(v.date_of_birth) || '-' ||
                       least(month(v.date_of_birth), day(v.date_of_birth)) || '-' ||
                       greatest(month(v.date_of_birth), day(v.date_of_birth)) as any_order
            from variants v
            join numbers n using (cluster)
            left join forms f using (forename)
            order by row
        """)
    connection.execute("drop table clustered")
    answer = connection.execute("select count(*) from representatives").fetchone()
    return answer[0] if answer else 0


def _make_frequencies(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Make the table of how common each forename, or surname, is among the children here.

    It is as if the children of `SMALLEST_PLACE`, to whom all names are ordinary, lived here too: a
    name seen once is not taken for unique, nor one seen twice in three records for common.
    """
    connection.execute(f"""
        create or replace temp table frequency_of_{name} as
        select {name}, (count(distinct cluster) + {SMALLEST_PLACE * BY_FREQUENCY[name]})
                       / (max(everyone.n) + {SMALLEST_PLACE}) as tf_{name}
        from representatives, (select count(distinct cluster) as n from representatives) everyone
        where {name} is not null group by {name}
    """)


def _any_blocked(connection: duckdb.DuckDBPyConnection) -> bool:
    """True when some two representatives would be compared: starting Splink takes a while."""
    return any(
        connection.execute(
            f"select 1 from representatives l join representatives r on {blocked(block)} limit 1"
        ).fetchone()
        for block in BLOCKS
    )


@contextmanager
def _held(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> Iterator[None]:
    connection.register(name, table)
    yield
    connection.unregister(name)
