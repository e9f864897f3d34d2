"""The write history: a table of new rows only, and the function that its triggers run.

`record_write` has its definer's rights: whoever writes a row writes the history with it, and nobody
can write the history alone. It may only be put on a table by the owner. Which tables have it, and
what it is told of each, is in `onroll/web/write_history/tracked.py`. See docs/adr/0022-the-write-history.md.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FUNCTIONS = """
create function keep_write(of_table text, what text, was jsonb, becomes jsonb, spec jsonb)
returns void language plpgsql as $$
declare
    hidden text[] := array(select jsonb_array_elements_text(spec -> 'secret'));
    left_out text[] := array(select jsonb_array_elements_text(spec -> 'left_out'));
    changed text[] := '{}';
    it jsonb := coalesce(becomes, was);
begin
    if what = 'update' then
        changed := array(
            select name from unnest(hidden) name where was -> name is distinct from becomes -> name
        );
    end if;
    was := was - hidden - left_out;
    becomes := becomes - hidden - left_out;
    if was is not distinct from becomes and changed = '{}' then
        return;
    end if;
    insert into write_history (
        at, "table", "row", kind, before, after, secrets, about_id, child,
        by_id, page, login, command, database_role
    ) values (
        clock_timestamp(), of_table, it ->> (spec ->> 'key'), what, was, becomes, changed,
        (it ->> (spec ->> 'about'))::bigint, coalesce(it ->> (spec ->> 'child'), ''),
        nullif(current_setting('onroll.by', true), '')::bigint,
        coalesce(current_setting('onroll.page', true), ''),
        coalesce(current_setting('onroll.login', true), ''),
        coalesce(current_setting('onroll.command', true), ''),
        session_user
    );
end
$$;

create function record_write() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
declare
    spec jsonb := tg_argv[0]::jsonb;
begin
    if tg_op = 'INSERT' then
        perform keep_write(tg_table_name, 'insert', null, to_jsonb(new), spec);
    elsif tg_op = 'UPDATE' then
        perform keep_write(tg_table_name, 'update', to_jsonb(old), to_jsonb(new), spec);
    else
        perform keep_write(tg_table_name, 'delete', to_jsonb(old), null, spec);
    end if;
    return null;
end
$$;

create function refuse_to_empty() returns trigger language plpgsql as $$
begin
    raise exception 'The table % is not emptied at once: delete its rows, so that each is in the '
        'write history.', tg_table_name using errcode = 'insufficient_privilege';
end
$$;

create function unlike_history(of_table regclass, spec jsonb)
returns table (was jsonb, becomes jsonb) language plpgsql stable as $$
begin
    -- A column that came since, or went, is not a write: only what both have is compared.
    return query execute format($q$
        with kept as (
            select distinct on ("row") "row", after as was from write_history
            where "table" = %L order by "row", id desc
        ), there as (
            select to_jsonb(t) ->> %L as "row", to_jsonb(t) - %L::text[] as becomes from %s t
        )
        select kept.was, there.becomes from kept full join there using ("row")
        where (kept.was is null) <> (there.becomes is null) or exists (
            select 1 from jsonb_each(kept.was) each
            where there.becomes ? each.key and there.becomes -> each.key <> each.value
        ) order by "row"
    $q$, (select relname from pg_class where oid = of_table), spec ->> 'key',
    array(select jsonb_array_elements_text((spec -> 'secret') || (spec -> 'left_out'))), of_table);
end
$$;

create function catch_up_writes(of_table regclass, spec jsonb) returns bigint
language plpgsql as $$
declare
    each record;
    found_rows bigint := 0;
    plain jsonb := spec || '{"secret": [], "left_out": []}';
begin
    for each in select * from unlike_history(of_table, spec) loop
        perform keep_write(
            (select relname from pg_class where oid = of_table),
            'found', each.was, each.becomes, plain
        );
        found_rows := found_rows + 1;
    end loop;
    return found_rows;
end
$$;

revoke execute on function keep_write(text, text, jsonb, jsonb, jsonb) from public;
revoke execute on function record_write() from public;
revoke execute on function catch_up_writes(regclass, jsonb) from public;

create trigger only_new_rows before update or delete or truncate on write_history
for each statement execute function refuse_change_of_log('write history');
"""

NO_FUNCTIONS = """
drop function record_write() cascade;
drop function refuse_to_empty() cascade;
drop function catch_up_writes(regclass, jsonb);
drop function unlike_history(regclass, jsonb);
drop function keep_write(text, text, jsonb, jsonb, jsonb);
"""


def person(**more):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        django.db.models.deletion.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        **more,
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [("access", "0004_the_read_log_is_chained")]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("table", models.CharField(max_length=63)),
                ("row", models.TextField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("insert", "Added"),
                            ("update", "Changed"),
                            ("delete", "Taken away"),
                            ("found", "Found to be otherwise than the history says"),
                        ],
                        max_length=10,
                    ),
                ),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                (
                    "secrets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                ("child", models.CharField(max_length=16)),
                ("page", models.TextField()),
                ("login", models.TextField()),
                ("command", models.TextField()),
                ("database_role", models.TextField()),
                ("about", person()),
                ("by", person()),
            ],
            options={
                "db_table": "write_history",
                "indexes": [
                    models.Index(fields=["table", "row", "-id"], name="write_history_of_row"),
                    models.Index(fields=["about", "-id"], name="write_history_about"),
                    models.Index(fields=["by", "-id"], name="write_history_by"),
                ],
            },
        ),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
    ]
