"""Documents added through their pages, and scanners that are real scripts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onroll.record.home import Home
from onroll.web.cases.models import Case
from onroll.web.documents.models import Document
from tests.web import document_files as files
from tests.web.case_pages import send
from tests.web.fixtures import AUTHORITY

SAID = {"what": "letter_from_parent", "description": "Why she was away"}


def added(
    client: Client, case: Case, content: bytes = b"", name: str = "mum.pdf", **typed: Any
) -> Any:
    """What the page answers to a document: a PDF where no content is given."""
    file = SimpleUploadedFile(name, content or files.pdf())
    return send(client, f"/cases/{case.pk}/documents/new/", **SAID | {"file": file} | typed)


def one(client: Client, case: Case, content: bytes = b"", **typed: Any) -> Document:
    """The document that was kept."""
    assert added(client, case, content, **typed).status_code == 302
    return Document.objects.order_by("-pk")[0]


def address(document: Document) -> str:
    return f"/cases/{document.case_id}/documents/{document.number}/"


def scan_with(home: Home, script: Path, body: str, seconds: int = 60) -> None:
    """Have this home's files scanned by a script of the shell."""
    script.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    script.chmod(0o700)
    line = f'\n[documents]\nscan_with = ["{script}", "--fdpass"]\nscan_seconds = {seconds}\n'
    (home.path / "authority.toml").write_text(AUTHORITY + line, encoding="utf-8")


def in_folder(home: Home) -> list[Path]:
    """Every file that lies among the documents."""
    return sorted(path for path in home.documents.rglob("*") if path.is_file())


def error_of(response: Any) -> str:
    """The first line of what there is a problem with."""
    found = re.search(r"error-summary__list.*?<a [^>]*>(.*?)</a>", response.content.decode(), re.S)
    assert found is not None
    return found[1].strip()
