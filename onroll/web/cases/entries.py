"""What somebody may write in a case, each a form: what it asks, and the event that it makes.

`what` in an address is the key in `ENTRIES`. A page shows a form's fields in their order.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError

from onroll.record.casework.case import Case as AsItStands
from onroll.record.casework.events import Kind
from onroll.record.casework.states import MAY_FOLLOW, TITLES, WORKED_IN
from onroll.record.casework.whereabouts import PLACES, WAYS
from onroll.web.config.words import opening
from onroll.web.people.days import DayField

WORDS_AT_MOST = 4000


def words(asks: str, label: str, hint: str = "", *, required: bool = True) -> forms.CharField:
    """A box for words. `asks` is what is said where nothing was typed."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=WORDS_AT_MOST,
        widget=forms.Textarea,
        error_messages={
            "required": asks,
            "max_length": f"{label} must be {WORDS_AT_MOST:,} characters or fewer",
        },
    )


def line(asks: str, label: str, hint: str = "", *, required: bool = True) -> forms.CharField:
    """A box for one line."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=200,
        error_messages={
            "required": asks,
            "max_length": f"{label} must be 200 characters or fewer",
        },
    )


def one_of(asks: str, label: str, choices: Any, hint: str = "", *, required: bool = True) -> Any:
    """One of a few, each with its words."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        required=required,
        widget=forms.RadioSelect,
        error_messages={"required": asks, "invalid_choice": asks},
    )


class Entry(forms.Form):
    """One thing to write. `of` is the number of the event that it is about, where it is about one.

    `on` is the day on which it happened: today, unless a day is typed.
    """

    kind: ClassVar[Kind]
    title: ClassVar[str]
    button: ClassVar[str] = "Save"
    about: ClassVar[str] = ""  # the key under which `of` is told
    happened: ClassVar[str] = "day it happened"
    hints: ClassVar[dict[str, str]] = {}

    def __init__(
        self, *args: Any, today: date, stands: AsItStands, of: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.stands, self.of = today, stands, of
        self.fields["on"] = DayField(called=self.happened)
        self.fields["on"].help_text = "Leave empty for today"
        for name, field in self.fields.items():
            if isinstance(field, DayField) and not field.label:
                field.label = opening(field.called)
            field.help_text = self.hints.get(name, field.help_text)

    def clean_on(self) -> date:
        day: date = self.cleaned_data.get("on") or self.today
        if day > self.today:
            raise ValidationError(f"{opening(self.happened)} must be today or in the past")
        return day

    def told(self) -> dict[str, Any]:
        """What the event tells: the fields by name, days as ISO text, and what it is about."""
        found = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
            if name != "on" and value not in (None, "")
        }
        return found | ({self.about: self.of} if self.about else {})

    def told_too(self, by: int) -> dict[Kind, dict[str, Any]]:
        """What the form tells beside its own event, by kind: `by` is the number of who wrote it."""
        return {}


class NoteEntry(Entry):
    kind, title, button = Kind.NOTED, "Add a note", "Add this note"
    words = words(
        "Enter a note", "Note", "Say who said what. The child may read this when they are 18"
    )
    restricted = forms.BooleanField(
        label="Only for me and those who answer for safeguarding", required=False
    )


class ContactEntry(Entry):
    kind, title, button = Kind.CONTACTED, "Add a contact", "Add this contact"
    happened = "day of the contact"
    with_whom = line("Enter with whom", "With whom?", "Such as Mum, Riverside Primary")
    how = one_of(
        "Select how", "How?",
        [("call", "Call"), ("text", "Text message"), ("email", "Email"), ("letter", "Letter"),
         ("meeting", "Meeting"), ("other", "Another way")],
    )  # fmt: skip
    reached = one_of(
        "Select whether they were reached", "Did you reach them?",
        [("yes", "Yes"), ("no", "No"), ("refused", "Yes, and they refused contact"),
         ("threat", "Yes, and they threatened somebody")],
    )  # fmt: skip
    words = words("Enter what was said", "What was said?", required=False)


class WhereaboutsEntry(Entry):
    kind, title = Kind.WHEREABOUTS_TOLD, "Somebody says where the child is"
    button = "Keep what was said"
    happened = "day it was said"
    place = one_of("Select what kind of place", "What kind of place?", list(PLACES.items()))
    where = words("Enter where", "Where do they say the child is?", "In their own words")
    by_whom = line("Enter who says so", "Who says so?")


class VerifiedEntry(Entry):
    kind, title, about = Kind.WHEREABOUTS_VERIFIED, "The child was found there", "told"
    button = "Keep that it was verified"
    happened = "day it was verified"
    how = one_of(
        "Select how it was verified", "How was it verified?", list(WAYS.items()),
        "An address, a doctor's list or a health record alone proves nothing",
    )  # fmt: skip
    words = words("Enter who saw or confirmed it, and how", "Who saw or confirmed it?")
    in_area = one_of(
        "Select whether it is in our area", "Is it in our area?",
        [("yes", "Yes"), ("no", "No, another authority or country has confirmed it")],
    )  # fmt: skip
    address = line("", "Address", required=False)
    postcode = line("", "Postcode", required=False)

    def told(self) -> dict[str, Any]:
        return super().told() | {"in_area": self.cleaned_data["in_area"] == "yes"}


class PlanEntry(Entry):
    kind, title, button = Kind.PLANNED, "Write the plan", "Save this plan"
    happened = "day of the plan"
    words = words(
        "Enter the plan", "Plan", "Who does what, by when. It takes the place of the last"
    )
    review_on = DayField(called="day of review", required=True)

    def clean_review_on(self) -> date:
        return in_future(self.cleaned_data["review_on"], self.today, "Day of review")


class ReviewEntry(Entry):
    kind, title, button = Kind.REVIEWED, "Record a review", "Save this review"
    happened = "day of the review"
    words = words(
        "Enter what was found",
        "What was found?",
        "Hours agreed and received, attendance, whether the child is safe, progress, what changes",
    )
    review_on = DayField(called="day of the next review")


class TaskEntry(Entry):
    kind, title, button = Kind.TASK_SET, "Add a task", "Add this task"
    happened = "day it was set"
    words = line("Enter what is to be done", "What is to be done?")
    due_on = DayField(called="day it is due", required=True)

    def clean_due_on(self) -> date:
        return in_future(self.cleaned_data["due_on"], self.today, "Day it is due")


class TaskDoneEntry(Entry):
    kind, title, about = Kind.TASK_DONE, "The task is done", "task"
    happened = "day it was done"
    words = words("", "What came of it?", required=False)


class SafetyEntry(Entry):
    kind, title = Kind.SAFETY_FLAGGED, "Warn colleagues before they visit"
    button = "Keep this warning"
    words = words("Enter what colleagues must know", "What must colleagues know?")


class SafetyLiftedEntry(Entry):
    kind, title, about = Kind.SAFETY_LIFTED, "The warning no longer holds", "flagged"
    button = "Lift this warning"
    why = words("Enter why it no longer holds", "Why does it no longer hold?")


class MoveEntry(Entry):
    kind, title, button = Kind.MOVED, "Change where the work stands", "Change it"
    happened = "day it changed"
    state = one_of("Select where the work stands", "Where does the work stand?", [])
    why = words("Enter why", "Why?", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        follow = MAY_FOLLOW[self.stands.state]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (state.value, TITLES[state]) for state in WORKED_IN if state in follow
        ]


class TakeBackEntry(Entry):
    kind, title, button = Kind.TAKEN_BACK, "Take this back", "Take it back"
    happened = "day of taking it back"
    why = words("Enter why", "Why?", "Such as: written in the wrong child's case")

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number

    def told(self) -> dict[str, Any]:
        return super().told() | {"number": self.number}


def in_future(day: date, today: date, called: str) -> date:
    if day <= today:
        raise ValidationError(f"{called} must be after today")
    return day


ENTRIES: Final[dict[str, type[Entry]]] = {
    "note": NoteEntry,
    "contact": ContactEntry,
    "whereabouts": WhereaboutsEntry,
    "verified": VerifiedEntry,
    "plan": PlanEntry,
    "review": ReviewEntry,
    "task": TaskEntry,
    "task-done": TaskDoneEntry,
    "safety": SafetyEntry,
    "safety-lifted": SafetyLiftedEntry,
    "move": MoveEntry,
}
"""What may be written, by the word in the address; of visits, enquiries and closing, elsewhere."""
