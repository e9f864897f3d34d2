"""What somebody did with a file of data: a log beside that of who looked at which child."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FileEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('sent', 'Sent the file'), ('seen', 'Looked at rows of it'), ('mapped', 'Said which column is which'), ('refused', 'Was told that it is refused'), ('put_aside', 'Put it aside'), ('downloaded', 'Downloaded its fix file'), ('loaded', 'Loaded it'), ('undone', 'Undid the load'), ('withdrawn', 'Withdrew it'), ('put_back', 'Put it back')], max_length=20)),
                ('file', models.TextField()),
                ('feed', models.CharField(blank=True, max_length=100)),
                ('staged', models.CharField(blank=True, max_length=32)),
                ('load_id', models.CharField(blank=True, max_length=100)),
                ('rows', models.BigIntegerField(null=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='file_events', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['staged', 'kind'], name='file_event_staged'), models.Index(fields=['load_id', '-at'], name='file_event_load'), models.Index(fields=['user', '-at'], name='file_event_user_at')],
            },
        ),
    ]
