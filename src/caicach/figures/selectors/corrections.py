"""Correction slips within reach."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.figures import access
from caicach.figures.constants import CorrectionState
from caicach.figures.models import Correction
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = ["CorrectionFilter", "correction_for", "corrections_of"]

_MOST = 200


@dataclass(frozen=True, slots=True)
class CorrectionFilter:
    """Which slips are asked for."""

    period: UUID | None = None
    sheet: UUID | None = None
    waiting: bool = False  # only those that wait for a decision


def corrections_of(actor: Actor, asked: CorrectionFilter) -> tuple[Correction, ...]:
    """Return the slips within reach, those that wait first, then the latest: one query."""
    rows = _rows(actor)
    if asked.period is not None:
        rows = rows.filter(sheet__period__uid=asked.period)
    if asked.sheet is not None:
        rows = rows.filter(sheet__uid=asked.sheet)
    if asked.waiting:
        rows = rows.filter(state=CorrectionState.ASKED)
    found = list(rows.order_by("-asked_at", "-pk")[:_MOST])
    return tuple(sorted(found, key=lambda one: one.state != CorrectionState.ASKED))


def correction_for(actor: Actor, uid: UUID) -> Correction:
    """Return a slip within reach.

    Raises:
        Beyond: there is none of this uid, or not for this actor.
    """
    found = _rows(actor).filter(uid=uid).first()
    if found is None:
        raise Beyond(_("Không có phiếu đính chính này, hoặc phiếu nằm ngoài phạm vi của bạn."))
    return found


def _rows(actor: Actor) -> QuerySet[Correction]:
    mine = Correction.objects.filter(sheet__in=access.visible_returns(actor))
    wanted = mine.select_related("sheet__period__form", "sheet__agency", "sheet__obligation", "asked_by", "decided_by")
    return wanted.defer("sheet__period__form__definition")
