"""Spark's workers answer by the rules of whoever asks, or are refused in a sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from onroll.record import spark as module
from onroll.record.spark import NoSpark, handed_out, told_in_words

pytestmark = pytest.mark.spark
LOST = """An error occurred while calling z:org.apache.spark.api.python.PythonRDD.collectAndServe.
: org.apache.spark.SparkException: Job aborted due to stage failure: Task 3 failed 4 times
	at org.apache.spark.scheduler.DAGScheduler"""


def worked(piece: str) -> Iterator[tuple[str, bytes]]:
    if piece == "a fault":
        raise ZeroDivisionError("a fault of the work itself")
    yield "who", f"{os.getpid()}".encode()
    yield "what", piece.encode()


def test_spark_tells_what_each_piece_gives_in_order_and_from_processes_of_its_own(spark):
    told: list[int] = []
    pieces = [f"piece {n}" for n in range(5)]
    found = list(handed_out(spark.session, pieces, worked, told.append))
    assert [(n, told.decode()) for n, name, told in found if name == "what"] == [*enumerate(pieces)]
    assert f"{os.getpid()}".encode() not in {told for _, name, told in found if name == "who"}
    assert told[-1] == 5


def test_spark_refuses_a_worker_that_has_other_definitions(spark, monkeypatch):
    monkeypatch.setattr(module, "rules", lambda: "the rules of another version")
    with pytest.raises(NoSpark, match=r"A worker has onroll .* with other definitions\. Install"):
        list(handed_out(spark.session, ["one"], worked))


def test_spark_refuses_a_worker_that_has_no_onroll(spark, monkeypatch):
    """The same Python, without the environment that onroll is installed in."""
    bare = sys._base_executable
    monkeypatch.setattr(spark.session.sparkContext, "pythonExec", bare)
    with pytest.raises(NoSpark, match="A worker has no onroll, or not all that it needs"):
        list(handed_out(spark.session, ["one"], worked))


def test_a_fault_of_the_work_on_spark_is_told_as_it_is(spark):
    with pytest.raises(Exception, match="a fault of the work itself") as told:
        list(handed_out(spark.session, ["fine", "a fault"], worked))
    assert not isinstance(told.value, NoSpark)


def test_a_cluster_that_spark_lost_is_told_in_its_words():
    told = str(told_in_words(RuntimeError(LOST)))
    assert told == "Spark gave up: Job aborted due to stage failure: Task 3 failed 4 times"
