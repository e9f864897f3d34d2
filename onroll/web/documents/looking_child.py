"""The process that looks into a document, so that a file that kills whoever reads it kills only
that. Run by `examining`, never by hand, with the path of the file; it prints what it found.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

from onroll.record.feeds.sandbox import close_the_doors, cut_off_network, set_limits
from onroll.web.documents.file_types import ending_of
from onroll.web.documents.refused import Refused

MEMORY_MB: Final = 512
SECONDS: Final = 5
"""Of processor time; a document of the largest size takes less than one."""


def look(path: Path) -> dict[str, str]:
    """`ending`, one of `file_types.TYPES`, or `refused`, in words."""
    cut_off_network()
    set_limits(MEMORY_MB, SECONDS, 2 * SECONDS)
    close_the_doors(path, ())
    try:
        return {"ending": ending_of(path.read_bytes())}
    except Refused as reason:
        return {"refused": str(reason)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(look(Path(sys.argv[1]))))
