"""Sections of the whole: each is merged by the lead of its area, then the standing body closes the whole.

Merged = the lead looked at the sums of the section and stands by them. A figure that changes afterwards opens it again.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures import access
from caicach.figures.constants import PeriodState, ReturnKind, ReturnState
from caicach.figures.mapping import sheet_for
from caicach.figures.models import Period, Return, SectionDone
from caicach.figures.selectors.whole import may_merge, sources_of_last
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, WrongState

__all__ = ["sections_merge", "sections_unmerge", "whole_finish", "whole_unfinish"]

_REASON_LENGTH = 500


@transaction.atomic
def sections_merge(whole: Return, section_keys: Collection[str], *, actor: Actor, now: datetime) -> tuple[str, ...]:
    """Merge sections of the whole; return those that were not merged before. A fixed number of statements.

    Transition: none.  Audit: ``figures.merge``.

    Raises:
        NotAllowed: one of them is of an area that the actor does not lead.
        BadInput: there is no such section.
        WrongState: the whole was never added up, is stale, or its period is closed.
    """
    labels = _labels(whole, section_keys, actor)
    _hold_ready(whole)
    before = set(SectionDone.objects.filter(sheet=whole).values_list("section_key", flat=True))
    fresh = tuple(key for key in labels if key not in before)
    SectionDone.objects.bulk_create(
        SectionDone(sheet=whole, section_key=key, by_id=actor.user_id, at=now) for key in fresh
    )
    if fresh:
        audit.record("figures.merge", whole, actor=actor, new={"sections": [labels[key] for key in fresh]}, at=now)
    return fresh


@transaction.atomic
def sections_unmerge(whole: Return, section_keys: Collection[str], *, actor: Actor, now: datetime) -> None:
    """Open merged sections again.

    Transition: none.  Audit: ``figures.unmerge``.

    Raises:
        NotAllowed, BadInput, WrongState: as ``sections_merge``; or none of them was merged.
    """
    labels = _labels(whole, section_keys, actor)
    _hold_open(whole.period)
    gone, _by_model = SectionDone.objects.filter(sheet=whole, section_key__in=list(labels)).delete()
    if not gone:
        raise WrongState(_("Phần này chưa ghép, hoặc có người vừa mở lại."))
    audit.record("figures.unmerge", whole, actor=actor, old={"sections": list(labels.values())}, at=now)


@transaction.atomic
def whole_finish(whole: Return, *, actor: Actor, now: datetime) -> None:
    """Close the whole: every section is merged; from now on it is what the report says, until it is added up again.

    What was counted changes by correction slips from now on, the body's own figures too, which nobody hands in.

    Transition: the period open → consolidated; what was counted accepted → consolidated.  Audit: ``figures.finish``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        WrongState: it was never added up, is stale, is closed already, or a section was not merged; all are named.
    """
    access.require(actor, "consolidate", whole.period)
    _hold_ready(whole)
    open_ones = [label for key, label in _sections(whole).items() if key not in _merged_keys(whole)]
    if open_ones:
        raise WrongState(_("Chưa ghép: %(sections)s. Ghép đủ các phần rồi chốt.") % {"sections": "; ".join(open_ones)})
    counted = list(sources_of_last(whole))
    Return.objects.filter(pk__in=counted, state=ReturnState.ACCEPTED).update(state=ReturnState.CONSOLIDATED)
    Return.objects.filter(pk=whole.pk).update(state=ReturnState.CONSOLIDATED)
    _close_own(whole, actor=actor, now=now)
    Period.objects.filter(pk=whole.period_id).update(state=PeriodState.CONSOLIDATED, consolidated_at=now)
    audit.record("figures.finish", whole, actor=actor, old={"state": PeriodState.OPEN}, at=now)


@transaction.atomic
def whole_unfinish(whole: Return, *, actor: Actor, reason: str, now: datetime) -> None:
    """Open a closed whole again, with the reason: sums follow the returns as before.

    Transition: the period consolidated → open; its returns consolidated → accepted.  Audit: ``figures.unfinish``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        BadInput: no reason.
        WrongState: it is not closed, or is locked.
    """
    access.require(actor, "consolidate", whole.period)
    if not reason.strip():
        raise BadInput(_("Ghi lý do mở lại số liệu tổng hợp."))
    held = Period.objects.filter(pk=whole.period_id, state=PeriodState.CONSOLIDATED)
    if not held.update(state=PeriodState.OPEN, consolidated_at=None):
        raise WrongState(_("Số liệu tổng hợp chưa chốt, hoặc kỳ báo cáo đã khóa."))
    mine = Return.objects.filter(period_id=whole.period_id, state=ReturnState.CONSOLIDATED)
    own = Q(agency_id=whole.agency_id, decided_at=None)  # closed by ``whole_finish``, never handed in
    mine.filter(own, kind=ReturnKind.OWN).update(state=ReturnState.DRAFT, submitted_at=None, submitted_by=None)
    mine.filter(kind=ReturnKind.OWN).update(state=ReturnState.ACCEPTED)
    mine.filter(kind=ReturnKind.WHOLE).update(state=ReturnState.DRAFT)
    audit.record("figures.unfinish", whole, actor=actor, new={"reason": reason.strip()[:_REASON_LENGTH]}, at=now)


def _close_own(whole: Return, *, actor: Actor, now: datetime) -> None:
    """Close the body's own return with its whole, where it was not handed in: its figures are in the sum already."""
    own = Return.objects.filter(period_id=whole.period_id, agency_id=whole.agency_id, kind=ReturnKind.OWN)
    own.filter(state__in=(ReturnState.DRAFT, ReturnState.RETURNED)).update(
        state=ReturnState.CONSOLIDATED,
        submitted_by_id=actor.user_id,
        submitted_at=now,
        first_submitted_at=Coalesce(F("first_submitted_at"), Value(now)),
        decided_at=None,
    )


def _sections(whole: Return) -> dict[str, str]:
    return {one.key: f"{one.number}. {one.label}" for one in sheet_for(whole.period.form, whole.level).sections}


def _merged_keys(whole: Return) -> set[str]:
    return set(SectionDone.objects.filter(sheet=whole).values_list("section_key", flat=True))


def _labels(whole: Return, section_keys: Collection[str], actor: Actor) -> dict[str, str]:
    """Return the labels of sections by their keys, in the order of the form.

    Raises:
        BadInput: there is no such section.
        NotAllowed: one of them is not the actor's to merge.
    """
    labels = {key: label for key, label in _sections(whole).items() if key in section_keys}
    allowed = may_merge(actor, whole)
    if not allowed:
        raise NotAllowed(_("Chỉ cơ quan chủ trì lĩnh vực hoặc cơ quan thường trực ghép phần số liệu tổng hợp."))
    if not section_keys or len(labels) < len(set(section_keys)):
        raise BadInput(_("Biểu này không có phần đó. Tải lại trang rồi chọn lại."))
    refused = [label for key, label in labels.items() if key not in allowed]
    if refused:
        raise NotAllowed(
            _("Chỉ cơ quan chủ trì lĩnh vực hoặc cơ quan thường trực ghép: %(sections)s.")
            % {"sections": "; ".join(refused)}
        )
    return labels


def _hold_open(period: Period) -> None:
    """Hold the period while it is open.

    Raises:
        WrongState: it is not.
    """
    if Period.objects.select_for_update().only("state").get(pk=period.pk).state != PeriodState.OPEN:
        raise WrongState(_("Số liệu tổng hợp đã chốt. Cơ quan thường trực mở lại nếu cần sửa."))


def _hold_ready(whole: Return) -> None:
    """Hold the period while it is open and its whole is up to date.

    Raises:
        WrongState: it is not.
    """
    _hold_open(whole.period)
    saved_at, stale_since = Return.objects.values_list("saved_at", "stale_since").get(pk=whole.pk)
    if saved_at is None or stale_since is not None:
        raise WrongState(_("Số liệu tổng hợp chưa có, hoặc đã cũ so với các bản số liệu. Tổng hợp lại trước."))
