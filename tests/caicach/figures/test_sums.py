"""What the whole of a period adds up to, line by line."""

from decimal import Decimal
from typing import Any

import pytest

from caicach.figures.constants import MOST_FIGURE, ReturnState
from caicach.figures.models import Return
from caicach.figures.selectors.sums import Sum
from caicach.figures.selectors.whole import added_up, units_of
from figures_cast import GOOD, FiguresCast
from reform.forms.figures import Figure, cell_of

pytestmark = pytest.mark.django_db


def cell(text: str) -> Any:
    key, _, members = text.partition("[")
    return cell_of(key, members.rstrip("]"))


def taken(figures: FiguresCast, sheet: Return, state: ReturnState = ReturnState.ACCEPTED) -> None:
    Return.objects.filter(pk=sheet.pk).update(state=state, submitted_at=figures.cast.now)


def fill(figures: FiguresCast, sheet: Return, **values: Any) -> None:
    """Fill a return as GOOD, in the words of its level, and have it taken in."""
    tier = "commune" if sheet.level == "commune" else "province"
    known = {key.replace("tier=commune", f"tier={tier}"): value for key, value in GOOD.items()}
    if sheet.level != "commune":
        known.pop("link.done")
    figures.save(sheet, {**known, **values})
    taken(figures, sheet)


def owed(figures: FiguresCast, *levels: str) -> int:
    """Return how many bodies below there are, of ``levels`` alone if any."""
    return sum(not levels or sheet.level in levels for sheet in figures.below)


def sums(figures: FiguresCast, *, with_submitted: bool = False) -> dict[Any, Sum]:
    return added_up(figures.whole, units_of(figures.period), with_submitted=with_submitted).sums


def test_a_count_is_the_sum_of_ones_own_and_of_all_below(figures: FiguresCast) -> None:
    fill(figures, figures.commune)
    fill(figures, figures.neighbour, **{"steer.docs": 6})
    fill(figures, figures.department, **{"steer.docs": 10})
    fill(figures, figures.own, **{"steer.docs": 100})
    assert sums(figures)[cell("steer.docs")] == Sum(Figure(Decimal(120)), 3, owed(figures))


def test_members_of_a_level_are_kept_apart_and_their_total_comes_from_both(figures: FiguresCast) -> None:
    fill(figures, figures.commune)
    fill(figures, figures.neighbour)
    fill(figures, figures.department)
    made = sums(figures)
    assert made[cell("dossier.received[channel_in=online,tier=commune]")] == Sum(Figure(Decimal(140)), 2, 3)
    assert made[cell("dossier.received[tier=commune]")] == Sum(Figure(Decimal(200)), 2, 3)
    assert made[cell("dossier.received[tier=province]")] == Sum(Figure(Decimal(100)), 1, owed(figures, "department"))
    assert made[cell("dossier.received")] == Sum(Figure(Decimal(300)), 3, owed(figures))


def test_a_rate_is_worked_out_from_what_was_added_up(figures: FiguresCast) -> None:
    fill(figures, figures.commune)  # 90 of 92
    fill(figures, figures.neighbour, **{"dossier.on_time[tier=commune]": 1, "dossier.late[tier=commune]": 1})
    assert sums(figures)[cell("dossier.rate[tier=commune]")].figure == Figure(Decimal("96.8085"))  # 91 of 94


def test_communes_that_answered_yes_are_counted(figures: FiguresCast) -> None:
    fill(figures, figures.commune)
    fill(figures, figures.neighbour, **{"link.done": "no"})
    assert sums(figures)[cell("link.communes")] == Sum(Figure(Decimal(1)), 2, 3)


def test_a_line_of_ones_own_is_nobody_elses(figures: FiguresCast) -> None:
    fill(figures, figures.commune)
    assert sums(figures)[cell("steer.plan")] == Sum(None, 0, 0)
    fill(figures, figures.own, **{"steer.plan": "no"})
    assert sums(figures)[cell("steer.plan")] == Sum(Figure("no"), 0, 0)


def test_a_body_that_has_sent_nothing_is_no_zero(figures: FiguresCast) -> None:
    assert sums(figures)[cell("steer.docs")] == Sum(None, 0, owed(figures))
    fill(figures, figures.commune, **{"steer.docs": 0})
    assert sums(figures)[cell("steer.docs")] == Sum(Figure(Decimal(0)), 1, owed(figures))


def test_a_figure_that_there_is_none_of_is_received_and_no_zero(figures: FiguresCast) -> None:
    fill(figures, figures.commune, **{"steer.docs": "@none_yet"})
    assert sums(figures)[cell("steer.docs")] == Sum(Figure(None, "none_yet"), 1, owed(figures))
    fill(figures, figures.neighbour, **{"steer.docs": 3})
    assert sums(figures)[cell("steer.docs")] == Sum(Figure(Decimal(3)), 2, owed(figures))


def test_what_was_handed_in_and_not_taken_counts_only_where_it_is_asked_for(figures: FiguresCast) -> None:
    fill(figures, figures.commune)
    taken(figures, figures.commune, ReturnState.SUBMITTED)
    assert sums(figures)[cell("steer.docs")].received == 0
    assert sums(figures, with_submitted=True)[cell("steer.docs")] == Sum(Figure(Decimal(4)), 1, owed(figures))


@pytest.mark.parametrize("state", [ReturnState.DRAFT, ReturnState.RETURNED])
def test_what_was_sent_back_or_is_being_typed_never_counts(figures: FiguresCast, state: ReturnState) -> None:
    fill(figures, figures.commune)
    taken(figures, figures.commune, state)
    assert sums(figures, with_submitted=True)[cell("steer.docs")].received == 0


def test_figures_as_large_as_can_be_kept_are_added_up_exactly(figures: FiguresCast) -> None:
    most = MOST_FIGURE - Decimal("0.0001")
    for sheet in figures.below:
        fill(figures, sheet, **{"money.spent": most})
    assert sums(figures)[cell("money.spent")].figure == Figure(most * owed(figures))
