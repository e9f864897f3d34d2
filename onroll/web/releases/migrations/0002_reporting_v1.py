"""The numbers of released reports as a view, for Power BI, Tableau and R: no child is in it.

`reporting_v1` is kept as it is: a column is added at its end or not at all, and what must change
becomes `reporting_v2` beside it.
"""

from django.db import migrations

VIEW = """
create schema if not exists reporting_v1;
create view reporting_v1.released_numbers as
select release.name as release, release.report, release.title, release.day,
       told.at as released_at, number ->> 'table' as "table",
       array(select jsonb_array_elements_text(number -> 'labels')) as labels,
       number ->> 'column' as "column", (number ->> 'value')::numeric as value,
       number ->> 'symbol' as symbol
from releases_release release
join releases_releaseevent told on told.release_id = release.id and told.kind = 'released'
cross join lateral jsonb_array_elements(release.numbers) number;
comment on view reporting_v1.released_numbers is
    'One row for each number of each released report. value is null where symbol says why.';
"""
GONE = "drop view reporting_v1.released_numbers; drop schema reporting_v1;"


class Migration(migrations.Migration):
    dependencies = [("releases", "0001_initial")]

    operations = [migrations.RunSQL(VIEW, GONE)]
