"""Saving figures: one door, all or nothing."""

from decimal import Decimal

from caicach.figures.models import FigureCell, Return
from caicach.figures.selectors import completed_for
from figures_cast import GOOD, FiguresCast
from reform.forms.figures import cell_of


def stored(sheet: Return) -> dict[str, str]:
    return {str(row): str(row.value or row.word or f"@{row.reason}") for row in FigureCell.objects.filter(sheet=sheet)}


def test_a_saved_sheet_is_whole_and_nothing_is_left_to_find(figures: FiguresCast) -> None:
    saved = figures.save(figures.commune, GOOD, actor=figures.cast.commune_officer.actor)
    assert (saved.filled_count, saved.required_count) == (13, 13)
    assert [one.sentence for one in saved.findings] == []
    assert saved.filled[cell_of("dossier.rate", "tier=commune")].value == Decimal("97.8261")
    assert completed_for(figures.commune) == saved.filled
    row = Return.objects.get(pk=figures.commune.pk)
    assert (row.filled_count, row.required_count, row.hard_count, row.soft_count) == (13, 13, 0, 0)
