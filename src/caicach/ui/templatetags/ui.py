"""Components and notation, available in every template without ``{% load %}``."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.l10n import unlocalize
from django.utils.safestring import SafeString, mark_safe

from caicach.ui import notation
from caicach.ui.components import controls, data, page, review, status
from caicach.ui.library import register
from caicach.ui.registry import panels

__all__ = ["controls", "data", "page", "register", "review", "status"]

# In an attribute, an id or a script a number is written bare: {{ pk|unlocalize }}.
register.filter("unlocalize", unlocalize, is_safe=False)


@register.filter
def ngay(value: date | datetime | None, variant: str = "") -> str:
    """Write a date: ``16/11/2026``; ``"thu"`` puts the weekday before it, ``"gon"`` leaves out the year."""
    if value is None:
        return notation.NOTHING
    if variant == "thu":
        return f"{notation.weekday_text(value)} {notation.date_text(value)}"
    return notation.short_date_text(value) if variant == "gon" else notation.date_text(value)


@register.filter
def thu(value: date | datetime) -> str:
    """Write the day of the week: ``thứ Sáu``."""
    return notation.weekday_text(value)


@register.filter
def luc(value: datetime | None, variant: str = "") -> str:
    """Write a moment: ``05/11/2026 09:14``; ``"thu"`` puts the weekday before it."""
    if value is None:
        return notation.NOTHING
    text = notation.moment_text(value)
    return f"{notation.weekday_text(value)}, {text}" if variant == "thu" else text


@register.filter
def so(value: int | float | Decimal | None) -> str:
    """Write a number with dots between thousands: ``8.803``; what is missing is ``–``, never 0."""
    return notation.NOTHING if value is None else notation.number_text(value)


@register.filter
def thap_phan(value: int | float | Decimal | None, places: int = 2) -> str:
    """Write a number with ``places`` digits after the comma: ``85,75``."""
    return notation.NOTHING if value is None else notation.decimal_text(value, places)


@register.filter
def phan_tram(percent: int | float | Decimal | None, places: int = 2) -> str:
    """Write a share given in percent (0 to 100): ``85,75 %`` with a no-break space."""
    return notation.NOTHING if percent is None else notation.percent_text(percent, places)


@register.filter
def khoang_cach(value: date | datetime | None, today: date) -> str:
    """Write how far a date is: ``còn 4 ngày``, ``ngày mai``, ``hôm nay``, ``trễ 10 ngày``."""
    return notation.NOTHING if value is None else notation.distance_text(value, today)


@register.filter
def tre(value: date | datetime | None, today: date) -> str:
    """Write ``trễ 10 ngày`` where a date has passed, else nothing."""
    return "" if value is None else notation.late_text(value, today)


@register.filter
def dung_luong(size_bytes: int) -> str:
    """Write the size of a file: ``412 kB``."""
    return notation.size_text(size_bytes)


@register.simple_tag(takes_context=True)
def panels_at(context: Context, place: str, subject: Any) -> SafeString:
    """Show what the apps above add at ``place`` of the page of ``subject``, in their order."""
    request = context.get("request")
    shown = sorted((entry for entry in panels if entry.place == place), key=lambda entry: entry.order)
    built = ((entry.template, entry.content(request, subject)) for entry in shown)
    parts = (render_to_string(name, {"panel": content}, request) for name, content in built if content is not None)
    return mark_safe("".join(parts))  # noqa: S308 -- each part was rendered by the engine
