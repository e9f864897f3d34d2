"""The `onroll` command: one file per command, and the manners they share in `terminal`."""

from __future__ import annotations

import typer

from onroll.cli import (
    brief,
    calendar,
    census,  # noqa: F401  (it adds its command to `report`)
    changes,
    check,
    compare,  # noqa: F401  (it adds its commands to `definitions`)
    contradictions,
    definitions,
    demo,
    exchange,
    feeds,
    history,
    inspectors_list,  # noqa: F401
    ledger,
    letters,
    link,
    load,
    matches,
    published,
    region,
    report,
    reports,  # noqa: F401
    run,
    serve,
    user,
    verify,
    watch,
    webhooks,
    what_if,  # noqa: F401
    why,
)
from onroll.cli import list as list_children
from onroll.cli.terminal import stopping_quietly

app = typer.Typer(
    name="onroll",
    help="One record of every child who is missing education, or missing out on it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Results go to stdout, everything else to stderr. Exit code: 0 done, 1 failed, "
    "2 not a command, 3 rows held back or a question to answer, 4 file refused.",
)
app.command("demo")(demo.demo)
app.command("load")(load.load)
app.add_typer(history.app, name="loads")
app.command("watch")(watch.watch)
app.add_typer(feeds.app, name="feeds")
app.command("run")(run.run)
app.command("link")(link.link)
app.command("list")(list_children.list_children)
app.command("why")(why.why)
app.command("calendar")(calendar.calendar)
app.command("ledger")(ledger.ledger)
app.add_typer(letters.app, name="letters")
app.add_typer(brief.app, name="brief")
app.add_typer(webhooks.app, name="webhooks")
app.add_typer(exchange.app, name="exchange")
app.add_typer(matches.app, name="matches")
app.add_typer(definitions.app, name="definitions")
app.command("contradictions")(contradictions.contradictions)
app.add_typer(report.app, name="report")
app.command("serve")(serve.serve)
app.add_typer(user.app, name="user")
app.command("changes")(changes.changes)
app.command("verify")(verify.verify)
app.add_typer(check.app, name="check")
app.add_typer(published.app, name="published")
app.add_typer(region.app, name="region")


def main() -> None:
    """Run the command line and exit with its code."""
    with stopping_quietly():
        app(prog_name="onroll")
