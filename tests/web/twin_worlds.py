"""Two worlds to compare: in one, records were joined and parted; in the other they never were.

A world is what the database holds and what its pages say, with each child called by the first of
their records: references follow from the history of links, and nothing else may.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

from django.db import models

from onroll.record.home import Home
from onroll.record.people.decisions import Verdict, decide, decisions, standing
from onroll.web.children.models import Child, Clock, Fact, SourceRecord, Status
from onroll.web.library.models import Count, DefinitionTest, NearMiss
from onroll.web.matching.models import PossibleMatch
from onroll.web.shields.models import Shield
from tests.web.sending import words

TABLES = (
    Child, Status, Fact, Clock, SourceRecord, Shield, Count, DefinitionTest, NearMiss,
    PossibleMatch,
)  # fmt: skip
HISTORY = {"row_id", "id", "since"}
"""What a row may owe to the history of links: its id, and since when something has been so."""
OF_A_CHILD = ("", "timeline/", "sources/", "why/missing_education/", "not-the-same/")
LISTS = (
    "/", "/children/", "/children/?definition=home_educated_not_yet_reviewed",
    "/children/?definition=missing_out_on_education", "/definitions/missing_education/",
    "/figures/missing_education/?by=month", "/figures/missing_out_on_education/flows.csv",
)  # fmt: skip
MOMENT = r"Since \d+ \w+ \d{4}, [\d:]+[ap]m"

World = dict[str, Counter[Any]]


def world(client: Any, searches: list[str]) -> World:
    """What the database holds now and the pages say."""
    called = names()
    found = {model.__name__: rows_of(model, called) for model in TABLES}
    for reference, name in called.items():
        for page in OF_A_CHILD:
            text = said(client.get(f"/children/{reference}/{page}"), called)
            found[f"{name} {page}"] = Counter([text])
    for address in LISTS:
        found[address] = Counter(said(client.get(address), called).split())
    for typed in searches:
        client.post("/children/", {"words": typed, "born": "", "definition": ""})
        results = said(client.get("/children/?found"), called)
        found[f"search for {typed}"] = Counter(results.split())
    return found


def names() -> dict[str, str]:
    """What each child is called here, by reference: the first of their records, written alone."""
    first: dict[str, str] = {}
    rows = SourceRecord.objects.order_by("record_id").values_list("child_id", "record_id")
    for child, record in rows:
        first.setdefault(child, f"the-child-of-{record.replace(':', '-')}")
    return first


def rows_of(model: type[models.Model], called: dict[str, str]) -> Counter[Any]:
    """The rows of a table, without what is history, and pairs of children in either order."""
    columns = [field.attname for field in model._meta.concrete_fields if field.name not in HISTORY]
    rows = model._default_manager.values_list(*columns)
    if model is PossibleMatch:
        return Counter(tuple(sorted(called.get(v, str(v)) for v in row)) for row in rows)
    return Counter(
        tuple(called.get(v, v) if isinstance(v, str) else as_compared(v) for v in row)
        for row in rows
    )


def as_compared(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def said(response: Any, called: dict[str, str]) -> str:
    """The words of a page, each child called by their first record, no moment of a link in them."""
    assert response.status_code == 200
    text = re.sub(r"EC-[0-9A-Z]{8}", lambda found: called[found[0]], words(response))
    return re.sub(MOMENT, "Since then", text)


def differences(one: World, other: World) -> dict[str, Any]:
    """Where two worlds differ, with what each has that the other has not."""
    return {
        key: (one.get(key, Counter()) - other.get(key, Counter()),
              other.get(key, Counter()) - one.get(key, Counter()))
        for key in one.keys() | other.keys()
        if one.get(key) != other.get(key)
    }  # fmt: skip


def as_if_never(home: Home, folder: Path) -> Home:
    """A home with the same loads, in which what stands now was decided before the first run."""
    fresh = Home(folder)
    folder.mkdir()
    shutil.copy(home.path / "authority.toml", folder)
    shutil.copytree(home.loads, fresh.loads)
    if (home.people / "model.json").exists():  # learnt from the first files and kept since
        fresh.people.mkdir()
        shutil.copy(home.people / "model.json", fresh.people)
    for each in standing(decisions(home)):
        if each.verdict is not Verdict.NOT_SURE:
            assert each.verdict
            decide(fresh, each.verdict, each.one, each.other, at=each.at, by=each.by, why=each.why)
    return fresh
