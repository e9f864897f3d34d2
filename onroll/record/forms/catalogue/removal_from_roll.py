"""A school tells that it removes a name from its admission register, on which ground, and where to.

Due as soon as the ground is met, and no later than the deletion: regulation 13 of the School
Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208), with the grounds of
regulation 9(1). A name is deleted when, and only when, a ground applies, and not before it did.
What the regulations do not let a school do is refused; what is odd is warned of.
"""

from __future__ import annotations

from typing import Final

from onroll.record.feeds.catalogue.deletion_grounds import GROUNDS
from onroll.record.forms.death import DEATH, ground_of_no_living_child, of_the_living
from onroll.record.forms.form import YES_NO, Form, Kind, Page, Question
from onroll.record.forms.lawful_removal import (
    as_the_parent_wrote,
    asked_to_leave,
    both_enquired,
    goes_where_the_ground_says,
    late,
    not_before_its_day,
    on_grounds,
    removed_when_told,
)
from onroll.record.forms.the_child import ADDRESS_NOW, PARENTS, RISK, THE_CHILD

DESTINATIONS: Final = {
    "school_here": "A school in this area",
    "school_elsewhere": "A school in another area of England",
    "home_education": "Home education",
    "abroad": "Abroad, or another country of the United Kingdom",
    "college": "A college",
    "custody": "Custody",
    "none": "No school",
    "not_known": "We do not know",
}

FORM: Final = Form(
    key="removal_from_roll",
    title="Tell us a child is leaving your roll",
    of="Removal from roll",
    about="A pupil whose name you are about to remove from the admission register, or have removed",
    law="Regulations 9 and 13 of the School Attendance (Pupil Registration) (England) Regulations "
    "2024",
    issue="off_roll",
    before=(
        "Tell us before you remove the name. The law asks for it no later than that day.",
        "A name may be removed only on one of the 15 grounds of the regulations.",
    ),
    one_child_door=True,
    pages=(
        THE_CHILD,
        Page(
            "ground",
            "On which ground is the name removed?",
            (
                Question(
                    "ground", "Ground", Kind.ONE_OF, "Select the ground",
                    options={key: f"{words[:1].upper()}{words[1:]} ({key})"
                             for key, words in GROUNDS.items()},
                ),
            ),
        ),
        DEATH,
        Page(
            "day",
            "When is the name removed?",
            (
                Question(
                    "already_removed", "Has the name been removed already?", Kind.ONE_OF,
                    "Select whether the name has been removed already", options=YES_NO,
                ),
                Question(
                    "removed_on", "Day of removal", Kind.DAY, "Enter the day of removal",
                    hint="For example, 23 11 2026",
                ),
                Question(
                    "last_attended", "Last day the child attended", Kind.DAY,
                    "Enter the last day the child attended", past=True,
                ),
            ),
        ),
        Page(
            "absence",
            "What was done to find the child?",
            (
                Question(
                    "absent_from", "First day of the absence, or the last day of the leave",
                    Kind.DAY, "Enter the first day of the absence, or the last day of the leave",
                    past=True, called="The first day of the absence",
                ),
                Question(
                    "school_enquired", "Has the school made reasonable enquiries?", Kind.ONE_OF,
                    "Select whether the school made reasonable enquiries", options=YES_NO,
                ),
                Question(
                    "authority_enquired", "Has the authority made reasonable enquiries with you?",
                    Kind.ONE_OF, "Select whether the authority made reasonable enquiries",
                    options=YES_NO,
                ),
                Question(
                    "enquiries", "What did you do, and when?", Kind.WORDS,
                    "Enter what you did to find the child, and when",
                ),
            ),
            asked_if=on_grounds("h", "i"),
        ),
        Page(
            "home_education",
            "What did the parent say?",
            (
                Question(
                    "in_writing", "Did the parent write that the child will be educated "
                    "otherwise than at school?", Kind.ONE_OF,
                    "Select whether the parent wrote it", options=YES_NO,
                ),
                Question(
                    "written_on", "Date of the parent's letter or email", Kind.DAY, past=True,
                ),
                Question(
                    "parents_words", "The parent's own words", Kind.WORDS,
                    hint="Type them as they were written. What the school thinks is asked next",
                ),
                Question(
                    "special_school", "Did the authority place the child at a special school?",
                    Kind.ONE_OF, "Select whether the authority placed the child",
                    options={
                        "no": "No",
                        "with_consent": "Yes, and the authority has consented to the removal",
                        "without_consent": "Yes, and the authority has not consented",
                    },
                ),
                Question(
                    "whose_choice", "Is this the family's own free choice?", Kind.ONE_OF,
                    "Select whether this is the family's own free choice",
                    options={
                        "family": "Yes",
                        "school_asked": "No. The school suggested it or asked the family to leave",
                        "not_sure": "We are not sure",
                    },
                ),
                Question("schools_view", "The school's view", Kind.WORDS),
            ),
            asked_if=on_grounds("f"),
        ),
        of_the_living(Page(
            "destination",
            "Where is the child going?",
            (
                Question(
                    "destination", "Where is the child going?", Kind.ONE_OF,
                    "Select where the child is going, or that you do not know",
                    options=DESTINATIONS,
                ),
                Question(
                    "next_school", "Name of the next school or college, if there is one",
                    called="Name of the next school",
                ),
                Question(
                    "starts_there_on", "First day there, if you know it", Kind.DAY,
                    called="First day there",
                ),
                Question(
                    "not_known_why", "If you do not know, what have you asked, and whom?",
                    Kind.WORDS,
                ),
            ),
        )),
        ADDRESS_NOW,
        of_the_living(Page(
            "next_address",
            "Where will the child live, if that changes?",
            (
                Question("next_address", "New address", Kind.WORDS, most=300),
                Question("next_postcode", "New postcode", Kind.POSTCODE),
                Question("moves_on", "Day of the move, if you know it", Kind.DAY,
                         called="Day of the move"),
            ),
            words="Leave empty where the address stays the same.",
        )),
        PARENTS,
        of_the_living(RISK),
    ),
    checks=(
        ground_of_no_living_child,
        not_before_its_day,
        both_enquired,
        as_the_parent_wrote,
        goes_where_the_ground_says,
        removed_when_told,
        asked_to_leave,
        late,
    ),
)  # fmt: skip
