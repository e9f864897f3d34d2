"""What people type to open a record, to declare, to ask for a file, and to answer the queue."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms

from onroll.web.access.models import BreakGlass
from onroll.web.children.dates import NotADate, read_days
from onroll.web.children.search import REFERENCE, UPN
from onroll.web.oversight.models import ExportAsk, ReviewEvent
from onroll.web.oversight.opening import Asked

FEWEST_WORDS: Final = 4
"""A sentence, so that whoever reads it later knows why. The project's own number."""


class Sentence(forms.CharField):
    """Words of a sentence at least. `asks` is what is missing, such as "Enter why"."""

    def __init__(self, asks: str, **options: Any) -> None:
        self.asks = asks
        errors = {
            "required": asks,
            "max_length": "The reason must be 500 characters or fewer",
        }
        super().__init__(max_length=500, error_messages=errors, **options)

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value.split()) < FEWEST_WORDS:
            raise forms.ValidationError(f"{self.asks}, in a sentence")


class OpenForm(forms.Form):
    """A reference or UPN; or the name and the date of birth, both whole. And why."""

    known = forms.CharField(required=False, max_length=40)
    name = forms.CharField(required=False, max_length=200)
    born = forms.CharField(required=False, max_length=40)
    reason = forms.ChoiceField(
        choices=BreakGlass.Reason.choices,
        error_messages={
            "required": "Select why you need to see this child",
            "invalid_choice": "Select one of the reasons shown",
        },
    )
    words = Sentence("Enter what you need the record for")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        known = cleaned.get("known", "").replace(" ", "").upper()
        name, born = cleaned.get("name", "").strip(), cleaned.get("born", "").strip()
        if known and (name or born):
            self.add_error("known", "Enter the reference or UPN alone, or the name and birth date")
        elif REFERENCE.fullmatch(known) and len(known) <= 16:
            cleaned["asked"] = Asked(reference=known)
        elif UPN.fullmatch(known):
            cleaned["asked"] = Asked(upn=known)
        elif known:
            self.add_error("known", "A reference is like EC-4821ABCD, a UPN like A123456789012")
        elif not name and not born:
            self.add_error("known", "Enter a reference, a UPN, or a name and date of birth")
        else:
            self.by_name(cleaned, name, born)
        return cleaned

    def by_name(self, cleaned: dict[str, Any], name: str, born: str) -> None:
        """Both, and both whole: with half of them somebody could look round."""
        if len(name.split()) < 2:
            self.add_error("name", "Enter the whole name, forename first")
        try:
            days = read_days(born) if born else None
        except NotADate as problem:
            self.add_error("born", str(problem))
            return
        if days is None or days.first != days.last:
            self.add_error("born", "Enter the date of birth with its day, month and year")
        elif not self.errors.get("name"):
            cleaned["asked"] = Asked(name=name, born=days.first)


class DeclareForm(forms.Form):
    """One thing that somebody knows of a family, and how."""

    KINDS: ClassVar = [
        ("child", "One child, by reference"),
        ("surname", "A family, by surname"),
        ("postcode", "An address, by postcode: my own, or one I know"),
    ]
    kind = forms.ChoiceField(
        choices=KINDS,
        error_messages={
            "required": "Select what you declare",
            "invalid_choice": "Select one of those shown",
        },
    )
    text = forms.CharField(
        max_length=100,
        error_messages={
            "required": "Enter the reference, the surname or the postcode",
            "max_length": "This must be 100 characters or fewer",
        },
    )
    why = Sentence("Enter how you know them")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, text = cleaned.get("kind"), cleaned.get("text", "")
        if kind == "child" and text:
            cleaned["text"] = text = text.replace(" ", "").upper()
            if not REFERENCE.fullmatch(text) or len(text) > 16:
                self.add_error("text", "A reference is like EC-4821ABCD")
        if kind == "postcode" and len(text) > 10:
            self.add_error("text", "A postcode is like XE1 1AA")
        return cleaned


class WhyForm(forms.Form):
    why = Sentence("Enter what you need it for")


class FileAnswerForm(forms.Form):
    """What a second person says to a file."""

    answer = forms.ChoiceField(
        choices=[(ExportAsk.Answer.AGREED, "Yes"), (ExportAsk.Answer.REFUSED, "No")],
        error_messages={
            "required": "Select whether your colleague may download the file",
            "invalid_choice": "Select yes or no",
        },
    )
    words = Sentence("Enter why")


class ReviewForm(forms.Form):
    """How a manager found it. One that was answered can only be put back."""

    answer = forms.ChoiceField(
        error_messages={
            "required": "Select how you found it",
            "invalid_choice": "Select one of the answers shown",
        },
    )
    words = Sentence("Enter what you found")

    def __init__(self, *args: Any, answered: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        put_back = ReviewEvent.Answer.REOPENED
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            each for each in ReviewEvent.Answer.choices if (each[0] == put_back) is answered
        ]
