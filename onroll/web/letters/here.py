"""The letters of the authority whose service this is."""

from __future__ import annotations

from onroll.web.config.home import home
from onroll.web.letters.authority_letters import AuthorityLetters, Letterhead, authority_letters
from onroll.web.letters.models import Letter
from onroll.web.letters.templates import BadTemplate, LetterTemplate, Version


def letters_here() -> AuthorityLetters:
    """Raises `NoLetterhead` and `BadTemplate`, in words."""
    return authority_letters(home())


def letterhead() -> Letterhead:
    return letters_here().letterhead


def template_here(key: str) -> LetterTemplate | None:
    """The letter with this key, with the authority's own words; null where there is none."""
    return letters_here().templates.get(key)


def version_of(letter: Letter) -> Version:
    """The words that a letter was made from. Raises `BadTemplate` where they were taken away."""
    template = template_here(letter.template)
    if template is None:
        raise BadTemplate(f"There is no letter {letter.template} any more. Put its file back.")
    return template.version(letter.version)
