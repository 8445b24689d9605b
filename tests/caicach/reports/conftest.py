"""A period with figures, a template for its form, and reports of the commune and of the province."""

import pytest

from caicach.figures.services.consolidate import consolidate
from caicach.reports.models import Report
from caicach.reports.services import report_open
from caicach.web.actor import SYSTEM
from cast import Cast
from figures_cast import GOOD, FiguresCast, figures_cast_make
from reports_cast import template_make


@pytest.fixture
def figures(cast: Cast) -> FiguresCast:
    """The period with the commune's sheet filled in."""
    made = figures_cast_make(cast)
    made.save(made.commune, GOOD)
    template_make()
    return made


@pytest.fixture
def report(figures: FiguresCast) -> Report:
    """The commune's report of the quarter."""
    return report_open(figures.commune.pk, "mau", actor=figures.cast.commune_officer.actor, now=figures.cast.now)


@pytest.fixture
def whole_report(figures: FiguresCast) -> Report:
    """The province's report of the quarter, from what was added up."""
    consolidate(figures.period, actor=SYSTEM, now=figures.cast.now, with_submitted=True)
    return report_open(figures.whole.pk, "mau", actor=SYSTEM, now=figures.cast.now)
