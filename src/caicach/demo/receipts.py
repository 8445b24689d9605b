"""What agencies said when their duties reached them: most confirmed within days, a few were silent, some contested."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zlib import crc32

from caicach.obligations import access, selectors, services
from caicach.obligations.constants import ContestOutcome, ContestReason, ObligationState
from caicach.obligations.services import Contest, Verdict
from caicach.web.actor import SYSTEM, Actor
from caicach.web.clock import LOCAL

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation

__all__ = ["receipts_play"]

SILENT = 18  # one agency of so many says nothing
REASONS = (
    (ContestReason.NOT_COMPETENT, "Nội dung này do cơ quan cấp tỉnh thực hiện, xã không có thẩm quyền ban hành."),
    (ContestReason.WRONG_LEAD, "Việc này xã chỉ phối hợp; đề nghị giao cơ quan chuyên môn của tỉnh chủ trì."),
)
ANSWER = "Kế hoạch giao cho mọi xã; xã thực hiện phần trên địa bàn, cơ quan chuyên môn hướng dẫn."


def receipts_play(officers: Mapping[int, Actor], *, shown: Iterable[int], today: date) -> None:
    """Let every agency answer to what reached it; those in ``shown`` can sign in, so none of them is silent.

    Two contests are sent, one of them answered.
    """
    told = frozenset(shown)
    contested = _contested(officers, today)
    for at, one in enumerate(contested):
        reason, words = REASONS[at % len(REASONS)]
        sent_at = _moment(today - timedelta(days=2 + 9 * at))
        actor = officers[one.agency_id]
        said = Contest(reason, words)
        services.receipt_contest(one, said, actor=actor, now=sent_at, today=sent_at.date())
        if at:
            verdict = Verdict(ContestOutcome.REJECT, ANSWER)
            services.contest_decide(one, verdict, actor=SYSTEM, now=sent_at + timedelta(days=3))
    for agency_id, actor in officers.items():
        if agency_id not in told and crc32(actor.agency_name.encode()) % SILENT == 0:
            continue
        for group in selectors.to_confirm_of(actor):
            if group.agency_id != agency_id:
                continue
            days = crc32(f"{actor.agency_name}/{group.source_label}".encode()) % 4
            services.receipts_confirm(
                agency_id,
                actor=actor,
                now=_moment(min(group.arrived_on + timedelta(days=1 + days), today)),
                source_uid=group.source_uid,
            )


def _contested(officers: Mapping[int, Actor], today: date) -> "list[Obligation]":
    """Return two duties of two communes that fall due later in the year."""
    later = (
        access.visible_obligations(SYSTEM)
        .filter(
            state=ObligationState.OPEN,
            carrier=None,
            agency__in=officers,
            agency__current_level="commune",
            due_on__gt=today + timedelta(days=15),
            created_at__lt=_moment(today - timedelta(days=30)),
            duty__is_report=False,
        )
        .select_related("duty", "agency")
    )
    found: dict[int, Obligation] = {}
    for one in later.order_by("due_on", "pk"):
        if one.agency_id != one.duty.owner_id and len(found) < len(REASONS):
            found.setdefault(one.agency_id, one)
    return list(found.values())


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(10, 20), tzinfo=LOCAL)
