"""What schools and teams answered to the questions that were put to them.

onroll writes this feed itself, from the answers as they were given. Each is a further row: no row
of another source is changed by it. An answer tells of the place that gave it alone: what a school
says is over, or never was, is so of that school's own rows. It holds for 28 days over files that do
not say it yet; a file that came later is believed over it. What an answer enters on a roll or a
list holds for those days too, and then a file must have it. One that was taken back stays in the
file and tells nothing.

That something is over is told as `ended:` and that it never was as `never:`, with the fact; the run
takes both from the facts of the child whose question it is.
"""

from collections.abc import Callable

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.deletion_grounds import GROUND
from onroll.record.feeds.columns import DATE, REFERENCE, TEXT, URN, one_of, quoted
from onroll.record.feeds.facts_sql import event, people, spell, together, value_on
from onroll.record.feeds.rules import in_order, needed, not_in_future
from onroll.record.questions.answers import ANSWERS, BORN, LEFT, Answer
from onroll.record.spells import Fact, Steps
from onroll.record.thresholds import threshold

_WARN = Severity.WARN
_HOLDS = threshold("answer_holds")
_HELD_UNTIL = f"(answered_on + to_days(cast({value_on(_HOLDS, 'answered_on')} as int)))"
_GROUNDS = {
    "removed_after_leave": "ground = 'h'",
    "removed_after_absence": "ground = 'i'",
    "removed_officially": "ground IN ('j', 'o')",
    "removed_to_another_school": "ground = 'a'",
    "removed_for_home_education": "ground = 'f'",
}
"""What a removal is beside, by its ground."""


def _given(*answers: str) -> str:
    return f"taken_back_on IS NULL AND answer IN ({', '.join(map(quoted, answers))})"


def _by_fact(
    says: Callable[[Answer], tuple[Fact | Steps, ...]],
) -> dict[str, list[str]]:
    """Each fact that some answers say something of, with the keys of those."""
    found: dict[str, list[str]] = {}
    for answer in ANSWERS:
        for fact in says(answer):
            found.setdefault(fact.name, []).append(answer.key)
    return found


def _over(how: str, fact: str, answers: list[str], since: str) -> str:
    return spell(
        f"{how}:{fact}", local_id="question_ref", starts_on=since, ends_before=_HELD_UNTIL,
        setting="urn", when=_given(*answers),
    )  # fmt: skip


FEED = Feed(
    key="question_answers",
    title="Answers to questions",
    source="question_answers",
    about="What schools and teams answered to questions about a child, by whom and when.",
    kind=Kind.SNAPSHOT,
    expected_days=400,
    example="question_answers_2026-11-01.csv",
    columns=(
        Column("answer_ref", "Answer Ref", REFERENCE, (), True, False),
        Column("question_ref", "Question Ref", REFERENCE, (), True, False),
        Column("contradiction", "Contradiction", TEXT, (), True, False),
        Column("answer", "Answer", one_of(*(each.key for each in ANSWERS)), (), True, False),
        Column("urn", "School URN", URN, (), True),
        Column("holds_from", "Holds From", DATE, ()),
        Column("ground", "Ground", GROUND, (), on_fault=_WARN),
        Column("date_of_birth", "Date of Birth", DATE, ()),
        Column("answered_on", "Answered On", DATE, (), True, False),
        Column("answered_by", "Answered By", TEXT, (), True, False),
        Column("taken_back_on", "Taken Back On", DATE, (), True),
        Column("taken_back_by", "Taken Back By", TEXT, (), True),
    ),
    rules=(
        not_in_future("answered_on"),
        in_order("answered_on", "taken_back_on", "the day it was answered"),
        in_order("holds_from", "answered_on", "the day it holds from"),
        needed("taken_back_by", "taken_back_on IS NOT NULL", "nothing says who took it back"),
    ),
    unique=("answer_ref",),
    people=people(
        local_id="question_ref",
        newest="answered_on",
        date_of_birth="date_of_birth",
        source=f"(SELECT * FROM rows WHERE {_given(BORN.key)})",
    ),
    facts=together(
        *(_over("ended", fact, keys, "holds_from")
          for fact, keys in _by_fact(lambda each: each.ended).items()),
        *(_over("never", fact, keys, "answered_on")
          for fact, keys in _by_fact(lambda each: each.never).items()),
        *(
            spell(fact, local_id="question_ref", starts_on="holds_from", ends_before=_HELD_UNTIL,
                  setting="urn", when=_given(*keys))
            for fact, keys in _by_fact(lambda each: each.spells).items()
        ),
        *(
            event(fact, local_id="question_ref", on="holds_from", setting="urn",
                  when=_given(*keys))
            for fact, keys in _by_fact(lambda each: each.events).items()
        ),
        *(
            event(fact, local_id="question_ref", on="holds_from", setting="urn",
                  when=f"{_given(LEFT.key)} AND {ground}")
            for fact, ground in _GROUNDS.items()
        ),
    ),
)  # fmt: skip
