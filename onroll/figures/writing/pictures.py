"""Pictures for print: in the font that comes with onroll, so that they are the same everywhere."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file
from typing import Final

from onroll.figures.writing.typeset import FONTS

FONT: Final = "Source Sans Pro"
SHARP: Final = 2.0
"""Dots of the picture for each dot of the page."""


def for_print(svg: str) -> str:
    """The picture with the letters of the page that it is printed on."""
    return svg.replace('font-family="Arial"', f'font-family="{FONT}"')


def as_png(svg: str) -> bytes:
    """The picture for Word, which takes no SVG by itself."""
    import vl_convert

    know_the_fonts()
    png: bytes = vl_convert.svg_to_png(for_print(svg), scale=SHARP)
    return png


@cache
def know_the_fonts() -> None:
    import vl_convert

    with as_file(FONTS) as fonts:
        vl_convert.register_font_directory(str(fonts))
