"""Plans that ask for the report of a quarter, and what becomes of what agencies owe by it."""

from uuid import UUID, uuid4

from django.db import transaction

from caicach.agencies.models import Agency
from caicach.obligations.constants import AWAITS_HAND_IN, TrackingMode
from caicach.obligations.models import Obligation
from caicach.obligations.services.change import duties_withdraw
from caicach.obligations.services.endings import obligations_cancel
from caicach.obligations.services.transfers import obligations_transfer
from cast import Cast

__all__ = ["KEY", "WHY", "cancel", "plan", "report_of", "row_of", "transfer", "waiting", "withdraw"]

KEY = "2026-Q1"
WHY = "Nhập nhầm phần hồ sơ đất đai, sửa rồi gửi lại."


def plan(cast: Cast, *agencies: Agency) -> UUID:
    """Let a plan ask agencies for the quarter's report, and for something that is proved in it."""
    uid = uuid4()
    asked = agencies or (cast.commune,)
    owed = [cast.owed(agency_id=one.pk, occurrence_key=KEY) for one in asked]
    carried = [cast.owed(agency_id=one.pk, occurrence_key=KEY, carrier=(one.pk, KEY)) for one in asked]
    report = cast.draft(is_report=True, title="Báo cáo định kỳ", source_uid=uid, obligations=tuple(owed))
    row = cast.draft(mode=TrackingMode.IN_REPORT, source_uid=uid, obligations=tuple(carried))
    cast.assign(report, row)
    return uid


def report_of(uid: UUID, agency: Agency) -> Obligation:
    return Obligation.objects.get(duty__source_uid=uid, duty__is_report=True, agency=agency)


def row_of(uid: UUID, agency: Agency) -> Obligation:
    return Obligation.objects.get(duty__source_uid=uid, duty__is_report=False, agency=agency)


def waiting(agency: Agency) -> list[Obligation]:
    """Return the reports that an agency has to hand in by themselves."""
    rows = Obligation.objects.filter(agency=agency, duty__is_report=True, state__in=AWAITS_HAND_IN, carrier=None)
    return list(rows)


def transfer(cast: Cast, one: Obligation, to: Agency) -> Obligation:
    rows = list(Obligation.objects.filter(pk=one.pk).select_related("duty", "agency", "acceptor", "carrier"))
    actor = cast.standing_officer.actor
    with transaction.atomic():
        (heir,) = obligations_transfer(
            rows, to.pk, actor=actor, reason="Sáp nhập xã", heir_reason="Nhận từ xã cũ", now=cast.now
        )
    return heir


def cancel(cast: Cast, one: Obligation) -> None:
    obligations_cancel([one.pk], actor=cast.standing_officer.actor, reason="Không phát sinh trong kỳ", now=cast.now)


def withdraw(cast: Cast, uid: UUID) -> None:
    duties_withdraw(uid, actor=cast.standing_officer.actor, reason="Thu hồi kế hoạch", now=cast.now)
