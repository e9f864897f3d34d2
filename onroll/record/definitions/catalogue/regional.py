"""How other papers count, in the order the guide prints them."""

from onroll.record.definitions.cohorts.rotherham_missing_education import (
    rotherham_missing_education,
)
from onroll.record.definitions.cohorts.seslip_scope import seslip_scope

REGIONAL = (
    rotherham_missing_education,
    seslip_scope,
)
