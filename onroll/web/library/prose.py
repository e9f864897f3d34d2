"""The text of a definition as a page shows it."""

from __future__ import annotations

import re

from django.urls import reverse
from markupsafe import Markup, escape

from onroll.record.definitions import CATALOGUE

TITLES = {each.key: each.title for each in CATALOGUE}


def paragraphs(doc: str) -> list[Markup]:
    """The paragraphs of a definition's text, without its title line, as safe HTML.

    A key in backticks becomes a link to that definition, by its title.
    """
    return [linked(paragraph) for paragraph in doc.split("\n\n")[1:] or [doc]]


def linked(text: str) -> Markup:
    parts = re.split(r"`(\w+)`", text)
    return Markup("").join(
        link(part) if at % 2 and part in TITLES else escape(part) for at, part in enumerate(parts)
    )


def link(key: str) -> Markup:
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(
        reverse("definition", args=[key]), TITLES[key]
    )
