"""Every state of a feed with its words, quiet schools, and which definition rests on which feed.

The rows that are there are of a run without these: they say nothing until the next is published.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

STATES = [
    ("broken", "Broken"),
    ("withdrawn", "Withdrawn"),
    ("fallen", "Fallen"),
    ("late", "Late"),
    ("quiet", "Quiet schools"),
    ("never_loaded", "Never loaded"),
    ("partly_loaded", "Partly loaded"),
    ("up_to_date", "Up to date"),
]


def new(name, field):
    return migrations.AddField("feed", name, field, preserve_default=False)


class Migration(migrations.Migration):
    dependencies = [("feeds", "0001_initial")]

    operations = [
        migrations.AlterField("feed", "state", models.CharField(choices=STATES, max_length=20)),
        new(
            "states",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), default=list, size=None
            ),
        ),
        new("words", models.TextField(default="")),
        new("caution", models.TextField(default="")),
        new("late_days", models.IntegerField(default=0)),
        new("in_school_days", models.BooleanField(default=False)),
        migrations.CreateModel(
            name="QuietSchool",
            fields=[
                ("row_id", models.UUIDField(primary_key=True, serialize=False)),
                ("feed", models.CharField(db_index=True, max_length=100)),
                ("urn", models.CharField(max_length=20)),
                ("name", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[("quiet", "Sent nothing"), ("fallen", "Sends less")],
                        max_length=20,
                    ),
                ),
                ("last_day", models.DateField()),
                ("school_days", models.IntegerField()),
                ("rows_before", models.BigIntegerField()),
                ("rows_now", models.BigIntegerField()),
            ],
            options={"ordering": ["feed", "-state", "-school_days", "name", "urn"]},
        ),
        migrations.CreateModel(
            name="DefinitionFeed",
            fields=[
                ("row_id", models.UUIDField(primary_key=True, serialize=False)),
                ("definition", models.CharField(db_index=True, max_length=100)),
                ("feed", models.CharField(db_index=True, max_length=100)),
            ],
        ),
    ]
