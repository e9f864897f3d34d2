"""`onroll region`: regional snapshots, packed by an authority and put side by side by a region."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from onroll.cli.exchange import our_key, read_bytes
from onroll.cli.loading import login_name
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AtHome,
    By,
    ExitCode,
    Stop,
    day,
    error,
    home_at,
    result,
    said,
    say,
)
from onroll.figures.comparison import NEITHER_GOOD_NOR_BAD
from onroll.figures.published.neighbours import edition_on
from onroll.figures.regional.changes import changes_of
from onroll.figures.regional.only_sums import NotASnapshot
from onroll.figures.regional.packing import definition_said, may_be_sent
from onroll.figures.regional.received import days, keys_known, received_for, take
from onroll.figures.regional.roster import keep_groups, region_of, regions_on
from onroll.figures.regional.shown import (
    ORDERS,
    PARTS,
    cautions,
    change_heading,
    in_order,
    table_file,
)
from onroll.figures.regional.snapshot import Snapshot
from onroll.figures.regional.snapshot_file import ENDING, as_csv, from_csv, signed
from onroll.figures.regional.table import RegionalTable, measures, regional_table
from onroll.figures.reports.numbers import SYMBOLS, Given
from onroll.record.exchange.keys import BadKey
from onroll.record.home import Home

app = typer.Typer(help="Snapshots of authorities in one table.", no_args_is_help=True)

AGREED = "agreed.csv"


@app.callback()
def region() -> None:
    """Snapshots of authorities in one table."""


@app.command()
def template(home: AtHome = DEFAULT_HOME) -> None:
    """Print a file to fill in: one row for each thing that the region agreed to count.

    Example: onroll region template > october/agreed.csv
    """
    of = home_at(home).authority
    print(as_csv([{"la_code": of.la_code, "authority": of.name}]), end="")


@app.command()
def pack(
    folder: Annotated[
        Path, typer.Argument(help=f"The folder with {AGREED}, filled in; or where to write.")
    ],
    release: Annotated[
        str, typer.Option("--release", help=f"A released report, in the place of {AGREED}.")
    ] = "",
    population: Annotated[
        str, typer.Option(help="With --release: how many children the rate is of.")
    ] = "",
    counted_per: Annotated[
        str, typer.Option(help="With --release: who they are, such as children aged 5 to 16.")
    ] = "",
    home: AtHome = DEFAULT_HOME,
) -> None:
    """Check and sign what is in a folder, and write the file to be sent beside it.

    Sums only, and protected: a number from 1 to 4 is refused, and so is any column that could be of
    one child. Formula and version of a definition of onroll's own are filled in. With --release the
    numbers are those of a released report, named as on its page, and of whatever else was released
    of its day for regions.

    Example: onroll region pack october
    """
    at, today = home_at(home), date.today()
    try:
        if release:
            snapshot = of_release(at, release, population, counted_per)
        elif population or counted_per:
            raise Stop(f"--population goes with --release; {AGREED} has a column for it.")
        else:
            snapshot = of_agreed(folder)
        data = signed(snapshot, by=our_key(at), on=today)
    except (NotASnapshot, BadKey) as reason:
        raise Stop(f"{reason} Nothing was packed.", ExitCode.REFUSED) from None
    path = folder / f"{snapshot.la_code}-{snapshot.day.isoformat()}{ENDING}"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    many = len(snapshot.figures)
    result(f"{path}: {many} counted, of {said(snapshot.day)}. Send it to the region.")


def of_agreed(folder: Path) -> Snapshot:
    """What somebody filled in. Raises `NotASnapshot`."""
    try:
        text = read_bytes(folder / AGREED).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Stop(f"{AGREED}: this is not in UTF-8. Save it as CSV UTF-8.") from None
    held = from_csv(text, AGREED)
    figures = tuple(definition_said(each) for each in held.figures)
    snapshot = Snapshot(held.la_code, held.authority, held.day, figures)
    may_be_sent(snapshot)
    return snapshot


def of_release(at: Home, name: str, population: str, counted_per: str) -> Snapshot:
    """What a released report says. Raises `NotASnapshot`, and `Stop` where there is no such."""
    from onroll.web.prepare import prepare

    prepare(at.path)
    from onroll.web.releases.models import Release
    from onroll.web.releases.regional import snapshot_of_release

    found = Release.objects.filter(name=name).first()
    if found is None or found.released_on is None:
        raise Stop(f"No released report is called '{name[:80]}'. Its name stands on its page.")
    of_the_day = snapshot_of_release(found, population, counted_per)
    for each in of_the_day.left_out:
        say(each)
    return of_the_day.snapshot


@app.command()
def unpack(
    files: Annotated[list[Path], typer.Argument(help="The files that authorities sent.")],
    home: AtHome = DEFAULT_HOME,
    by: By = None,
) -> None:
    """Check and keep the files of authorities, signed or filled in by hand: each whole, or not at
    all (exit code 4). A later file of an authority for a day counts instead of the earlier one.

    Example: onroll region unpack inbox/*.onroll-region.json
    """
    at, refused, now = home_at(home), 0, datetime.now(UTC)
    try:
        keys = keys_known(at, now.date())
    except BadKey as reason:
        raise Stop(str(reason)) from None
    for path in files:
        try:
            data = read_bytes(path)
            taken = take(at, data, path.name, keys=keys, by=by or login_name(), at=now)
        except NotASnapshot as reason:
            error(f"{reason} It was not kept.")
            refused += 1
            continue
        of = taken.received.snapshot
        how = "signed" if taken.received.signed_with else "not signed"
        then = f", instead of file {taken.instead_of.number}" if taken.instead_of else ""
        new = f"kept, {how}{then}" if taken.new else "here already"
        result(f"{of.authority} ({of.la_code}), {said(of.day)}: {new}.")
    if refused:
        raise typer.Exit(ExitCode.REFUSED)


@app.command()
def groups(
    file: Annotated[Path, typer.Argument(help="A CSV with the columns region and la_code.")],
    home: AtHome = DEFAULT_HOME,
) -> None:
    """Say which authorities make a group of your own, in the place of what was said before.

    Example: onroll region groups our_groups.csv
    """
    try:
        found = keep_groups(home_at(home), file)
    except NotASnapshot as reason:
        raise Stop(f"{reason} Nothing was changed.", ExitCode.REFUSED) from None
    for each in found:
        result(f"{each.key}: {each.name}, {len(each.members)} authorities.")


@app.command()
def table(
    home: AtHome = DEFAULT_HOME,
    region_key: Annotated[
        str, typer.Option("--region", help="Its key, such as south-east; else your own.")
    ] = "",
    on: Annotated[
        str | None, typer.Option("--day", metavar="YYYY-MM-DD", help="Else the newest there is.")
    ] = None,
    measure: Annotated[str, typer.Option(help="Else the first there is.")] = "",
    order: Annotated[str, typer.Option(help=f"One of: {', '.join(ORDERS)}.")] = "name",
    neighbours: Annotated[
        bool, typer.Option("--neighbours", help="Yours and your statistical neighbours only.")
    ] = False,
    compare_anyway: Annotated[
        bool, typer.Option("--compare-anyway", help="Compare though definitions differ.")
    ] = False,
    as_file: Annotated[bool, typer.Option("--csv", help="Print a CSV file.")] = False,
) -> None:
    """Print what the authorities of a region sent for a day, and the sums, which say of how many.

    Example: onroll region table --day 2026-10-01 --order rate
    """
    at = home_at(home)
    there = days(at)
    if not (on or there):
        raise Stop("No authority sent a snapshot yet. Keep some with `onroll region unpack`.")
    when = day(on) if on else there[0]
    own = at.authority.la_code
    regions = regions_on(at, when)
    key = region_key or region_of(at, own, when)
    if key not in regions:
        raise Stop(f"There is no region '{key[:40]}'. There is: {', '.join(regions)}.")
    if order not in ORDERS:
        raise Stop(f"There is no order '{order[:20]}'. There is: {', '.join(ORDERS)}.")
    received = received_for(at, when)
    sent = measures(received)
    made = regional_table(
        regions[key], when, measure or next(iter(sent), ""), received, compare_anyway=compare_anyway
    )
    rows = in_order(made.rows, order)
    changed = changes_of(at, made)
    if neighbours:
        edition = edition_on(at, when)
        near = {each.la_code for each in edition.of.get(own, ())} if edition else set()
        rows = [row for row in rows if row.la_code in near | {own}]
    if as_file:
        print(table_file(made, rows, changed), end="")
        return
    result(f"{made.title}: {made.region.name}, {said(when)}. {made.sent} of {len(made.rows)} sent.")
    for row in rows:
        cells = [row.cell(part).given for part in PARTS]
        sent_on = said(row.sent_on) if row.sent_on else "-"
        result(line(row.authority, cells, row.rate, row.definition, sent_on, row.note))
    numbers = [made.sums[part].number for part in PARTS]
    result(line("Sent so far", numbers, made.rate, "", "", made.sums["total"].words))
    explain(made)
    if changed:
        say(f"{change_heading(changed)}: {changed.finding}")
        for row in rows:
            say(f"{row.authority}: {changed.of[row.la_code].note}")


def line(
    name: str, numbers: list[Given], rate: Given, definition: str, sent_on: str, note: str
) -> str:
    cells = [shown(each).rjust(7) for each in (*numbers, rate)]
    return "  ".join([f"{name[:36]:<36}", *cells, definition, sent_on, note]).rstrip()


def shown(number: Given) -> str:
    return f"[{number.symbol}]" if number.value is None else f"{number.value:,}"


def explain(made: RegionalTable) -> None:
    say("Known, not known, total, per 1,000 children.")
    say(f"[c] {SYMBOLS['c']}  [x] not sent, or not told  [z] left blank, or not worked out")
    for sentence in (NEITHER_GOOD_NOR_BAD, *cautions(made)):
        say(sentence)
