"""Definitions of children educated at home, in the order the guide prints them."""

from onroll.record.definitions.cohorts.home_educated_not_yet_reviewed import (
    home_educated_not_yet_reviewed,
)
from onroll.record.definitions.cohorts.home_educated_suitable import home_educated_suitable
from onroll.record.definitions.cohorts.home_educated_unsuitable import home_educated_unsuitable

HOME_EDUCATED = (
    home_educated_suitable,
    home_educated_not_yet_reviewed,
    home_educated_unsuitable,
)
