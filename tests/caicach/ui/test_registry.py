"""What upper apps may add, and until when."""

import pytest

from caicach.ui.registry import DuplicateEntry, NavItem, Registry, RegistryFrozen


def item(url_name: str) -> NavItem:
    return NavItem(url_name, "Kế hoạch", "file-text", "plans", 20)


def test_entries_come_back_in_order_of_registration() -> None:
    registry: Registry[NavItem] = Registry("thử")
    registry.register(item("plans:list"))
    registry.register(item("desk:home"))

    assert [entry.url_name for entry in registry.all()] == ["plans:list", "desk:home"]


def test_a_second_entry_of_a_key_is_refused_with_the_first_one_named() -> None:
    registry: Registry[NavItem] = Registry("thử")
    registry.register(item("plans:list"))

    with pytest.raises(DuplicateEntry, match="Kế hoạch"):
        registry.register(item("plans:list"))


def test_nothing_is_added_after_the_first_read() -> None:
    registry: Registry[NavItem] = Registry("thử")
    registry.all()

    with pytest.raises(RegistryFrozen, match="plans:list"):
        registry.register(item("plans:list"))
