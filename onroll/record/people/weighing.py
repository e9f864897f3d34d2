"""Splink, run on what the deterministic passes left: clusters in, weighed pairs out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

import duckdb
import pyarrow as pa
from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from onroll.record.people.aliases import lines_of
from onroll.record.people.clusters import Clusters
from onroll.record.people.linkage import (
    BY_FREQUENCY,
    DOUBTFUL_AT,
    DOUBTFUL_AT_OF_ADULTS,
    blocks_for,
)
from onroll.record.people.model import Model
from onroll.record.people.sureness import joins_sql


class Pair(NamedTuple):
    """Two clusters, by their roots, and Splink's weight (log2 of the odds) for the join."""

    a: int
    b: int
    weight: float
    joins: bool


def alike(
    connection: duckdb.DuckDBPyConnection,
    clusters: Clusters,
    model: Model | None = None,
    *,
    adults: bool = False,
) -> list[Pair]:
    """The pairs of clusters that are at least doubtful, the likeliest first.

    Reads the tables `records` and `ways`. A pair `joins` when `sureness.py` says that it may.
    """
    model = model or Model.for_children()
    represent(connection, clusters.roots(), model)
    if not _keep_those_who_meet(connection, adults):
        return []
    backend = DuckDBAPI(connection)
    linker = Linker(
        backend.register("representatives", dataset_display_name="records"),
        model.settings(adults=adults),
        validate_settings=False,  # a test does; it is a third of the time of a small link
        log_level=None,
    )
    for name in BY_FREQUENCY:
        make_frequencies(connection, model, name)
        linker.table_management.register_term_frequency_lookup(
            backend.register(f"frequency_of_{name}"), name
        )
    scored = linker.inference.predict(
        threshold_match_probability=DOUBTFUL_AT_OF_ADULTS if adults else DOUBTFUL_AT,
        warning_mode="never",
    )
    pairs = connection.execute(f"""
        select least(cluster_l, cluster_r) as a, greatest(cluster_l, cluster_r) as b,
               round(max(match_weight), 6) as weight, bool_or({joins_sql(model, adults)}) as joins
        from {scored.physical_name}
        group by all order by weight desc, a, b
    """).fetchall()
    scored.drop_table_from_database_and_remove_from_cache()
    return [Pair(*pair) for pair in pairs]


_REPRESENTATIVES: Final = """
    create or replace temp table representatives as
    with clustered as (
        select w.*, c.cluster from ways w
        join (select cluster, row_number() over () - 1 as n from roots) c using (n)
    ), numbers as (
        select cluster, min(permanent_upn) as upn, min(nhs_number) as nhs_number, min(sex) as sex
        from clustered group by cluster
    ), variants as (
        select cluster, forename, surname, date_of_birth, postcode, min(address) as address,
               min(town) as town, min(uprn) as uprn, min(school) as school, min(house) as house,
               any_value(forename_parts) as forename_parts,
               any_value(parts) as parts, any_value(sector) as sector,
               any_value(names_in_any_order) as names_in_any_order,
               any_value(birth_year) as birth_year, any_value(birth_month) as birth_month,
               any_value(birth_day) as birth_day, any_value(any_order) as any_order
        from clustered group by cluster, forename, surname, date_of_birth, postcode
    )
    select row_number() over (order by cluster, forename, surname, date_of_birth, postcode) as row,
           v.*, n.upn, n.nhs_number, n.sex, f.forms, len(f.forms) > 0 as aliased,
           f.known as known_name,
           len(forename_parts) > 1 as several_forenames, len(parts) > 1 as several_surnames
    from variants v
    join numbers n using (cluster)
    left join forms f using (forename)
    order by row
"""


def represent(
    connection: duckdb.DuckDBPyConnection, roots: list[int], model: Model | None = None
) -> None:
    """Make the table `representatives` of the clusters with these roots.

    A cluster is represented once for each way it writes name, date of birth and postcode, so that
    a record with last year's address still finds the child.
    """
    forenames = connection.execute(
        "select distinct forename from ways where forename is not null order by all"
    ).to_arrow_table()["forename"]
    forms = pa.array([_forms(name) for name in forenames.to_pylist()], pa.list_(pa.string()))
    common = model.frequencies.get("forename", {}) if model else {}
    known = [name in common for name in forenames.to_pylist()]
    with (
        held(connection, "roots", pa.table({"cluster": roots})),
        held(
            connection,
            "forms",
            pa.table({"forename": forenames, "forms": forms, "known": pa.array(known, pa.bool_())}),
        ),
    ):
        connection.execute(_REPRESENTATIVES)


def _forms(forename: str) -> list[str]:
    """What a forename shares with another that is written for it: its alias lines."""
    return lines_of(forename.split()[0])


def _keep_those_who_meet(connection: duckdb.DuckDBPyConnection, adults: bool) -> int:
    """Leave out of `representatives` all that share no block with another cluster's.

    Splink takes as long for the many who meet nobody as for the few who do.
    """
    meeting = " union ".join(
        f"select unnest(rows) as row from (select list(row) as rows from representatives"
        f" where {' and '.join(f'{column} is not null' for column in block)}"
        f" group by {', '.join(block)} having min(cluster) < max(cluster))"
        for block in blocks_for(adults)
    )
    connection.execute(f"""
        create or replace temp table representatives as
        select r.* from representatives r semi join ({meeting}) using (row) order by row
    """)
    answer = connection.execute("select count(*) from representatives").fetchone()
    return answer[0] if answer else 0


def make_frequencies(connection: duckdb.DuckDBPyConnection, model: Model, name: str) -> None:
    """Make the table of how common each forename, or surname, of `representatives` is."""
    known = model.frequencies.get(name, {})
    rare = model.rarest(name)
    table = pa.table(
        {name: pa.array(known.keys(), pa.string()), "tf": pa.array(known.values(), pa.float64())}
    )
    with held(connection, "known", table):
        connection.execute(f"""
            create or replace temp table frequency_of_{name} as
            select {name}, coalesce(tf, {rare}) as tf_{name}
            from (select distinct {name} from representatives where {name} is not null)
            left join known using ({name})
        """)


@contextmanager
def held(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> Iterator[None]:
    connection.register(name, table)
    yield
    connection.unregister(name)
