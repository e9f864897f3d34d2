"""Row-level security of questions: the place that is asked, and those who see the child.

A school reads the questions put to it and what happened to each; so does a service, whether or not
it sees the child. What officers wrote of why is for those who see all of the child. No question is
put about a child whom a shield covers, and one put before is not read by the school or the service
any more. Who was emailed a receipt is read by no request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

OF_THEIR_SCHOOL: Final = """(school <> '' and ('at:' || school) in (select onroll_relations()))"""
WORKS: Final = "(select onroll_works())"
OF_A_QUESTION: Final = """exists (select 1 from questions_question about
    where about.id = questions_questionevent.question_id)"""
OF_THEIR_SERVICE: Final = "(enquiry <> '' and team in (select onroll_services()))"
THEIRS_TO_ANSWER: Final = f"""exists (select 1 from questions_question about
    where about.id = questions_questionevent.question_id
      and ({OF_THEIR_SCHOOL} or {OF_THEIR_SERVICE}
           or (school = '' and enquiry = '' and {WORKS})))"""
ALL_OF_AN_EVENT: Final = """exists (select 1 from questions_questionevent about
    join questions_question asked on asked.id = about.question_id
    where about.id = questions_officersreason.event_id and {})"""
NOT_PROTECTED: Final = """((select onroll_sees_restricted())
    or questions_question.child not in (select onroll_restricted()))"""
ASKER: Final = "(select onroll_asker())"


NEW_ROWS_ONLY: Final = (
    "questions_questionevent",
    "questions_officersreason",
)


def rules(
    sees_all_of: Callable[[str], str], not_restricted: Callable[[str], str]
) -> dict[str, str]:
    """For each table of questions: which of its rows a request may read."""
    child = "questions_question.child"
    of_reason = ALL_OF_AN_EVENT.format(sees_all_of("asked.child"))
    return {
        "questions_question": f"""({OF_THEIR_SCHOOL} and {not_restricted(child)})
            or ({WORKS} and {sees_all_of(child)})
            or ({OF_THEIR_SERVICE} and {NOT_PROTECTED})""",
        "questions_questionevent": OF_A_QUESTION,
        "questions_officersreason": f"{WORKS} and {of_reason}",
        "receipts_emailedreceipt": "false",
    }


def written(sees_all_of: Callable[[str], str]) -> dict[str, str]:
    """What a request may write; what a run makes of a question is the publisher's."""
    return {
        "questions_question": f"""asked_by_id = {ASKER}
            and ((select onroll_takes_in()) or (enquiry <> '' and {WORKS}))
            and {sees_all_of("questions_question.child")}
            and questions_question.child not in (select onroll_restricted())""",
        "questions_questionevent": f"""by_id = {ASKER} and {OF_A_QUESTION}
            and ((kind in ('seen', 'answered', 'taken_back') and {THEIRS_TO_ANSWER})
                 or (kind in ('withdrawn', 'taken_back') and (select onroll_takes_in())))""",
        "questions_officersreason": f"""by_id = {ASKER} and (select onroll_takes_in())
            and {ALL_OF_AN_EVENT.format(sees_all_of("asked.child"))}""",
    }
