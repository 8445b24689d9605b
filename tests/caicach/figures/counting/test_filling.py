"""What was counted goes into the cells; what a person wrote stays, with the counted figure beside it."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from caicach.figures import registry
from caicach.figures.constants import Origin
from caicach.figures.models import FigureCell, Return
from caicach.figures.registry import Asked, Counted
from caicach.figures.selectors.counting import NOTES
from caicach.figures.selectors.counting.words import BODIES
from caicach.figures.services.count import figures_count, period_count
from caicach.ui.sentences import in_language
from caicach.web.actor import SYSTEM
from caicach.web.errors import NotAllowed
from figures_cast import FiguresCast
from reform.forms.figures import Figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Sources that give every agency these figures, and how often they were asked."""
    given: dict[str, Any] = {"figures": {"steer.docs": Figure(Decimal(4))}, "asked": []}

    def source(asked: Asked) -> dict[int, dict[str, Counted]]:
        given["asked"].append(asked)
        found = {key: Counted(figure, "Đếm thử") for key, figure in given["figures"].items()}
        return dict.fromkeys(asked.agency_ids, found)

    monkeypatch.setattr(registry.sources, "_entries", {"thu": source})
    return given


def cell(sheet: Return, key: str = "steer.docs") -> FigureCell:
    return FigureCell.objects.get(sheet=sheet, line_key=key)


def test_a_counted_figure_stands_with_how_it_was_counted(figures: FiguresCast, counted: dict[str, Any]) -> None:
    figures_count(figures.commune, actor=figures.cast.commune_officer.actor, now=figures.cast.now)

    found = cell(figures.commune)
    assert (found.value, found.source_value, found.source_note) == (Decimal(4), Decimal(4), "Đếm thử")
    assert found.origin == Origin.LEDGER


def test_a_figure_typed_before_stays_beside_the_counted_one(figures: FiguresCast, counted: dict[str, Any]) -> None:
    figures.save(figures.commune, {"steer.docs": 9})

    figures_count(figures.commune, actor=SYSTEM, now=figures.cast.now)

    found = cell(figures.commune)
    assert (found.value, found.source_value) == (Decimal(9), Decimal(4))
    assert "trước khi" in found.override_reason


def test_counting_again_brings_the_new_number(figures: FiguresCast, counted: dict[str, Any]) -> None:
    figures_count(figures.commune, actor=SYSTEM, now=figures.cast.now)
    counted["figures"] = {"steer.docs": Figure(Decimal(6)), "steer.plan": Figure("yes")}

    figures_count(figures.commune, actor=SYSTEM, now=figures.cast.now)

    assert cell(figures.commune).value == Decimal(6)
    assert cell(figures.commune, "steer.plan").word == "yes"


def test_counting_the_same_again_changes_nothing(figures: FiguresCast, counted: dict[str, Any]) -> None:
    figures_count(figures.commune, actor=SYSTEM, now=figures.cast.now)

    assert figures_count(figures.commune, actor=SYSTEM, now=figures.cast.now).changed == ()


def test_a_line_of_several_cells_is_left_to_the_agency(figures: FiguresCast, counted: dict[str, Any]) -> None:
    counted["figures"] = {"dossier.received": Figure(Decimal(5))}

    assert figures_count(figures.commune, actor=SYSTEM, now=figures.cast.now).changed == ()


def test_a_period_is_counted_by_asking_once_for_all(figures: FiguresCast, counted: dict[str, Any]) -> None:
    figures.save(figures.neighbour, {"steer.docs": 9})

    done = period_count(figures.period, actor=SYSTEM, now=figures.cast.now)

    assert len(counted["asked"]) == 1
    assert len(counted["asked"][0].agency_ids) == done.returns == 7
    assert cell(figures.neighbour).value == Decimal(9)
    assert cell(figures.commune).value == Decimal(4)


def test_a_neighbour_does_not_count_for_the_commune(figures: FiguresCast, counted: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed):
        figures_count(figures.commune, actor=figures.cast.neighbour_officer.actor, now=figures.cast.now)


def test_a_person_asks_from_the_page(figures: FiguresCast, counted: dict[str, Any], client: Any) -> None:
    client.force_login(figures.cast.commune_officer.user)

    assert client.post(reverse("figures:count", args=[figures.commune.uid])).status_code == 302
    assert cell(figures.commune).value == Decimal(4)


def test_how_it_was_counted_is_said_in_the_readers_language() -> None:
    kept = BODIES % {"day": "14/03/2026"}
    assert in_language(kept, also=NOTES) == kept
    with translation.override("en"):
        assert in_language(kept, also=NOTES).startswith("Counted in the register of agencies")
