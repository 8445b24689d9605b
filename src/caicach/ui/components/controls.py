"""What is pressed and followed: icons, buttons, tabs, filters, pages."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from caicach.ui.library import Values, block_component, component, register
from caicach.ui.values import Link

__all__ = ["button", "filter_bar", "icon", "pager", "post_button", "segmented", "tabs"]

PAGE_WORD = "trang"  # the parameter of an address that names a page of a list


@register.simple_tag
def icon(name: str, *, size: str = "", label: str = "", tone: str = "") -> SafeString:
    """Draw a symbol of the sprite: ``size`` "", "sm" or "lg"; ``label`` is spoken, without it the icon is silent."""
    classes = " ".join(["i", *([f"i--{size}"] if size else []), *([f"t-{tone}"] if tone else [])])
    address = f"{static('ui/icons.svg')}#i-{name}"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', classes, label, address)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, address)


def _button(label: str, kind: str, look: dict[str, Any]) -> Values:
    if kind not in ("", "primary", "quiet", "danger"):
        raise ValueError(f"button: no such kind: {kind}")
    return {"label": label, "kind": kind, **look}


@component
def button(  # noqa: PLR0913 -- the attributes of one HTML element
    label: str,
    *,
    url: str = "",
    icon: str = "",
    icon_after: str = "",
    kind: str = "",
    type: str = "submit",
    name: str = "",
    value: str = "",
    form: str = "",
    icon_only: bool = False,
    block: bool = False,
    disabled: bool = False,
) -> Values:
    """Offer an act: a link where ``url`` is given, else a button of the form around it (or of ``form``)."""
    look = {"url": url, "icon": icon, "icon_after": icon_after, "icon_only": icon_only, "block": block}
    return _button(label, kind, look | {"type": type, "name": name, "value": value, "form": form, "disabled": disabled})


@block_component
def post_button(label: str, *, url: str, icon: str = "", kind: str = "", block: bool = False) -> Values:
    """Offer a write as a form of its own with the token against forgery; the body may hold hidden fields."""
    return _button(label, kind, {"url": url, "icon": icon, "block": block})


@component
def tabs(items: Iterable[Link], *, label: str) -> Values:
    """Show the views of one thing; the current one is marked, rare ones are folded behind “Khác”."""
    links = tuple(items)
    shown = [one for one in links if one.current or not one.rare]
    return {"items": shown, "more": [one for one in links if one not in shown], "label": label}


@component
def segmented(items: Iterable[Link], *, label: str) -> Values:
    """Show a switch between two to four values (a period)."""
    return {"items": items, "label": label}


@block_component
def filter_bar(items: Iterable[Link] = (), *, label: str) -> Values:
    """Show filters as addresses; the body may hold a search form that stands before them."""
    return {"items": items, "label": label}


@component
def pager(page: Page[Any], *, query: QueryDict | None = None, label: str = "") -> Values:
    """Show the pages of a list and how much of it is seen; ``query`` is ``request.GET``, kept in each address."""
    kept = [(name, value) for name, values in (query or QueryDict()).lists() for value in values if name != PAGE_WORD]

    def address(number: int) -> str:
        return "?" + urlencode([*kept, (PAGE_WORD, number)])

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "label": label,
        "links": [(address(n), n, n == page.number) if isinstance(n, int) else ("", n, False) for n in numbers],
        "before": address(page.number - 1) if page.has_previous() else "",
        "after": address(page.number + 1) if page.has_next() else "",
        "several": page.paginator.num_pages > 1,
        "first": page.start_index(),
        "last": page.end_index(),
        "total": page.paginator.count,
    }
