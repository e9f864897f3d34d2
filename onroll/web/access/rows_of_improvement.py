"""Row-level security of recommendations, practice and a fund: no child is in these tables, and they
are for those alone who keep them."""

from __future__ import annotations

from typing import Final

TOPIC: Final = "improvement_improvementtopic"
EVENT: Final = "improvement_topicevent"

KEEPS: Final = """((select onroll_improves())
    or (is_partnership and (select onroll_in_partnership())))"""
"""SQL: whether a topic is one that they keep."""

OF_A_TOPIC: Final = f"exists (select 1 from {TOPIC} about where about.id = {EVENT}.topic_id)"
"""SQL: whether they may see the topic that an event is of."""

MINE: Final = "(select onroll_asker())"

RULES: Final = {TOPIC: KEEPS, EVENT: OF_A_TOPIC}
"""For each table: which of its rows a request may read."""

WRITTEN: Final = {
    TOPIC: f"made_by_id = {MINE} and {KEEPS}",
    EVENT: f"by_id = {MINE} and {OF_A_TOPIC}",
}
"""What a request may write."""
