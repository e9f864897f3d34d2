from django.db import migrations
from django.utils import timezone


def open_all(apps, schema_editor):
    """Accounts made before this count as opened today: nobody is closed for what was not kept."""
    opened = apps.get_model("signing_in", "AccountOpened")
    moment = timezone.now()
    opened.objects.bulk_create(
        opened(user_id=pk, at=moment)
        for pk in apps.get_model("access", "User").objects.values_list("pk", flat=True)
    )


class Migration(migrations.Migration):
    dependencies = [("signing_in", "0001_initial")]
    operations = [migrations.RunPython(open_all, migrations.RunPython.noop)]
