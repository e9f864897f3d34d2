from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("children", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="sourcerecord",
            name=name,
            field=models.TextField(default=""),
            preserve_default=False,
        )
        for name in ("former_upn", "town", "uprn", "school")
    ]
