"""A letter as PDF/UA-1: tagged, titled, in English, its fonts inside. No file on disk is read."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from onroll.figures.writing.typeset import NotMade, typeset
from onroll.web.letters.authority_letters import Letterhead
from onroll.web.letters.wording import Wording

__all__ = ["NotMade", "pdf", "sheet"]

HERE = files("onroll.web.letters")


@cache
def sheet() -> bytes:
    return (HERE / "letter.typ").read_bytes()


def pdf(wording: Wording, head: Letterhead) -> bytes:
    """The letter; the same bytes for the same words. Raises `NotMade`."""
    logo = f"logo{head.logo.suffix.lower()}" if head.logo else ""
    told = wording.as_json() | {
        "day_in_words": wording.day_in_words, "logo": logo, "logo_alt": head.logo_alt,
    }  # fmt: skip
    parts = {"main": sheet(), "letter.json": json.dumps(told).encode()}
    if head.logo:
        parts[logo] = head.logo.read_bytes()
    return typeset(parts)
