"""Every table is in one of the lists of `tracked`, and the triggers are those the list asks for."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.db import connection, models

from onroll.web.config.database import PAGES, PUBLISHER, WEB
from onroll.web.write_history.tracked import (
    LOG,
    NOT_TRACKED,
    PUBLISHED,
    TRACKED,
    unaccounted,
)
from onroll.web.write_history.triggers import installed_triggers

SECRET = re.compile(r"password|secret|token|hash|seed|secret|settings|^key$|^data$|codes$")


def every_model() -> list[type[models.Model]]:
    return [*apps.get_models(include_auto_created=True)]


def test_every_table_has_a_history_or_a_reason_to_have_none() -> None:
    assert unaccounted(every_model()) == []
    there = {each._meta.label for each in every_model()}
    assert {each.model for each in TRACKED} | NOT_TRACKED.keys() | PUBLISHED <= there


def test_a_model_that_nobody_thought_of_is_caught() -> None:
    class Forgotten(models.Model):
        class Meta:
            app_label = "nowhere"
            apps = Apps()

        def __str__(self) -> str:
            return "forgotten"

    assert unaccounted([*every_model(), Forgotten]) == ["nowhere.Forgotten"]


@pytest.mark.django_db
def test_the_triggers_are_those_of_the_list(home: Any) -> None:
    with connection.cursor() as cursor:
        installed = installed_triggers(cursor)
    assert installed == {each.table: each.for_the_trigger for each in TRACKED}


@pytest.mark.parametrize("tracked", TRACKED, ids=lambda each: each.model)
def test_what_the_list_names_is_a_column_and_what_looks_secret_is_named(tracked: Any) -> None:
    fields = apps.get_model(tracked.model)._meta.concrete_fields
    columns = {field.column for field in fields}
    named = {tracked.key, tracked.about, tracked.child, *tracked.secret, *tracked.left_out}
    assert named - {""} <= columns
    looks_secret = {column for column in columns if SECRET.search(column)}
    assert looks_secret <= {*tracked.secret}


@pytest.mark.django_db
@pytest.mark.parametrize("label", [each for each, why in NOT_TRACKED.items() if why == LOG])
def test_a_log_that_is_its_own_history_takes_new_rows_only(home: Any, label: str) -> None:
    """Of its rows no page, no command and no publishing may change or take away any."""
    table = apps.get_model(label)._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "select role, right_to from unnest(%s::text[]) role, unnest(%s::text[]) right_to"
            " where has_table_privilege(role, %s, right_to)",
            [[PAGES, PUBLISHER, WEB], ["update", "delete", "truncate"], table],
        )
        assert cursor.fetchall() == []
