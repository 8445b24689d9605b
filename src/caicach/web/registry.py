"""What lower apps offer to upper ones: a table filled while the program starts, frozen after."""

from collections.abc import Iterator
from typing import Generic, TypeVar

__all__ = ["Registry"]

Entry = TypeVar("Entry")


class Registry(Generic[Entry]):
    """Entries by key. A second entry of a key is refused, an unknown key names the known ones."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, Entry] = {}
        self._is_frozen = False

    def add(self, key: str, entry: Entry) -> Entry:
        """Add ``entry`` under ``key``; called in ``AppConfig.ready``.

        Raises:
            ValueError: the key is taken, or the registry is frozen.
        """
        if self._is_frozen:
            raise ValueError(f"{self.name}: không thể thêm “{key}” sau khi chương trình đã khởi động.")
        if key in self._entries:
            raise ValueError(f"{self.name}: “{key}” đã có.")
        self._entries[key] = entry
        return entry

    def find(self, key: str) -> Entry:
        """Return the entry of ``key``.

        Raises:
            KeyError: there is none; the message lists those there are.
        """
        try:
            return self._entries[key]
        except KeyError:
            raise KeyError(f"{self.name}: không có “{key}”; có {', '.join(sorted(self._entries))}.") from None

    def freeze(self) -> None:
        """Let nothing more in."""
        self._is_frozen = True

    def keys(self) -> tuple[str, ...]:
        """Return all keys in the order they were added."""
        return tuple(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())
