"""A headteacher tells the authority of a permanent exclusion or a suspension, however short.

Without delay: Education Act 2002, section 51A, and the School Discipline (Pupil Exclusions and
Reviews) (England) Regulations 2012. The authority counts the school days from the first one, as
full-time education begins by the sixth.
"""

from __future__ import annotations

from typing import Final

from onroll.record.forms.day_order import on_or_after
from onroll.record.forms.exclusion_reasons import (
    AT_MOST,
    REASONS,
    in_the_list_then,
    no_more_than_so_many,
)
from onroll.record.forms.form import Form, Kind, Page, Question
from onroll.record.forms.in_time import late_by_school_days
from onroll.record.forms.lawful_exclusion import (
    KINDS,
    education_from_the_sixth_day,
    is_for_some_time,
    no_longer_than_the_law_allows,
    reinstated_on_a_day,
    whole_sessions,
)
from onroll.record.forms.needs import NEEDS
from onroll.record.forms.the_child import ADDRESS_NOW, RISK, THE_CHILD
from onroll.record.forms.yes_or_no import yes_or_no

FORM: Final = Form(
    key="exclusion_notice",
    title="Tell us a child is excluded or suspended",
    of="Exclusion or suspension",
    about="A pupil whom the headteacher has permanently excluded or suspended",
    law="School Discipline (Pupil Exclusions and Reviews) (England) Regulations 2012; Education "
    "Act 2002, section 51A",
    issue="excluded",
    issue_told=lambda answers: "" if answers.text("category") == "permanent" else "suspended",
    before=(
        "Tell us without delay, however short it is.",
        "If the child has a social worker or is in care, tell them and the virtual school too.",
    ),
    one_child_door=True,
    pages=(
        THE_CHILD,
        Page(
            "what",
            "What did the headteacher decide?",
            (
                Question(
                    "category", "What is it?", Kind.ONE_OF, "Select what it is", options=KINDS,
                ),
                Question(
                    "decided_on", "Day of the decision", Kind.DAY, "Enter the day of the decision",
                    past=True, hint="For example, 9 11 2026",
                ),
                Question(
                    "starts_on", "First day on which the child may not attend", Kind.DAY,
                    "Enter the first day on which the child may not attend",
                ),
            ),
        ),
        Page(
            "length",
            "How long is the suspension?",
            (
                Question(
                    "sessions", "Sessions", Kind.NUMBER, "Enter the number of sessions",
                    hint="Two sessions are one school day", least=1, most=190,
                ),
            ),
            asked_if=is_for_some_time,
        ),
        Page(
            "reasons",
            "What were the reasons?",
            (
                Question(
                    "reasons", f"The reasons, no more than {AT_MOST}", Kind.ANY_OF,
                    "Select the reasons", options=REASONS, called="Reasons",
                ),
                Question("happened", "What happened", Kind.WORDS, "Enter what happened"),
            ),
        ),
        Page(
            "education",
            "What education does the child have?",
            (
                Question(
                    "first_days", "Work set and marked until other education begins",
                    Kind.WORDS, "Enter what work is set, or “none yet”",
                ),
                Question(
                    "education", "Full-time education that you arrange, from which day",
                    Kind.WORDS, called="Full-time education",
                    hint="Of a permanent exclusion the authority arranges it",
                ),
            ),
        ),
        Page(
            "told",
            "Who has been told?",
            (
                Question(
                    "told", "Who has been told?", Kind.ANY_OF,
                    "Select everybody who has been told",
                    options={
                        "parents": "The parents",
                        "governors": "The governing board",
                        "home_authority": "The authority where the child lives, if another",
                        "virtual_school": "The virtual school head",
                        "social_worker": "The social worker",
                        "nobody": "Nobody yet",
                    },
                ),
                yes_or_no(
                    "reinstated", "Has it been cancelled, or the pupil reinstated?",
                    "the pupil was reinstated",
                ),
                Question("reinstated_on", "Day of reinstatement, if there was one", Kind.DAY,
                         past=True, called="The day of reinstatement"),
            ),
        ),
        ADDRESS_NOW,
        NEEDS,
        RISK,
    ),
    checks=(
        on_or_after("starts_on", "The first day", "decided_on", "the day of the decision"),
        on_or_after("reinstated_on", "The day of reinstatement", "decided_on",
                    "the day of the decision"),
        whole_sessions,
        no_longer_than_the_law_allows,
        education_from_the_sixth_day,
        no_more_than_so_many,
        reinstated_on_a_day,
        in_the_list_then,
        late_by_school_days(
            "decided_on", "exclusion_notice", "The law asks for this notice without delay.",
        ),
    ),
)  # fmt: skip
