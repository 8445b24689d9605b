"""Which templates a report can be written from: the packaged ones, and the copies of the body."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.reports import access
from caicach.reports.constants import TemplateState
from caicach.reports.mapping import template_value
from caicach.reports.models import ReportTemplate
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.narratives import Template, packaged_templates, template_fingerprint

__all__ = ["TemplateChoice", "packaged", "template_for", "templates_for", "templates_of"]


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """A template that can be chosen."""

    key: str
    title: str
    recipient: str
    levels: tuple[str, ...]
    form_key: str
    row: ReportTemplate | None  # None: packaged and not used here yet
    definition: str

    def fits(self, level: str, form_key: str) -> bool:
        """Whether a body of that level writes it, of figures of that form."""
        return form_key == self.form_key and (not self.levels or level in self.levels)


@cache
def packaged() -> tuple[tuple[Template, str], ...]:
    """Return the packaged templates with their texts."""
    return tuple((template_value(text), text) for text in packaged_templates())


def templates_for(agency_id: int) -> tuple[TemplateChoice, ...]:
    """Return the templates that an agency may choose, its own copies before the packaged ones: one query."""
    mine = Q(owner_id=agency_id) | Q(owner__isnull=True)
    rows = list(ReportTemplate.objects.filter(mine, state=TemplateState.PUBLISHED).order_by("-owner", "-pk"))
    own = {row.template_key: _choice_of(row) for row in reversed(rows) if row.owner_id is not None}
    shared = {row.fingerprint: row for row in rows if row.owner_id is None}
    packaged_ones = {one.key: one for one in _packaged_choices(shared)}
    others = {row.template_key: _choice_of(row) for row in reversed(rows) if row.owner_id is None}
    return tuple({**others, **packaged_ones, **own}.values())


def _packaged_choices(kept: dict[str, ReportTemplate]) -> Iterator[TemplateChoice]:
    for template, text in packaged():
        yield TemplateChoice(
            template.key,
            template.title,
            template.recipient.value,
            template.levels,
            template.form_key,
            kept.get(template_fingerprint(text)),
            text,
        )


def _choice_of(row: ReportTemplate) -> TemplateChoice:
    levels = tuple(filter(None, row.levels.split(",")))
    return TemplateChoice(row.template_key, row.title, row.recipient, levels, row.form_key, row, row.definition)


def templates_of(actor: Actor) -> tuple[ReportTemplate, ...]:
    """Return the stored versions that the actor sees, newest first: one query."""
    rows = access.usable_templates(actor).select_related("owner", "based_on").defer("based_on__definition")
    return tuple(rows.order_by("title", "-pk"))


def template_for(actor: Actor, uid: UUID) -> ReportTemplate:
    """Return a stored version within reach.

    Raises:
        Beyond: there is none.
    """
    row = access.usable_templates(actor).select_related("owner").filter(uid=uid).first()
    if row is None:
        raise Beyond(_("Không có mẫu báo cáo này, hoặc mẫu nằm ngoài phạm vi của bạn."))
    return row
