"""Every clock, in the order the guide prints them."""

from onroll.record.definitions.clocks.sixth_school_day import sixth_school_day

CLOCKS = (sixth_school_day,)
