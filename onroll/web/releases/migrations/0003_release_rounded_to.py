from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("releases", "0002_reporting_v1")]

    operations: ClassVar[list[Any]] = [
        migrations.AddField("release", "rounded_to", models.SmallIntegerField(default=1)),
    ]
