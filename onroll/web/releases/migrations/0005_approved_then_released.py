"""Between an approval and the release stands a check."""

from typing import ClassVar

from django.db import migrations, models

KINDS = (
    "words", "asked", "sent_back", "withdrawn", "approved", "checking", "held_back", "released",
    "corrected",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("releases", "0004_drafts_asked_for")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.AlterField(
            model_name="releaseevent",
            name="kind",
            field=models.CharField(choices=[(each, each) for each in KINDS], max_length=10),
        ),
    ]
