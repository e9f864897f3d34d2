"""The logs take new rows and nothing else, and each row of the log of reads is sealed.

See docs/adr/0020-the-read-log-is-chained.md and `onroll/web/access/chain.py`, which works the same
hashes out without the database. Rows that are there already are sealed in the order of their ids.
"""

import django.contrib.postgres.indexes
import django.utils.timezone
from django.db import migrations, models

NAMED = {
    "access_read": "log of who looked at which child",
    "access_fileevent": "log of what was done with files",
    "read_seal": "seals of the log of reads",
}

SEAL = """
create function seal_of_read(looked access_read, previous bytea, nth bigint, sealed_on date)
returns bytea language sql stable as $$
    select sha256(convert_to(json_build_array(
        encode(previous, 'hex'), nth::text, sealed_on::text,
        looked.id::text, looked.user_id::text, looked.child, looked.page, looked.outcome,
        round(extract(epoch from looked.at) * 1000000)::text
    )::text, 'UTF8'))
$$;

create function seal_read() returns trigger language plpgsql as $$
declare
    last_one read_seal;
    next_number bigint;
    sealed_on date := (clock_timestamp() at time zone 'Europe/London')::date;
begin
    -- One transaction at a time adds to the chain, from here until it has committed.
    perform pg_advisory_xact_lock(7062029);
    select * into last_one from read_seal order by number desc limit 1;
    next_number := coalesce(last_one.number, 0) + 1;
    sealed_on := greatest(last_one.day, sealed_on);
    insert into read_seal (number, day, read, hash) values (
        next_number, sealed_on, new.id,
        seal_of_read(new, coalesce(last_one.hash, ''), next_number, sealed_on)
    );
    return null;
end
$$;

do $$
declare
    looked access_read;
    last_hash bytea := '';
    next_number bigint := 0;
    sealed_on date;
begin
    for looked in select * from access_read order by id loop
        next_number := next_number + 1;
        sealed_on := greatest(sealed_on, (looked.at at time zone 'Europe/London')::date);
        last_hash := seal_of_read(looked, last_hash, next_number, sealed_on);
        insert into read_seal (number, day, read, hash)
        values (next_number, sealed_on, looked.id, last_hash);
    end loop;
end
$$;

create constraint trigger sealed after insert on access_read
deferrable initially deferred for each row execute function seal_read();
"""

NO_SEAL = """
drop trigger sealed on access_read;
drop function seal_read();
drop function seal_of_read(access_read, bytea, bigint, date);
"""

REFUSE = """
create function refuse_change_of_log() returns trigger language plpgsql as $$
begin
    raise exception 'The % takes new rows only: nothing in it is ever changed or taken away.',
        tg_argv[0] using errcode = 'insufficient_privilege';
end
$$;
""" + "".join(
    f"""
create trigger only_new_rows before update or delete or truncate on {table}
for each statement execute function refuse_change_of_log('{name}');
"""
    for table, name in NAMED.items()
)

ALLOW = (
    "".join(f"drop trigger only_new_rows on {table};" for table in NAMED)
    + "drop function refuse_change_of_log();"
)


class Migration(migrations.Migration):
    dependencies = [("access", "0003_lists_of_readers")]

    operations = [
        migrations.AlterField(
            "read", "at", models.DateTimeField(default=django.utils.timezone.now)
        ),
        migrations.AddField(
            "read",
            "outcome",
            models.CharField(
                choices=[
                    ("shown", "Shown on a page"),
                    ("refused", "Asked for and not shown"),
                    ("exported", "Downloaded in a file"),
                ],
                default="shown",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="ReadSeal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("read", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "db_table": "read_seal",
                "indexes": [
                    django.contrib.postgres.indexes.BrinIndex(
                        fields=["day"], name="read_seal_day"
                    )
                ],
            },
        ),
        migrations.RunSQL(SEAL, NO_SEAL),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
