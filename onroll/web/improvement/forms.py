"""What is asked for each kind of topic, and for what happens to one."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Final

from django import forms

from onroll.figures.improvement.fund import Balance, NoFund, why_not_asked, why_not_spent
from onroll.figures.improvement.review_pack import SIDES
from onroll.figures.improvement.topics import (
    AGREED,
    DECLINED,
    RATING_WORDS,
    Happened,
    Kind,
)

LONGEST: Final = 2_000
DAYS: Final = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"]

THEMES: Final = {
    "part_time": "Reduced and part-time timetables",
    "off_rolling": "Off-rolling and unexplained exits",
    "home_education": "Home education",
    "never_known": "Never known to a school, or moved into the area",
    "exclusion": "Exclusion and suspension",
    "absence": "Persistent absence",
    "tracking": "Tracking, data and definitions",
    "provision": "Finding and checking provision",
    "other": "Something else",
}
"""What practice is about; the first seven are the groups of the SESLIP proposal."""


def line(label: str, needed: str = "", hint: str = "", longest: int = 200) -> forms.CharField:
    return forms.CharField(
        label=label, required=bool(needed), help_text=hint, max_length=longest,
        error_messages={
            "required": needed,
            "max_length": f"{label}: write {longest:,} characters or fewer",
        },
    )  # fmt: skip


def box(label: str, needed: str = "", hint: str = "") -> forms.CharField:
    field = line(label, needed, hint, LONGEST)
    field.widget = forms.Textarea()
    return field


def day(label: str, needed: str = "", hint: str = "") -> forms.DateField:
    wrong = f"{label} must be a real date, such as 5 October 2026"
    return forms.DateField(
        label=label, required=bool(needed), input_formats=DAYS,
        help_text=hint or "For example, 5 October 2026",
        error_messages={"required": needed, "invalid": wrong},
    )  # fmt: skip


def choice(label: str, needed: str, choices: dict[str, str]) -> forms.ChoiceField:
    said = {"required": needed, "invalid_choice": needed}
    return forms.ChoiceField(label=label, choices=list(choices.items()), error_messages=said)


def whole(
    label: str, needed: str, hint: str, *, least: int, is_money: bool = True
) -> forms.CharField:
    """A whole number that may be typed with a pound sign and commas."""
    return WholeField(label=label, help_text=hint, least=least, needed=needed, is_money=is_money)


class WholeField(forms.CharField):
    """A whole number as a person types it: £1,000, 750."""

    def __init__(self, *, least: int, needed: str, is_money: bool, **kwargs: Any) -> None:
        super().__init__(max_length=12, error_messages={"required": needed}, **kwargs)
        self.least, self.is_money = least, is_money

    def clean(self, value: Any) -> str:
        plain = str(super().clean(value)).replace("£", "").replace(",", "").strip()
        if not (plain.isascii() and plain.isdigit()) or int(plain) < self.least:
            raise forms.ValidationError(
                f"{self.label} must be a whole number, {self.least} or more, such as 750"
            )
        return str(int(plain))


class TopicForm(forms.Form):
    """The words of a topic. `checked` are the fields whose words must name nobody; `strict`: no
    school is named in them either, and no exact day without saying why it tells nothing."""

    kind: ClassVar[Kind]
    called: ClassVar[str]
    checked: ClassVar[tuple[str, ...]]
    strict: ClassVar[bool] = False
    sure = forms.BooleanField(required=False, label="None of this points to a child")

    def __init__(
        self,
        data: Any = None,
        *,
        today: date,
        now: Balance | NoFund,
        agreed: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.today, self.now, self.agreed = today, now, agreed

    def everything_written(self) -> str:
        """Everything that must name nobody."""
        return "\n".join(self.cleaned_data.get(name) or "" for name in self.checked)

    def told(self) -> dict[str, str]:
        """What was written, by field, as it is kept."""
        held = {n: v for n, v in self.cleaned_data.items() if v and n != "sure"}
        return {n: v if isinstance(v, str) else v.isoformat() for n, v in held.items()}


class RecommendationForm(TopicForm):
    kind, called, checked = Kind.RECOMMENDATION, "Recommendation", ("words",)
    whose = line("Whose recommendation is it?", "Enter whose recommendation it is",
                 "For example, Ofsted, a peer review, the scrutiny committee")  # fmt: skip
    dated_on = day("Its date", "Enter the date of the recommendation")
    words = box("What does it say?", "Enter what it says", "Its own words. Name no child")
    owner = line("Who answers for it?", "Enter who answers for it", "A role or a name")
    due_on = day("Day by which it is to be done", "", "Leave empty where no day is set")

    def clean_dated_on(self) -> date:
        dated: date = self.cleaned_data["dated_on"]
        if dated > self.today:
            raise forms.ValidationError("Its date must be today or in the past")
        return dated


class AreaForm(TopicForm):
    kind, called, checked = Kind.AREA, "Strength or area to develop", ("title", "words")
    side = choice("What is it?", "Select a strength or an area to develop", {
        "strength": SIDES["strength"][:-1], "develop": "Area to develop"})  # fmt: skip
    title = line("In a few words", "Enter it in a few words")
    words = box("What shows it?", "Enter what shows it", "What a visitor could ask to see")


class PracticeForm(TopicForm):
    kind, called, strict = Kind.PRACTICE, "Practice", True
    checked = ("title", "problem", "done", "outcome", "evidence", "differently", "vignette")
    title = line("Title", "Enter a title")
    theme = choice("Theme", "Select a theme", THEMES)
    authority = line("Authority", "Enter the authority")
    owner = line("Whom to ask", "Enter whom to ask", "A role or a colleague, never a family")
    problem = box("What was the problem?", "Enter what the problem was")
    done = box("What was done?", "Enter what was done")
    outcome = box("What came of it?", "Enter what came of it")
    evidence = box("How do you know?", "", "Left empty, it is marked as not yet evaluated")
    differently = box("What would you do differently?")
    vignette = box("Vignette", "", "A short story of how it went. Write “a Year 9 child”")
    application = line("Number of the application that paid for it", "", "Leave empty for none")

    def clean_application(self) -> str:
        number = str(self.cleaned_data["application"])
        if number and number not in self.agreed:
            held = ", ".join(self.agreed) or "none yet"
            raise forms.ValidationError(
                f"No application was agreed with number '{number[:10]}'. Agreed: {held}"
            )
        return number


class ApplicationForm(TopicForm):
    kind, called, checked = Kind.APPLICATION, "Application to the fund", ("change",)
    first = line("First authority", "Enter the first authority", "Its name, or its three digits")
    second = line("Second authority", "Enter the second authority: a pair or a triad applies")
    third = line("Third authority", "", "Leave empty for a pair")
    change = box("What will change?", "Enter what will change", "Which delivery, and where")
    amount = whole("Amount in pounds", "Enter the amount in pounds", "For example, 750", least=1)

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        names = [held[n].casefold() for n in ("first", "second", "third") if held.get(n)]
        if len(set(names)) < len(names):
            self.add_error("second", "The authorities of a pair or a triad must be different")
        if held.get("amount") and (why := why_not_asked(int(held["amount"]), self.now)):
            self.add_error("amount", why)
        return held


class ConsultancyForm(TopicForm):
    kind, called, checked = Kind.CONSULTANCY, "Consultancy", ("what",)
    what = box("What was it for?", "Enter what it was for")
    who = line("Who worked?", "Enter who worked")
    days = whole("Days", "Enter how many days, or 0", "Whole days", least=0, is_money=False)
    amount = whole("Cost in pounds", "Enter the cost in pounds, or 0", "Whole pounds", least=0)

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if not self.errors and (
            why := why_not_spent(int(held["days"]), int(held["amount"]), self.now)
        ):
            self.add_error("days", why)
        return held


class CaseStudyForm(TopicForm):
    kind, called, strict = Kind.CASE_STUDY, "Case study", True
    checked = ("title", "background", "work", "outcome")
    title = line("Title", "Enter a title", "What it shows, and nobody’s name")
    background = box("Background", "Enter the background")
    work = box("Work", "Enter the work that was done")
    outcome = box("Outcome", "Enter the outcome")


FORMS: Final[dict[Kind, type[TopicForm]]] = {
    form.kind: form
    for form in (RecommendationForm, AreaForm, PracticeForm, ApplicationForm, ConsultancyForm,
                 CaseStudyForm)
}  # fmt: skip


class HappenedForm(forms.Form):
    """What may happen to a topic after it was written."""

    sure = forms.BooleanField(required=False, label="None of this points to a child")

    def __init__(self, data: Any = None, *, today: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(f"{self.fields['on'].label} must be today or in the past")
        return on

    def told(self) -> dict[str, str]:
        """What was written, as it is kept."""
        return {n: v for n, v in self.cleaned_data.items() if v and n not in ("on", "sure")}


class NoteForm(HappenedForm):
    """Where we are with a recommendation, on a day."""

    on = day("Day", "Enter the day that this is about")
    rating = choice(
        "How far is it?", "Select how far it is",
        {key.value: words for key, words in RATING_WORDS.items()},
    )  # fmt: skip
    note = box("Where are we now?", "Enter where we are now", "Name no child")


class DecisionForm(HappenedForm):
    """What was decided of an application, by whom, and why."""

    on = day("Day of the decision", "Enter the day of the decision")
    decision = choice(
        "Decision", "Select what was decided", {AGREED: "Agreed", DECLINED: "Declined"}
    )
    who = line("Who decided?", "Enter who decided", "For example, the sub-group and who chaired")
    note = box("Why?", "Enter why")


class ReadForm(HappenedForm):
    """That a second person read it."""


class TakeOutForm(HappenedForm):
    """Why something no longer counts."""

    note = box("Why is it taken out?", "Enter why it is taken out")


FORMS_OF: Final[dict[Happened, type[HappenedForm]]] = {
    Happened.NOTED: NoteForm,
    Happened.DECIDED: DecisionForm,
    Happened.READ: ReadForm,
    Happened.TAKEN_OUT: TakeOutForm,
}
"""The form of each thing that may happen after a topic was written."""
