"""What upper apps may add, and until when."""

from importlib import import_module

import pytest
from django.apps import apps

from caicach.ui.registry import Entries, NavItem
from caicach.web.registry import Registry


def item(url_name: str) -> NavItem:
    return NavItem(url_name, "Kế hoạch", "file-text", "plans", 20)


def test_entries_come_back_in_order_of_registration() -> None:
    registry: Entries[NavItem] = Entries("thử")
    registry.register(item("plans:list"))
    registry.register(item("desk:home"))

    assert [entry.url_name for entry in registry] == ["plans:list", "desk:home"]
    assert registry.keys() == ("plans:list", "desk:home")


def test_a_second_entry_of_a_key_is_refused_by_its_name() -> None:
    registry: Entries[NavItem] = Entries("thử")
    registry.register(item("plans:list"))

    with pytest.raises(ValueError, match="plans:list"):
        registry.register(item("plans:list"))


def test_nothing_is_added_once_it_is_closed() -> None:
    registry: Entries[NavItem] = Entries("thử")
    registry.freeze()

    with pytest.raises(ValueError, match="plans:list"):
        registry.register(item("plans:list"))


def test_an_unknown_key_names_the_known_ones() -> None:
    registry: Entries[NavItem] = Entries("thử")
    registry.register(item("plans:list"))

    with pytest.raises(KeyError, match="plans:list"):
        registry.find("desk:home")


@pytest.mark.parametrize(
    "place",
    [
        "ui.navigation",
        "ui.panels",
        "people.holders",
        "documents.registered",
        "obligations.urgings",
        "sheets.purposes",
        "jobs.undone",
    ],
)
def test_every_registry_is_closed_once_the_program_has_started(place: str) -> None:
    assert apps.ready
    app, name = place.split(".")
    registry: Registry[object] = getattr(import_module(f"caicach.{app}.registry"), name)

    with pytest.raises(ValueError, match="thử"):
        registry.add("thử", object())
