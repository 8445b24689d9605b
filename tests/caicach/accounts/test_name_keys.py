"""The keys of a name: computed when an account is made, and by the migration for those that were there."""

from importlib import import_module

import pytest
from django.apps import apps

from caicach.accounts.models import User

pytestmark = pytest.mark.django_db
fill = import_module("caicach.accounts.migrations.0003_fill_user_name_keys").fill


def keys() -> list[tuple[str, str]]:
    return list(User.objects.order_by("pk").values_list("name_key", "name_sort_key"))


def test_the_migration_computes_what_new_accounts_get(person: User) -> None:
    User.objects.create_user("duc", full_name="Đức")
    wanted = keys()
    User.objects.update(name_key="", name_sort_key="")
    fill(apps, None)
    assert keys() == wanted
    fill(apps, None)  # may run again
    assert keys() == wanted


def test_people_are_listed_by_the_name_they_are_called() -> None:
    for username, name in (("a", "Vũ Thị Ánh"), ("b", "An Văn Bình"), ("c", "Trần Đức Ân"), ("d", "Lê Thị An")):
        User.objects.create_user(username, full_name=name)
    listed = User.objects.order_by("name_sort_key").values_list("full_name", flat=True)
    assert list(listed) == ["Lê Thị An", "Vũ Thị Ánh", "Trần Đức Ân", "An Văn Bình"]
