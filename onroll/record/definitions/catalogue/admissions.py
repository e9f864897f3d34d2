"""Definitions of children waiting for a school place, in the order the guide prints them."""

from onroll.record.definitions.cohorts.accepted_not_started import accepted_not_started
from onroll.record.definitions.cohorts.admission_refused import admission_refused
from onroll.record.definitions.cohorts.awaiting_school_place import awaiting_school_place
from onroll.record.definitions.cohorts.first_admission_refused import first_admission_refused
from onroll.record.definitions.cohorts.mid_term_admission_refused import mid_term_admission_refused
from onroll.record.definitions.cohorts.offered_not_accepted import offered_not_accepted
from onroll.record.definitions.cohorts.transfer_refused import transfer_refused

ADMISSIONS = (
    awaiting_school_place,
    offered_not_accepted,
    accepted_not_started,
    admission_refused,
    first_admission_refused,
    mid_term_admission_refused,
    transfer_refused,
)
