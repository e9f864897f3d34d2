"""Row-level security of questions: the place that is asked, and those who see the child.

A school reads the questions put to it and what happened to each. What officers wrote of why is for
those who work with children. No question is put about a child whom a shield covers, and one put
before is not read by the school any more. Who was emailed a receipt is read by no request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

OF_THEIR_SCHOOL: Final = """(school <> '' and ('at:' || school) in (select onroll_relations()))"""
WORKS: Final = "(select onroll_works())"
OF_A_QUESTION: Final = """exists (select 1 from questions_question about
    where about.id = questions_questionevent.question_id)"""
THEIRS_TO_ANSWER: Final = f"""exists (select 1 from questions_question about
    where about.id = questions_questionevent.question_id
      and ({OF_THEIR_SCHOOL} or (school = '' and {WORKS})))"""
OF_AN_EVENT: Final = """exists (select 1 from questions_questionevent about
    where about.id = questions_officersreason.event_id)"""
ASKER: Final = "(select onroll_asker())"


NEW_ROWS_ONLY: Final = (
    "mistakes_calledmistake",
    "questions_questionevent",
    "questions_officersreason",
)


def rules(
    sees_all_of: Callable[[str], str], not_restricted: Callable[[str], str]
) -> dict[str, str]:
    """For each table of questions: which of its rows a request may read."""
    child = "questions_question.child"
    return {
        "questions_question": f"""({OF_THEIR_SCHOOL} and {not_restricted(child)})
            or ({WORKS} and {sees_all_of(child)})""",
        "questions_questionevent": OF_A_QUESTION,
        "questions_officersreason": f"{WORKS} and {OF_AN_EVENT}",
        "receipts_emailedreceipt": "false",
    }


def written(sees_all_of: Callable[[str], str]) -> dict[str, str]:
    """What a request may write; what a run makes of a question is the publisher's."""
    return {
        "questions_question": f"""asked_by_id = {ASKER} and (select onroll_takes_in())
            and {sees_all_of("questions_question.child")}
            and questions_question.child not in (select onroll_restricted())""",
        "questions_questionevent": f"""by_id = {ASKER} and {OF_A_QUESTION}
            and ((kind in ('seen', 'answered', 'taken_back') and {THEIRS_TO_ANSWER})
                 or (kind in ('withdrawn', 'taken_back') and (select onroll_takes_in())))""",
        "questions_officersreason": f"""by_id = {ASKER} and (select onroll_takes_in())
            and {OF_AN_EVENT}""",
    }
