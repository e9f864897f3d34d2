"""`onroll link`: which rows of any files of people are the same person's."""

from __future__ import annotations

import csv
import secrets
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import pyarrow as pa
import pyarrow.csv
import typer

from onroll.cli.terminal import ExitCode, Report, Stop, progress_bars, result, say
from onroll.record.feeds.base import FileRefused
from onroll.record.people.explain import MISSING, Compared, explain_pairs
from onroll.record.people.linking import Linking, link_with_doubts, train
from onroll.record.people.model import Model, NotAModel
from onroll.record.people.person_tables import MAPPED, read_people

SETTINGS = ("columns", "adults", "train", "model", "decisions", "out")


@dataclass(frozen=True)
class Wish:
    """What was asked for, on the command line or in a settings file."""

    columns: Mapping[str, str]
    adults: bool
    train: bool
    model: Path | None
    decisions: Path | None
    out: Path


def link(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Tables of people: CSV, XLSX or Parquet.")
    ],
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar='NAME="HEADING"',
            help=f"Which column is what. Repeatable. NAME is one of: {', '.join(MAPPED)}.",
        ),
    ] = None,
    settings: Annotated[
        Path | None, typer.Option(help="A TOML file with these options and a table [columns].")
    ] = None,
    adults: Annotated[
        bool, typer.Option("--adults", help="No two people here share all but a forename.")
    ] = False,
    train_it: Annotated[
        bool, typer.Option("--train", help="Learn from these files what agreeing is worth.")
    ] = False,
    model: Annotated[
        Path | None, typer.Option(help="A model that an earlier --train has left.")
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(help="A CSV of record_a, record_b, decision (same or different)."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="The folder for links.csv and doubtful.csv.")
    ] = None,
) -> None:
    """Find the rows that are one person's, in any tables of people.

    Writes links.csv, a row for each record with its person and why, and doubtful.csv, the pairs
    that people must decide, with what agrees and differs. A person keeps the id in a links.csv that
    is there already.

    Example: onroll link pupils.csv health.xlsx --column forename="First name" --out linked
    """
    given = {
        "columns": dict(_named(each) for each in column or ()),
        "adults": adults or None,
        "train": train_it or None,
        "model": model,
        "decisions": decisions,
        "out": out,
    }
    wish = _wish(_settings(settings), given)
    with progress_bars() as progress:
        table = _people(files, wish.columns)
        used = _model(wish, table)
        found = _linked(table, used, wish, progress)
    _write(found, table, used, wish)
    _tell(found, wish.out)


def _named(each: str) -> tuple[str, str]:
    name, equals, heading = each.partition("=")
    if not equals or not heading.strip():
        raise Stop(
            f'--column {each[:60]} names no heading. Write it like --column forename="First name".',
            ExitCode.USAGE,
        )
    return name.strip(), heading.strip()


def _settings(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as reason:
        raise Stop(
            f"{path}: it cannot be read as TOML ({reason}). Correct it.", ExitCode.REFUSED
        ) from None
    if strange := sorted(held.keys() - set(SETTINGS)):
        raise Stop(
            f"{path}: '{strange[0][:40]}' is no setting. There are: {', '.join(SETTINGS)}.",
            ExitCode.REFUSED,
        )
    columns = held.get("columns", {})
    if not isinstance(columns, dict) or not all(isinstance(v, str) for v in columns.values()):
        raise Stop(
            f'{path}: [columns] must have lines like forename = "First name".', ExitCode.REFUSED
        )
    return held


def _wish(held: dict[str, Any], given: dict[str, Any]) -> Wish:
    """The settings, with what the command line says before them."""
    both = held | {name: value for name, value in given.items() if value is not None}

    def path(name: str) -> Path | None:
        return Path(both[name]) if both.get(name) else None

    out = path("out")
    if out is None:
        raise Stop("Say where to write: --out FOLDER.", ExitCode.USAGE)
    return Wish(
        columns=held.get("columns", {}) | given["columns"],
        adults=bool(both.get("adults")),
        train=bool(both.get("train")),
        model=path("model"),
        decisions=path("decisions"),
        out=out,
    )


def _people(files: list[Path], columns: Mapping[str, str]) -> pa.Table:
    try:
        return read_people(files, columns)
    except FileRefused as reason:
        raise Stop(str(reason), ExitCode.REFUSED) from None


def _model(wish: Wish, table: pa.Table) -> Model:
    if wish.train and wish.model:
        raise Stop("Either --train or --model: not both.", ExitCode.USAGE)
    try:
        if wish.train:
            return train(table, adults=wish.adults)
        return Model.read(wish.model) if wish.model else Model.for_children()
    except NotAModel as reason:
        raise Stop(str(reason), ExitCode.REFUSED) from None
    except ValueError as reason:  # record ids: empty or repeated
        raise Stop(str(reason), ExitCode.REFUSED) from None


def _linked(table: pa.Table, model: Model, wish: Wish, progress: Report) -> Linking:
    links = wish.out / "links.csv"
    try:
        return link_with_doubts(
            table,
            model=model,
            previous=_csv(links, ("record_id", "person_id")) if links.exists() else None,
            secret=secrets.token_bytes(32),
            decisions=_csv(wish.decisions, ("record_a", "record_b", "decision"))
            if wish.decisions
            else None,
            adults=wish.adults,
            progress=progress,
        )
    except ValueError as reason:
        raise Stop(str(reason), ExitCode.REFUSED) from None


def _csv(path: Path, needed: tuple[str, ...]) -> pa.Table:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
            return pa.table({c: pa.array([row[c] for row in rows], pa.string()) for c in needed})
    except (OSError, UnicodeDecodeError, KeyError, csv.Error):
        raise Stop(
            f"{path}: it cannot be read as a CSV of {', '.join(needed)}. Correct or remove it.",
            ExitCode.REFUSED,
        ) from None


def _write(found: Linking, table: pa.Table, model: Model, wish: Wish) -> None:
    pairs = list(
        zip(
            found.doubtful["record_a"].to_pylist(),
            found.doubtful["record_b"].to_pylist(),
            strict=True,
        )
    )
    told = [_in_words(pair) for pair in explain_pairs(table, pairs, model)] if pairs else []
    doubtful = found.doubtful
    for at, name in enumerate(("agrees", "differs", "missing")):
        doubtful = doubtful.append_column(
            name, pa.array([words[at] for words in told], pa.string())
        )
    try:
        wish.out.mkdir(parents=True, exist_ok=True)
        pyarrow.csv.write_csv(found.links, wish.out / "links.csv")
        pyarrow.csv.write_csv(doubtful, wish.out / "doubtful.csv")
        if wish.train:
            model.write(wish.out / "model.json")
    except OSError as reason:
        raise Stop(f"{wish.out}: nothing can be written there ({reason.strerror}).") from None
    for note in model.notes:
        say(f"model: {note}")


def _in_words(compared: list[Compared]) -> tuple[str, str, str]:
    """What agrees, what differs and what is missing in a pair, each as one line."""
    asked = [each for each in compared[1:] if each.a or each.b]
    lines = (
        [f"{_title(e)}: {e.level} ({e.words})" for e in asked if e.level != MISSING and e.bits > 0],
        [
            f"{_title(e)}: {e.level} ({e.words})"
            for e in asked
            if e.level != MISSING and e.bits <= 0
        ],
        [_title(e) for e in asked if e.level == MISSING],
    )
    agrees, differs, missing = ("; ".join(line) for line in lines)
    return agrees, differs, missing


def _title(each: Compared) -> str:
    return {"upn": "UPN", "nhs_number": "NHS number"}.get(
        each.comparison, each.comparison.replace("_", " ")
    )


def _tell(found: Linking, out: Path) -> None:
    people = len(set(found.links["person_id"].to_pylist()))
    result(f"{found.links.num_rows:,} records of {people:,} people")
    reasons = Counter(found.links["reason"].to_pylist())
    for reason, times in reasons.most_common():
        result(f"{times:>9,}  {reason}")
    result(f"{found.doubtful.num_rows:>9,}  pairs in doubt, for people to decide")
    say(f"Written: {out / 'links.csv'} and {out / 'doubtful.csv'}")
