"""A run says which act about a shield the list of restricted children rests on."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='run',
            name='restricted_up_to',
            field=models.IntegerField(default=0),
        ),
    ]
