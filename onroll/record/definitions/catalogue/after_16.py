"""Definitions of young people after compulsory school age, in the order the guide prints them."""

from onroll.record.definitions.cohorts.activity_not_known_after_16 import (
    activity_not_known_after_16,
)
from onroll.record.definitions.cohorts.destination_not_known import destination_not_known
from onroll.record.definitions.cohorts.neet import neet
from onroll.record.definitions.cohorts.participating_after_16 import participating_after_16
from onroll.record.definitions.cohorts.september_guarantee_met import september_guarantee_met
from onroll.record.definitions.cohorts.september_guarantee_not_met import (
    september_guarantee_not_met,
)
from onroll.record.definitions.cohorts.september_guarantee_not_recorded import (
    september_guarantee_not_recorded,
)

AFTER_16 = (
    neet,
    activity_not_known_after_16,
    destination_not_known,
    participating_after_16,
    september_guarantee_met,
    september_guarantee_not_met,
    september_guarantee_not_recorded,
)
