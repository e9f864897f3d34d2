"""Spark, for a region or a country: it hands out the children, and each part is worked out as here.

A task works out one part with the very same DuckDB (`parts.work_out`) and gives its tables back as
Parquet. Needs the optional extra `spark`, Java 17, and onroll on every machine (ADR 19).
"""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from onroll import __version__
from onroll.record.evaluate import rules
from onroll.record.parts import Asked, Part, folder_of, work_out

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import SparkSession

LOCAL_MASTER: Final = "local[2]"
"""Spark in this process's own Java, on two cores."""
STARTS_FAST: Final = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java only hands out: code that is compiled but once starts in half the time."""
LOCAL_SETTINGS: Final = (
    ("spark.driver.memory", "1g"),  # it holds one answer at a time
    ("spark.driver.extraJavaOptions", STARTS_FAST),
    ("spark.executor.extraJavaOptions", STARTS_FAST),
)
LOOK_EVERY: Final = 0.5
"""Seconds between two looks at how many tasks are done."""
REFUSED: Final = "onroll refuses a worker: "

Answer = tuple[str, bytes]
"""The name of a table, and its Parquet."""


class NoSpark(RuntimeError):
    """Spark cannot be started or reached, or its workers cannot work this out."""


class Spark:
    """A Spark session that works out parts."""

    worth = 1

    def __init__(self, master: str = LOCAL_MASTER):
        self.session = spark_session(master)
        self.at_once = self.session.sparkContext.defaultParallelism

    def work_out(
        self, asked: Asked, parts: Sequence[Part], answers: Path, done: Callable[[int], None]
    ) -> None:
        folders = [folder_of(part, answers) for part in parts]
        for number, table, told in handed_out(self.session, parts, partial(answer, asked), done):
            (folders[number] / f"{table}.parquet").write_bytes(told)


def answer(asked: Asked, part: Part) -> Iterator[Answer]:
    """The tables of one part, worked out on the machine that this is called on."""
    with tempfile.TemporaryDirectory(prefix="onroll-part-") as folder:
        work_out(asked, part, Path(folder))
        for path in sorted(Path(folder).glob("*.parquet")):
            yield path.stem, path.read_bytes()


def handed_out(
    session: SparkSession,
    pieces: Sequence[Any],
    work: Callable[[Any], Iterable[Answer]],
    done: Callable[[int], None] = lambda number: None,
) -> Iterator[tuple[int, str, bytes]]:
    """What some work gives of each piece, one task for each: its number, then name and bytes.

    In the order of the pieces, of which no two are here at once: the workers keep what is found on
    their disks. Raises `NoSpark`, in words, where a worker is not fit for the work.
    """
    from py4j.protocol import Py4JError
    from pyspark import StorageLevel
    from pyspark.errors import PySparkException

    numbers = session.sparkContext.parallelize(range(len(pieces)), len(pieces))
    found = numbers.mapPartitions(task_of(pieces, work)).persist(StorageLevel.DISK_ONLY)
    try:
        work_all(session, found, len(pieces), done)
        yield from found.toLocalIterator()
    except (PySparkException, Py4JError) as reason:
        raise told_in_words(reason) from None
    finally:
        found.unpersist()


def task_of(pieces: Sequence[Any], work: Callable[[Any], Iterable[Answer]]) -> Callable:
    """The task as a worker gets it: of onroll it reads nothing before it knows what is there."""
    from pyspark import cloudpickle

    wanted = (__version__, rules())
    parcel = cloudpickle.dumps((work, pieces))
    lacking = "A worker has no onroll, or not all that it needs."
    refused = (
        f"{REFUSED}{{}} Install onroll {__version__}, with the same thresholds, on every machine"
        " of the cluster, for the Python that PYSPARK_PYTHON names."
    )

    def task(numbers: Iterable[int]) -> Iterator[tuple[int, str, bytes]]:
        try:
            from onroll import __version__ as version
            from onroll.record.evaluate import rules as rules_here
        except ImportError:
            raise RuntimeError(refused.format(lacking)) from None
        if (version, rules_here()) != wanted:
            raise RuntimeError(
                refused.format(f"A worker has onroll {version} with other definitions.")
            )
        work, pieces = pickle.loads(parcel)
        for number in numbers:
            for name, told in work(pieces[number]):
                yield number, name, told

    return task


def work_all(session: SparkSession, found: RDD, tasks: int, done: Callable[[int], None]) -> None:
    """Have every task done, and tell how many are, from time to time."""
    context, group = session.sparkContext, f"onroll-{id(found)}"

    def run() -> None:
        context.setJobGroup(group, "onroll", interruptOnCancel=True)
        found.count()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(run)
        try:
            while not wait([running], LOOK_EVERY).done:
                done(min(tasks, tasks_done(context, group)))
        finally:
            context.cancelJobGroup(group)
    running.result()
    done(tasks)


def tasks_done(context: Any, group: str) -> int:
    tracker = context.statusTracker()
    jobs = [tracker.getJobInfo(job) for job in tracker.getJobIdsForGroup(group)]
    stages = [tracker.getStageInfo(stage) for job in jobs if job for stage in job.stageIds]
    return sum(stage.numCompletedTasks for stage in stages if stage)


def told_in_words(reason: Exception) -> Exception:
    """What went wrong on a worker: a refusal in its own words, a lost cluster in Spark's.

    A fault in the work itself stays as it is.
    """
    told = str(reason)
    if REFUSED in told:
        return NoSpark(told.split(REFUSED, 1)[1].splitlines()[0])
    if "PYTHON_VERSION_MISMATCH" in told:
        return NoSpark(
            "A worker has another Python than this machine. Give every machine of the cluster the"
            f" same: this is {sys.version.split()[0]}, and PYSPARK_PYTHON says which is used."
        )
    if "Traceback" in told:
        return reason
    lines = told.splitlines()
    why = next((line for line in lines if "SparkException: " in line), lines[0])
    return NoSpark(f"Spark gave up: {why.split('SparkException: ')[-1]}")


def spark_session(master: str) -> SparkSession:
    """A session with a master. One on this machine binds to the loopback only.

    The machines of a cluster call back, so of another nothing is set but what a task needs.
    Raises `NoSpark`.
    """
    here = master.startswith("local")
    if here:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    # else whatever `python3` is on a worker's path, which need not be the one with onroll
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise NoSpark(
            "Spark is not installed. Install it with: pip install 'onroll[spark]', "
            "or leave out --engine."
        ) from None

    loopback = ("spark.driver.host", "spark.driver.bindAddress") if here else ()
    settings: Iterable[tuple[str, Any]] = (
        *((key, "127.0.0.1") for key in loopback),
        ("spark.ui.enabled", "false"),
        ("spark.ui.showConsoleProgress", "false"),
        *(LOCAL_SETTINGS if here else ()),
    )
    builder = SparkSession.builder.master(master).appName("onroll")
    for key, value in settings:
        builder = builder.config(key, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, OSError, Py4JError) as reason:
        raise NoSpark(
            f"Spark did not start with the master {master}: {str(reason).splitlines()[0]} "
            "It needs Java 17 or newer, in JAVA_HOME or on the path, and a master that answers."
        ) from None
    session.sparkContext.setLogLevel("FATAL")  # what fails is told in words, and once
    return session
