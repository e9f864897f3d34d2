"""Reading what was sent as JSON: what cannot be kept or said again is refused as it is read."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser


class TextOnly(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        """What the JSON holds. Raises ValueError for none, for half of a pair of UTF-16, which is
        no text in any encoding, and for what is nested deeper than anything that is asked."""
        try:
            found = json.loads(request.body)
            json.dumps(found, ensure_ascii=False).encode()
        except RecursionError:
            raise ValueError("nested too deep") from None
        return found
