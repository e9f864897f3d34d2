"""Sealed files to and from another authority, for its program: the same files, by the same rules.

What is brought is opened by a person here, as a file that came by email. What is fetched was
written by a person here, and is sealed anew each time for that authority's key alone.
"""

from __future__ import annotations

from typing import Annotated

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from onroll.record.exchange.keys import BadKey
from onroll.record.exchange.messages import BadMessage
from onroll.record.exchange.sealed_file import CannotOpen
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import Read
from onroll.web.access.reads import record_reads
from onroll.web.api.asking import Word, asker, authority_of
from onroll.web.api.once import once
from onroll.web.api.problems import AGAIN, NOT_THERE, REFUSALS, Refused, problem
from onroll.web.api.shapes import FileBrought, FilesWaiting, FileWaiting, SealedFile
from onroll.web.exchange.arrived import bring
from onroll.web.exchange.keeping import here
from onroll.web.exchange.models import ArrivedFile, ExchangeMessage
from onroll.web.exchange.sealing import sealed

router = Router(tags=["Transfers between authorities"])
PAGE = 25

Number = Annotated[int, Path(ge=1, le=1_000_000_000, description="The number of a file.")]
After = Annotated[int, Query(ge=0, le=1_000_000_000)]


@router.post("transfers", response={201: FileBrought} | REFUSALS, url_name="api_transfers")
def bring_file(request: HttpRequest, word: Word, sent: SealedFile) -> Status[FileBrought]:
    """Bring a sealed file. It is kept as it came, and somebody here opens it."""
    authority, user = authority_of(request), asker(request)
    assert user.sight is not None

    def do() -> str:
        return bring(sent.file, sent_by=authority, by=user).reference

    try:
        ref = once(user, word, sent.model_dump(), user.sight.at, do)
    except CannotOpen as why:
        raise Refused(422, problem(str(why), AGAIN, where="file")) from None
    with as_publisher():
        kept = ArrivedFile.objects.get(pk=int(ref.removeprefix("AF-")))
    return Status(201, FileBrought(reference=ref, at=kept.at))


@router.get("transfers", response={200: FilesWaiting} | REFUSALS, url_name="api_transfers")
def files(request: HttpRequest, after: After = 0) -> FilesWaiting:
    """What we wrote to you, the oldest first, 25 at a time: ask for what came after the last."""
    authority = authority_of(request)  # no child is named here: each file that is fetched is logged
    with as_publisher():
        rows = list(written_to(authority).filter(pk__gt=after).order_by("pk")[: PAGE + 1])
    found = [
        FileWaiting(number=row.pk, kind=row.kind, about=row.transfer.name, written_at=row.at)
        for row in rows[:PAGE]
    ]
    return FilesWaiting(files=found, next=found[-1].number if len(rows) > PAGE else None)


@router.get("transfers/{number}", response={200: SealedFile} | REFUSALS, url_name="api_transfer")
def file(request: HttpRequest, number: Number) -> SealedFile:
    """One of them as a sealed file, which your key alone opens. It may be asked for again."""
    authority, user = authority_of(request), asker(request)
    assert user.sight is not None
    with as_publisher():
        row = written_to(authority).filter(pk=number).first()
        if row is None:
            raise Refused(404, NOT_THERE)
        record_reads(
            request, [row.transfer.logged_as], page="passing_sealed",
            outcome=Read.Outcome.EXPORTED,
        )  # fmt: skip
        try:
            data = sealed(row, user.sight.at)
        except (BadKey, BadMessage) as why:
            raise Refused(409, problem(str(why), "Ask the authority to put it right")) from None
    return SealedFile(file=data.decode())


def written_to(authority: str) -> QuerySet[ExchangeMessage]:
    """The messages that this authority wrote to another."""
    to_them = Q(transfer__giver=authority) | Q(transfer__taker=authority)
    return ExchangeMessage.objects.filter(to_them, author=here()).select_related("transfer__case")
