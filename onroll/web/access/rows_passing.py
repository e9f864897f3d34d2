"""Row-level security of children who pass between authorities: for those who take in what is told.

One whose case here is known is for whoever may see that case. Before, what may be about a child
whom a shield covers is for those alone who see such children. See docs/adr/0028.
"""

from __future__ import annotations

from typing import Final

OF_A_TRANSFER: Final = """exists (select 1 from exchange_transfer about
    where about.id = exchange_exchangemessage.transfer_id)"""
"""SQL: whether they may see the transfer that a message is of."""

NEW_ROWS_ONLY: Final = (
    "exchange_exchangemessage",
    "exchange_packageopened",
    "exchange_arrivedfile",
)

RULES: Final = {
    "exchange_transfer": """((select onroll_takes_in())
        and case when exchange_transfer.case_id is null
            then not exchange_transfer.kept_back or (select onroll_sees_restricted())
            else exists (select 1 from cases_case about where about.id = exchange_transfer.case_id)
            end)""",
    "exchange_exchangemessage": OF_A_TRANSFER,
    "exchange_arrivedfile": "(select onroll_takes_in())",
}
"""For each table of transfers: which of its rows a request may read."""

WRITTEN: Final = {
    "exchange_transfer": RULES["exchange_transfer"],
    "exchange_exchangemessage": f"by_id = (select onroll_asker()) and {OF_A_TRANSFER}",
}
"""What a request may write."""
