"""A client that holds every answer against the log: the children in the bytes are those logged."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.db.models import Max
from django.test import Client

from onroll.web.access.models import Read
from onroll.web.children.models import Child

REFERENCE = re.compile(r"\bEC-[0-9A-Z]+\b")


class WatchedClient(Client):
    """`unlike`: for each address whose answer and log differ, how."""

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.unlike: dict[str, str] = {}
        self.rows = 0

    def request(self, **request: Any) -> Any:
        newest = Read.objects.aggregate(newest=Max("pk", default=0))["newest"]
        response = super().request(**request)
        asked = request["PATH_INFO"] + "?" + request["QUERY_STRING"]
        rows = list(Read.objects.filter(pk__gt=newest).values_list("child", "outcome"))
        self.rows += len(rows)
        if wrong := difference(response, rows, set(REFERENCE.findall(request["PATH_INFO"]))):
            self.unlike[asked] = wrong
        return response


def difference(response: Any, rows: list[tuple[str, str]], asked: set[str]) -> str:
    """How an answer and what was logged of it differ; empty where they do not."""
    body = b"".join(response) if response.streaming else response.content
    if response.streaming:
        response.streaming_content = iter([body])
    text = unescape(body.decode(errors="replace")) + response.get("Content-Disposition", "")
    names = {child.pk: child.full_name for child in Child.objects.only("forename", "surname")}
    in_bytes = set(REFERENCE.findall(text))  # some are of a child once, who has another now
    shown = in_bytes & names.keys()
    shown |= {child for child, name in names.items() if name in text}
    logged = [child for child, outcome in rows if outcome != Read.Outcome.REFUSED]
    refused = [child for child, outcome in rows if outcome == Read.Outcome.REFUSED]
    if len(set(logged)) < len(logged) or len(set(refused)) < len(refused):
        return f"logged twice: {rows}"
    if not shown <= set(logged) <= shown | in_bytes:
        return f"shown {sorted(shown)}, logged {sorted(logged)}"
    turned_away = response.status_code in (403, 404)
    not_there = asked - names.keys() if response.status_code == 404 else asked - set(logged)
    if turned_away and not not_there <= set(refused):
        return f"asked for {sorted(asked)}, refusals logged {sorted(refused)}"
    return ""
