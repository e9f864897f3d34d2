"""Splink by itself on a county's records: its own comparisons, trained on the records, no guard."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow as pa
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

SEED = 1
THRESHOLDS = (0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999)
_COLUMNS = (
    "record_id", "upn", "nhs_number", "forename", "surname", "date_of_birth", "sex", "address",
    "postcode",
)  # fmt: skip


class BareSplink:
    """Splink as its tutorial has it, with the two numbers besides; one stage after another."""

    def __init__(self, table: pa.Table) -> None:
        self._connection = duckdb.connect()
        self._connection.register("incoming", table.select(_COLUMNS))
        small = ", ".join(
            f"nullif(lower(trim({c}::varchar)), '') as {c}" for c in _COLUMNS if c != "record_id"
        )
        self._connection.execute(
            f"create table people as select record_id, {small} from incoming "
            "where coalesce(upn, nhs_number, forename, surname, date_of_birth::varchar) is not null"
        )
        self._everyone = table["record_id"].to_pylist()
        backend = DuckDBAPI(self._connection)
        self._linker = Linker(
            backend.register("people", dataset_display_name="people_to_link"),
            SettingsCreator(
                link_type="dedupe_only",
                unique_id_column_name="record_id",
                comparisons=[
                    cl.NameComparison("forename").configure(term_frequency_adjustments=True),
                    cl.NameComparison("surname").configure(term_frequency_adjustments=True),
                    cl.DateOfBirthComparison("date_of_birth", input_is_string=True),
                    cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
                    cl.JaroWinklerAtThresholds("address"),
                    cl.ExactMatch("upn"),
                    cl.ExactMatch("nhs_number"),
                    cl.ExactMatch("sex"),
                ],
                blocking_rules_to_generate_predictions=[
                    block_on("upn"),
                    block_on("nhs_number"),
                    block_on("forename", "surname", "date_of_birth"),
                    block_on("date_of_birth", "postcode"),
                    block_on("date_of_birth", "surname"),
                    block_on("date_of_birth", "forename"),
                    block_on("postcode", "surname", "forename"),
                ],
            ),
            log_level="ERROR",
        )

    def train(self) -> None:
        """Estimate the prior, u by sampling and m by expectation maximisation."""
        training = self._linker.training
        training.estimate_probability_two_random_records_match(
            [block_on("forename", "surname", "date_of_birth"), block_on("upn")], recall=0.8
        )
        training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
        for columns in (("forename", "surname"), ("date_of_birth", "postcode"), ("upn",)):
            training.estimate_parameters_using_expectation_maximisation(block_on(*columns))

    def predict(self) -> None:
        """Weigh every blocked pair."""
        self._predictions = self._linker.inference.predict(
            threshold_match_probability=min(THRESHOLDS)
        )

    def partitions(self) -> Iterator[tuple[float, dict[str, str]]]:
        """At each threshold, whose each record is."""
        for threshold in THRESHOLDS:
            clusters = self._linker.clustering.cluster_pairwise_predictions_at_threshold(
                self._predictions, threshold_match_probability=threshold
            )
            rows = self._connection.execute(
                f"select record_id, cluster_id from {clusters.physical_name}"
            ).fetchall()
            yield threshold, {record: record for record in self._everyone} | dict(rows)
