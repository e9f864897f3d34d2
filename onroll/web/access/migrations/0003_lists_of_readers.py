from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0002_file_events'),
    ]

    operations = [
        migrations.AlterField(
            model_name='fileevent',
            name='kind',
            field=models.CharField(choices=[('sent', 'Sent the file'), ('seen', 'Looked at rows of it'), ('mapped', 'Said which column is which'), ('refused', 'Was told that it is refused'), ('put_aside', 'Put it aside'), ('downloaded', 'Downloaded its fix file'), ('listed', 'Downloaded the list of who had read a record'), ('loaded', 'Loaded it'), ('undone', 'Undid the load'), ('withdrawn', 'Withdrew it'), ('put_back', 'Put it back')], max_length=20),
        ),
    ]
