"""What the documents say is there, is there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


@pytest.mark.parametrize("document", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_command_of_run_py_in_a_document_exists() -> None:
    named = {
        word
        for page in PAGES
        for word in re.findall(r"run\.py ([a-z]+)", page.read_text(encoding="utf-8"))
    }
    help_text = subprocess.run(
        [sys.executable, ROOT / "run.py", "--help"], capture_output=True, text=True, check=True
    ).stdout
    known = set(re.findall(r"^ {4}([a-z]+)", help_text, flags=re.MULTILINE))
    assert {"demo", "test"} <= named <= known


def test_every_onroll_command_in_a_document_exists() -> None:
    text = "\n".join(
        line
        for page in PAGES
        if page.name != "cli.md"
        for block in re.findall(r"```[a-z]*\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
        for line in block.splitlines()
    )
    named = set(re.findall(r"^(?:\.venv/bin/)?onroll ([a-z]+)", text, flags=re.MULTILINE))
    reference = (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^## `onroll ([a-z]+)", reference, flags=re.MULTILINE))
    assert named
    assert named <= known


def test_every_decision_is_on_the_list_of_decisions() -> None:
    listed = (ROOT / "docs/adr/README.md").read_text(encoding="utf-8")
    pages = [page.name for page in (ROOT / "docs/adr").glob("0*.md")]
    assert [name for name in pages if f"({name})" not in listed] == []


def test_a_decision_fits_on_a_page() -> None:
    for page in (ROOT / "docs/adr").glob("0*.md"):
        assert len(page.read_text(encoding="utf-8").splitlines()) <= 60, page.name


def test_the_glossary_is_one_page_in_order() -> None:
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    terms = re.findall(r"^\*\*(.+?)\.?\*\*", text, flags=re.MULTILINE)
    assert terms == sorted(terms, key=str.lower)
    assert len(text.splitlines()) <= 150
