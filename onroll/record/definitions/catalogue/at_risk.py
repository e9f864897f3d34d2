"""Groups more likely to be missing education: those of 2013 (a to f), then later ones."""

from onroll.record.definitions.cohorts.at_risk_abuse_or_neglect import at_risk_abuse_or_neglect
from onroll.record.definitions.cohorts.at_risk_anti_social_behaviour import (
    at_risk_anti_social_behaviour,
)
from onroll.record.definitions.cohorts.at_risk_armed_forces_family import (
    at_risk_armed_forces_family,
)
from onroll.record.definitions.cohorts.at_risk_asylum_seeker import at_risk_asylum_seeker
from onroll.record.definitions.cohorts.at_risk_ceased_attending import at_risk_ceased_attending
from onroll.record.definitions.cohorts.at_risk_domestic_abuse import at_risk_domestic_abuse
from onroll.record.definitions.cohorts.at_risk_gypsy_roma_traveller import (
    at_risk_gypsy_roma_traveller,
)
from onroll.record.definitions.cohorts.at_risk_homeless import at_risk_homeless
from onroll.record.definitions.cohorts.at_risk_missing_child import at_risk_missing_child
from onroll.record.definitions.cohorts.at_risk_new_immigrant import at_risk_new_immigrant
from onroll.record.definitions.cohorts.at_risk_substance_misuse import at_risk_substance_misuse
from onroll.record.definitions.cohorts.at_risk_temporary_accommodation import (
    at_risk_temporary_accommodation,
)
from onroll.record.definitions.cohorts.at_risk_youth_justice import at_risk_youth_justice

AT_RISK = (
    at_risk_abuse_or_neglect,
    at_risk_gypsy_roma_traveller,
    at_risk_armed_forces_family,
    at_risk_missing_child,
    at_risk_youth_justice,
    at_risk_ceased_attending,
    at_risk_domestic_abuse,
    at_risk_homeless,
    at_risk_anti_social_behaviour,
    at_risk_substance_misuse,
    at_risk_asylum_seeker,
    at_risk_new_immigrant,
    at_risk_temporary_accommodation,
)
