"""What the apps above add to the page of a subject below."""

from typing import Any

import pytest
from django.test import RequestFactory

from caicach.ui.registry import Entries, Panel
from caicach.ui.templatetags import ui


@pytest.fixture
def panels(monkeypatch: pytest.MonkeyPatch) -> Entries[Panel]:
    """A registry of the test's own; a panel is drawn as its content in brackets."""
    own: Entries[Panel] = Entries("thử")
    monkeypatch.setattr(ui, "panels", own)
    monkeypatch.setattr(ui, "render_to_string", lambda name, context, request: f"[{name}: {context['panel']}]")
    return own


def panel(place: str, name: str, order: int) -> Panel:
    return Panel(place, name, order, f"{name}.html", lambda request, subject: subject and f"{name} {subject}")


def drawn(draw: Any, subject: int) -> str:
    return draw('{% panels_at "agency" subject %}', request=RequestFactory().get("/"), subject=subject)


def test_panels_of_a_place_stand_in_their_order(panels: Entries[Panel], draw: Any) -> None:
    panels.register(panel("agency", "scores", 20))
    panels.register(panel("agency", "duties", 10))
    panels.register(panel("plan", "other", 1))

    assert drawn(draw, 7) == "[duties.html: duties 7][scores.html: scores 7]"


def test_a_panel_with_nothing_to_show_is_left_out(panels: Entries[Panel], draw: Any) -> None:
    panels.register(Panel("agency", "duties", 10, "duties.html", lambda request, subject: None))

    assert drawn(draw, 7) == ""
