import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('separating', '0002_decided_at'),
    ]

    operations = [
        migrations.AlterField(
            model_name='separation',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='separations', to=settings.AUTH_USER_MODEL),
        ),
    ]
