from typing import Any, ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[Any]] = [
        ("releases", "0003_release_rounded_to"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="DraftAsked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("report", models.CharField(max_length=50)),
                ("title", models.CharField(max_length=200)),
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.CreateModel(
            name="DraftEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("counting", "Its numbers are being counted"), ("protecting", "It is being checked against everything released before"), ("drafted", "Drafted"), ("refused", "Came to no draft"), ("failed", "Something went wrong on our side")], max_length=10)),
                ("words", models.TextField(default="")),
                ("at", models.DateTimeField()),
                ("asked", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="events", to="releases.draftasked")),
                ("release", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="releases.release")),
            ],
            options={"ordering": ["pk"]},
        ),
    ]
