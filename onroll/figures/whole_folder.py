"""A folder that is there with all that is in it, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

COMING: Final = ".coming-"
"""How the name of a folder begins that is not whole yet."""


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder to write into, which gets its name once the block ends. Raises OSError where
    there is one of that name with something in it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=COMING, dir=path.parent))
    try:
        yield made
        made.rename(path)
    finally:
        shutil.rmtree(made, ignore_errors=True)
