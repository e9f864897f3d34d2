"""What is asked of whoever makes an enquiry, and writes down what came of it, as forms."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms

from onroll.record.calendars import working_days
from onroll.record.casework.enquiries import EnquiryKind, enquiries_on, enquiry
from onroll.record.casework.events import Kind
from onroll.record.school_days import CalendarEnds, SchoolCalendar
from onroll.web.cases.entries import Entry, line, one_of, words
from onroll.web.children.models import School
from onroll.web.people.days import DayField


class AskForm(Entry):
    """An enquiry that is made: of whom, and by when an answer is asked for."""

    kind, title, button = Kind.ASKED, "Make an enquiry", "Keep that it was asked"
    happened = "day it was asked"
    enquiry = forms.ChoiceField(
        label="Enquiry", widget=forms.Select, error_messages={"required": "Select an enquiry"}
    )
    of_whom = line("Enter whom you asked", "Whom did you ask?", "A name, an office or an address")
    words = words("", "What did you ask?", required=False)
    authorised_by = line("", "Who authorised it?", "Only where the list says so", required=False)
    due_on = DayField(called="day by which they should answer")
    hints: ClassVar = {"due_on": "Leave empty for the time that the list of enquiries has"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = {each.key: each for each in enquiries_on(self.today)}
        self.fields["enquiry"].choices = [  # type: ignore[attr-defined]
            ("", "Choose an enquiry"),
            *((each.key, each.title) for each in self.held.values()),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        held = self.held.get(cleaned.get("enquiry", ""))
        if held and held.needs_authorisation and not cleaned.get("authorised_by"):
            self.add_error("authorised_by", f"Enter who authorised it: {held.authorisation}")
        due = cleaned.get("due_on")
        if due and "on" in cleaned and due < cleaned["on"]:
            self.add_error("due_on", "The day by which they should answer is before the enquiry")
        elif held and "on" in cleaned and "due_on" in cleaned:
            cleaned["due_on"] = due or usual_day(held, cleaned["on"])
        return cleaned


def usual_day(asked: EnquiryKind, on: date) -> date | None:
    """The day by which an enquiry is most often answered; None past the end of a calendar."""
    own = School.objects.filter(urn="").first()
    terms = SchoolCalendar(own.days if own else [])
    try:
        return asked.due_on(on, working_days() if asked.reply_unit == "working days" else terms)
    except CalendarEnds:
        return None


class ReplyForm(Entry):
    """What came of an enquiry. That there is nothing is an answer; no reply is not."""

    kind, title, about = Kind.REPLIED, "Record the answer", "asked"
    button = "Keep this answer"
    happened = "day of the answer"
    result = one_of("Select what came of it", "What came of it?", [])
    words = words("Enter what they said", "What did they say?")
    evidence = line("", "Evidence", "A letter's reference or where it is kept", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.stands.enquiries.get(self.of or 0)
        results = dict(enquiry(asked.key).results) if asked else {}
        self.fields["result"].choices = list(  # type: ignore[attr-defined]
            ({"no_reply": "No reply came"} | results).items()
        )

    def clean_on(self) -> date:
        day = super().clean_on()
        asked = self.stands.enquiries.get(self.of or 0)
        if asked and day < asked.asked.on:
            raise forms.ValidationError("Day of the answer is before the enquiry was made")
        return day


class NotApplicableForm(Entry):
    """Why an enquiry of the required set is not made for this child."""

    kind, title = Kind.NOT_APPLICABLE, "An enquiry does not apply"
    button = "Keep that it does not apply"
    enquiry = forms.ChoiceField(
        label="Enquiry", widget=forms.Select, error_messages={"required": "Select an enquiry"}
    )
    why = words("Enter why it does not apply", "Why does it not apply?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enquiry"].choices = [  # type: ignore[attr-defined]
            ("", "Choose an enquiry"),
            *((each.key, each.title) for each in enquiries_on(self.today)),
        ]
