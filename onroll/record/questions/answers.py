"""What may be answered to a question, each with what it makes of the record until files catch up.

An answer says a thing of whoever gives it alone: of a school, its own rolls and returns; of a team,
its own list. Of the school's rows no row is changed. `Answer.ended` is over from the day that is
given, `never` was never so, `spells` are so from that day and `events` on it. What only a file, a
form or an act of the authority can say has none of the four, and `then` says what is to be done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onroll.record.feeds.catalogue.deletion_grounds import GROUNDS
from onroll.record.forms.form import Kind, Page, Question
from onroll.record.spells import Fact, Steps
from onroll.record.timeline import Child


@dataclass(frozen=True)
class Answer:
    """One answer that may be chosen.

    `day`, `where`, `why` and `more` are asked beside it, where they are not ""; the answer to
    `more` may stay empty.

    With `ground` the letter of the ground of a removal is asked, with `born` a date of birth. One
    `of_a_team` is no school's to give.
    """

    key: str
    words: str
    day: str = ""
    where: str = ""
    why: str = ""
    more: str = ""
    ground: bool = False
    born: bool = False
    of_a_team: bool = False
    ended: tuple[Fact | Steps, ...] = ()
    never: tuple[Fact | Steps, ...] = ()
    spells: tuple[Fact, ...] = ()
    events: tuple[Fact, ...] = ()
    then: str = ""

    @property
    def tells(self) -> frozenset[str]:
        """The names of the facts of which it says something."""
        every = (*self.ended, *self.never, *self.spells, *self.events)
        return frozenset(fact.name for fact in every) | ({"age_not_known"} if self.born else set())

    @property
    def page(self) -> Page:
        """What is asked beside, as a page of a form; with no questions where it is nothing."""
        asked = []
        if self.day:
            asked.append(
                Question("on", self.day, Kind.DAY, asks="Enter the day",
                         called="The day", past=True)
            )  # fmt: skip
        if self.ground:
            asked.append(
                Question("ground", "Under which ground?", Kind.ONE_OF, asks="Select the ground",
                         options=GROUNDS_BY_MESSAGE, called="The ground")
            )  # fmt: skip
        if self.born:
            asked.append(
                Question("born", "Date of birth", Kind.DAY, asks="Enter the date of birth",
                         past=True)
            )  # fmt: skip
        if self.where:
            asked.append(
                Question("where", self.where, Kind.WORDS, asks="Enter where",
                         called="Where", most=500)
            )  # fmt: skip
        if self.why:
            asked.append(
                Question("why", self.why, Kind.WORDS, asks="Enter an answer",
                         called="The answer", most=1000)
            )  # fmt: skip
        if self.more:
            asked.append(Question("more", self.more, Kind.WORDS, called="The answer", most=1000))
        return Page(self.key, self.words, tuple(asked))


GROUNDS_BY_MESSAGE: Final = {
    letter: f"({letter}) {words}" for letter, words in GROUNDS.items() if letter != "k"
}
"""The grounds of regulation 9 that an answer may give. That a child died is told by a person."""

REGISTER: Final = (
    "Correct the register so that the first entry, the new one, the reason, the day and who made "
    "it stay to be seen. The next file settles it, and nothing else can."
)
NOTICE: Final = "Send the notice by form now: Tell us, a suspension or exclusion. That settles it."

LEFT = Answer(
    "left_our_roll",
    "The pupil has left our roll",
    day="On which day was the name deleted?",
    ground=True,
    ended=(Child.on_roll, Child.subsidiary_roll),
    events=(Child.removed_from_roll,),
    then="Send the return of the removal as well, if you have not. This answer is not that return.",
)
STILL = Answer(
    "on_our_roll",
    "The pupil is on our roll and attends",
    then="Keep your next file as it is. We ask the others.",
)
AWAY = Answer(
    "on_our_roll_and_away",
    "The pupil is on our roll and does not attend",
    why="Since when, and what have you done?",
    then="Keep your next file as it is. If you owe a return of the absence, send it by form.",
)
MAIN = Answer(
    "main_registration",
    "The pupil is registered at two schools, and ours is the main registration",
    then="We ask the other school: that its registration is subsidiary is for it to say.",
)
SUBSIDIARY = Answer(
    "subsidiary_registration",
    "The pupil is registered at two schools, and ours is the subsidiary registration",
    day="Since which day?",
    spells=(Child.subsidiary_roll,),
    then="Let your next file say enrolment status S (subsidiary).",
)
NEVER = Answer(
    "never_on_our_roll",
    "The pupil was never on our roll",
    never=(Child.on_roll, Child.subsidiary_roll, Child.admitted),
    then="Take the row out of your next file.",
)
NOT_KNOWN = Answer("not_known", "We do not know", why="Why is it not known, and who may know?")
ENTERED = Answer(
    "entered_on_our_roll",
    "The name is on our roll",
    day="On which day was it entered?",
    spells=(Child.on_roll,),
    events=(Child.admitted,),
    then="Send the return of the new pupil as well, if you have not. Let your next file say so.",
)
NOT_ENTERED = Answer("not_on_our_roll", "The name is not on our roll", why="Why not?")
REGISTER_WRONG = Answer("register_is_wrong", "Our attendance register is wrong", then=REGISTER)
REGISTER_RIGHT = Answer(
    "register_is_right", "Our attendance register is right", why="What was so on those days?"
)
NOTICE_NOT_SENT = Answer(
    "notice_not_sent",
    "The pupil was suspended or excluded, and we have not sent the notice",
    then=NOTICE,
)
CAME_BACK = Answer(
    "suspension_ended",
    "The suspension ended earlier than we said",
    day="On which day did the pupil come back?",
    ended=(Child.suspension,),
    then="Let your next file of exclusions say so.",
)
TIMETABLE_NOT_SENT = Answer(
    "timetable_not_sent",
    "There is a part-time timetable, and we have not told you of it",
    then="Send it by form now: Tell us, a part-time timetable. That settles it.",
)
FULL_TIME = Answer(
    "back_full_time",
    "The pupil is back full time",
    day="Since which day?",
    ended=(
        Child.part_time_timetable, Child.weekly_hours, Child.personalised_plan,
        Child.behaviour_plan,
    ),
    then="Let your next file say so.",
)  # fmt: skip
BACK_AND_CODED = Answer(
    "back_full_time_and_still_coded", "The pupil is back full time, and code C2 is wrong",
    then=REGISTER,
)  # fmt: skip
GOES_ON = Answer(
    "part_time_goes_on",
    "The part-time timetable goes on",
    why="Until when, and who agreed to it?",
    then="Send the review by form: Tell us, a review of a part-time timetable.",
)
TAUGHT_ELSEWHERE = Answer(
    "taught_elsewhere",
    "The pupil is taught elsewhere",
    why="Where, by whom, and for how many hours a week?",
    then="It counts once the placement is in the authority's list of placements.",
)
EVIDENCE = Answer(
    "new_medical_evidence",
    "There is new medical evidence",
    why="What is it, from whom and of which day?",
    then="Send us the evidence. It counts once it is recorded with the medical case.",
)
WHERE = Answer(
    "where_the_pupil_is", "We know where the pupil is", why="Where, since when, and who said so?"
)
NOT_COME = Answer("did_not_come", "The child did not come", why="What did you do to find out why?")
STARTED = Answer(
    "started",
    "The pupil has started",
    day="On which day?",
    ended=(Child.offer_not_started, Child.accepted_not_started),
)
FETCHED = Answer(
    "file_fetched",
    "We have fetched the file",
    then="It is gone from here when the next list of lost pupils is loaded.",
)
NOT_OURS = Answer("not_our_pupil", "The file is of another pupil", why="How do you know?")
BORN = Answer("date_of_birth", "We have the date of birth", born=True)

MISSING_ENTRY_CLOSED = Answer(
    "missing_entry_closed",
    "The entry on the list of children missing education is closed",
    day="From which day?",
    ended=(Child.recorded_missing_education,),
    then="Let your next list say so.",
)
ENTRY_STAYS = Answer("entry_stays", "The entry stays", why="Why does it stay?")
HOME_ENTRY_CLOSED = Answer(
    "home_education_entry_closed",
    "The entry on the home education register is closed",
    day="From which day?",
    ended=(Child.home_educated,),
    then="Let your next register say so.",
)
HOME_EDUCATED = Answer(
    "home_educated",
    "The child is home educated and on our register",
    day="Since which day?",
    spells=(Child.home_educated,),
    then="Let your next register say so.",
)
NOT_HOME_EDUCATED = Answer(
    "not_home_educated", "The child is not home educated", why="What do you know?"
)
IN_EDUCATION = Answer(
    "in_education",
    "The young person is in education, and our record is changed",
    day="Since which day?",
    ended=(Child.not_in_education_employment_or_training, Child.reported_without_school),
    then="Let your next file say so.",
)
OURS_IS_RIGHT = Answer("our_record_is_right", "Our record is right", why="How do you know?")
PLACE_NAMED = Answer(
    "place_named",
    "The plan names a place",
    day="Since which day?",
    ended=(Child.ehc_plan_without_place,),
    then="Let your next file say so.",
)
DECLINED = Answer(
    "offer_declined",
    "The family declined the place",
    day="On which day?",
    events=(Child.offer_declined,),
    of_a_team=True,
)
PLANNED = Answer(
    "what_is_planned", "Nothing yet: this is what is planned", why="What, by whom and by when?"
)

ANSWERS: Final = (
    LEFT, STILL, AWAY, MAIN, SUBSIDIARY, NEVER, NOT_KNOWN, ENTERED, NOT_ENTERED, REGISTER_WRONG,
    REGISTER_RIGHT, NOTICE_NOT_SENT, CAME_BACK, TIMETABLE_NOT_SENT, FULL_TIME, BACK_AND_CODED,
    GOES_ON, TAUGHT_ELSEWHERE, EVIDENCE, WHERE, NOT_COME, STARTED, FETCHED, NOT_OURS, BORN,
    MISSING_ENTRY_CLOSED, ENTRY_STAYS, HOME_ENTRY_CLOSED, HOME_EDUCATED, NOT_HOME_EDUCATED,
    IN_EDUCATION, OURS_IS_RIGHT, PLACE_NAMED, DECLINED, PLANNED,
)  # fmt: skip
"""Every answer that there is."""

TWO_ROLLS: Final = (LEFT, STILL, AWAY, SUBSIDIARY, MAIN, NEVER, NOT_KNOWN)


class UnknownAnswer(LookupError):
    """No answer has this key."""


def answer_named(key: str) -> Answer:
    """The answer with a key. Raises `UnknownAnswer`."""
    for each in ANSWERS:
        if each.key == key:
            return each
    raise UnknownAnswer(f"No answer is called '{key}'.")
