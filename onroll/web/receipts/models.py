"""Which receipts were emailed, and what became of each. What they said is not kept."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models

from onroll.web.letters.models import State


class EmailedReceipt(models.Model):
    """One receipt, of what has the reference `ref`; the database holds no second of it.

    `state` is being sent, sent, not sent or not known, and `words` why it was not sent. `reference`
    is what GOV.UK Notify knows it by.
    """

    ref = models.CharField(max_length=30, unique=True)
    to = models.EmailField()
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENDING)
    words = models.TextField(blank=True)
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["at"], name="emailed_receipt_at")]

    def __str__(self) -> str:
        return f"receipt of {self.ref}"
