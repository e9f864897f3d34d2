"""`onroll demo`: Exampleshire made, loaded, worked out, published and served."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from textwrap import fill
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import pyarrow.parquet as pq
import typer

from onroll.cli import demo_colleagues
from onroll.cli.load import load_files
from onroll.cli.loading import Wish
from onroll.cli.publishing import publish_run
from onroll.cli.runs import Run
from onroll.cli.serve import require_free, serve_pages
from onroll.cli.terminal import Report, Stop, progress_bars, result, say
from onroll.cli.user import add_user, new_password
from onroll.record.home import Home

if TYPE_CHECKING:
    from onroll.demo import Exampleshire

ACCOUNTS = (
    ("officer@exampleshire.example", "Priya Sharma", "Pathway manager"),
    ("analyst@exampleshire.example", "Joanne Lee", "Data analyst"),
    ("safeguarding@exampleshire.example", "Ruth Adeyemi", "Safeguarding lead"),
    ("director@exampleshire.example", "Owen Price", "Director"),
)
"""Made-up people who may sign in, all with one password. What they may do follows from their role:
it takes the last two together to end a child's protection."""
SCHOOL = ("school@exampleshire.example", "Una Clarke", "School user")
"""Somebody in the office of a school: the one that most children are at."""
COLLEAGUES = (
    (
        "joined_by_mistake",
        "holds records of two children, whom the director took for one: separate them",
    ),
    ("not_sure", "may have a second record. A colleague is not sure: look under Matches"),
    ("protected", "is protected: for the officer there is no such child, the director sees all"),
)
"""What colleagues did, as `demo_colleagues` calls it, and in words."""
CHILDREN, SEED = 5_000, 20231
CONFIRMED = frozenset({"period.too_new"})  # its last day may be ahead of this machine's
AS_SENT = Wish("onroll demo", accept_good=True, confirmed=CONFIRMED)


@dataclass(frozen=True)
class Standing:
    """What stands in a demo home: which Exampleshire, how to sign in to it, whom to follow."""

    version: str
    children: int
    seed: int
    password: str
    stories: list[tuple[str, str, str]]
    """A child's reference, the story's title, and what to look at."""
    colleagues: dict[str, str] = field(default_factory=dict)
    """A child's reference by what colleagues did with the child: `demo_colleagues.Done`."""


def demo(
    home: Annotated[
        Path, typer.Option("--home", help="The folder to keep it in.", show_default="./.demo")
    ] = Path(".demo"),
    children: Annotated[
        int | None,
        typer.Option(min=500, help="How many children; 97000 is a county.", show_default="5000"),
    ] = None,
    seed: Annotated[
        int | None, typer.Option(help="Another number makes another Exampleshire.")
    ] = None,
    port: Annotated[int, typer.Option(help="The port to serve on.")] = 8000,
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Serve the pages when all is ready.")
    ] = True,
) -> None:
    """Make Exampleshire, a made-up authority, and look round. A second start reuses what stands.

    Example: onroll demo --children 1000
    """
    where = Home(home.absolute())
    if serve:
        require_free(port)
    stands = standing(where)
    if stands is None or not is_asked_for(stands, children, seed):
        clear(where)
        stands = build(where, children or CHILDREN, seed or SEED)
    welcome(where, stands)
    if serve:
        serve_pages(where, port)


def standing(home: Home) -> Standing | None:
    """What was built here before and is whole; None when nothing is."""
    kept = home.path / "demo.json"
    return Standing(**json.loads(kept.read_text(encoding="utf-8"))) if kept.exists() else None


def is_asked_for(stands: Standing, children: int | None, seed: int | None) -> bool:
    """Whether what stands will do: any will that this code built, for one who asks for nothing."""
    return (
        stands.version == code_version()
        and children in (None, stands.children)
        and seed in (None, stands.seed)
    )


def code_version() -> str:
    """A fingerprint of the code that builds: after a change, what stands is built again."""
    package = Path(__file__).parents[1]
    files = [path for path in sorted(package.rglob("*")) if path.suffix in (".py", ".toml", ".csv")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


def clear(home: Home) -> None:
    """Take away what an earlier or a broken-off demo left; the database is published over.

    Raises `Stop` where the folder holds a real authority.
    """
    if (home.path / "authority.toml").exists() and not home.authority.demo:
        raise Stop(f"{home.path}: a real authority's record is here. Name another --home.")
    (home.path / "demo.json").unlink(missing_ok=True)
    made = (home.path / name for name in ("files", "practice", "truth"))
    kept = (home.loads, home.events, home.refusals, home.mappings, home.staged)
    for folder in (*made, *kept, home.people, home.runs):
        shutil.rmtree(folder, ignore_errors=True)


def build(home: Home, children: int, seed: int) -> Standing:
    """Make, load, work out and publish; say how long each took. Raises `Stop` if a load fails."""
    from onroll.demo import make
    from onroll.record.run import run as run_record
    from onroll.web.prepare import prepare

    with progress_bars() as progress:
        with timed(f"Made Exampleshire, {children:,} children, three years"):
            county = make(
                home.path, children=children, seed=seed, silent_school=True, progress=progress
            )
        with timed("Loaded its files"):
            load_all(county.files, home, progress)
        with timed("Linked its children and worked out what is true of each"):
            folder = run_record(
                home, as_of=county.until, known_at=datetime.now(UTC), progress=progress
            )
        stories = whom_to_follow(county, Run(folder))
        told = [child for child, *_ in stories]
        done = demo_colleagues.decided(home, Run(folder), county.truth, told, at=datetime.now(UTC))
        with timed("Published it"):
            prepare(home.path)
            demo_colleagues.forget()
            publish_run(home, folder, progress)
    password = new_password()
    for email, name, role in ACCOUNTS:
        add_user(home, email, name, password, role)
    email, name, role = SCHOOL
    add_user(home, email, name, password, role, urns=demo_colleagues.largest_school())
    colleagues = demo_colleagues.read_by_colleagues(done)
    stands = Standing(code_version(), children, seed, password, stories, colleagues)
    kept = home.path / "demo.json"
    kept.touch(mode=0o600)
    kept.write_text(json.dumps(asdict(stands), indent=2), encoding="utf-8")
    return stands


def load_all(files: Path, home: Home, progress: Report) -> None:
    rows = held_back = 0
    for outcome in load_files([files], home, AS_SENT, progress):
        if outcome.load is None:
            raise Stop(outcome.message, outcome.code)
        rows += outcome.load.rows_in
        held_back += outcome.load.held_back
    say(f"{rows:,} rows read, {held_back:,} of them held back: made-up systems make mistakes too.")


def whom_to_follow(county: Exampleshire, run: Run) -> list[tuple[str, str, str]]:
    """The reference of each story's child, which is the one that most of its records have."""
    stories = {story.person: story for story in county.stories}
    filters = [("person", "in", list(stories))]
    links = pq.read_table(county.truth / "people.parquet", filters=filters).to_pylist()
    people = {f"{link['source']}:{link['local_id']}": link["person"] for link in links}
    found: dict[str, Counter[str]] = {}
    for record in run.rows("records", record_id=list(people)):
        found.setdefault(people[record["record_id"]], Counter())[record["child"]] += 1
    return [
        (found[person].most_common(1)[0][0], story.title, story.look_at)
        for person, story in stories.items()
        if person in found
    ]


@contextmanager
def timed(what: str) -> Iterator[None]:
    begun = perf_counter()
    yield
    say(f"{what}: {perf_counter() - begun:.1f} seconds.")


def welcome(home: Home, stands: Standing) -> None:
    """Say how to sign in, whom to follow, and what to ask at the command line."""
    result("\nExampleshire stands. Nobody in it is real. Children to follow:\n")
    for child, title, look_at in stands.stories:
        result(f"{child}  {title}")
        result(fill(look_at, 78, initial_indent=" " * 13, subsequent_indent=" " * 13))
    met = [
        (stands.colleagues[what], words) for what, words in COLLEAGUES if what in stands.colleagues
    ]
    if met:
        result("\nWhat colleagues did before you came:\n")
    for child, words in met:
        result(fill(f"{child} {words}", 78, initial_indent="  ", subsequent_indent=" " * 13))
    (officer, *_), (analyst, *_), (safeguarding, *_), (director, *_) = ACCOUNTS
    result(f"\nSign in with   {officer}")
    result(f"or             {analyst}, who may load files")
    result(f"or             {safeguarding}, who sees protected children")
    result(f"or             {director}, who does too")
    result(f"or             {SCHOOL[0]}, who sees a school's own pupils and sends forms")
    result(f"and            {stands.password}")
    here = Path.cwd()
    shown = home.path.relative_to(here) if home.path.is_relative_to(here) else home.path
    result(f"\nOr ask         onroll list missing_education --home {shown}")
    broken = next((home.path / "practice").glob("*.csv"))
    result(f"or mend        onroll load {shown}/practice/{broken.name} --home {shown}")
    result("               which is a made-up extract with five errors in it")
