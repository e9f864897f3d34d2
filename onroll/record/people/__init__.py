"""One child, one id: which source records are the same child's.

Strong identifiers that agree join records (`deterministic.py`), Splink weighs the rest
(`linkage.py`), and a contradiction stops either (`clusters.py`). What is doubtful is never joined
but handed to people. Source records are not changed: a link is a row beside them.

Splink is slow to import, so linking is only when it is asked for: whoever reads what people decided
does not wait for it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onroll.record.people.linking import Linking, link, link_with_doubts
    from onroll.record.people.person_ids import forwarding

__all__ = ["Linking", "forwarding", "link", "link_with_doubts"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = "person_ids" if name == "forwarding" else "linking"
    return getattr(import_module(f"{__name__}.{module}"), name)
