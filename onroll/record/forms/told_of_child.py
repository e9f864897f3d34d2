"""What a return tells of one child, as the columns of a feed have it: a text each, "" for none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from onroll.record.forms.answers import Answers

Row = dict[str, str]
"""One row of a feed: a text for each of its columns, "" where there is none."""

WHO: Final = ("forename", "surname", "date_of_birth", "sex", "upn")
"""The columns that say who a child is, each an answer of that name."""


def in_columns(answers: Answers, keys: Iterable[str]) -> Row:
    """The answers to these questions, each on one line."""
    return {key: ", ".join(answers.text(key).splitlines()) for key in keys}
