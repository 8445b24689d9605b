"""The periods of the year: opened, filled, handed in, given back, taken in, added up; and two before, as history."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from caicach.calendars.services import RegimeDraft, regime_enter
from caicach.demo.filling import begun_fill, period_fill
from caicach.demo.whole.stage import Stage, dice, moment, working_day
from caicach.figures import access, selectors, services
from caicach.figures.constants import ReturnKind
from caicach.figures.selectors.cells import explanations_of
from caicach.figures.services.consolidate import consolidate
from caicach.figures.services.count import figures_count
from caicach.figures.services.merging import sections_merge, whole_finish
from caicach.figures.services.publish import period_publish
from caicach.reports.services import report_open
from caicach.web.actor import SYSTEM, Actor
from caicach.web.clock import local_date
from reform.regimes import PeriodCode, YearDay

if TYPE_CHECKING:
    from caicach.figures.models import Period, Return

__all__ = ["figures_plan", "own_sheets", "regime_play"]

FORM = "cchc-thong-ke"
REPORT = "cchc-cap-tren"
# What the province's own regime says: (period, last day of the data, due day); the data begin on 15 December before.
DAYS = (
    (PeriodCode.Q1, (3, 10), (3, 18)),
    (PeriodCode.H1, (6, 10), (6, 18)),
    (PeriodCode.Q3, (9, 10), (9, 18)),
    (PeriodCode.YEAR, (11, 14), (11, 20)),
)
BASIS = "Kế hoạch cải cách hành chính của tỉnh, mục Chế độ báo cáo"
OPENED_DAYS = 37  # before the due day
HISTORY = (PeriodCode.Q3, PeriodCode.YEAR)  # of the year before
LATE_OF_HUNDRED, NEVER_OF_HUNDRED, FAULTY_OF_HUNDRED = 7, 9, 22
RETURNED = 3  # units that are given their figures back
MERGED_AFTER, FINISHED_AFTER, LOCKED_AFTER = 4, 6, 40  # days after the due day
WHY = (
    "Trong kỳ có đợt cấp đổi giấy tờ theo địa giới mới nên hồ sơ tăng đột biến.",
    "Hồ sơ quá hạn chủ yếu do chờ kết quả của cơ quan liên thông; đã xin lỗi từng trường hợp.",
    "Một số văn bản chỉ đạo ban hành từ kỳ trước, kỳ này chỉ đôn đốc.",
)


@dataclass(frozen=True, slots=True)
class _Term:
    """One period of the year with its days."""

    code: PeriodCode
    due_on: date


def regime_play(owner_id: int, actor: Actor, *, since: date, now: datetime) -> None:
    """Bring in the packaged forms where that was not done, and enter the province's own reporting days."""
    services.packaged_forms_bring_in(now=now)
    for code, data_to, due in DAYS:
        draft = RegimeDraft("any", "province", code, YearDay(-1, 12, 15), YearDay(0, *data_to), is_cumulative=True,
                            due=YearDay(0, *due), legal_basis=BASIS, valid_from=since)  # fmt: skip
        regime_enter(draft, actor=actor, owner_id=owner_id, now=now)


def figures_plan(stage: Stage) -> None:
    """Lay down the periods of the year, and what there was before it."""
    start = moment(stage.in_year(1, 6), 8)
    # Reporting days hold for reports, not for the duties of plans, which were assigned before.
    stage.agenda.put(start, partial(_begin, stage))
    for code, _data_to, due in DAYS:
        term = _Term(code, stage.in_year(*due))
        stage.agenda.put(moment(working_day(term.due_on - timedelta(days=OPENED_DAYS)), 8), partial(_open, stage, term))


def _begin(stage: Stage, now: datetime) -> None:
    regime_play(stage.province.province, stage.standing, since=date(stage.year - 1, 1, 1), now=now)
    for code in HISTORY:
        period = _period(stage, stage.year - 1, code, now, is_history=True)
        for sheet in own_sheets(period):
            period_fill(sheet, seed=sheet.agency.current_name, actor=SYSTEM, now=now)
            services.return_submit(sheet, actor=SYSTEM, now=now, today=local_date(now))
        consolidate(period, actor=SYSTEM, now=now, with_submitted=True)
        stage.tell("figures history")


def _period(stage: Stage, year: int, code: PeriodCode, now: datetime, *, is_history: bool = False) -> "Period":
    draft = services.PeriodDraft(stage.province.province, FORM, year, code, is_history=is_history)
    return services.period_open(draft, actor=stage.standing, now=now)


def own_sheets(period: "Period") -> "list[Return]":
    """Return what the bodies of a period return, by name."""
    rows = access.visible_returns(SYSTEM).filter(period=period, kind=ReturnKind.OWN)
    return list(rows.select_related("agency", "period__form").order_by("agency__current_sort_key"))


def _open(stage: Stage, term: _Term, now: datetime) -> None:
    """Open a period, and lay down when each agency hands in."""
    period = _period(stage, stage.year, term.code, now)
    stage.tell("figures period")
    returned = 0
    for sheet in own_sheets(period):
        if sheet.agency_id == stage.shown and _is_running(stage, term):
            stage.on(stage.today - timedelta(days=1), partial(_begun, stage, sheet))
            continue
        number = dice(sheet.agency.current_name, term.code, str(stage.year)) % 100
        if sheet.agency_id not in stage.officers or NEVER_OF_HUNDRED > number >= LATE_OF_HUNDRED:
            continue
        days = 1 + number % 5 if number < LATE_OF_HUNDRED else -(number % 12)
        day = working_day(term.due_on + timedelta(days=days))
        stage.on(day, partial(_hand_in, stage, sheet), hour=10)
        is_faulty = NEVER_OF_HUNDRED <= number < FAULTY_OF_HUNDRED and sheet.agency_id != period.receiver_id
        if is_faulty and returned < RETURNED:
            returned += 1
            stage.on(day, partial(_give_back, stage, sheet), hour=15)
            stage.after(moment(day, 15), 2, partial(_again, stage, sheet))
    _later(stage, term, period)


def _is_running(stage: Stage, term: _Term) -> bool:
    """Whether the period is collected on the present day: the shown commune is in the middle of it then."""
    return term.due_on + timedelta(days=FINISHED_AFTER) > stage.today


def _later(stage: Stage, term: _Term, period: "Period") -> None:
    """Lay down what the standing body does with the period."""

    def on(days: int, act: "Callable[[Stage, Period, datetime], None]", hour: int) -> None:
        stage.on(term.due_on + timedelta(days=days), partial(act, stage, period), hour=hour)

    on(-2, _take_in, 16)
    on(-2, _add_up, 17)
    on(1, _take_in, 14)
    on(MERGED_AFTER, _take_in, 9)
    on(MERGED_AFTER, _add_up, 10)
    on(FINISHED_AFTER, _finish, 10)
    on(LOCKED_AFTER, _lock, 10)


def _hand_in(stage: Stage, sheet: "Return", now: datetime) -> None:
    current, actor = selectors.return_for(SYSTEM, sheet.uid), stage.officers[sheet.agency_id]
    faulty = dice(sheet.agency.current_name, sheet.period.code) % 100 < FAULTY_OF_HUNDRED
    period_fill(current, seed=sheet.agency.current_name, actor=actor, now=now, faulty=faulty)
    _explain_some(current, actor, now)
    services.return_submit(current, actor=actor, now=now, today=local_date(now))
    stage.tell("figures handed in")


def _explain_some(sheet: "Return", actor: Actor, now: datetime) -> None:
    """Explain every other finding."""
    findings = selectors.findings_for(sheet)
    explained = explanations_of(sheet)
    for at, one in enumerate(findings):
        if at % 2 == 0 and (one.rule, one.cell) not in explained:
            words = WHY[dice(sheet.agency.current_name, one.rule) % len(WHY)]
            services.explain(sheet, rule=one.rule, cell=one.cell, text=words, actor=actor, now=now)


def _begun(stage: Stage, sheet: "Return", now: datetime) -> None:
    """Let the shown commune stand in the middle of its work: counted, half filled, with what does not fit."""
    current = selectors.return_for(SYSTEM, sheet.uid)
    figures_count(current, actor=SYSTEM, now=now)
    begun_fill(current, seed=sheet.agency.current_name, actor=SYSTEM, now=now)
    services.remark_add(
        current, section_key="proc", text="Số công khai cao hơn số tiếp nhận, Bộ phận Một cửa kiểm tra lại giúp.",
        actor=stage.standing, now=now,
    )  # fmt: skip
    stage.tell("figures begun")


def _take_in(stage: Stage, period: "Period", now: datetime) -> None:
    # What the standing body returned itself is taken in above it.
    for actor in (stage.standing, SYSTEM):
        waiting = [sheet for sheet in own_sheets(period) if sheet.state == "submitted"]
        if waiting:
            services.returns_accept(waiting, actor=actor, now=now)


def _give_back(stage: Stage, sheet: "Return", now: datetime) -> None:
    current = selectors.return_for(SYSTEM, sheet.uid)
    if current.state == "submitted":
        reason = "Số công khai lớn hơn số tiếp nhận ở mục 3.4; kiểm tra lại rồi gửi lại."
        services.return_send_back(current, actor=stage.standing, reason=reason, now=now)
        stage.tell("figures returned")


def _again(stage: Stage, sheet: "Return", now: datetime) -> None:
    current = selectors.return_for(SYSTEM, sheet.uid)
    if current.state == "returned":
        actor = stage.officers[sheet.agency_id]
        services.return_submit(current, actor=actor, now=now, today=local_date(now))


def _add_up(stage: Stage, period: "Period", now: datetime) -> None:
    consolidate(period, actor=stage.standing, now=now)
    stage.tell("figures added up")


def _finish(stage: Stage, period: "Period", now: datetime) -> None:
    _take_in(stage, period, now)
    consolidate(period, actor=stage.standing, now=now)
    whole = selectors.whole_of(period.pk)
    if whole is None:
        return
    sections = [section.key for section in selectors.sheet_for(period.form, whole.level).sections]
    sections_merge(whole, sections, actor=SYSTEM, now=now)
    whole_finish(whole, actor=stage.standing, now=now)
    report_open(whole.pk, REPORT, actor=SYSTEM, now=now)
    stage.tell("report begun")


def _lock(stage: Stage, period: "Period", now: datetime) -> None:
    """Lock what is finished; whoever never handed in is left as they are."""
    _take_in(stage, period, now)
    current = selectors.period_for(SYSTEM, period.uid)
    if current.state == "consolidated":
        services.period_lock(current, actor=stage.standing, now=now)
        period_publish(selectors.period_for(SYSTEM, period.uid), actor=stage.standing, now=now)
        stage.tell("figures locked")
