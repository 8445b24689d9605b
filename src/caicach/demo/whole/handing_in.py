"""Handing in, taking, giving back; saying why something is late."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from caicach.demo.evidence import evidence_of
from caicach.demo.whole.stage import Stage, dice, moment
from caicach.obligations import services
from caicach.obligations.constants import Missing
from caicach.obligations.services.decide_many import Chosen, obligations_accept
from caicach.web.clock import local_date

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation

__all__ = ["explain_later", "plan"]

RETURNED: tuple[tuple[Sequence[Missing], str], ...] = (
    ((Missing.ANNEX, Missing.FIGURES), "Thiếu phụ lục số liệu của từng thôn. Bổ sung rồi nộp lại."),
    ((Missing.UNSIGNED,), ""),
    ((Missing.CONTENT,), "Chưa nêu thời hạn, người chịu trách nhiệm từng việc. Bổ sung rồi nộp lại."),
    ((Missing.NUMBER_DATE, Missing.FILE_UNREADABLE), "Bản quét mờ, không đọc được số và ngày."),
    ((Missing.WRONG_PERIOD,), "Số liệu của quý trước. Cập nhật theo kỳ báo cáo."),
    ((Missing.EVIDENCE,), "Kèm ảnh chụp, đường dẫn hoặc biên bản chứng minh."),
)
REASONS = (
    ("late_start", ""), ("guidance", "Chờ văn bản hướng dẫn của cơ quan chuyên môn."), ("overlooked", ""),
    ("systems", "Hệ thống thông tin báo cáo gián đoạn ba ngày."), ("staffing", ""),
    ("coordination", "Các thôn gửi số liệu chậm."), ("weak_coordination", ""), ("unplanned_work", ""),
    ("quality", ""), ("force_majeure", "Mưa lũ, sạt lở đường vào xã."),
)  # fmt: skip
UNEXPLAINED = 4  # one late obligation of so many says nothing
SLOW_CHECK = 19  # one hand-in of so many waits for its checker beyond the term
UNCHECKED = 23  # one of so many of late was not looked at yet
UNCHECKED_DAYS = 40
CHECKED_HOUR = 16
LATELY_DAYS = 4  # before the present: what is shown has happened by then


def plan(
    stage: Stage,
    one: "Obligation",
    now: datetime,
    *,
    after_days: int,
    returns: int = 0,
    is_last_word: bool = False,
) -> None:
    """Lay down that ``one`` is handed in so many days after its due day, given back ``returns`` times, accepted.

    ``is_last_word``: nothing follows the last return, or the hand-in where there is none.
    """
    if one.due_on is None:
        return
    day = max(one.due_on + timedelta(days=after_days), local_date(now) + timedelta(days=1))
    if is_last_word:
        day = min(day, stage.today - timedelta(days=LATELY_DAYS))
    stage.on(day, partial(_hand_in, stage, one.pk, returns, is_last_word=is_last_word), hour=8 + one.pk % 9)


def _hand_in(stage: Stage, pk: int, returns: int, now: datetime, *, is_last_word: bool) -> None:
    one = stage.waiting(pk)
    if one is None:
        return
    today, owner = local_date(now), stage.officers[one.agency_id]
    evidence = evidence_of(one, owner, stage.paper, now)
    made = services.obligation_submit(one, actor=owner, evidence=evidence, now=now, today=today)
    is_late = one.due_on is not None and made.met_on is not None and made.met_on > one.due_on
    stage.tell("handed in late" if is_late else "handed in")
    number = dice(one.agency.current_name, one.duty.title, one.occurrence_key, made.number)
    if is_late and number % UNEXPLAINED:
        stage.after(now, 2, partial(_explain, stage, pk))
    if returns:
        stage.after(now, 2 + number % 3, partial(_give_back, stage, pk, returns, is_last_word=is_last_word))
    elif not is_last_word:
        _check_later(stage, one, made.number, number, now)


def _check_later(stage: Stage, one: "Obligation", hand_in: int, number: int, now: datetime) -> None:
    """Let the checker look at it: in a few days, some after the term, some not yet."""
    if number % UNCHECKED == 0 and (stage.until - now).days < UNCHECKED_DAYS:
        stage.tell("unchecked")
        return
    days = 12 + number % 9 if number % SLOW_CHECK == 0 else 1 + number % 4
    day, acceptor_id = stage.day_after(now, days), one.acceptor_id
    pile = stage.piles.setdefault((day, acceptor_id), [])
    if not pile:
        stage.agenda.put(moment(day, CHECKED_HOUR), partial(_accept, stage, day, acceptor_id))
    pile.append(Chosen(one.pk, hand_in))


def _accept(stage: Stage, day: date, acceptor_id: int, now: datetime) -> None:
    """Take in at once what the acceptor has looked at in the day."""
    chosen = stage.piles.pop((day, acceptor_id))
    decided = obligations_accept(chosen, actor=stage.officers[acceptor_id], now=now)
    stage.tell("accepted", decided.done)


def _give_back(stage: Stage, pk: int, returns: int, now: datetime, *, is_last_word: bool) -> None:
    one = stage.handed_in(pk)
    if one is None:
        return
    codes, words = RETURNED[dice(pk, returns) % len(RETURNED)]
    services.obligation_return(one, actor=stage.officers[one.acceptor_id], reason=words, now=now, missing=codes)
    stage.tell("returned")
    left = returns - 1
    if left or not is_last_word:
        stage.after(now, 3 + pk % 4, partial(_hand_in, stage, pk, left, is_last_word=is_last_word))


def explain_later(stage: Stage, one: "Obligation") -> None:
    """Lay down that the agency says why it is late, a week after the day."""
    if one.due_on is not None and one.pk % UNEXPLAINED:
        stage.on(one.due_on + timedelta(days=9), partial(_explain, stage, one.pk))


def _explain(stage: Stage, pk: int, now: datetime) -> None:
    one = stage.late(pk, local_date(now))
    if one is None:
        return
    code, words = REASONS[dice(one.agency.current_name, one.occurrence_key) % len(REASONS)]
    services.late_reason_give(one, actor=stage.officers[one.agency_id], code=code, words=words, now=now)
    stage.tell("late reason")
