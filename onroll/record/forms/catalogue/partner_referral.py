"""Another service refers a child who may be missing education, or missing out on it.

Admissions, special needs, health, social care, youth justice, the police: whoever becomes aware of
such a child. What the authority holds is not shown, here or in the answer. Where a child's home
must be kept secret, who says so is asked first of all that follows, and no address is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onroll.record.casework.referring import SOURCES
from onroll.record.forms.answers import Answers
from onroll.record.forms.finding_a_child import (
    LAST_SEEN,
    MOSTLY,
    WHO_MAY_KNOW,
    seen_by_somebody,
)
from onroll.record.forms.form import Circumstances, Finding, Form, Kind, Page, Question, Sender
from onroll.record.forms.needs import NEEDS
from onroll.record.forms.the_child import ADDRESS_NOW, RISK, THE_CHILD
from onroll.record.forms.yes_or_no import YES_NO_NOT_KNOWN, yes_or_no

SERVICES: Final = {
    key: SOURCES[key]
    for key in (
        "admissions", "special_needs", "health", "social_care", "police", "early_help",
        "early_years", "partnership", "housing", "authority",
    )
}  # fmt: skip
"""The services that refer, by the keys of where a referral comes from."""


def home_is_secret(answers: Answers) -> bool:
    return answers.said_yes("secret_home")


def kept_secret(answers: Answers, _at: Circumstances) -> Iterator[Finding]:
    if home_is_secret(answers):
        yield Finding(
            "secret_home",
            "We will not ask for the address here. Somebody will telephone you. Do not write in "
            "the next answers where the child lives",
            refused=False,
        )


FORM: Final = Form(
    key="partner_referral",
    title="Tell us of a child without full-time education",
    of="Referral by another service",
    about="A child who may have no school, or who does not get full-time education",
    law="Education Act 1996, section 436A; Children missing education (statutory guidance)",
    issue="no_school",
    source="social_care",
    before=(
        "If the child may be in danger now, call 999 or children's social care first.",
        "You need not be certain. Tell us what you know, and who told you.",
    ),
    minutes=5,
    senders=frozenset({Sender.PARTNER}),
    one_child_door=True,
    pages=(
        Page(
            "service",
            "Which service are you from?",
            (
                Question(
                    "source", "Service", Kind.ONE_OF, "Select the service you are from",
                    options=SERVICES,
                ),
                Question("role", "Your role", asks="Enter your role"),
            ),
        ),
        THE_CHILD,
        Page(
            "issue",
            "What is it mostly about?",
            (
                MOSTLY,
                Question("what_happened", "What you know, and who told you", Kind.WORDS,
                         "Enter what you know, and who told you"),
                Question("last_school", "Last school, if you know it", called="Last school"),
            ),
        ),
        Page(
            "secret",
            "May the family's home be known?",
            (
                Question(
                    "secret_home", "Must it be kept secret where the child lives?", Kind.ONE_OF,
                    "Select whether it must be kept secret, or that you do not know",
                    options=YES_NO_NOT_KNOWN,
                    hint="For example, in a refuge, after an adoption, under witness protection",
                ),
                yes_or_no(
                    "family_knows", "Does the family know that you tell us?",
                    "the family knows that you tell us",
                ),
            ),
        ),
        Page(
            ADDRESS_NOW.key,
            ADDRESS_NOW.title,
            ADDRESS_NOW.questions,
            asked_if=lambda answers: not home_is_secret(answers),
        ),
        LAST_SEEN,
        WHO_MAY_KNOW,
        NEEDS,
        RISK,
    ),
    checks=(kept_secret, seen_by_somebody),
)  # fmt: skip
