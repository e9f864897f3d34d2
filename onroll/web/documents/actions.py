"""A document is kept: an event of its case, a row that says what it is, and its content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from onroll.record.casework.events import BadEvent, Kind
from onroll.record.home import Home
from onroll.web.access.models import User
from onroll.web.cases.actions import add
from onroll.web.cases.models import Case
from onroll.web.documents.examining import Examined
from onroll.web.documents.models import Document
from onroll.web.documents.names import shown_name
from onroll.web.documents.storing import Arrived, keep


@transaction.atomic
def add_document(
    *,
    case: Case,
    told: Mapping[str, Any],
    name: str,
    arrived: Arrived,
    examined: Examined,
    home: Home,
    on: date,
    by: User,
    at: datetime,
    token: str,
) -> Document:
    """Keep a document that arrived. One that was sent with this token already is given back.

    `told` has `title` and `what`; `evidence_for`, the number of an event, and `restricted` where
    they are so. Raises `BadEvent` in words, and OSError where its content cannot be kept: then
    nothing of it is.
    """
    if sent := Document.objects.filter(token=token).first():
        return sent
    told = {**told, "sha256": arrived.sha256, "scan": examined.scan.value}
    event = add(case, Kind.DOCUMENT_ADDED, told, on=on, by=by, at=at, token=token)
    if event.told != told:
        raise BadEvent("This form was sent already. Open it again to add another document.")
    document = Document.objects.create(
        case=case, number=event.number, sha256=arrived.sha256, size=arrived.size,
        ending=examined.type.ending, what=told["what"], description=told["title"],
        name=shown_name(name), by=by, at=at, on=on, restricted=event.restricted,
        scan=examined.scan.value, token=token,
    )  # fmt: skip
    keep(home, arrived)
    return document
