import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('separating', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='separation',
            name='number',
            field=models.PositiveIntegerField(),
        ),
        migrations.AddField(
            model_name='separation',
            name='decided_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='separation',
            constraint=models.UniqueConstraint(fields=('number', 'decided_at'), name='one_separation_of_a_decision'),
        ),
    ]
