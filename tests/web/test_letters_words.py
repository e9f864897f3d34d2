"""A letter's words: plain, in British English, the same in the PDF and in the Word file."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from onroll.record.home import Home
from onroll.web.letters import pdf as pdf_module
from onroll.web.letters.authority_letters import Letterhead, NoLetterhead, authority_letters
from onroll.web.letters.checks import wrong_in
from onroll.web.letters.docx_file import docx
from onroll.web.letters.models import Channel
from onroll.web.letters.pdf import NotMade, pdf
from onroll.web.letters.templates import BadTemplate, Version, catalogue, versions_of
from onroll.web.letters.wording import About, Wording, worded
from tests.web.fixtures import AUTHORITY

KEYS = sorted(catalogue())
DAY = date(2026, 11, 23)
HEAD = Letterhead(
    "Exampleshire County Council", ("County Hall", "Example Town", "XE1 1AA"), "01632 960 001",
    "education@exampleshire.example",
)  # fmt: skip
AMARA = About(
    "Amara Example", "Amara", date(2013, 5, 14), "EC-4821AMAR",
    ("Mrs Example", "1 High Street", "XE1 2BB"), ("Priya Sharma", "Education officer"),
)  # fmt: skip
NOT_PLAIN = re.compile(
    r"\b(establish|cease|reside|commence|ascertain|utilise|CME|EHE|PME|NEET|CMN|LEA|pupil|untraced|"
    r"absconded|sibling|please|sorry|failure|alleged|claimed|etc|e\.g|i\.e)\b|and/or|\(s\)|\(ren\)",
    re.IGNORECASE,
)


def version(key: str) -> Version:
    return catalogue()[key].on(DAY)


def filled(of: Version, **said: str) -> dict[str, str]:
    """Something in every blank: days as ISO text."""
    kinds = {"day": "2026-12-14", "lines": "She was at school on 2 October.", "text": "Mrs Example"}
    return {blank.name: kinds[blank.kind] for blank in of.blanks} | said


def letter(key: str, **said: str) -> Wording:
    return worded(version(key), filled(version(key), **said), AMARA, HEAD, DAY)


def normal(text: str) -> str:
    return " ".join(re.sub(r"Page \d+ of \d+", " ", text.replace("•", " ")).split())


def read_pdf(made: bytes) -> str:
    return normal(" ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages))


def read_docx(made: bytes) -> str:
    return normal(" ".join(each.text for each in Document(BytesIO(made)).paragraphs))


# The catalogue


@pytest.mark.parametrize("key", KEYS)
def test_a_letter_says_for_whom_it_is_and_which_law_is_behind_it(key: str) -> None:
    of = catalogue()[key]
    assert of.title
    assert of.for_whom
    assert re.search(r"Act (1989|1996)", of.source)
    assert set(of.channels) <= set(Channel.values)


@pytest.mark.parametrize("key", KEYS)
def test_a_letter_is_in_plain_words_and_short_sentences(key: str) -> None:
    of = version(key)
    for words in (of.subject, *of.body):
        assert not NOT_PLAIN.search(words), words
        for sentence in re.split(r"(?<=[.?!])\s", words):
            assert len(sentence.split()) <= 25, sentence


@pytest.mark.parametrize("key", [key for key in KEYS if key != "authority_enquiry"])
def test_a_letter_to_a_family_does_not_begin_with_the_law(key: str) -> None:
    law = [at for at, words in enumerate(version(key).body) if re.search(r"\blaw\b|Act \d", words)]
    assert not law or law[0] >= len(version(key).body) // 2


def test_a_subject_that_names_the_child_is_not_taken() -> None:
    held = [{"from": DAY, "subject": "About {child}", "body": ["Hello"]}]
    with pytest.raises(BadTemplate, match="A subject names nobody"):
        versions_of("made_up", held)


def test_a_blank_that_nobody_fills_in_is_not_taken() -> None:
    held = [{"from": DAY, "subject": "Hello", "body": ["Dear {parent}"]}]
    with pytest.raises(BadTemplate, match="parent is in the words or in the fields, and not"):
        versions_of("made_up", held)


# The notice of section 437(1)


@pytest.mark.parametrize(
    ("answer_by", "right"), [("2025-11-16", False), ("2025-11-17", True), ("2025-11-18", True)]
)
def test_a_notice_gives_15_days_beginning_with_the_day_of_service(
    answer_by: str, right: bool
) -> None:
    """Served on 3 November 2025, the last day to answer is the 17th at the earliest."""
    of = version("section_437_notice")
    said = filled(of, served_on="2025-11-03", answer_by=answer_by)
    wrong = wrong_in(of, said, date(2025, 11, 3))
    assert ("answer_by" in wrong) is not right
    if not right:
        assert wrong["answer_by"] == (
            "Last day to answer must be 17 November 2025 or later: at least 15 days, and the day "
            "of service counts"
        )


def test_a_notice_that_leaves_after_its_day_of_service_is_wrong() -> None:
    of = version("section_437_notice")
    said = filled(of, served_on="2025-11-03", answer_by="2025-11-17")
    assert wrong_in(of, said, date(2025, 11, 3)) == {}
    assert "served_on" in wrong_in(of, said, date(2025, 11, 4))


def test_a_notice_does_not_go_by_email() -> None:
    """Section 572 names giving it in person, leaving it at the home and posting it there."""
    assert catalogue()["section_437_notice"].channels == ("by_hand", "letter")


# The files


@pytest.mark.parametrize("key", KEYS)
def test_the_pdf_and_the_word_file_say_the_same(key: str) -> None:
    wording = letter(key)
    in_pdf, in_word = read_pdf(pdf(wording, HEAD)), read_docx(docx(wording, HEAD))
    assert in_pdf == in_word
    for _, words in wording.blocks:
        assert normal(words) in in_pdf


@pytest.mark.parametrize("make", [pdf, docx])
def test_the_same_letter_asked_for_again_is_the_same_byte_for_byte(make: Any) -> None:
    kept = letter("first_contact").as_json()
    assert make(Wording.from_json(kept), HEAD) == make(Wording.from_json(kept), HEAD)


def test_the_pdf_is_tagged_titled_and_in_british_english() -> None:
    root = PdfReader(BytesIO(pdf(letter("section_437_notice"), HEAD))).trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_no_file_says_of_itself_whom_it_is_about() -> None:
    """What a folder or an inbox shows of a file: title, author, subject, dates."""
    wording = letter("first_contact")
    told = [str(PdfReader(BytesIO(pdf(wording, HEAD))).metadata)]
    with zipfile.ZipFile(BytesIO(docx(wording, HEAD))) as parts:
        told += [
            parts.read(name).decode()
            for name in parts.namelist()
            if name.endswith(("core.xml", "app.xml"))
        ]
    for words in told:
        assert not re.search("Amara|4821|2013", words)


def test_the_word_file_has_real_headings_and_lists_and_its_language() -> None:
    made = Document(BytesIO(docx(letter("first_contact"), HEAD)))
    styles = {each.style.name for each in made.paragraphs if each.style}
    assert {"Heading 1", "Heading 2", "List Bullet", "Normal"} == styles
    assert made.core_properties.language == "en-GB"
    assert 'w:lang w:val="en-GB"' in made.styles.element.xml
    assert 'w:lang w:val="en-US"' not in made.styles.element.xml


def test_what_somebody_types_is_words_and_no_mark_of_the_page() -> None:
    typed = "#import x *bold* <b>tag</b> $1 {child} @a\n## no heading\n- no point"
    wording = letter("first_contact", reason=typed)
    kinds = {words: kind for kind, words in wording.blocks}
    assert kinds["## no heading"] == kinds["- no point"] == "p"
    assert "#import x *bold* <b>tag</b> $1 {child} @a" in read_pdf(pdf(wording, HEAD))


def test_a_font_that_is_missing_fails_and_is_not_put_up_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheet = pdf_module.sheet().replace(b"Source Sans Pro", b"No Such Font")
    monkeypatch.setattr(pdf_module, "sheet", lambda: sheet)
    with pytest.raises(NotMade, match="no such font"):
        pdf(letter("first_contact"), HEAD)


# The authority's own


def own_letters(home: Path, said: str) -> Any:
    (home / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    (home / "letters.toml").write_text(said, encoding="utf-8")
    return authority_letters(Home(home))


HEAD_TOML = '[letterhead]\naddress = ["County Hall"]\nphone = "1"\nemail = "a@b.example"\n'


def test_an_authority_has_words_of_its_own_from_a_day_on(tmp_path: Path) -> None:
    own = '[[own.first_contact]]\nfrom = 2027-01-01\nsubject = "Hello"\nbody = ["Dear all"]\n'
    of = own_letters(tmp_path, HEAD_TOML + own).templates["first_contact"]
    assert of.on(date(2026, 12, 31)).key == "2026-11-23"
    assert of.on(date(2027, 1, 1)).key == "2027-01-01-own"
    assert of.version("2026-11-23").subject.startswith("Can we talk")


def test_a_logo_needs_words_for_who_cannot_see_it(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    with pytest.raises(NoLetterhead, match="logo_alt"):
        own_letters(tmp_path, HEAD_TOML.replace("]\n", ']\nlogo = "logo.svg"\n', 1))


def test_the_logo_is_in_the_pdf_with_its_words(tmp_path: Path) -> None:
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    (tmp_path / "logo.svg").write_text(picture)
    head = Letterhead(*list(vars(HEAD).values())[:4], tmp_path / "logo.svg", "Exampleshire")
    assert b"/Alt" in decompressed(pdf(letter("first_contact"), head))


def decompressed(made: bytes) -> bytes:
    return b"".join(str(each.get_object()).encode() for each in objects(PdfReader(BytesIO(made))))


def objects(reader: PdfReader) -> list[Any]:
    return [reader.get_object(number) for number in reader.xref_objStm] + [
        reader.get_object(number) for number in reader.xref.get(0, {})
    ]


def test_the_councils_own_word_file_keeps_its_letterhead(tmp_path: Path) -> None:
    council = Document()
    for words in ("Council with a crest", "[letter]", "Registered at County Hall"):
        council.add_paragraph(words)
    council.save(str(tmp_path / "letterhead.docx"))
    head = Letterhead(*list(vars(HEAD).values())[:4], docx=tmp_path / "letterhead.docx")
    said = read_docx(docx(letter("first_contact"), head))
    assert said.startswith("Council with a crest Mrs Example 1 High Street")
    assert said.endswith("Education officer Registered at County Hall")
    assert "[letter]" not in said


def test_the_letters_toml_of_the_how_to_is_one_that_can_be_used(tmp_path: Path) -> None:
    page = Path(__file__).parents[2] / "docs/how-to/send-a-letter.md"
    said = page.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    (tmp_path / "logo.svg").touch()
    (tmp_path / "letterhead.docx").touch()
    ours = own_letters(tmp_path, said)
    assert ours.templates["first_contact"].on(date(2027, 1, 1)).subject == "A subject names nobody"


def test_a_home_without_a_letterhead_says_what_to_write(tmp_path: Path) -> None:
    real = AUTHORITY.replace("demo = true", "")
    (tmp_path / "authority.toml").write_text(real, encoding="utf-8")
    with pytest.raises(NoLetterhead, match=r"\[letterhead\] with address, phone and email"):
        authority_letters(Home(tmp_path))
