"""What the planner is told of relations: that they are few, for those of teams hold most children.

Hundreds of schools have a thousand children each and a handful of teams a fifth of all. By the
mean, which is what a plan goes by, a team looks small; so for a page of 25 children all of an
officer's would be read. The next `analyze` takes the number, and a publishing does that.
"""

from django.db import migrations

FEW = "alter table access_childrelation alter column relation set (n_distinct = 60)"
AS_COUNTED = "alter table access_childrelation alter column relation reset (n_distinct)"


class Migration(migrations.Migration):
    dependencies = [("access", "0006_people_and_roles")]

    operations = [migrations.RunSQL(FEW, AS_COUNTED)]
