"""Splink, run on what the deterministic passes left: clusters in, weighed pairs out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple

import duckdb
import numpy.typing as npt
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
    if not represent(connection, clusters.roots(), model, who_meet=blocks_for(adults)):
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


_TEXTS: Final = (
    ("name", "forename"), ("name", "surname"), ("postcode", "postcode"), ("address", "address"),
    ("town", "town"), ("uprn", "uprn"), ("school", "school"), ("upn", "upn"),
    ("nhs_number", "nhs_number"), ("sex", "sex"),
)  # fmt: skip
_REPRESENTATIVES: Final = f"""
    create or replace temp table representatives as
    with numbers as (
        select cluster, min(permanent_upn) as upn, min(nhs_number) as nhs_number, min(sex) as sex
        from clustered group by cluster
    ), variants as (
        select cluster, forename, surname, date_of_birth, postcode, min(address) as address,
               min(town) as town, min(uprn) as uprn, min(school) as school, min(house) as house,
               any_value(one_name) as one_name, any_value(other_name) as other_name,
               any_value(birth_year) as birth_year, any_value(birth_month) as birth_month,
               any_value(birth_day) as birth_day, any_value(any_order) as any_order
        from clustered group by cluster, forename, surname, date_of_birth, postcode
    ), numbered as (
        select row_number() over (order by cluster, forename, surname, date_of_birth, postcode)
               as row, variants.*, upn, nhs_number, sex
        from variants join numbers using (cluster)
    ), written as (
        select numbered.* replace ({", ".join(f"{c}_.text as {c}" for _, c in _TEXTS)})
        from numbered {
    " ".join(f"left join {family}_text {c}_ on {c}_.code = numbered.{c}" for family, c in _TEXTS)
}
    )
    select written.*, string_split(forename, ' ') as forename_parts,
           string_split(surname, ' ') as parts, left(postcode, length(postcode) - 2) as sector,
           forms, len(forms) > 0 as aliased, known as known_name,
           len(forename_parts) > 1 as several_forenames, len(parts) > 1 as several_surnames
    from written left join forms using (forename)
    order by row
"""


def represent(
    connection: duckdb.DuckDBPyConnection,
    roots: npt.ArrayLike,
    model: Model | None = None,
    *,
    who_meet: Sequence[tuple[str, ...]] | None = None,
) -> int:
    """Make the table `representatives` of the clusters with these roots; how many rows it has.

    A cluster is represented once for each way it writes name, date of birth and postcode, so that
    a record with last year's address still finds the child. Given the blocks in `who_meet`, only
    clusters that share one with another: Splink takes as long for the many who meet nobody.
    """
    with held(connection, "roots", pa.table({"cluster": roots})):
        connection.execute("""
            create or replace temp table clustered as
            select w.*, c.cluster from ways w
            join (select cluster, row_number() over () - 1 as n from roots) c using (n)
        """)
    if who_meet is not None:
        meeting = " union ".join(map(_meeting, who_meet))
        connection.execute(f"""
            create or replace temp table clustered as
            select * from clustered semi join ({meeting}) using (cluster)
        """)
    forenames = connection.execute("""
        select text from name_text where code in (select forename from clustered) order by code
    """).to_arrow_table()["text"]
    forms = pa.array([_forms(name) for name in forenames.to_pylist()], pa.list_(pa.string()))
    common = model.frequencies.get("forename", {}) if model else {}
    known = pa.array([name in common for name in forenames.to_pylist()], pa.bool_())
    listed = pa.table({"forename": forenames, "forms": forms, "known": known})
    with held(connection, "forms", listed):
        answer = connection.execute(_REPRESENTATIVES).fetchone()
    connection.execute("drop table clustered")
    return answer[0] if answer else 0


def _meeting(block: tuple[str, ...]) -> str:
    """The clusters that share a block's columns with another; a cluster's number is any it has."""
    columns = ["permanent_upn" if column == "upn" else column for column in block]
    return (
        f"select unnest(clusters) as cluster from (select list(cluster) as clusters from clustered"
        f" where {' and '.join(f'{column} is not null' for column in columns)}"
        f" group by {', '.join(columns)} having min(cluster) < max(cluster))"
    )


def _forms(forename: str) -> list[str]:
    """What a forename shares with another that is written for it: its alias lines."""
    return lines_of(forename.split()[0])


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
