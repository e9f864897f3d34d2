"""A letter as PDF/UA-1: tagged, titled, in English, its fonts inside. No file on disk is read."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import typst

from onroll.web.letters.authority_letters import Letterhead
from onroll.web.letters.wording import Wording

HERE = files("onroll.web.letters")


class NotMade(RuntimeError):
    """The PDF could not be made as it must be. The message is the typesetter's."""


@cache
def sheet() -> bytes:
    return (HERE / "letter.typ").read_bytes()


def pdf(wording: Wording, head: Letterhead) -> bytes:
    """The letter; the same bytes for the same words. Raises `NotMade`, also for a mere warning:
    a font that is missing is one, and the page would come out in another."""
    logo = f"logo{head.logo.suffix.lower()}" if head.logo else ""
    told = wording.as_json() | {
        "day_in_words": wording.day_in_words, "logo": logo, "logo_alt": head.logo_alt,
    }  # fmt: skip
    parts: Any = {"main": sheet(), "letter.json": json.dumps(told).encode()}
    if head.logo:
        parts[logo] = head.logo.read_bytes()
    with as_file(HERE / "fonts") as fonts:
        try:
            made, warnings = typst.compile_with_warnings(
                parts, format="pdf", font_paths=[str(fonts)], ignore_system_fonts=True,
                pdf_standards=["ua-1"],
            )  # fmt: skip
        except typst.TypstError as reason:
            raise NotMade(str(reason)) from None
    if warnings:
        raise NotMade("; ".join(str(each) for each in warnings))
    return made
