"""Why a pupil is excluded or suspended, in words: the codes of the common basic data set.

CBDS of May 2026, the codes that the feed `exclusions` takes. A code that was not in the list on the
day an exclusion began is taken and asked about, as that feed does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onroll.record.casework.day_words import in_words
from onroll.record.feeds.catalogue.exclusions import REASON_SINCE
from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Circumstances, Finding

REASONS: Final = {
    "PP": "Physical assault against a pupil",
    "PA": "Physical assault against an adult",
    "VP": "Verbal abuse or threatening behaviour against a pupil",
    "VA": "Verbal abuse or threatening behaviour against an adult",
    "OW": "Use or threat of use of an offensive weapon or prohibited item",
    "BW": "Bringing an offensive weapon or prohibited item",
    "BU": "Bullying",
    "TB": "Cyber-bullying or threats online",
    "RA": "Racist abuse",
    "LG": "Abuse against sexual orientation or gender identity",
    "DS": "Abuse relating to disability",
    "SM": "Sexual misconduct",
    "SB": "Harmful sexual behaviour",
    "MB": "Misogynistic behaviour",
    "AB": "Misandrist behaviour",
    "DR": "Drug related",
    "AR": "Alcohol related",
    "SR": "Smoking related",
    "VR": "Vape related",
    "DA": "Drug and alcohol related",
    "DM": "Damage",
    "TH": "Theft",
    "LD": "Persistent low-level disruption",
    "CB": "Persistent challenging behaviour",
    "DB": "Persistent or general disruptive behaviour",
    "MT": "Inappropriate use of social media or online technology",
    "MP": "Mobile phone use",
    "OS": "Misbehaviour outside school",
    "PH": "Wilful and repeated transgression of public health measures",
}
"""Each code with its words, in the order of the list."""

AT_MOST: Final = 3
"""A return has room for so many."""


def no_more_than_so_many(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    if (found := len(answers.chosen("reasons"))) > AT_MOST:
        yield Finding("reasons", f"You selected {found} reasons. Select the {AT_MOST} main ones")


def in_the_list_then(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    starts_on = answers.day("starts_on")
    for code in answers.chosen("reasons"):
        since = REASON_SINCE.get(code)
        if since and starts_on and starts_on < since:
            yield Finding(
                "reasons",
                f"“{REASONS[code]}” is in the list from {in_words(since)}. If another reason fits, "
                "select it instead",
                refused=False,
            )
