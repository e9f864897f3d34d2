"""One child, one id: which source records are the same child's.

Strong identifiers that agree join records (`deterministic.py`), Splink weighs the rest
(`linkage.py`), and a contradiction stops either (`clusters.py`). What is doubtful is never joined
but handed to people. Source records are not changed: a link is a row beside them.
"""

from onroll.record.people.linking import Linking, link, link_with_doubts
from onroll.record.people.person_ids import forwarding

__all__ = ["Linking", "forwarding", "link", "link_with_doubts"]
