"""Roles are held from a day to a day; what relates people to children; seals are the database's own.

The words that were somebody's role become that role, held in every team from today on. Whoever's
words are no role's name has none, and sees nobody until they are given one.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


SEALED_BY_ITS_OWNER = """
alter function seal_read() security definer set search_path = public, pg_temp;
"""


def hold(apps, schema_editor):
    from onroll.web.access.models import Role
    from onroll.web.config.authority import authority

    called = {role.value.casefold(): role.value for role in Role}
    held = apps.get_model("access", "RoleHeld").objects
    for user in apps.get_model("access", "User").objects.exclude(role=""):
        role = called.get(user.role.strip().casefold())
        if role and role != Role.INSPECTOR:
            held.create(
                user=user, role=role, la_code=authority().la_code, why="Held before roles had dates"
            )


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0004_the_read_log_is_chained'),
    ]

    operations = [
        migrations.CreateModel(
            name='RestrictedChild',
            fields=[
                ('child', models.CharField(max_length=16, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True)),
                ('definitions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, size=None)),
                ('postcode_districts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list, size=None)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='ChildRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('child', models.CharField(max_length=16)),
                ('relation', models.CharField(max_length=40)),
            ],
            options={
                'indexes': [models.Index(fields=['relation', 'child'], name='children_of_relation')],
                'constraints': [models.UniqueConstraint(fields=('child', 'relation'), name='one_child_relation')],
            },
        ),
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('child', models.CharField(max_length=16)),
                ('starts_on', models.DateField(default=django.utils.timezone.localdate)),
                ('ends_before', models.DateField(null=True)),
                ('why', models.TextField(blank=True)),
                ('allocated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user'], name='allocation_user'), models.Index(fields=['child'], name='allocation_child')],
            },
        ),
        migrations.CreateModel(
            name='BreakGlass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('child', models.CharField(max_length=16)),
                ('reason', models.CharField(choices=[('at_risk', 'The child may be at risk now'), ('cover', 'I cover for the colleague who works with the child'), ('enquiry', 'A school, a parent or another service asks about the child'), ('moved', 'The child may have moved to or from the children I work with'), ('check', 'I check the record or a decision, as my manager asked'), ('other', 'Another reason')], max_length=20)),
                ('words', models.TextField()),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ends_at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='glass_broken', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'ends_at'], name='break_glass_user'), models.Index(fields=['child'], name='break_glass_child')],
            },
        ),
        migrations.CreateModel(
            name='RoleHeld',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=40)),
                ('la_code', models.CharField(max_length=10)),
                ('urns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('starts_on', models.DateField(default=django.utils.timezone.localdate)),
                ('ends_before', models.DateField(null=True)),
                ('why', models.TextField(blank=True)),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles_held', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='roles_held', to='access.team')),
            ],
            options={
                'ordering': ['starts_on', 'pk'],
                'indexes': [models.Index(fields=['user'], name='role_held_by')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_before__isnull', True), ('ends_before__gte', models.F('starts_on')), _connector='OR'), name='a_role_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('role', 'Inspector'), _negated=True), ('ends_before__isnull', False), _connector='OR'), name='an_inspector_is_let_in_until_a_day')],
            },
        ),
        migrations.AlterField(
            "fileevent",
            "kind",
            models.CharField(
                choices=[
                    ("sent", "Sent the file"),
                    ("seen", "Looked at rows of it"),
                    ("mapped", "Said which column is which"),
                    ("refused", "Was told that it is refused"),
                    ("put_aside", "Put it aside"),
                    ("downloaded", "Downloaded its fix file"),
                    ("listed", "Downloaded the list of who had read a record"),
                    ("changes", "Downloaded the list of changes"),
                    ("loaded", "Loaded it"),
                    ("undone", "Undid the load"),
                    ("withdrawn", "Withdrew it"),
                    ("put_back", "Put it back"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(hold, migrations.RunPython.noop),
        migrations.RemoveField("user", "role"),
        migrations.RunSQL(SEALED_BY_ITS_OWNER, "alter function seal_read() security invoker"),
    ]
