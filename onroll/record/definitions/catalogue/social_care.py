"""Definitions of children known to social care, in the order the guide prints them."""

from onroll.record.definitions.cohorts.previously_with_a_social_worker import (
    previously_with_a_social_worker,
)
from onroll.record.definitions.cohorts.with_a_social_worker import with_a_social_worker

SOCIAL_CARE = (
    with_a_social_worker,
    previously_with_a_social_worker,
)
