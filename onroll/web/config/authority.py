"""Whose record this is, as the pages show it."""

from __future__ import annotations

import re
from functools import cache

from django.conf import settings

from onroll.record.home import Authority, Home

DARK_BLUE = "#1d3557"
BLACK, WHITE = "#000000", "#ffffff"


@cache
def authority() -> Authority:
    """The authority of this home, read once for the life of the process."""
    return Home(settings.ONROLL_HOME).authority


def stylesheet(colour: str) -> str:
    """The two properties that give the header the authority's colour.

    A colour that is not #rrggbb becomes dark blue. The text on it is black or white, whichever
    stands out more: one of the two is always at 4.5:1 or better.
    """
    colour = colour if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else DARK_BLUE
    text = max(WHITE, BLACK, key=lambda on: contrast(on, colour))
    return f":root {{ --authority-colour: {colour}; --authority-text: {text}; }}\n"


def contrast(a: str, b: str) -> float:
    """The contrast ratio of two #rrggbb colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    darker, lighter = sorted((luminance(a), luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
