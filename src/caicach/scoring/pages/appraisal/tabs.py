"""The ways into an appraisal: by sub-criterion, by agency, bonus and penalty, results from outside."""

from collections.abc import Iterable
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.models import Round
from caicach.scoring.selectors.adjusting import adjusts
from caicach.scoring.selectors.grid import Appraising
from caicach.ui.values import Link
from caicach.web.actor import Actor

__all__ = ["Way", "ways_for", "ways_of"]


class Way(StrEnum):
    """One way in, by the name of its address."""

    LEAVES = "scoring:appraisal"
    UNITS = "scoring:appraisal-units"
    ADJUSTMENTS = "scoring:adjustments"
    SURVEYS = "scoring:surveys"


def ways_for(actor: Actor, appraising: Appraising) -> tuple[Way, ...]:
    """Return the ways that are the actor's: no query."""
    may_adjust = any(adjusts(actor, sheet) for sheet in appraising.sheets.values())
    has = {Way.ADJUSTMENTS: may_adjust, Way.SURVEYS: appraising.has_outside}
    return tuple(way for way in Way if has.get(way, True))


def ways_of(round_: Round, ways: Iterable[Way], current: Way) -> tuple[Link, ...]:
    """Return the ways as tabs."""
    labels = {
        Way.LEAVES: _("Theo tiêu chí"),
        Way.UNITS: _("Theo cơ quan"),
        Way.ADJUSTMENTS: _("Điểm thưởng, điểm trừ"),
        Way.SURVEYS: _("Khảo sát, kết quả bên ngoài"),
    }
    return tuple(Link(labels[way], reverse(way, args=[round_.uid]), current=way is current) for way in ways)
