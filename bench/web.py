"""How fast the pages are: a county's record and its open cases, read by many people at once.

    run.py bench web [--children N] [--cases N] [--home PATH] [--rate N] [--minutes N] [--seed N]

Makes Exampleshire and its cases once, in a home that is kept between runs where one is named.
Serves it as `onroll serve` does and asks, from a process of its own, for so many pages a second
whatever the answers take, as people of different roles who sign in; and beside them for a bare
Django view under the same server. Then each page again in this process, to count what it asks of
the database. All is on 127.0.0.1. Beside the figures stands the design's goal; nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import Any, Final

import _asking
import _bare_django
from _asking import Answer, Ask
from _cases_at_home import county, with_cases
from _people_asking import BARE, MIX, Person, asks, one, people
from _serving import database_seconds, serving

GOAL: Final = "p95 of Today, search and a child record 300 ms or less; 10 queries a page or fewer"
WARM_UP: Final = 5.0
"""Seconds from the start whose answers are left out: a worker's first page loads its templates."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=97_000)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rate", type=float, default=8.0)
    parser.add_argument("--minutes", type=float, default=4.0)
    parser.add_argument("--seed", type=int, default=20231)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        measure((given.home or Path(temporary) / "home").absolute(), given)


def measure(home: Path, given: Any) -> None:
    county(home, given.children, given.seed)

    from onroll.web.prepare import prepare

    prepare(home)

    from onroll.cli.user import new_password

    made = with_cases(given.cases, given.seed)
    print(f"{made.children:,} children, {made.cases:,} open cases with {made.events:,} events")
    password = new_password()
    who = people(given.seed, password)
    plan = asks(given.seed, who, given.minutes * 60, given.rate)
    print(
        f"{len(who)} people, {given.rate:g} pages a second for {given.minutes:g} minutes, seed "
        f"{given.seed}; {os.cpu_count()} cores, load average {loads()}",
        flush=True,
    )
    with ExitStack() as stack:
        pages = stack.enter_context(serving("-m", "onroll.cli", "serve", "--home", str(home)))
        bare = stack.enter_context(serving(_bare_django.__file__))
        before = pages.processor_seconds(), database_seconds(home), bare.processor_seconds()
        answers = answered(plan, who, password, pages.port, bare.port)
        after = pages.processor_seconds(), database_seconds(home), bare.processor_seconds()
    of_bare = sum(each.page == BARE for each in answers)
    of_pages = len(answers) - of_bare
    costs = [(now - then) * 1000 for now, then in zip(after, before, strict=True)]
    print_times(answers, counted(who, password, given.seed))
    print(
        f"processor time a page: {costs[0] / of_pages:.1f} ms of the server's, "
        f"{costs[1] / of_pages:.1f} ms of the database's; {costs[2] / of_bare:.1f} ms a bare view"
    )
    print(f"load average {loads()}; goal: {GOAL}")


def loads() -> str:
    return ", ".join(f"{load:.1f}" for load in os.getloadavg())


def answered(
    plan: list[Ask], who: list[Person], password: str, port: int, bare_port: int
) -> list[Answer]:
    """What became of each page that was asked for, from the process that asks."""
    told = {
        "port": port, "bare_port": bare_port, "password": password,
        "people": [person.email for person in who], "asks": [asdict(ask) for ask in plan],
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, _asking.__file__], input=json.dumps(told), stdout=subprocess.PIPE,
        text=True, check=True,
    )  # fmt: skip
    return [Answer(**each) for each in json.loads(done.stdout)]


def counted(who: list[Person], password: str, seed: int) -> dict[str, tuple[int, int, float]]:
    """For each page the fewest and the most statements that any of these people's needs, and the
    median milliseconds of them; a search is two requests. Of nothing but what Django sends: it
    opens and ends a transaction besides."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from onroll.web.config.database import sign_in_as_web

    sign_in_as_web()
    settings.ALLOWED_HOSTS.append("testserver")
    rng = Random(seed)
    seen: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for person in who:
        client = Client()
        token = _asking.token_in(client.get("/sign-in/").content)
        typed = {"csrfmiddlewaretoken": token, "email": person.email, "password": password}
        assert client.post("/sign-in/", typed).status_code == 302
        for page in MIX:
            ask = one(rng, person, page, 0)
            if ask is None:
                continue
            shown(client, ask)
            took: list[float] = []

            def timed(execute: Any, *args: Any, took: list[float] = took) -> Any:
                began = perf_counter()
                try:
                    return execute(*args)
                finally:
                    took.append(perf_counter() - began)

            with connection.execute_wrapper(timed):
                shown(client, ask)
            seen[page].append((len(took), sum(took) * 1000))
    return {
        page: (min(n for n, _ in all_), max(n for n, _ in all_), median(ms for _, ms in all_))
        for page, all_ in seen.items()
    }


def shown(client: Any, ask: Ask) -> None:
    if ask.words:
        client.post(ask.path, {"words": ask.words})
    client.get(f"{ask.path}?found" if ask.words else ask.path)


def print_times(answers: list[Answer], asked: dict[str, tuple[int, int, float]]) -> None:
    """A line for each page: how many, its times beside the bare view's, and what it asked."""
    times: dict[str, list[Answer]] = defaultdict(list)
    for each in answers:
        if each.at >= WARM_UP:
            times[each.page].append(each)
    bare = percentiles(times[BARE])
    print(
        f"{'':22}{'N':>6}{'p50 ms':>8}{'p95 ms':>8}{'p99 ms':>8}{'p95 of bare':>12}{'not 200':>8}"
        f"{'statements':>11}{'SQL ms':>8}{'bytes':>8}"
    )
    for page in (BARE, *MIX):
        if len(theirs := times[page]) < 2:
            continue
        p50, p95, p99 = percentiles(theirs)
        least, most, sql = asked.get(page, (0, 0, 0.0))
        print(
            f"{page:22}{len(theirs):>6}{p50:>8.0f}{p95:>8.0f}{p99:>8.0f}{p95 / bare[1]:>12.1f}"
            f"{sum(each.status != 200 for each in theirs):>8}{f'{least}-{most}':>11}{sql:>8.1f}"
            f"{median(each.size for each in theirs):>8.0f}"
        )


def percentiles(answers: list[Answer]) -> tuple[float, float, float]:
    """The median, the 95th and the 99th percentile, in milliseconds."""
    cuts = quantiles((each.seconds * 1000 for each in answers), n=100, method="inclusive")
    return cuts[49], cuts[94], cuts[98]


if __name__ == "__main__":
    main()
