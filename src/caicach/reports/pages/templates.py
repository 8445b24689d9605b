"""Templates of reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.reports.constants import RecipientKind, TemplateState
from caicach.reports.mapping import DOCUMENT_SETS, LISTS, NAMES
from caicach.reports.models import ReportTemplate
from caicach.reports.selectors import TemplateChoice
from caicach.ui.values import Link

__all__ = ["TemplatePage", "TemplatesPage"]


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One stored version."""

    title: str
    url: str
    owner: str
    version: str
    recipient: str
    state: str


@dataclass(frozen=True, slots=True)
class TemplatesPage:
    """The templates within reach."""

    title: str
    crumbs: tuple[Link, ...]
    lines: tuple[TemplateLine, ...]
    choices: tuple[TemplateChoice, ...]  # that can be copied
    agency_id: int

    @classmethod
    def of(cls, rows: Sequence[ReportTemplate], choices: tuple[TemplateChoice, ...], agency_id: int) -> "TemplatesPage":
        """Return the page."""
        title = _("Mẫu báo cáo")
        crumbs = (Link(_("Báo cáo"), reverse("reports:list")), Link(title))
        return cls(title, crumbs, tuple(map(_line, rows)), choices, agency_id)


def _line(row: ReportTemplate) -> TemplateLine:
    return TemplateLine(
        row.title,
        reverse("reports:template", args=[row.uid]),
        row.owner.current_name if row.owner else _("kèm chương trình"),
        row.version,
        str(RecipientKind(row.recipient).label),
        str(TemplateState(row.state).label),
    )


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """One version of a template."""

    title: str
    kicker: str
    crumbs: tuple[Link, ...]
    form: Any  # TemplateForm; None where it cannot be changed by the reader
    definition: str
    problems: tuple[str, ...]
    publish_url: str  # empty: it cannot be published now
    names: tuple[str, ...]
    lists: tuple[str, ...]

    @classmethod
    def of(cls, row: ReportTemplate, form: Any, problems: tuple[str, ...]) -> "TemplatePage":
        """Return the page."""
        listing = Link(_("Mẫu báo cáo"), reverse("reports:templates"))
        return cls(
            title=row.title,
            kicker=f"{_('Bản')} {row.version} · {TemplateState(row.state).label}",
            crumbs=(Link(_("Báo cáo"), reverse("reports:list")), listing, Link(row.title)),
            form=form,
            definition=row.definition,
            problems=problems,
            publish_url=reverse("reports:template-publish", args=[row.uid]) if form and not problems else "",
            names=NAMES,
            lists=(*LISTS, *DOCUMENT_SETS),
        )
