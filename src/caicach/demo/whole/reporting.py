"""The province's report of a period: begun, written by the leads of areas, closed, issued, brought back signed."""

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from caicach.demo.whole.papers import printed
from caicach.demo.whole.returns import write
from caicach.demo.whole.stage import Stage, dice
from caicach.demo.whole.words import AREA_TEXTS, HEAD, LATER_TEXTS
from caicach.figures import selectors as figures
from caicach.reports import selectors, services
from caicach.reports.constants import FileKind, ReportState
from caicach.reports.services import IssueDraft, LineDraft, TargetDraft
from caicach.ui.notation import number_text
from caicach.web.actor import SYSTEM
from caicach.web.clock import local_date
from reform.forms import Cell
from reform.narratives import Relation

if TYPE_CHECKING:
    from caicach.figures.models import Period
    from caicach.reports.models import Report

__all__ = ["begin_report", "issue", "signed_back", "write_report"]

REPORT = "cchc-cap-tren"
CITATION = "Kế hoạch cải cách hành chính của tỉnh, mục Chỉ tiêu"
TARGETS = (("dossier.on_time_rate", Decimal(98)), ("dossier.online_rate", Decimal(72)), ("plan.done_rate", Decimal(90)))
OWN_LINE = "Buổi gặp gỡ doanh nghiệp"
# What somebody changed on the paper before it was signed: the last digit of a figure of this section.
CHANGED_IN = "I.2"


def begin_report(stage: Stage, period: "Period", now: datetime) -> None:
    """Open the report of the whole with its head, the targets of the year and its first chapters."""
    whole = figures.whole_of(period.pk)
    if whole is None:
        return
    report = services.report_open(whole.pk, REPORT, actor=stage.standing, now=now)
    services.report_head_save(report, HEAD, actor=stage.standing, now=now)
    for key, value in TARGETS:
        draft = TargetDraft(Cell(key), Relation.LEAST, value, CITATION)
        services.target_set(report, draft, actor=stage.standing, now=now)
    _write(stage, report, LATER_TEXTS, now)
    stage.tell("report begun")


def write_report(stage: Stage, period: "Period", now: datetime) -> None:
    """Let the leads of areas write the rest; a number that no form asks for becomes a line of the province's own."""
    report = _of(period)
    if report is None:
        return
    _write(stage, report, AREA_TEXTS, now)
    number = Decimal(3 + dice(period.code) % 4)
    services.own_line_make(report, LineDraft(OWN_LINE, number, "buổi"), actor=stage.standing, now=now)
    for key in AREA_TEXTS["noi-vu"]:
        services.section_done(report, key, is_done=True, actor=stage.standing, now=now)
    stage.tell("report written")


def issue(stage: Stage, period: "Period", now: datetime) -> None:
    """Close the report for signing, and enter number and date."""
    report, today = _of(period), local_date(now)
    if report is None:
        return
    services.report_check(report, lets_gaps_stand=True, actor=stage.standing, now=now, today=today)
    symbol = f"{180 + dice(period.name) % 90}/BC-UBND"
    made = printed(report.frozen, symbol=symbol, issued_on=today)
    services.report_issue(report, IssueDraft(symbol, today, made=made), actor=stage.standing, now=now, today=today)
    stage.tell("report issued")


def signed_back(stage: Stage, period: "Period", now: datetime) -> None:
    """Bring the signed paper, on which one figure was changed by hand."""
    report = _of(period, ReportState.ISSUED)
    if report is None:
        return
    changed = _changed(report.frozen)
    paper = printed(changed, symbol=report.symbol, issued_on=report.issued_on or local_date(now))
    services.paper_bring(report, paper, kind=FileKind.SIGNED, actor=stage.standing, now=now)
    stage.tell("report came back")


def _of(period: "Period", state: ReportState = ReportState.DRAFTING) -> "Report | None":
    found = (one for one in selectors.reports_of(SYSTEM) if one.period_id == period.pk and one.template_key == REPORT)
    report = next((one for one in found if one.state == state), None)
    return selectors.report_for(SYSTEM, report.uid) if report is not None else None


def _write(stage: Stage, report: "Report", texts: Mapping[str, Mapping[str, Mapping[str, str]]], now: datetime) -> None:
    for body, slots in texts.items():
        write(report, slots, stage, stage.province[body], now)


def _changed(frozen: str) -> str:
    """Return what was frozen with one figure of its words raised by one."""
    told = json.loads(frozen)
    section = next(one for one in told["sections"] if one["key"] == CHANGED_IN)
    run = next(run for one in section["paragraphs"] for run in one["runs"] if run.get("figures"))
    number = int(run["text"].replace(".", ""))
    run["text"] = number_text(Decimal(number + 1))
    return json.dumps(told, ensure_ascii=False)
