"""The part about other bodies: what the lead asked and what they answered; for an asked body, what it serves."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.forms import AnswerForm, AskForm, ReasonForm
from caicach.obligations.models import Obligation
from caicach.obligations.pages.parts.values import Column, Part
from caicach.obligations.pages.words import address_of
from caicach.obligations.selectors import AskRow, Coordination, ObligationFacts, coordination_of, lead_of
from caicach.ui.notation import NOTHING, date_text, number_text
from caicach.ui.values import Fact
from caicach.web.actor import Actor

__all__ = ["AskLine", "CoordinationPart", "LeadPart", "coordination_part", "lead_part"]

_TEMPLATE = "obligations/parts/coordination.html"


@dataclass(frozen=True, slots=True)
class AskLine:
    """One body that was asked."""

    agency: str
    thing: str
    asked_by: str
    due_on: date
    state: str  # of ``ui.states``; empty for a request
    is_waited_for: bool
    is_outside: bool
    is_withdrawn: bool
    late: str  # "trễ 3 ngày"; empty where it is not
    answer: str
    url: str  # to the asked body's obligation; empty where there is none to see
    withdraw: ReasonForm | None
    withdraw_url: str
    answer_form: AnswerForm | None
    answer_url: str

    @classmethod
    def of(cls, row: AskRow, *, may_ask: bool, today: date) -> "AskLine":
        """Return the line of ``row``."""
        days = row.days_late(today)
        can_end = may_ask and row.is_waited_for
        return cls(
            agency=row.agency_name,
            thing=row.thing,
            asked_by=row.asked_by,
            due_on=row.due_on,
            state=row.state,
            is_waited_for=row.is_waited_for,
            is_outside=row.is_outside,
            is_withdrawn=row.is_withdrawn,
            late=_("trễ %(days)s ngày") % {"days": number_text(days)} if days else "",
            answer=" · ".join(part for part in (row.document, row.answer) if part),
            url=address_of(row.uid) if row.uid else "",
            withdraw=ReasonForm(auto_id=f"rut-{row.pk}-%s") if can_end else None,
            withdraw_url=reverse("obligations:ask-withdraw", args=[row.pk]),
            answer_form=AnswerForm(auto_id=f"tra-loi-{row.pk}-%s") if can_end and row.is_outside else None,
            answer_url=reverse("obligations:ask-answer", args=[row.pk]),
        )


@dataclass(frozen=True, slots=True)
class CoordinationPart(Part):
    """What was asked of others, and the form to ask."""

    lines: tuple[AskLine, ...]
    form: AskForm | None
    url: str
    late: (
        str  # "Chờ phối hợp từ Sở Tài chính (trễ 3 ngày)": for the lead and for whoever accepts; empty: nobody is late
    )


@dataclass(frozen=True, slots=True)
class LeadPart(Part):
    """What an asked body's answer serves."""

    facts: tuple[Fact, ...]


def coordination_part(facts: ObligationFacts, actor: Actor, today: date) -> CoordinationPart | None:
    """Return the part; None where nothing was asked and this actor cannot ask."""
    return part_of(facts.obligation, actor, today)


def part_of(
    obligation: Obligation, actor: Actor, today: date, *, form: AskForm | None = None
) -> CoordinationPart | None:
    """Return the part, with a form that was sent and refused."""
    found = coordination_of(obligation, actor=actor)
    if not found.asks and not found.may_ask:
        return None
    lines = tuple(AskLine.of(row, may_ask=found.may_ask, today=today) for row in found.asks)
    return CoordinationPart(
        template=_TEMPLATE,
        column=Column.MAIN,
        lines=lines,
        form=form or (_ask_form(obligation, found, today) if found.may_ask else None),
        url=reverse("obligations:ask", args=[obligation.uid]),
        late=_late_words(lines),
    )


def _ask_form(obligation: Obligation, found: Coordination, today: date) -> AskForm:
    due_on = obligation.due_on
    initial = {"due_on": due_on} if due_on and due_on > today else {}
    return AskForm(coordinators=found.coordinators, initial=initial)


def _late_words(lines: tuple[AskLine, ...]) -> str:
    names = "; ".join(f"{line.agency} ({line.late})" for line in lines if line.late)
    return _("Chờ phối hợp từ %(names)s.") % {"names": names} if names else ""


def lead_part(facts: ObligationFacts, actor: Actor, today: date) -> LeadPart | None:
    """Return what an asked body's answer serves; None for any other obligation."""
    lead = lead_of(facts.obligation, actor=actor)
    if lead is None:
        return None
    rows = (
        Fact(_("Nhiệm vụ"), lead.title, url=address_of(lead.uid) if lead.uid else ""),
        Fact(_("Chủ trì"), lead.agency_name),
        Fact(_("Hạn của cơ quan chủ trì"), date_text(lead.due_on) if lead.due_on else NOTHING),
        Fact(_("Người đề nghị"), lead.asked_by or NOTHING),
    )
    return LeadPart(template="obligations/parts/lead.html", column=Column.ASIDE, facts=rows)
