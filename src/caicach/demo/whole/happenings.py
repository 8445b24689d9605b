"""What wakes sleeping duties: a case that comes again and again, what follows an acceptance, the quarterly question."""

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from caicach.demo.whole.stage import Stage
from caicach.obligations import selectors, services
from caicach.obligations.constants import DormantAnswerKind
from caicach.obligations.selectors import is_asked
from caicach.web.actor import Actor
from caicach.web.clock import local_date

if TYPE_CHECKING:
    from caicach.obligations.models import Duty

__all__ = ["happenings_plan"]

DRAFT, DECISION, MENDING = "Tờ trình công bố danh mục", "Quyết định của Chủ tịch UBND tỉnh", "Kế hoạch khắc phục"
# Month, day and departments of each ministry's decision: the departments draft, the office issues.
DECISIONS = (
    (2, 9, ("tu-phap", "noi-vu")), (3, 30, ("y-te",)), (6, 8, ("xay-dung", "cong-thuong")),
    (8, 10, ("giao-duc-dao-tao",)), (10, 5, ("tai-chinh", "nong-nghiep-moi-truong")), (11, 16, ("van-hoa", "y-te")),
)  # fmt: skip
INDEX_PUBLISHED = (5, 6)
# On which days who answers whether what is awaited has come; who is missing has not answered.
ANSWERS = (
    (3, 18, ("noi-vu", "van-phong-ubnd")), (6, 17, ("noi-vu", "van-phong-ubnd")), (9, 16, ("van-phong-ubnd",)),
)  # fmt: skip


def happenings_plan(stage: Stage) -> None:
    """Lay down the events of the year."""
    stage.on(stage.in_year(1, 20), partial(_chain, stage), hour=16)
    for place, (month, day, bodies) in enumerate(DECISIONS):
        stage.on(stage.in_year(month, day), partial(_decided, stage, place, bodies), hour=10)
    stage.on(stage.in_year(*INDEX_PUBLISHED), partial(_published, stage), hour=15)
    for month, day, bodies in ANSWERS:
        for body in bodies:
            stage.on(stage.in_year(month, day), partial(_answer, stage, body), hour=11)


def _office(stage: Stage) -> Actor:
    return stage.officers[stage.province["van-phong-ubnd"]]


def _chain(stage: Stage, now: datetime) -> None:
    """The draft of a department, taken, is what the office waits for; both happen again and again."""
    found = stage.duties(DRAFT, DECISION)
    for duty in found:
        services.event_repeats_set(duty, actor=stage.standing, repeats=True, now=now)
    draft, decision = found
    services.trigger_set(decision, draft, actor=stage.standing, is_same_agency=False, now=now)
    stage.tell("chain")


def _decided(stage: Stage, place: int, bodies: tuple[str, ...], now: datetime) -> None:
    (duty,) = stage.duties(DRAFT)
    services.event_record(
        duty,
        actor=_office(stage),
        occurred_on=local_date(now) - timedelta(days=1),
        description="Bộ công bố thủ tục hành chính được sửa đổi, bổ sung, bãi bỏ.",
        agency_ids=[stage.province[body] for body in bodies],
        case=f"Quyết định số {215 + 180 * place}/QĐ-BNV",
        now=now,
    )
    stage.tell("event of a case")


def _published(stage: Stage, now: datetime) -> None:
    (duty,) = stage.duties(MENDING)
    event = services.event_record(
        duty,
        actor=stage.standing,
        occurred_on=local_date(now) - timedelta(days=1),
        description=f"Bộ Nội vụ công bố Chỉ số cải cách hành chính năm {stage.year - 1}.",
        now=now,
    )
    stage.tell("woken", _woken(duty, event.pk))


def _woken(duty: "Duty", event_id: int) -> int:
    return duty.obligations.filter(event_id=event_id).count()


def _answer(stage: Stage, body: str, now: datetime) -> None:
    actor = stage.officers[stage.province[body]]
    asked = [one.duty.pk for one in selectors.dormant_of(actor) if is_asked(actor, one)]
    if asked:
        said = services.dormant_answer(
            asked, actor=actor, answer=DormantAnswerKind.NOT_YET, now=now, today=local_date(now)
        )
        stage.tell("dormant answered", said)
