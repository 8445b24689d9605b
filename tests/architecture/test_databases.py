"""Traps that differ between the two databases, each closed once for both."""

import sqlite3
from decimal import Decimal

import pytest
from django.db import connection, models
from django.db.models import Sum

from caicach.accounts.models import User
from caicach.web.fields import ScaledDecimalField, from_scaled
from vanban.text.forms import sort_key

pytestmark = pytest.mark.django_db

# In the order of the Vietnamese alphabet: base letter, then its mark, then the tone.
NAMES = ["An Bình", "Ân Thi", "Bắc Hà", "Cẩm Khê", "Châu Đốc", "Da Krong", "Đà Bắc", "Đắk Tô", "Hà Tiên", "Ý Yên"]


@pytest.fixture
def amounts() -> str:
    """A table of one scaled number; dropped with the transaction."""
    column = ScaledDecimalField().db_type(connection)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE amounts (value {column} NOT NULL)")
    return "amounts"


def test_a_tenth_three_times_is_three_tenths(amounts: str) -> None:
    field = ScaledDecimalField()
    stored = field.get_prep_value(Decimal("0.1"))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {amounts} VALUES (%s)", [[stored]] * 3)  # noqa: S608
        cursor.execute(f"SELECT SUM(value) FROM {amounts}")  # noqa: S608
        (total,) = cursor.fetchone()
    assert from_scaled(int(total)) == Decimal("0.3")


def test_stored_sort_keys_order_names_as_the_alphabet_does() -> None:
    # Neither SQLite's bytes nor a server's collation orders Vietnamese; the key holds [0-9a-z] alone.
    for name in reversed(NAMES):
        User.objects.create(username=sort_key(name), full_name=name)
    assert list(User.objects.order_by("username").values_list("full_name", flat=True)) == NAMES
    assert all(key.isascii() and key.isalnum() and key == key.lower() for key in map(sort_key, NAMES))


def test_a_statement_takes_more_than_999_parameters(django_assert_num_queries) -> None:
    users = [User(username=f"u{number}", full_name="A") for number in range(1_200)]
    with django_assert_num_queries(1):
        User.objects.bulk_create(users)
    with django_assert_num_queries(1):
        assert User.objects.filter(username__in=[user.username for user in users]).count() == 1_200


def test_sqlite_waits_for_its_turn_and_keeps_a_log() -> None:
    if connection.vendor != "sqlite":
        return  # only SQLite has these switches
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone() == (1,)
    assert connection.features.max_query_params > 999


def test_a_sum_is_whole_even_where_nothing_is_there() -> None:
    assert User.objects.filter(pk=0).aggregate(total=Sum("pk"))["total"] is None


def test_this_sqlite_is_new_enough() -> None:
    # RETURNING and partial indexes; Debian 12 ships 3.40.
    assert sqlite3.sqlite_version_info >= (3, 37)


def test_no_field_keeps_a_number_as_a_float() -> None:
    from django.apps import apps

    floating = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("caicach.")
        for field in model._meta.get_fields()
        if isinstance(field, models.FloatField | models.DecimalField | models.JSONField)
    ]
    assert floating == []
