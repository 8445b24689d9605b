"""One return: finding it within reach, its whole figures, and what does not fit in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.figures import access
from caicach.figures.constants import ReturnKind
from caicach.figures.mapping import extra_keys, form_of, sheet_for
from caicach.figures.models import Return
from caicach.figures.selectors.cells import Explained, explanations_of, filled_for
from caicach.figures.selectors.earlier import earlier_for
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.forms import Cell, When
from reform.forms.completing import completed
from reform.forms.figures import Figure, Filled
from reform.forms.judging import Background, Finding, findings_of
from reform.forms.model import Weight

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["Judged", "completed_for", "findings_for", "judged", "return_for", "whole_of", "with_everything"]


def with_everything(rows: "QuerySet[Return]") -> "QuerySet[Return]":
    """Return ``rows`` with what every page and service asks of a return; the form's definition stays where it is."""
    wanted = rows.select_related(
        "period__form", "period__owner", "period__receiver", "agency", "obligation__duty", "obligation__agency",
        "obligation__acceptor", "on_behalf_by", "submitted_by", "decided_by",
    )  # fmt: skip
    return wanted.defer("period__form__definition")


def return_for(actor: Actor, uid: UUID) -> Return:
    """Return a return within the actor's reach.

    Raises:
        Beyond: there is none of this uid, or not for this actor.
    """
    found = with_everything(access.visible_returns(actor)).filter(uid=uid).first()
    if found is None:
        raise Beyond(_("Không có bản số liệu này, hoặc bản số liệu nằm ngoài phạm vi của bạn."))
    return found


def whole_of(period_id: int) -> Return | None:
    """Return the return that holds the sum of a period; None where the period adds nothing up."""
    return with_everything(Return.objects.filter(period_id=period_id, kind=ReturnKind.WHOLE)).first()


def completed_for(sheet: Return) -> dict[Cell, Figure]:
    """Return all figures of a return: what was typed, the totals and the computed lines. One query."""
    return completed(form_of(sheet.period.form), sheet.level, filled_for(sheet))


@dataclass(frozen=True, slots=True)
class Judged:
    """A return as it stands: figures, findings, how far it is."""

    filled: dict[Cell, Figure]  # completed
    findings: tuple[Finding, ...]
    filled_count: int  # required cells that have a value or a reason
    required_count: int
    hard_count: int  # findings that cannot be true and were not explained
    soft_count: int  # findings that want an explanation and have none


def findings_for(sheet: Return) -> tuple[Finding, ...]:
    """Return what does not fit in a return, in printed order; explained findings are among them."""
    typed = filled_for(sheet)
    return judged(sheet, typed, earlier=earlier_for(sheet), explained=explanations_of(sheet)).findings


def judged(
    sheet: Return,
    typed: Filled,
    *,
    earlier: Mapping[When, Filled],
    explained: "Mapping[Explained, object]",
) -> Judged:
    """Return how a return stands with ``typed`` in its cells; asks the database nothing."""
    form = form_of(sheet.period.form)
    required = sheet_for(sheet.period.form, sheet.level).required
    filled = completed(form, sheet.level, typed, earlier=earlier)
    background = Background(earlier=earlier, days=days_of(sheet))
    findings = findings_of(form, sheet.level, filled, background, extra=extra_keys(sheet.period.form))
    open_ones = [one for one in findings if (one.rule, one.cell) not in explained]
    return Judged(
        filled=filled,
        findings=findings,
        filled_count=sum(cell in filled for cell in required),
        required_count=len(required),
        hard_count=sum(one.weight is Weight.HARD for one in open_ones),
        soft_count=sum(one.weight is Weight.SOFT for one in open_ones),
    )


def days_of(sheet: Return) -> dict[str, date]:
    """Return the days that rules speak of; what is not known yet is left out."""
    period = sheet.period
    days = {"data_from": period.data_from, "data_to": period.data_to, "as_of": sheet.as_of or period.data_to}
    return days | ({"signed_on": sheet.signed_on} if sheet.signed_on else {})
