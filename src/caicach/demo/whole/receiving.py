"""How agencies take what reaches them: most at once, some late, a few contest; and what they are answered."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from caicach.demo.whole.stage import Stage, dice
from caicach.obligations import access, services
from caicach.obligations.constants import ContestOutcome, ContestReason, ObligationState, TrackingMode
from caicach.obligations.services import Contest, Verdict
from caicach.web.actor import SYSTEM
from caicach.web.clock import local_date

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation

__all__ = ["HEIRS", "contest_of_late", "receive"]

SILENT, SLOW = 24, 9  # one agency of so many says nothing, or says it after the term
CONTESTS = (
    (
        ContestReason.NOT_COMPETENT,
        "Nội dung này thuộc thẩm quyền của cơ quan cấp tỉnh; xã không có chức năng thực hiện.",
        ContestOutcome.TRANSFER,
        "Xã nêu đúng: chuyển đơn vị của tỉnh thực hiện.",
    ),
    (
        ContestReason.DATE_PASSED,
        "Xã nhận được kế hoạch sau ngày phải xong; đề nghị cho thời hạn mới.",
        ContestOutcome.NEW_DATE,
        "Đồng ý: thực hiện trong thời hạn mới, không lùi thêm.",
    ),
    (
        ContestReason.WRONG_LEAD,
        "Việc này xã chỉ phối hợp; đề nghị giao cơ quan chuyên môn của tỉnh chủ trì.",
        ContestOutcome.REJECT,
        "Kế hoạch giao cho mọi xã; xã làm phần trên địa bàn, cơ quan chuyên môn hướng dẫn.",
    ),
    (
        ContestReason.OTHER,
        "Trên địa bàn xã không có đối tượng của nhiệm vụ này.",
        ContestOutcome.CANCEL,
        "Đã kiểm tra, địa bàn không có đối tượng: xã không phải thực hiện.",
    ),
)
HEIRS = ("hanh-chinh-cong", "cong-nghe-so", "phat-thanh")  # who takes over, each another duty
ROUNDS = len(HEIRS)  # so many agencies contest for each reason


def receive(stage: Stage, now: datetime, *, with_contests: bool, agency_ids: Collection[int] | None = None) -> None:
    """Let agencies (None: all) answer to what reached them by ``now``."""
    for agency_id, actor in stage.officers_of(list(stage.officers) if agency_ids is None else agency_ids):
        number = dice(actor.agency_name, now.date())
        if agency_id != stage.shown and number % SILENT == 0:
            stage.tell("silent")
            continue
        days = 12 + number % 8 if number % SLOW == 0 else 1 + number % 3
        stage.after(now, days, partial(_confirm, stage, agency_id))
    if with_contests:
        for place, one in enumerate(_contested(stage, ROUNDS * len(CONTESTS))):
            stage.planned.add(one.pk)
            stage.after(now, 2 + place % 2, partial(_contest, stage, one.pk, place))


def _confirm(stage: Stage, agency_id: int, now: datetime) -> None:
    stage.tell("received", services.receipts_confirm(agency_id, actor=stage.officers[agency_id], now=now))


def _contested(stage: Stage, most: int) -> "Iterator[Obligation]":
    """Yield one duty each of several communes, of different duties as far as there are."""
    rows = access.visible_obligations(SYSTEM).filter(
        state=ObligationState.OPEN,
        carrier=None,
        duty__owner_id=stage.province.province,
        duty__mode=TrackingMode.DOCUMENT,
        duty__is_report=False,
        agency_id__in=stage.acting.intersection(stage.province.communes) - {stage.shown},
        due_on__gt=stage.in_year(1, 12),
    )
    seen: set[int] = set()
    chosen = sorted(rows.select_related("duty", "agency"), key=lambda one: dice(one.agency.current_name, one.pk))
    for one in chosen:
        if one.agency_id not in seen and len(seen) < most:
            seen.add(one.agency_id)
            yield one


def _contest(stage: Stage, pk: int, place: int, now: datetime) -> None:
    one = stage.waiting(pk)
    if one is None or one.due_on is None:
        return
    reason, words, outcome, _answer = CONTESTS[place % len(CONTESTS)]
    later = one.due_on + timedelta(days=20)
    contest = Contest(reason, words, named_due_on=later if outcome == ContestOutcome.NEW_DATE else None)
    actor = stage.officers[one.agency_id]
    services.receipt_contest(one, contest, actor=actor, now=now, today=local_date(now))
    stage.tell(f"contest {reason.value}")
    stage.after(now, 2 + place % 5, partial(_answer_contest, stage, pk, place))


def _answer_contest(stage: Stage, pk: int, place: int, now: datetime) -> None:
    one = stage.waiting(pk)
    if one is None or one.due_on is None:
        return
    _reason, _words, outcome, answer = CONTESTS[place % len(CONTESTS)]
    verdict = Verdict(
        outcome,
        answer,
        heir_id=stage.province[HEIRS[place // len(CONTESTS)]] if outcome == ContestOutcome.TRANSFER else None,
        due_on=one.due_on + timedelta(days=20) if outcome == ContestOutcome.NEW_DATE else None,
    )
    services.contest_decide(one, verdict, actor=stage.standing, now=now)
    stage.tell(f"contest {outcome.value}")
    stage.planned.discard(pk)


def contest_of_late(stage: Stage, now: datetime) -> None:
    """Let three agencies contest what falls due after the present; nobody has answered yet."""
    rows = access.visible_obligations(SYSTEM).filter(
        state=ObligationState.OPEN,
        carrier=None,
        duty__owner_id=stage.province.province,
        duty__is_report=False,
        agency_id__in=stage.acting.intersection(stage.province.communes),
        due_on__gt=stage.today,
        submissions=None,
    )
    fresh = rows.filter(created_at__gt=now - timedelta(days=60)).select_related("duty", "agency")
    seen: set[int] = set()
    for one in fresh.order_by("-created_at", "pk"):
        if len(seen) < len(CONTESTS) - 1 and one.agency_id not in seen:
            seen.add(one.agency_id)
            reason, words, _outcome, _answer = CONTESTS[(0, 2, 3)[len(seen) - 1]]
            actor = stage.officers[one.agency_id]
            services.receipt_contest(one, Contest(reason, words), actor=actor, now=now, today=local_date(now))
            stage.tell("contest waiting")
