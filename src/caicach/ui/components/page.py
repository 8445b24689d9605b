"""The parts of a page: head, crumbs, panels, messages, what is empty."""

from collections.abc import Iterable

from django.forms import BaseForm

from caicach.ui.library import Values, block_component, component
from caicach.ui.values import Link, Step
from vanban.text.forms import compare_key

__all__ = ["alert", "crumbs", "empty", "error_summary", "page_head", "panel", "scroll_region", "steps", "what_next"]

_ALERTS = {"": "info-circle", "ok": "circle-check", "warn": "alert-triangle", "bad": "circle-x"}


def identifier(text: str) -> str:
    """Return an HTML id made of words: ``h-den-han-trong-7-ngay``."""
    return "h-" + compare_key(str(text)).replace(" ", "-")


@block_component
def page_head(title: str, *, kicker: str = "", lead: str = "") -> Values:
    """Open a page: the answer as h1, who and when above it, one sentence below; the body holds the actions.

    Slot ``kicker``: markup instead of the text (a badge and words).
    """
    return {"title": title, "kicker": kicker, "lead": lead}


@component
def crumbs(items: Iterable[Link]) -> Values:
    """Show where the page stands; the last item has no address. Only below the first level."""
    return {"items": items}


@block_component
def panel(  # noqa: PLR0913 -- every box of every page
    title: str = "",
    *,
    note: str = "",
    count: int | None = None,
    tone: str = "",
    id: str = "",
    level: int = 2,
    flush: bool = False,
    sec: bool = False,
    noprint: bool = False,
) -> Values:
    """Draw a box: heading, count, one grey sentence, body. ``flush``: rows or a table fill it to the edges.

    ``sec`` keeps the distance to what stands above it. A panel without ``title`` whose body holds its own heading names
    that heading by ``id``. Slots: ``head`` (right side of the heading), ``foot``.
    """
    if level not in (2, 3):
        raise ValueError("panel: the heading is of level 2 or 3")
    return {
        "title": title,
        "note": note,
        "count": count,
        "tone": tone,
        "id": id or identifier(title),
        "labelled": bool(id),
        "level": level,
        "flush": flush,
        "sec": sec,
        "noprint": noprint,
    }


@block_component
def alert(title: str = "", *, tone: str = "", icon: str = "", live: bool = False) -> Values:
    """Say what happened and what to do: ``tone`` "", "ok", "warn", "bad". ``live``: spoken when it appears."""
    return {"title": title, "tone": tone, "icon": icon or _ALERTS[tone], "live": live}


@block_component
def empty(title: str, *, text: str = "", art: str = "done", level: int = 3) -> Values:
    """Say why nothing is here and what comes next; ``art`` "done" or "search"; the body holds buttons."""
    return {"title": title, "text": text, "art": art, "level": level}


@block_component
def scroll_region(label: str) -> Values:
    """Let a wide table scroll by itself, reachable by keyboard and named."""
    return {"label": label}


@component
def steps(items: Iterable[Step], *, label: str = "") -> Values:
    """Show the steps of a wizard: done, now, to come."""
    return {"items": list(items), "label": label}


@component
def error_summary(form: BaseForm) -> Values:
    """List every error of a sent form on top of it, each a link to its field."""
    fields = [(field.label, field.id_for_label, error) for field in form for error in field.errors]
    return {"errors": fields, "general": form.non_field_errors() if form.is_bound else []}


@block_component
def what_next() -> Values:
    """Say what happens after the act of the page, step by step; the body holds the items of an ordered list."""
    return {}
