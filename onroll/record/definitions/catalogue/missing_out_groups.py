"""The eleven groups of children missing out on education, in the order the papers print them."""

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

MISSING_OUT_GROUPS = (
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
    pme_moved_from_another_area,
)
