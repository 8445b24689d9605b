"""What the shell around every page shows: who is here, where they can go, what time it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from caicach.ui import registry
from caicach.ui.access import may_see_style_guide
from caicach.ui.values import Link
from caicach.web import clock
from caicach.web.actor import Actor

__all__ = ["Shell", "ShellLink", "shell"]

BAR_LENGTH = 4  # words in the phone's bar, before "Thêm"


@dataclass(frozen=True, slots=True)
class ShellLink:
    """One word of the navigation as shown to this person on this page."""

    url: str
    label: str
    short_label: str
    icon: str
    current: bool
    in_bar: bool  # in the phone's bar
    in_menu: bool  # in the account's menu, not in the row of words


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything around a page."""

    province: str
    language: str
    other_languages: tuple[tuple[str, str], ...]  # (code, own name)
    now: datetime
    demo: bool
    name: str  # of the person signed in; empty: nobody is
    agency_name: str
    initials: str
    navigation: tuple[ShellLink, ...]
    search_url: str
    search_label: str
    help: tuple[Link, ...]
    style_guide: bool
    path: str  # where a change of language comes back to


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the one value ``shell`` for the base templates."""
    actor: Actor | None = getattr(request, "actor", None)
    name = _name(request, actor)
    # Whoever must set a password first gets no way on but that.
    signed_in = bool(name) and not getattr(request.user, "must_change_password", False)
    language = get_language() or settings.LANGUAGE_CODE
    door = next(iter(registry.search), None) if signed_in else None
    return {
        "shell": Shell(
            province=settings.PROVINCE_NAME,
            language=language,
            other_languages=tuple((code, own) for code, own in settings.LANGUAGES if code != language),
            now=getattr(request, "now", None) or clock.now(),
            demo=settings.DEMO,
            name=name,
            agency_name=actor.agency_name if actor and signed_in else "",
            initials=initials(name),
            navigation=_navigation(request, actor) if signed_in else (),
            search_url=reverse(door.url_name) if door else "",
            search_label=str(door.label) if door else "",
            help=_help(is_public=not signed_in),
            style_guide=may_see_style_guide(actor),
            path=request.get_full_path() if request.method == "GET" else "/",
        )
    }


def _name(request: HttpRequest, actor: Actor | None) -> str:
    """Return the full name of the person signed in, or nothing."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return actor.name if actor is not None else str(user)


def initials(name: str) -> str:
    """Return the letters of the last two words: a Vietnamese name ends with the one that is called."""
    return "".join(word[0] for word in name.split()[-2:]).upper()


def _help(*, is_public: bool) -> tuple[Link, ...]:
    pages = (one for one in registry.help_pages if one.is_public or not is_public)
    return tuple(Link(str(one.label), reverse(one.url_name)) for one in pages)


def _navigation(request: HttpRequest, actor: Actor | None) -> tuple[ShellLink, ...]:
    items = sorted((item for item in registry.navigation if item.allowed(actor)), key=lambda item: item.order)
    current = _current(request, items)
    bar = sorted(items, key=lambda item: (item.in_menu, not item.on_phone))[:BAR_LENGTH]  # else as the words come
    return tuple(
        ShellLink(
            url=reverse(item.url_name),
            label=str(item.label),
            short_label=str(item.short_label or item.label),
            icon=item.icon,
            current=item is current,
            in_bar=item in bar,
            in_menu=item.in_menu,
        )
        for item in items
    )


def _current(request: HttpRequest, items: list[registry.NavItem]) -> registry.NavItem | None:
    match = request.resolver_match
    if match is None:
        return None
    own = [item for item in items if item.url_name == match.view_name]
    section = getattr(request, "section", "") or match.namespace
    return next(iter(own or [item for item in items if item.section == section]), None)
