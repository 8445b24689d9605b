"""Correction slips within reach."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.figures import access
from caicach.figures.constants import CorrectionState, PeriodState, ReturnKind, ReturnState
from caicach.figures.models import Correction, Return
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = [
    "CorrectionFilter",
    "approved_between",
    "correction_for",
    "corrections_of",
    "own_of_whole",
    "waits_or_open",
]

_MOST = 200
_TAKEN = (ReturnState.ACCEPTED, ReturnState.CONSOLIDATED, ReturnState.LOCKED)


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


def own_of_whole(whole: Return) -> Return:
    """Return the own return of the body that adds up: what of a whole a slip of that body corrects. One query.

    Raises:
        Beyond: the period has none.
    """
    found = Return.objects.filter(period_id=whole.period_id, agency_id=whole.agency_id, kind=ReturnKind.OWN).first()
    if found is None:
        raise Beyond(_("Cơ quan tổng hợp không có bản số liệu riêng trong kỳ này."))
    return found


def waits_or_open(sheet: Return) -> str:
    """Return why no slip can be written for a return now; empty where one can. One query at most."""
    is_owners = sheet.agency_id == sheet.period.owner_id
    if sheet.state not in _TAKEN and not (is_owners and sheet.period.state == PeriodState.LOCKED):
        return _("Bản số liệu này chưa được nhận nên sửa thẳng trong biểu, không cần phiếu đính chính.")
    waiting = Correction.objects.filter(sheet=sheet, state=CorrectionState.ASKED).first()
    if waiting is None:
        return ""
    words = _("Bản số liệu này đang có phiếu số %(number)s chờ duyệt. Đợi duyệt xong rồi lập phiếu mới.")
    return words % {"number": waiting.number}


def approved_between(whole: Return, since: datetime | None, until: datetime | None) -> tuple[Correction, ...]:
    """Return the slips of a period that were approved after one moment and until another, the latest first. One query.

    They are what is behind a change of the whole, or behind its being out of date.
    """
    rows = Correction.objects.filter(sheet__period_id=whole.period_id, state=CorrectionState.APPROVED)
    rows = rows.filter(decided_at__gt=since) if since is not None else rows
    rows = rows.filter(decided_at__lte=until) if until is not None else rows
    return tuple(rows.select_related("sheet__agency", "decided_by").order_by("-decided_at", "-pk")[:_MOST])


def _rows(actor: Actor) -> QuerySet[Correction]:
    mine = Correction.objects.filter(sheet__in=access.visible_returns(actor))
    wanted = mine.select_related("sheet__period__form", "sheet__agency", "sheet__obligation", "asked_by", "decided_by")
    return wanted.defer("sheet__period__form__definition")
