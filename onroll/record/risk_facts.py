"""What makes a child more likely to be missing education, and why one is missing, as facts.

Each label completes "the child is …".
"""

from __future__ import annotations

from typing import Final

from onroll.record.missing_reasons import PRIMARY_REASONS
from onroll.record.spells import Fact


class RiskFacts:
    """Facts of the groups that guidance names, beside those that other families of facts have."""

    abuse_or_neglect = Fact("abuse_or_neglect", "in need through abuse or neglect")
    armed_forces_family = Fact("armed_forces_family", "of an Armed Forces family")
    domestic_abuse_found = Fact(
        "domestic_abuse_found", "of a family in which social care found domestic abuse"
    )
    substance_misuse_found = Fact(
        "substance_misuse_found", "of a family in which social care found drug or alcohol misuse"
    )
    anti_social_behaviour_found = Fact(
        "anti_social_behaviour_found", "found by social care to behave in an anti-social way"
    )
    # no feed tells these two yet
    homeless = Fact("homeless", "homeless")
    temporary_accommodation = Fact("temporary_accommodation", "in temporary accommodation")


REASONS: Final = {
    key: Fact(f"reason_{key}", f'missing education for the reason "{words}"')
    for key, words in PRIMARY_REASONS.items()
}
"""The fact that the council's own list gives each primary reason of the Department's return."""

for _reason in REASONS.values():
    setattr(RiskFacts, _reason.name, _reason)
