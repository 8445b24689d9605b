"""What the standing body does with a period: adds up, has a figure corrected, closes, locks and publishes it."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from caicach.demo.whole.returns import own_sheets, take_in
from caicach.demo.whole.stage import Stage
from caicach.demo.whole.words import WHOLE_EXPLAINED
from caicach.figures import selectors, services
from caicach.figures.constants import PeriodState, ReturnState
from caicach.figures.selectors.corrections import CorrectionFilter, corrections_of
from caicach.web.actor import SYSTEM, Actor
from reform.forms import Figure

if TYPE_CHECKING:
    from caicach.figures.models import Period, Return

__all__ = ["add_up", "close", "correction_answer", "correction_write", "finish", "lock"]

CORRECTED = "apology.published"
AREA_LEADS = {"legal": "tu-phap", "proc": "van-phong-ubnd"}


def add_up(stage: Stage, period: "Period", now: datetime) -> None:
    """Take in what waits, and add up what there is."""
    take_in(stage, period, now)
    services.consolidate(period, actor=stage.standing, now=now)
    stage.tell("figures added up")


def finish(stage: Stage, period: "Period", now: datetime) -> None:
    """Add up for the last time; the leads of areas merge their sections, the standing body the rest, and closes."""
    add_up(stage, period, now)
    whole = selectors.whole_of(period.pk)
    if whole is not None:
        leads = {key: stage.officers[stage.province[body]] for key, body in AREA_LEADS.items()}
        close(whole, stage.standing, leads, now)
        stage.tell("figures closed")


def close(whole: "Return", standing: Actor, leads: dict[str, Actor], now: datetime) -> None:
    """Explain what does not fit in a whole, merge its sections and close it."""
    for one in selectors.findings_for(whole):
        words = WHOLE_EXPLAINED.get(one.cell.key, WHOLE_EXPLAINED[""])
        services.explain(whole, rule=one.rule, cell=one.cell, text=words, actor=standing, now=now)
    keys = [section.key for section in selectors.sheet_for(whole.period.form, whole.level).sections]
    for key in keys:
        services.sections_merge(whole, [key], actor=leads.get(key, standing), now=now)
    services.whole_finish(whole, actor=standing, now=now)


def correction_write(stage: Stage, period: "Period", now: datetime) -> None:
    """Let a unit that was taken in write that a figure was wrong."""
    sheet = _corrected(stage, period)
    if sheet is None:
        return
    drafts = [
        services.CellDraft(cell, Figure(number + 3 + number // Decimal(5)))
        for cell, figure in selectors.filled_for(sheet).items()
        if cell.key == CORRECTED and (number := figure.number) is not None
    ]
    reason = "Cộng thiếu các trường hợp xin lỗi bằng thư điện tử; đã đối chiếu với sổ theo dõi của Bộ phận Một cửa."
    services.correction_ask(sheet, drafts, actor=stage.officers[sheet.agency_id], reason=reason, now=now)
    stage.tell("correction asked")


def correction_answer(stage: Stage, period: "Period", now: datetime) -> None:
    """Approve the slip: the whole is stale, and is added up anew."""
    waiting = CorrectionFilter(period=period.uid, waiting=True)
    for slip in corrections_of(SYSTEM, waiting):
        services.correction_decide(slip, actor=stage.standing, approve=True, now=now)
        stage.tell("correction approved")
    services.consolidate(period, actor=stage.standing, now=now, reason="Theo phiếu đính chính đã duyệt.")


def lock(stage: Stage, period: "Period", now: datetime) -> None:
    """Lock what is finished and publish it; whoever never handed in is left as they are."""
    take_in(stage, period, now)
    current = selectors.period_for(SYSTEM, period.uid)
    if current.state == PeriodState.CONSOLIDATED:
        services.period_lock(current, actor=stage.standing, now=now)
        services.period_publish(selectors.period_for(SYSTEM, period.uid), actor=stage.standing, now=now)
        stage.tell("figures locked")


def _corrected(stage: Stage, period: "Period") -> "Return | None":
    """Return the return of a commune that nobody signs in for."""
    communes = set(stage.province.communes) & set(stage.officers) - {stage.shown}
    taken = (ReturnState.ACCEPTED, ReturnState.CONSOLIDATED)
    sheets = (one for one in own_sheets(period) if one.agency_id in communes and one.state in taken)
    return next(sheets, None)
