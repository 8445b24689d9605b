"""What the apps above add to every page: places in the navigation, the search door, help, panels of a subject's page.

Filled in ``AppConfig.ready`` and closed when the program has started, so that one process shows one shell.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from caicach.ui.values import Words
from caicach.web.actor import Actor
from caicach.web.registry import Registry

__all__ = [
    "Entries",
    "HelpPage",
    "NavItem",
    "Panel",
    "SearchDoor",
    "help_pages",
    "navigation",
    "panels",
    "search",
]


class Named(Protocol):
    """What stands on a page: a value with a key of its own."""

    @property
    def key(self) -> str:
        """The name under which the entry may stand once."""


Item = TypeVar("Item", bound=Named)


class Entries(Registry[Item]):
    """A registry whose entries know their own key."""

    def register(self, entry: Item) -> None:
        """Add ``entry`` under its own key; called in ``AppConfig.ready``.

        Raises:
            ValueError: the key is taken, or the program has started.
        """
        self.add(entry.key, entry)


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
    order: int
    short_label: Words = ""  # for the phone's bar, where the label is too long
    on_phone: bool = False  # goes before others into the phone's bar, which holds four words
    in_menu: bool = False  # asked for seldom: in the account's menu, not in the row of words
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
    is_public: bool = False  # in the foot of those too who are not signed in

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


navigation: Entries[NavItem] = Entries("ui.navigation")
search: Entries[SearchDoor] = Entries("ui.search")
help_pages: Entries[HelpPage] = Entries("ui.help_pages")
panels: Entries[Panel] = Entries("ui.panels")
