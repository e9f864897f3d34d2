"""Links between establishments (GIAS): which school took the place of which, and when.

A successor or predecessor link carries a closed school's pupils over to the school that took its
place, so that a conversion to an academy is not a mass leaving; see `successors`. Links of other
sorts (a shared sixth form) are kept and say nothing.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.schools import BLANKS
from onroll.record.feeds.columns import DATE, TEXT, URN

FEED = Feed(
    key="gias_links",
    title="Establishment links (GIAS)",
    source="reference",
    about="Predecessors and successors of schools, such as a school that became an academy.",
    kind=Kind.SNAPSHOT,
    expected_days=366,
    example="links_edubasealldata20261101.csv",
    blanks=BLANKS,
    columns=(
        Column("urn", "URN", URN, (), True, False),
        Column("linked_urn", "LinkURN", URN, (), True, False),
        Column("linked_name", "LinkName", TEXT),
        Column("link_type", "LinkType", TEXT, (), True, False),
        Column("linked_on", "LinkEstablishedDate", DATE, (), True, on_fault=Severity.WARN),
    ),
    unique=("urn", "linked_urn", "link_type"),
)
