"""What help a child has, and which services know the child: asked the same way in every form."""

from __future__ import annotations

from typing import Final

from onroll.record.forms.form import Kind, Page, Question
from onroll.record.forms.yes_or_no import yes_no_or_not_known

NEEDS: Final = Page(
    "needs",
    "What help does the child have?",
    (
        Question(
            "special_needs", "Special educational needs", Kind.ONE_OF,
            "Select what the child has, or that you do not know",
            options={
                "none": "None that we know of",
                "support": "Special educational needs support",
                "assessing": "An education, health and care plan is being assessed for",
                "plan": "An education, health and care plan",
                "not_known": "We do not know",
            },
        ),
        yes_no_or_not_known(
            "social_worker", "Does the child have a social worker?",
            "the child has a social worker",
        ),
        Question(
            "services", "Other services that know the child, if you know of any",
            called="Other services",
        ),
    ),
)  # fmt: skip
