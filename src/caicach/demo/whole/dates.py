"""Dates that move: later days asked for and decided, clocks that stand while another body has the matter."""

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from caicach.demo.whole import handing_in
from caicach.demo.whole.stage import Stage
from caicach.obligations import services
from caicach.obligations.selectors.pauses import pause_for
from caicach.obligations.services import ExtensionDraft, ExtensionVerdict, PauseDraft
from caicach.web.clock import local_date

if TYPE_CHECKING:
    from caicach.obligations.models import Extension, Obligation

__all__ = ["extension_plan", "milestones_play", "pause_plan"]

MORE_DAYS = 14
ASKED = (
    ("guidance", "Sở chủ quản chưa gửi biểu mẫu; xã xin thêm thời gian để tổng hợp đủ các thôn."),
    ("force_majeure", "Mưa lũ kéo dài, ba thôn bị chia cắt, chưa thu được số liệu."),
    ("coordination", "Cơ quan phối hợp chưa có ý kiến; xin lùi hạn đến khi nhận đủ."),
)
NO = "Nhiệm vụ đã giao từ đầu năm, các xã khác đều kịp; đề nghị hoàn thành đúng hạn."


def extension_plan(stage: Stage, one: "Obligation", now: datetime, *, is_granted: bool | None) -> None:
    """Lay down that a later day is asked for, and what is answered; None: nobody has answered yet."""
    if one.due_on is None:
        return
    day = max(one.due_on - timedelta(days=6), local_date(now) + timedelta(days=1))
    if is_granted is None:
        day = max(day, stage.today - timedelta(days=2))
    stage.on(day, partial(_ask, stage, one.pk, is_granted=is_granted), hour=10)


def _ask(stage: Stage, pk: int, now: datetime, *, is_granted: bool | None) -> None:
    one = stage.waiting(pk)
    if one is None or one.due_on is None:
        return
    code, words = ASKED[pk % len(ASKED)]
    draft = ExtensionDraft(max(one.due_on, local_date(now)) + timedelta(days=MORE_DAYS), code, words)
    asked = services.extension_ask(one, draft, actor=stage.officers[one.agency_id], now=now)
    stage.tell("extension asked")
    if is_granted is not None:
        stage.after(now, 2, partial(_decide, stage, one, asked, is_granted=is_granted))


def _decide(stage: Stage, one: "Obligation", asked: "Extension", now: datetime, *, is_granted: bool) -> None:
    verdict = ExtensionVerdict(is_granted, answer="" if is_granted else NO)
    decided = services.extensions_decide([asked], verdict, actor=stage.standing, now=now)
    stage.tell("extension granted" if is_granted else "extension refused", len(decided.decided))
    days = MORE_DAYS - 2 if is_granted else 3
    handing_in.plan(stage, one, now, after_days=days)


def pause_plan(stage: Stage, one: "Obligation", now: datetime) -> None:
    """Lay down that the clock stands for some days while a department has the draft."""
    if one.due_on is not None:
        day = max(one.due_on - timedelta(days=8), local_date(now) + timedelta(days=1))
        stage.on(day, partial(_wait, stage, one.pk), hour=14)


def _wait(stage: Stage, pk: int, now: datetime) -> None:
    one = stage.waiting(pk)
    if one is None:
        return
    asked = stage.province["van-phong-ubnd" if one.agency_id == stage.province["noi-vu"] else "noi-vu"]
    draft = PauseDraft(
        from_on=local_date(now),
        symbol=f"{100 + pk % 300}/UBND-VP",
        waits_for_id=asked,
        words="Xin ý kiến về dự thảo trước khi ban hành.",
    )
    services.pause_start(one, draft, actor=stage.officers[one.agency_id], now=now)
    stage.tell("pause")
    stage.after(now, 7, partial(_answered, stage, pk))


def _answered(stage: Stage, pk: int, now: datetime) -> None:
    one = stage.waiting(pk)
    if one is None or one.paused_on is None:
        return
    services.pause_end(
        pause_for(one),
        actor=stage.officers[one.agency_id],
        until_on=local_date(now),
        words="Đã có văn bản góp ý, thống nhất với dự thảo.",
        now=now,
    )
    stage.tell("pause ended")
    handing_in.plan(stage, one, now, after_days=4)


def milestones_play(stage: Stage, *titles: str) -> None:
    """Let the leads of province duties present a draft before the day, once to be mended, and issue it at last."""
    for place, duty in enumerate(stage.duties(*titles)):
        one = duty.obligations.exclude(due_on=None).order_by("due_on").first()
        if one is None or one.due_on is None or one.agency_id not in stage.acting:
            continue
        stage.planned.add(one.pk)
        stage.on(one.due_on - timedelta(days=9), partial(_present, stage, one.pk, is_mended=place % 2 == 0), hour=15)


def _present(stage: Stage, pk: int, now: datetime, *, is_mended: bool) -> None:
    one = stage.waiting(pk)
    if one is None:
        return
    draft = PauseDraft(from_on=local_date(now), symbol=f"{30 + pk % 60}/TTr", words="Trình dự thảo.")
    services.milestone_present(one, draft, actor=stage.officers[one.agency_id], now=now)
    stage.tell("presented")
    if is_mended:
        stage.after(now, 4, partial(_mend, stage, pk))
    else:
        stage.after(now, 12, partial(_issued, stage, pk))


def _mend(stage: Stage, pk: int, now: datetime) -> None:
    one = stage.waiting(pk)
    if one is None or one.paused_on is None:
        return
    words = "Bổ sung căn cứ pháp lý, gộp các văn bản cùng nội dung rồi trình lại."
    services.milestone_return(pause_for(one), actor=stage.standing, until_on=local_date(now), words=words, now=now)
    stage.tell("to be mended")
    stage.after(now, 3, partial(_present, stage, pk, is_mended=False))


def _issued(stage: Stage, pk: int, now: datetime) -> None:
    one = stage.waiting(pk)
    if one is not None:
        handing_in.plan(stage, one, now, after_days=(local_date(now) - (one.due_on or local_date(now))).days + 1)
