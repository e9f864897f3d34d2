"""The process that makes drafts. Run by `starting`, never by hand; it is told how to sign in."""

from __future__ import annotations

import json
import os
import sys


def main() -> None:
    import django
    from django.db import connections

    if hasattr(os, "nice"):
        os.nice(10)  # pages go first
    django.setup()
    connections.settings["default"].update(json.load(sys.stdin))

    from onroll.web.releases.making import make_what_waits

    make_what_waits()


if __name__ == "__main__":
    main()
