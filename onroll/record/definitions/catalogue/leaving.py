"""Indicators about children who leave a school roll, in the order the guide prints them."""

from onroll.record.definitions.cohorts.home_educated_soon_after_suspension import (
    home_educated_soon_after_suspension,
)
from onroll.record.definitions.cohorts.left_before_january_census import left_before_january_census
from onroll.record.definitions.cohorts.left_without_deletion_return import (
    left_without_deletion_return,
)
from onroll.record.definitions.cohorts.removed_on_no_lawful_ground import (
    removed_on_no_lawful_ground,
)
from onroll.record.definitions.cohorts.unexplained_exit import unexplained_exit
from onroll.record.definitions.cohorts.unexplained_exit_with_needs import (
    unexplained_exit_with_needs,
)

LEAVING = (
    unexplained_exit,
    unexplained_exit_with_needs,
    home_educated_soon_after_suspension,
    left_before_january_census,
    removed_on_no_lawful_ground,
    left_without_deletion_return,
)
