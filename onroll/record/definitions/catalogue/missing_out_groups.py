"""The groups of children missing out on education, ten of 2014 and eleven of 2020, as printed."""

from onroll.record.definitions.cohorts.pme_complex_needs import pme_complex_needs
from onroll.record.definitions.cohorts.pme_gypsy_roma_traveller import (
    pme_gypsy_roma_traveller,
)
from onroll.record.definitions.cohorts.pme_medical_needs import pme_medical_needs
from onroll.record.definitions.cohorts.pme_mental_health import pme_mental_health
from onroll.record.definitions.cohorts.pme_moved_from_another_area import (
    pme_moved_from_another_area,
)
from onroll.record.definitions.cohorts.pme_new_to_the_country import pme_new_to_the_country
from onroll.record.definitions.cohorts.pme_permanently_excluded import (
    pme_permanently_excluded,
)
from onroll.record.definitions.cohorts.pme_pregnant_or_young_mother import (
    pme_pregnant_or_young_mother,
)
from onroll.record.definitions.cohorts.pme_rarely_attends import pme_rarely_attends
from onroll.record.definitions.cohorts.pme_returning_from_custody import (
    pme_returning_from_custody,
)
from onroll.record.definitions.cohorts.pme_social_and_behavioural import (
    pme_social_and_behavioural,
)

MISSING_OUT_GROUPS_2014 = (
    pme_permanently_excluded,
    pme_social_and_behavioural,
    pme_mental_health,
    pme_medical_needs,
    pme_rarely_attends,
    pme_pregnant_or_young_mother,
    pme_complex_needs,
    pme_returning_from_custody,
    pme_new_to_the_country,
    pme_gypsy_roma_traveller,
)
"""Groups a to j of Ofsted's report and of the scrutiny report of 2014."""

MISSING_OUT_GROUPS = (*MISSING_OUT_GROUPS_2014, pme_moved_from_another_area)
"""The eleven of 2020: the ten, and children who moved from another area."""
