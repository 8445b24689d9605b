"""What the apps above add to every page: places in the navigation, the search door, help, panels of a subject's page.

Filled in ``AppConfig.ready``; the first read freezes a registry, so that one process shows one shell.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from caicach.ui.values import Words
from caicach.web.actor import Actor

__all__ = [
    "DuplicateEntry",
    "HelpPage",
    "NavItem",
    "Panel",
    "Registry",
    "RegistryFrozen",
    "SearchDoor",
    "help_pages",
    "navigation",
    "panels",
    "search",
]


class Entry(Protocol):
    """What a registry holds: a value with a key of its own."""

    @property
    def key(self) -> str:
        """The name under which the entry may stand once."""


Item = TypeVar("Item", bound=Entry)


class DuplicateEntry(ValueError):
    """Two apps registered the same key."""


class RegistryFrozen(RuntimeError):
    """An entry came after the registry had been read."""


class Registry(Generic[Item]):
    """Entries by key; duplicates are refused, and nothing is added after the first read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, Item] = {}
        self._frozen = False

    def register(self, entry: Item) -> None:
        """Add an entry.

        Raises:
            RegistryFrozen: the registry has been read.
            DuplicateEntry: the key is taken.
        """
        if self._frozen:
            raise RegistryFrozen(f"{self.name}: {entry.key} came after the first read")
        if entry.key in self._entries:
            raise DuplicateEntry(f"{self.name}: {entry.key} is taken by {self._entries[entry.key]!r}")
        self._entries[entry.key] = entry

    def all(self) -> tuple[Item, ...]:
        """Return every entry in the order of registration, and freeze the registry."""
        self._frozen = True
        return tuple(self._entries.values())


def _everyone(actor: Actor | None) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class NavItem:
    """One word of the main navigation.

    ``section`` is the address namespace (``plans``) whose pages belong to the word; the word is marked as the current
    one on them. Where two words share a section, the one whose ``url_name`` is the page's own wins.
    """

    url_name: str  # "plans:list"; without arguments
    label: Words  # lazily translated
    icon: str  # a symbol of the sprite, shown on phones
    section: str
    order: int  # the phone's bar shows the first four
    short_label: Words = ""  # for the phone's bar, where the label is too long
    allowed: Callable[[Actor | None], bool] = _everyone

    @property
    def key(self) -> str:
        """Each address stands once."""
        return self.url_name


@dataclass(frozen=True, slots=True)
class SearchDoor:
    """Where the search box of the mast sends its ``q`` (GET). At most one is shown: the first."""

    url_name: str
    label: Words  # lazily translated; the name of the box and its placeholder

    @property
    def key(self) -> str:
        """Each address stands once."""
        return self.url_name


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page that helps whoever is signed in: in the account menu and in the foot."""

    url_name: str  # without arguments
    label: Words  # lazily translated

    @property
    def key(self) -> str:
        """Each address stands once."""
        return self.url_name


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel that an upper app adds to the page of a lower app's subject (an agency shows its duties)."""

    place: str  # "agency"
    name: str  # "obligations"
    order: int
    template: str  # receives ``panel`` (what ``content`` returned)
    content: Callable[[Any, Any], object]  # (request, subject) -> a dataclass, or None where there is nothing to show

    @property
    def key(self) -> str:
        """One panel of a name at a place."""
        return f"{self.place}.{self.name}"


navigation: Registry[NavItem] = Registry("ui.navigation")
search: Registry[SearchDoor] = Registry("ui.search")
help_pages: Registry[HelpPage] = Registry("ui.help_pages")
panels: Registry[Panel] = Registry("ui.panels")
