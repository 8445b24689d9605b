"""Work shared: other bodies asked for their part, persons of one commune with steps and dates, two-step hand-ins."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from caicach.demo.evidence import PAPER, kind_of
from caicach.demo.people import staff_open
from caicach.demo.whole.stage import Stage
from caicach.obligations import access, services
from caicach.obligations.constants import ObligationState, TrackingMode
from caicach.obligations.services import Asking, Proof, StepDraft
from caicach.people import selectors as people
from caicach.web.actor import SYSTEM, Actor
from caicach.web.clock import local_date

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation
    from caicach.people.models import Post

__all__ = ["asks_plan", "commune_plan_days", "two_steps"]

SUMMED_UP = "Báo cáo tổng hợp của tỉnh"
# Who has work in hand in the commune beside the officer with an account.
STAFF = (
    ("xsn-vanhoa", "Vàng Thị Dín", "Công chức Phòng Văn hóa - Xã hội"),
    ("xsn-kinhte", "Hoàng Đức Long", "Công chức Phòng Kinh tế"),
    ("xsn-hcc", "Lò Minh Quân", "Công chức Trung tâm Phục vụ hành chính công"),
)
STEPS = ("Gửi biểu mẫu cho các thôn", "Tổng hợp số liệu các thôn", "Lấy ý kiến các phòng", "Trình Chủ tịch ký")
HANDED_OUT = ((1, 12), (4, 6), (7, 6), (10, 5))


def asks_plan(stage: Stage) -> None:
    """Lay down that the department that sums up asks others for their part."""
    stage.on(stage.in_year(5, 20), partial(_ask, stage), hour=10)


def _ask(stage: Stage, now: datetime) -> None:
    (duty,) = stage.duties(SUMMED_UP)
    one = duty.obligations.first()
    lead = stage.province["noi-vu"]
    bodies = [*stage.acting.intersection(stage.province.communes)][:8]
    bodies += [stage.province["tai-chinh"], stage.province["mat-tran"]]
    if one is not None:
        asking = Asking(
            "Số liệu biên chế, nhu cầu tinh giản của cơ quan, kèm biểu", stage.in_year(6, 5), TrackingMode.DOCUMENT
        )
        asked = services.coordination_ask(
            one, sorted(bodies), asking, actor=stage.officers[lead], now=now, today=local_date(now)
        )
        stage.tell("asked to coordinate", len(asked.asks))


def commune_plan_days(stage: Stage, leader: Actor) -> None:
    """Lay down that the commune's work of each quarter is handed to its people."""
    for month, day in HANDED_OUT:
        stage.on(stage.in_year(month, day), partial(_hand_out, stage, leader), hour=14)


def _hand_out(stage: Stage, leader: Actor, now: datetime) -> None:
    today = local_date(now)
    rows = (
        access.visible_obligations(SYSTEM)
        .filter(agency_id=stage.shown, state=ObligationState.OPEN, carrier=None, due_on__gt=today, assignments=None)
        .filter(due_on__lt=today + timedelta(days=95))
    )
    due = list(rows.select_related("duty", "agency").order_by("due_on", "pk"))
    posts = _staff(stage, today)
    for place, post in enumerate(posts):
        mine = due[place :: len(posts) + 1]
        if mine:
            handed = services.assignments_give(
                mine, post, actor=leader, now=now, today=today, note="Làm sớm, báo tôi nếu vướng."
            )
            stage.tell("handed to a person", len(handed.done))
            _steps(stage, mine[0], post, leader, now)


def _staff(stage: Stage, today: date) -> "list[Post]":
    for username, name, title in STAFF:
        staff_open(username, name, title, stage.shown)
    names = {username for username, _name, _title in STAFF}
    return [post for post in people.posts_at((stage.shown,), on=today) if post.user.username in names]


def _steps(stage: Stage, one: "Obligation", post: "Post", leader: Actor, now: datetime) -> None:
    if one.due_on is None:
        return
    today = local_date(now)
    span = max(4, (one.due_on - today).days)
    drafts = [
        StepDraft(text, post.pk, None, today + timedelta(days=span * (place + 1) // len(STEPS)))
        for place, text in enumerate(STEPS)
    ]
    made = services.steps_set(one, drafts, actor=leader, now=now, today=today)
    stage.tell("steps", len(made.steps))
    for place, step in enumerate(made.steps[:2]):
        stage.after(now, 3 + 4 * place, partial(_done, stage, step.pk, one.pk, leader))


def _done(stage: Stage, step_id: int, pk: int, leader: Actor, now: datetime) -> None:
    one = stage.waiting(pk)
    step = one.steps.filter(pk=step_id, done_at=None).first() if one else None
    if step is not None:
        services.step_done(step, actor=leader, now=now)


def two_steps(stage: Stage, leader: Actor, now: datetime) -> None:
    """Let the commune hand in in two steps from now on, and lay one hand-in before its leader."""
    today, officer = local_date(now), stage.officers[stage.shown]
    services.practice_set(stage.shown, actor=leader, needs_approval=True, now=now, today=today)
    stage.officers[stage.shown] = leader
    rows = (
        access.visible_obligations(SYSTEM)
        .filter(
            agency_id=stage.shown, state=ObligationState.OPEN, carrier=None, due_on__gt=today, duty__is_report=False
        )
        .exclude(pk__in=stage.planned)
    )
    for one in rows.filter(duty__mode=TrackingMode.DOCUMENT).select_related("duty", "agency").order_by("due_on")[:2]:
        proof = Proof(
            type=kind_of(one),
            symbol=f"{100 + one.pk % 90}/UBND",
            issued_on=today,
            subject=one.duty.title,
            file=PAPER,
            file_name="du-thao.pdf",
        )
        services.draft_prepare(one, actor=officer, proof=proof, now=now, today=today)
        stage.planned.add(one.pk)
        stage.tell("laid before the leader")
