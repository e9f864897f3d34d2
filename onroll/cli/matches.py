"""`onroll matches`: which pairs wait for a person, what people decided, and deciding."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from onroll.cli.loading import login_name
from onroll.cli.runs import Run, latest_run
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AsJson,
    AtHome,
    By,
    ExitCode,
    Stop,
    home_at,
    result,
    result_json,
    said,
    say,
)
from onroll.record.home import Home
from onroll.record.people import decisions, shields
from onroll.record.people.decisions import Decision, Verdict

app = typer.Typer()

ARecord = Annotated[str, typer.Argument(metavar="RECORD", help="As `onroll matches` prints it.")]
Why = Annotated[str, typer.Option(help="The reason, for whoever looks again.")]


@app.callback(invoke_without_command=True)
def matches(context: typer.Context, home: AtHome = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """List the pairs that linking leaves to people, as of the last run: references, never names.

    A pair with a protected child shows no records. Decide it in the service.

    Example: onroll matches
    """
    if context.invoked_subcommand:
        return
    where = home_at(home)
    run = latest_run(where)
    asked = not_sure(decisions.standing(decisions.decisions(where)))
    protected = {row["child"] for row in run.rows("shields")} | covered(where)
    rows = [in_json(row, protected, asked) for row in run.rows("doubtful")]
    if as_json:
        result_json(rows)
        return
    for row in rows:
        for line in in_words(row):
            result(line)
    if not rows:
        say("No pair waits for anybody.")


@app.command()
def decide(
    one: ARecord,
    other: ARecord,
    home: AtHome = DEFAULT_HOME,
    same: Annotated[bool, typer.Option("--same", help="They are one child.")] = False,
    different: Annotated[
        bool, typer.Option("--different", help="They are two children, with all of their records.")
    ] = False,
    not_sure: Annotated[
        bool, typer.Option("--not-sure", help="Nobody can tell yet; say what was looked at.")
    ] = False,
    why: Why = "",
    by: By = None,
    instead_of: Annotated[
        int | None, typer.Option(min=1, help="The number of a decision that this one takes back.")
    ] = None,
) -> None:
    """Decide whether two records are the same child's. It binds linking until somebody undoes it.

    Example: onroll matches decide roll:12 gp:98 --different --why "Two birth certificates"
    """
    chosen = [
        verdict
        for verdict, said_so in zip(Verdict, (same, different, not_sure), strict=True)
        if said_so
    ]
    if len(chosen) != 1:
        raise Stop("say one of --same, --different and --not-sure.", ExitCode.USAGE)
    where = home_at(home)
    sides = sides_of(latest_run(where), one, other)
    with in_sentences():
        new = decisions.decide(
            where,
            chosen[0],
            *sides,
            at=datetime.now(UTC),
            by=by or login_name(),
            why=why,
            instead_of=instead_of,
        )
    result(f"Decision {new.number}: {new.in_words()}")
    if new.verdict is not Verdict.NOT_SURE:
        say("Linking obeys it from the next `onroll run` on.")


@app.command()
def take_back(
    number: Annotated[int, typer.Argument(help="As `onroll matches history` prints it.")],
    home: AtHome = DEFAULT_HOME,
    why: Why = "",
    by: By = None,
) -> None:
    """Undo a decision. What was linked without it is linked so again.

    Example: onroll matches take-back 3 --why "The wrong pair"
    """
    with in_sentences():
        new = decisions.take_back(
            home_at(home), number, at=datetime.now(UTC), by=by or login_name(), why=why
        )
    result(f"Decision {new.number}: {new.in_words()}")
    say("Linking is without it from the next `onroll run` on.")


@app.command()
def history(home: AtHome = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """List everything people decided of two records, the newest first, with what still stands.

    Of a decision about a protected child it says only who made it and when.

    Example: onroll matches history
    """
    where = home_at(home)
    known = decisions.decisions(where)
    stand = {each.number for each in decisions.standing(known)}
    protected = covered(where)
    rows = [of_history(each, stand, protected) for each in reversed(known)]
    if as_json:
        result_json(rows)
        return
    for each, row in zip(reversed(known), rows, strict=True):
        stands = "stands" if row["stands"] else "stands no longer" if each.verdict else "kept"
        if row["protected"]:
            result(f"{each.number}  protected: see it in the service")
            result(f"    {stands}: by {each.by} on {said(each.at.date())}")
        else:
            result(f"{each.number}  {' '.join(each.one)}  |  {' '.join(each.other)}")
            result(f"    {stands}: {each.in_words()}")
    if not known:
        say("Nobody has decided anything yet.")


def sides_of(run: Run, one: str, other: str) -> tuple[list[str], list[str]]:
    """The records of each side, the one named first; only those named where they are one child's.

    Raises `Stop` where the last run has no such record.
    """
    child_of = {
        row["record_id"]: row["child"] for row in run.rows("records", record_id=[one, other])
    }
    for record in (one, other):
        if record not in child_of:
            needed = "`onroll matches` prints those that are."
            raise Stop(
                f"'{record[:60]}' is no record of the run of {said(run.as_of)}. {needed}",
                ExitCode.USAGE,
            )
    if child_of[one] == child_of[other]:
        return [one], [other]
    sides = []
    for record in (one, other):
        rest = {row["record_id"] for row in run.rows("records", child=child_of[record])} - {record}
        sides.append([record, *sorted(rest)])
    return sides[0], sides[1]


def covered(home: Home) -> set[str]:
    """The records under a shield, also one that no run has worked in yet."""
    return {record for each in shields.shields(home) for record in each.covered}


def not_sure(stand: list[Decision]) -> dict[frozenset[str], Decision]:
    """By the pair that was shown, who was not sure last."""
    return {frozenset(each.shown): each for each in stand if each.verdict is Verdict.NOT_SURE}


def in_json(
    row: dict[str, Any], protected: set[str], asked: dict[frozenset[str], Decision]
) -> dict[str, Any]:
    children = {"child_a": row["child_a"], "child_b": row["child_b"], "since": row["since"]}
    if protected & {row["child_a"], row["child_b"], row["record_a"], row["record_b"]}:
        return children | {"protected": True}
    looked = asked.get(frozenset((row["record_a"], row["record_b"])))
    return children | {
        "protected": False,
        "record_a": row["record_a"],
        "record_b": row["record_b"],
        "reason": row["reason"],
        "weight": row["weight"],
        "not_sure": looked.in_words() if looked else None,
    }


def in_words(row: dict[str, Any]) -> Iterator[str]:
    """A pair, and why it waits."""
    yield f"{row['child_a']}  {row['child_b']}"
    if row["protected"]:
        yield "    protected: decide it in the service"
        return
    yield f"    {row['record_a']}  {row['record_b']}"
    weighed = "" if row["weight"] is None else f", {row['weight']:.1f} bits"
    yield f"    {row['reason']}{weighed}, since {said(row['since'])}"
    if row["not_sure"]:
        yield f"    {row['not_sure']}"


def of_history(each: Decision, stand: set[int], protected: set[str]) -> dict[str, Any]:
    """One act; where it is about a protected child, no more than that there was one."""
    kept_back = not each.records.isdisjoint(protected)
    told = {
        "number": each.number,
        "protected": kept_back,
        "at": each.at.isoformat(),
        "by": each.by,
        "takes_back": each.takes_back,
        "stands": each.number in stand,
    }
    if kept_back:
        return told
    verdict = each.verdict and str(each.verdict)
    return told | {"verdict": verdict, "one": each.one, "other": each.other, "why": each.why}


@contextmanager
def in_sentences() -> Iterator[None]:
    """What cannot be decided is said in a sentence."""
    try:
        yield
    except decisions.Contradicts as reason:
        raise Stop(str(reason)) from None
    except ValueError as reason:
        raise Stop(str(reason), ExitCode.USAGE) from None
