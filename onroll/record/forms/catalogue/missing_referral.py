"""A school refers a child who may be missing education.

Who the child is, when last seen, what was done to find the child and who may know: what the
statutory guidance "Children missing education" asks schools to tell the authority. Practice is to
refer an unexplained absence by its tenth school day, and sooner where there is danger.
"""

from __future__ import annotations

from typing import Final

from onroll.record.forms.day_order import born_before, on_or_after
from onroll.record.forms.finding_a_child import (
    LAST_SEEN,
    MOSTLY,
    WHO_MAY_KNOW,
    enquired_on_a_day,
    referred_by_its_day,
    seen_by_somebody,
)
from onroll.record.forms.form import Form, Kind, Page, Question
from onroll.record.forms.needs import NEEDS
from onroll.record.forms.the_child import ADDRESS_NOW, PARENTS, RISK, THE_CHILD
from onroll.record.forms.yes_or_no import YES_NO_NOT_KNOWN

FORM: Final = Form(
    key="missing_referral",
    title="Tell us a child may be missing education",
    of="Referral of a child who may be missing education",
    about="A child whom you cannot find, who never arrived, or who has no school",
    law="Education Act 1996, section 436A; Children missing education (statutory guidance)",
    issue="whereabouts",
    before=(
        "If the child may be in danger now, call 999 or children's social care first.",
        "Keep the child's name on your register.",
    ),
    minutes=6,
    one_child_door=True,
    pages=(
        THE_CHILD,
        Page(
            "issue",
            "What is it mostly about?",
            (
                MOSTLY,
                Question(
                    "on_roll", "Is the child's name on your register?", Kind.ONE_OF,
                    "Select whether the name is on your register",
                    options=YES_NO_NOT_KNOWN,
                ),
                Question(
                    "what_happened", "What happened", Kind.WORDS, "Enter what happened",
                ),
            ),
        ),
        LAST_SEEN,
        Page(
            "enquiries",
            "What was done to find the child?",
            (
                Question(
                    "enquiries_made", "What was done?", Kind.ANY_OF,
                    "Select everything that was done, or that nothing was",
                    options={
                        "called": "Telephoned the parents",
                        "visited": "Visited the home",
                        "wrote": "Wrote to the home",
                        "contacts": "Asked the emergency contacts",
                        "family": "Asked brothers' and sisters' schools, family or friends",
                        "services": "Asked other services",
                        "databases": "Searched school to school, or Get Information About Pupils",
                        "none": "Nothing yet",
                    },
                ),
                Question("enquiries_began_on", "Day the enquiries began", Kind.DAY, past=True),
                Question("called_on", "Day of the first telephone call, if any", Kind.DAY,
                         past=True, called="The day of the first telephone call"),
                Question("visited_on", "Day of the first home visit, if any", Kind.DAY,
                         past=True, called="The day of the first home visit"),
                Question("enquiries", "What was found, and what was not", Kind.WORDS),
            ),
        ),
        WHO_MAY_KNOW,
        ADDRESS_NOW,
        PARENTS,
        NEEDS,
        RISK,
    ),
    checks=(
        born_before("last_seen_on", "The day the child was last seen"),
        seen_by_somebody,
        enquired_on_a_day,
        on_or_after("called_on", "The first telephone call", "enquiries_began_on",
                    "the day the enquiries began"),
        on_or_after("visited_on", "The first home visit", "enquiries_began_on",
                    "the day the enquiries began"),
        referred_by_its_day,
    ),
)  # fmt: skip
