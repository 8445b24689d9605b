"""Finding reports within reach, what can be written now, and the sections of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.figures import access as figures
from caicach.figures.constants import ReturnKind
from caicach.figures.selectors import with_everything
from caicach.reports import access
from caicach.reports.constants import ReportState
from caicach.reports.mapping import slots_from, template_of
from caicach.reports.models import Report, ReportFile, ReportSection, SectionVersion
from caicach.web.actor import SYSTEM, Actor
from caicach.web.errors import Beyond

__all__ = [
    "Openable",
    "UnitText",
    "files_of",
    "history_of",
    "openable",
    "report_for",
    "reports_of",
    "sections_of",
    "units_texts",
]

_SHOWN = 200
_RELATED = ("agency", "period__owner", "period__form", "template", "document__file", "checked_by", "issued_by")


def report_for(actor: Actor, uid: UUID) -> Report:
    """Return a report within the actor's reach, with its figures' return.

    Raises:
        Beyond: there is none of this uid, or not for this actor.
    """
    found = access.visible_reports(actor).filter(uid=uid).select_related(*_RELATED).defer("period__form__definition")
    report = found.first()
    if report is None:
        raise Beyond(_("Không có báo cáo này, hoặc báo cáo nằm ngoài phạm vi của bạn."))
    report.sheet = with_everything(figures.visible_returns(SYSTEM)).get(pk=report.sheet_id)
    return report


def reports_of(actor: Actor) -> tuple[Report, ...]:
    """Return the latest reports within reach, without what they were frozen as: one query."""
    rows = access.visible_reports(actor).select_related("agency", "period", "template")
    deferred = rows.defer("frozen", "template__definition")
    return tuple(deferred.order_by("-period__data_to", "agency__current_sort_key", "-edition")[:_SHOWN])


@dataclass(frozen=True, slots=True)
class Openable:
    """A return of the actor's agencies that a report can be written from."""

    sheet_id: int
    agency_id: int
    agency: str
    period: str
    level: str
    form_key: str


def openable(actor: Actor) -> tuple[Openable, ...]:
    """Return the returns that the actor may write a report from, the newest period first: one query.

    Of the body that adds up it is the whole; its own figures are a part of that.
    """
    ids = access.writable_agency_ids(actor)
    rows = figures.visible_returns(SYSTEM).filter(agency__in=ids, period__is_history=False)
    newest = rows.select_related("period", "agency").order_by("-period__data_to", "agency__current_sort_key", "pk")
    found: dict[tuple[int, int], Openable] = {}
    for row in newest[: 2 * _SHOWN]:
        if (row.period_id, row.agency_id) in found and row.kind != ReturnKind.WHOLE:
            continue
        one = Openable(row.pk, row.agency_id, row.agency.current_name, row.period.name, row.level, row.period.form_key)
        found[(row.period_id, row.agency_id)] = one
    return tuple(found.values())


def sections_of(report: Report) -> dict[str, ReportSection]:
    """Return what was written of each section, by key; sections that nobody touched have no row: one query."""
    rows = ReportSection.objects.filter(report=report).select_related("saved_by", "writer", "done_by")
    return {row.key: row for row in rows}


def files_of(report: Report) -> tuple[ReportFile, ...]:
    """Return the papers that came back for a report, the newest first: one query."""
    return tuple(ReportFile.objects.filter(report=report).select_related("file"))


def history_of(section: ReportSection) -> tuple[SectionVersion, ...]:
    """Return the versions of a section, the newest first: one query."""
    return tuple(SectionVersion.objects.filter(section=section).select_related("by").order_by("-number"))


@dataclass(frozen=True, slots=True)
class UnitText:
    """What a unit wrote about the same matter in its own report of the period."""

    agency: str
    key: str  # of the unit's section
    text: str


def units_texts(report: Report) -> Mapping[str, tuple[UnitText, ...]]:
    """Return what units wrote into the free slots of their reports, by area: one query.

    Only of the body that adds up: a unit collects nobody's words.
    """
    if report.agency_id != report.period.owner_id:
        return {}
    rows = ReportSection.objects.filter(report__period=report.period_id).exclude(report__agency=report.agency_id)
    rows = rows.exclude(report__state=ReportState.SUPERSEDED).select_related("report__agency", "report__template")
    found: dict[str, list[UnitText]] = {}
    for row in rows.order_by("report__agency__current_sort_key", "key"):
        section = template_of(row.report.template).section(row.key)
        area = section.area if section else ""
        for text in slots_from(row.slots).values():
            found.setdefault(area, []).append(UnitText(row.report.agency.current_name, row.key, text))
    return {area: tuple(texts) for area, texts in found.items()}
