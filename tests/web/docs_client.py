"""The client that the how-to prints, as whoever copies it has it."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

HOW_TO = Path(__file__).parents[2] / "docs/how-to/use-the-api.md"


def source() -> str:
    """The Python of the how-to: there is one block."""
    (found,) = re.findall(r"```python\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.S)
    return str(found)


def client() -> ModuleType:
    """The same as a module; what it does when it is run is not done."""
    module = ModuleType("onroll_client")
    exec(compile(source(), str(HOW_TO), "exec"), vars(module))
    return module
