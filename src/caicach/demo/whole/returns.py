"""What the units do in a period: count, fill, explain, hand in, mend what came back; reports with their figures."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from caicach.demo.filling import Fault, begun_fill, mended_fill, period_fill
from caicach.demo.makers import Size
from caicach.demo.whole.papers import printed
from caicach.demo.whole.stage import Stage, dice
from caicach.demo.whole.words import EXPLAINED, UNIT_REPORTS
from caicach.figures import access, selectors, services
from caicach.figures.constants import ReturnKind, ReturnState
from caicach.figures.services.count import figures_count, period_count
from caicach.figures.services.proofs import ProofDraft, proofs_add
from caicach.reports.selectors import sections_of
from caicach.reports.services import IssueDraft, SectionDraft, report_check, report_issue, report_open, section_save
from caicach.web.actor import SYSTEM, Actor
from caicach.web.clock import local_date

if TYPE_CHECKING:
    from caicach.figures.models import Period, Return
    from caicach.figures.services.cells import Saved
    from caicach.reports.models import Report

__all__ = [
    "begin",
    "count",
    "explain_all",
    "fault_of",
    "give_back",
    "hand_in",
    "hand_in_again",
    "own_sheets",
    "size_of",
    "take_in",
    "write",
]

UNIT_REPORT = "cchc-don-vi"
PROVED = "dossier.received"
BOOK = "SỔ THEO DÕI HỒ SƠ\nUBND xã Suối Nhạn, Bộ phận Một cửa\nTrang 2: cộng hồ sơ tiếp nhận trong kỳ\n"
CARRIED = 24  # one unit of so many


def own_sheets(period: "Period") -> "list[Return]":
    """Return what the bodies of a period return, by name."""
    rows = access.visible_returns(SYSTEM).filter(period=period, kind=ReturnKind.OWN)
    return list(rows.select_related("agency", "period__form").order_by("agency__current_sort_key"))


def count(stage: Stage, period: "Period", now: datetime) -> None:
    """Let the program count what it knows, for everybody, on the morning after the last day of the data."""
    stage.tell("figures counted", period_count(period, actor=SYSTEM, now=now).cells)


def hand_in(stage: Stage, sheet: "Return", fault: Fault | None, now: datetime) -> None:
    """Fill a return, explain what does not fit but for what is wrong, hand it in; a few with a report."""
    current, actor = selectors.return_for(SYSTEM, sheet.uid), stage.officers[sheet.agency_id]
    saved = period_fill(current, actor=actor, now=now, fault=fault, size=size_of(stage, sheet))
    if fault is not Fault.WRONG:
        stage.tell("figures explained", explain_all(current, saved, actor=actor, now=now))
    slots = {stage.province[key]: words for key, words in UNIT_REPORTS.items()}.get(sheet.agency_id)
    if slots and fault is None:
        _report(stage, current, slots, now)
    else:
        services.return_submit(current, actor=actor, now=now, today=local_date(now))
    stage.tell("figures handed in")


def fault_of(stage: Stage, sheet: "Return") -> Fault | None:
    """Return what does not fit in a unit's figures every time: a few apologise for dossiers of the period before."""
    is_shown = sheet.agency_id == stage.shown or sheet.level != "commune"
    return Fault.CARRIED if not is_shown and dice("carried", sheet.agency.current_name) % CARRIED == 0 else None


def size_of(stage: Stage, sheet: "Return", districts: int = 0) -> Size:
    """Return how large a body is: a district of old stood for its communes, the province's own base for all of them."""
    communes = len(stage.province.communes)
    if sheet.agency_id == stage.province.province:
        return Size(below=0 if districts else communes)
    return Size(Decimal(communes) / districts) if sheet.level == "district" and districts else Size()


def explain_all(sheet: "Return", saved: "Saved", *, actor: Actor, now: datetime) -> int:
    """Explain whatever does not fit in a return; return how much it was."""
    for one in saved.findings:
        said = EXPLAINED.get(one.cell.key, EXPLAINED[""])
        words = said[dice(sheet.agency.current_name, one.rule) % len(said)]
        services.explain(sheet, rule=one.rule, cell=one.cell, text=words, actor=actor, now=now)
    return len(saved.findings)


def _report(stage: Stage, sheet: "Return", slots: Mapping[str, Mapping[str, str]], now: datetime) -> None:
    """Write the unit's report, close it and enter its number: the figures are handed in with it."""
    actor, today = stage.officers[sheet.agency_id], local_date(now)
    report = report_open(sheet.pk, UNIT_REPORT, actor=SYSTEM, now=now)
    write(report, slots, stage, sheet.agency_id, now)
    report = report_check(report, lets_gaps_stand=True, actor=actor, now=now, today=today)
    name = sheet.agency.current_name
    letters = "UBND" if name.startswith("UBND") else "".join(word[0] for word in name.split()).upper()
    symbol = f"{30 + dice(name, sheet.period.code) % 200}/BC-{letters}"
    made = printed(report.frozen, symbol=symbol, issued_on=today)
    report_issue(report, IssueDraft(symbol, today, made=made), actor=SYSTEM, now=now, today=today)
    stage.tell("unit reports")


def write(
    report: "Report", slots: Mapping[str, Mapping[str, str]], stage: Stage, agency_id: int, now: datetime
) -> None:
    """Write words into the free places of a report's sections."""
    rows = sections_of(report)
    for key, words in slots.items():
        revision = rows[key].revision if key in rows else 0
        draft = SectionDraft(revision, slots=words)
        section_save(report, key, draft, actor=stage.officers[agency_id], now=now, today=local_date(now))


def begin(stage: Stage, sheet: "Return", now: datetime) -> None:
    """Let the shown commune stand in the middle of its work: counted, half filled, with what does not fit."""
    current = selectors.return_for(SYSTEM, sheet.uid)
    figures_count(current, actor=SYSTEM, now=now)
    begun_fill(current, actor=stage.officers[sheet.agency_id], now=now)
    services.remark_add(
        current, section_key="proc", text="Số công khai cao hơn số tiếp nhận, Bộ phận Một cửa kiểm tra lại giúp.",
        actor=stage.standing, now=now,
    )  # fmt: skip
    _prove(stage, current, now)
    stage.tell("figures begun")


def _prove(stage: Stage, sheet: "Return", now: datetime) -> None:
    """Put a paper to one figure: the page of the book that it was counted from."""
    cell = next((one for one in selectors.filled_for(sheet) if one.key == PROVED), None)
    if cell is not None:
        draft = ProofDraft(cell, file=BOOK.encode(), file_name="so-theo-doi-ho-so.txt", place="trang 2")
        added = proofs_add(sheet, [draft], actor=stage.officers[sheet.agency_id], now=now)
        stage.tell("figures proved", len(added.proofs))


def take_in(stage: Stage, period: "Period", now: datetime) -> None:
    """Take in what waits; what the standing body returned itself is taken in above it."""
    for actor in (stage.standing, SYSTEM):
        waiting = [sheet for sheet in own_sheets(period) if sheet.state == ReturnState.SUBMITTED]
        if waiting:
            services.returns_accept(waiting, actor=actor, now=now)


def give_back(stage: Stage, sheet: "Return", now: datetime) -> None:
    """Give a return back where it still waits."""
    current = selectors.return_for(SYSTEM, sheet.uid)
    if current.state == ReturnState.SUBMITTED:
        reason = "Số công khai lớn hơn số tiếp nhận ở mục 3.4; kiểm tra lại rồi gửi lại."
        services.return_send_back(current, actor=stage.standing, reason=reason, now=now)
        stage.tell("figures returned")


def hand_in_again(stage: Stage, sheet: "Return", now: datetime) -> None:
    """Mend what was wrong and hand in again."""
    current = selectors.return_for(SYSTEM, sheet.uid)
    if current.state == ReturnState.RETURNED:
        actor = stage.officers[sheet.agency_id]
        saved = mended_fill(current, Fault.WRONG, actor=actor, now=now)
        explain_all(current, saved, actor=actor, now=now)
        services.return_submit(current, actor=actor, now=now, today=local_date(now))
        stage.tell("figures mended")
