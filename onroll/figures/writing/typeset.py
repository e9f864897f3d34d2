"""A typst sheet as PDF/UA-1: tagged, its fonts inside. No file on disk is read but the fonts."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import as_file, files
from typing import Any, Final

import typst

FONTS: Final = files("onroll.figures.writing") / "fonts"


class NotMade(RuntimeError):
    """The PDF could not be made as it must be. The message is the typesetter's."""


def typeset(parts: Mapping[str, bytes]) -> bytes:
    """The sheet named `main`, with the other parts as the files it reads; the same bytes for the
    same parts. Raises `NotMade`, also for a mere warning: a font that is missing is one, and the
    page would come out in another."""
    held: Any = dict(parts)
    with as_file(FONTS) as fonts:
        try:
            made, warnings = typst.compile_with_warnings(
                held, format="pdf", font_paths=[str(fonts)], ignore_system_fonts=True,
                pdf_standards=["ua-1"],
            )  # fmt: skip
        except typst.TypstError as reason:
            raise NotMade(str(reason)) from None
    if warnings:
        raise NotMade("; ".join(str(each) for each in warnings))
    return made
