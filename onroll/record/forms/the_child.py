"""Who a form is about: asked the same way in every form, and first."""

from __future__ import annotations

from typing import Final

from onroll.record.forms.form import Kind, Page, Question

SEXES: Final = {"F": "Girl", "M": "Boy", "U": "Not known"}

FORENAME: Final = Question(
    "forename", "Forename", asks="Enter the forename, or “not known”", most=100
)
SURNAME: Final = Question("surname", "Surname", asks="Enter the surname", most=100)
KNOWN_AS: Final = Question("known_as", "Other names the child is known by", most=200)
DATE_OF_BIRTH: Final = Question(
    "date_of_birth", "Date of birth", Kind.DAY, "Enter the date of birth",
    hint="For example, 14 5 2013", past=True,
)  # fmt: skip
SEX: Final = Question("sex", "Sex", Kind.ONE_OF, "Select the sex", options=SEXES)
UPN: Final = Question(
    "upn", "UPN, if you know it", Kind.UPN, hint="13 characters, beginning with a letter",
    called="UPN",
)  # fmt: skip

THE_CHILD: Final = Page(
    "child", "Who is it about?", (FORENAME, SURNAME, KNOWN_AS, DATE_OF_BIRTH, SEX, UPN)
)

WHO: Final = frozenset(question.key for question in THE_CHILD.questions)
"""The keys of the questions that a chosen pupil answers."""

ADDRESS_NOW: Final = Page(
    "address",
    "Where does the child live now?",
    (
        Question("address", "Address", Kind.WORDS, "Enter the address, or “not known”", most=300),
        Question("postcode", "Postcode", Kind.POSTCODE, called="Postcode"),
    ),
)

PARENTS: Final = Page(
    "parents",
    "Who are the parents the child normally lives with?",
    (
        Question(
            "parents", "Full name and address of each", Kind.WORDS,
            "Enter the full name and address of each parent, or “not known”",
            called="Full name and address of each parent", most=1000,
        ),
        Question(
            "emergency_numbers", "At least one emergency telephone number for each",
            Kind.WORDS, "Enter a telephone number for each parent, or “not known”",
            called="Telephone numbers", most=300,
        ),
        Question("email", "Email addresses, if you know them", called="Email addresses"),
    ),
)  # fmt: skip

RISK: Final = Page(
    "risk",
    "Do you know of any danger to the child?",
    (
        Question(
            "risk", "What do you know?", Kind.ONE_OF, "Select what you know",
            options={
                "none": "We know of none",
                "concern": "We are concerned",
                "immediate": "The child may be in danger now",
            },
        ),
        Question(
            "risk_words", "What worries you?", Kind.WORDS,
            hint="Leave empty where you know of no danger",
        ),
    ),
    words="If the child may be in danger now, call 999 or children's social care first. "
    "Do not wait for an answer to this form.",
)  # fmt: skip
