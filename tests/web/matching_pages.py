"""What tests of possible matches share: a moment, the words of a page, and an answer to a pair."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def text_of(response: Any) -> str:
    """The words of the page's main part, spaces made one."""
    main = re.sub(r"(?s).*<main|</main>.*", "", response.content.decode())
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def answer(client: Any, a: str, b: str, verdict: str, why: str = "Same mother, I rang her") -> Any:
    page = client.get(f"/matches/{a}/{b}/").content.decode()
    shown = re.search(r'name="shown" value="(\w+)"', page)
    form = {"verdict": verdict, "why": why, "shown": shown[1] if shown else ""}
    return client.post(f"/matches/{a}/{b}/", form)
