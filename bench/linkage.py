"""How well records are joined: precision, recall, F1, doubts and time, beside bare Splink.

    python3 run.py bench linkage

Three lines for each set. Bare Splink has the same columns, its own library comparisons, and is
trained on the set itself; its figures are at the threshold of six that suits it best, which nobody
could have known beforehand. onroll is trained on the set too. Its first line is for adults, whom
these sets hold, and at its one threshold, which is set from theory and not from any set; its second
has the guards for children, under which a name in two spellings and half the errors here are left
to people, and no false join is made. `queue` is how many pairs people are asked about, and `F1+`
the F1 when they have settled each as it truly is.
"""

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import duckdb
import pyarrow as pa
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

from bench._public_sets import PublicSet, public_sets
from onroll.record.people.linking import link_with_doubts, train

SEED = 1
THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.99, 0.999)


class Score(NamedTuple):
    """Pairs of records: how many joins are right, and how many of the right ones are made."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1)


class Line(NamedTuple):
    """What is printed of one way to link a set. `settled` is null where nobody is asked."""

    name: str
    score: Score
    settled: Score | None
    queue: int
    took: float
    stages: dict[str, float]


def score(person_of: Mapping[str, str], truth: Mapping[str, str]) -> Score:
    """The score of a partition of records against the true one."""
    both = Counter((person_of[record], truth[record]) for record in truth)
    right = _pairs(both.values())
    made = _pairs(Counter(person_of.values()).values())
    true = _pairs(Counter(truth.values()).values())
    return Score(right / made if made else 1.0, right / true if true else 1.0)


def with_people(
    person_of: Mapping[str, str], doubtful: pa.Table, truth: Mapping[str, str]
) -> dict[str, str]:
    """The partition after people have settled every doubtful pair as it truly is."""
    leader = {person: person for person in person_of.values()}

    def find(person: str) -> str:
        while leader[person] != person:
            person = leader[person]
        return person

    for row in doubtful.to_pylist():
        a, b = row["record_a"], row["record_b"]
        if truth[a] == truth[b]:
            leader[find(person_of[a])] = find(person_of[b])
    return {record: find(person) for record, person in person_of.items()}


def bare_splink(table: pa.Table, truth: Mapping[str, str]) -> Score:
    """Splink as its tutorial has it, at the best of `THRESHOLDS`."""
    connection = duckdb.connect()
    connection.register("incoming", table)
    blank = ", ".join(f"nullif({c}, '') as {c}" for c in table.column_names)
    connection.execute(f"create table people as select {blank} from incoming")
    place = [c for c in ("postcode", "town") if c in table.column_names]
    backend = DuckDBAPI(connection)
    linker = Linker(
        backend.register("people", dataset_display_name="people_to_link"),
        SettingsCreator(
            link_type="dedupe_only",
            unique_id_column_name="record_id",
            comparisons=[
                cl.NameComparison("forename").configure(term_frequency_adjustments=True),
                cl.NameComparison("surname").configure(term_frequency_adjustments=True),
                cl.DateOfBirthComparison("date_of_birth", input_is_string=True),
                *(cl.ExactMatch(c).configure(term_frequency_adjustments=True) for c in place),
                *(
                    [cl.JaroWinklerAtThresholds("address")]
                    if "address" in table.column_names
                    else []
                ),
            ],
            blocking_rules_to_generate_predictions=[
                block_on("forename", "surname"),
                block_on("date_of_birth"),
                *(block_on(c, "surname") for c in place),
                *(block_on(c, "forename") for c in place),
            ],
        ),
        log_level="ERROR",
    )
    linker.training.estimate_probability_two_random_records_match(
        [block_on("forename", "surname", "date_of_birth")], recall=0.6
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    for columns in (("forename", "surname"), ("date_of_birth",)):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
    predictions = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    scores = []
    for threshold in THRESHOLDS:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            predictions, threshold_match_probability=threshold
        )
        rows = connection.execute(
            f"select record_id, cluster_id from {clusters.physical_name}"
        ).fetchall()
        scores.append(score(dict(rows), truth))
    return max(scores, key=lambda each: each.f1)


def bare_line(public_set: PublicSet) -> Line:
    """Bare Splink's line."""
    started = time.perf_counter()
    score = bare_splink(public_set.table, public_set.truth)
    return Line("bare Splink", score, None, 0, time.perf_counter() - started, {})


def onroll_line(public_set: PublicSet, *, adults: bool) -> Line:
    """onroll's line, trained on the set."""
    _, table, truth = public_set
    stages: dict[str, float] = {}
    started = time.perf_counter()
    model = train(table, adults=adults)
    stages["train"] = time.perf_counter() - started

    def told(stage: str, done: int, total: int) -> None:
        if stage == "weighing" and not done:
            stages["identifiers"] = time.perf_counter() - started - stages["train"]

    links, doubtful = link_with_doubts(
        table, model=model, adults=adults, secret=b"bench", progress=told
    )
    took = time.perf_counter() - started
    stages["weighing"] = took - sum(stages.values())
    person_of = dict(
        zip(links["record_id"].to_pylist(), links["person_id"].to_pylist(), strict=True)
    )
    settled = score(with_people(person_of, doubtful, truth), truth)
    name = "onroll, adults" if adults else "onroll, as children"
    return Line(name, score(person_of, truth), settled, doubtful.num_rows, took, stages)


def compare(public_set: PublicSet) -> list[Line]:
    """The three lines of one set."""
    return [
        bare_line(public_set),
        onroll_line(public_set, adults=True),
        onroll_line(public_set, adults=False),
    ]


def main() -> None:
    """Print the comparison for each public set that is there."""
    sets = public_sets()
    if not sets:
        print("The public sets were not found in ../shared/data/linkage.")
    for public_set in sets:
        print(f"\n{public_set.name}: {public_set.table.num_rows:,} records")
        print(f"{'':20} precision  recall      F1     F1+   queue      time  of bare Splink's")
        lines = compare(public_set)
        for line in lines:
            settled = f"{line.settled.f1:7.4f}" if line.settled else f"{'':7}"
            stages = ", ".join(f"{stage} {took:.1f}" for stage, took in line.stages.items())
            print(
                f"{line.name:20} {line.score.precision:9.4f} {line.score.recall:7.4f}"
                f" {line.score.f1:7.4f} {settled} {line.queue:7,} {line.took:7.1f} s"
                f" {line.took / lines[0].took:6.2f}  {stages}"
            )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


if __name__ == "__main__":
    main()
