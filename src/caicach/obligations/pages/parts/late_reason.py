"""Why it is or was late: asked of the agency, put right by the acceptor."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caicach.obligations.access import can
from caicach.obligations.constants import AWAITS_HAND_IN, LateCause
from caicach.obligations.forms import LateReasonForm
from caicach.obligations.pages.parts.values import Column, Part
from caicach.obligations.selectors import ObligationFacts, is_or_was_late, reason_label
from caicach.ui.notation import moment_text
from caicach.web.actor import Actor

__all__ = ["LateReasonPart", "late_reason_part"]

TEMPLATE = "obligations/parts/late_reason.html"
_TONES = {LateCause.OBJECTIVE: "line", LateCause.SUBJECTIVE: "warn"}


@dataclass(frozen=True, slots=True)
class LateReasonPart(Part):
    """What was said, and the form."""

    reason: str  # empty where nobody said
    cause: str  # "Khách quan"
    tone: str
    words: str
    said: str  # who, when
    form: LateReasonForm | None
    is_open: bool  # it was handed in late and nobody said why, or the form was refused
    url: str


def late_reason_part(
    facts: ObligationFacts, actor: Actor, today: date, *, form: LateReasonForm | None = None
) -> LateReasonPart | None:
    """Return the part, or None where it is not late or nobody said why and the actor cannot; ``form`` was refused."""
    one, given = facts.obligation, facts.late_reason
    may = is_or_was_late(one, today) and can(actor, "late_reason", one).allowed
    if given is None and not may and form is None:
        return None
    initial = {"code": given.code, "words": given.words} if given else {}
    agency = given.agency.current_name if given and given.agency else _("Hệ thống")
    return LateReasonPart(
        template=TEMPLATE,
        column=Column.MAIN,
        reason=reason_label(given.code) if given else "",
        cause=capfirst(str(LateCause(given.cause).label)) if given else "",
        tone=_TONES[LateCause(given.cause)] if given else "",
        words=given.words if given else "",
        said=f"{agency} · {moment_text(given.given_at)}" if given else "",
        form=form or (LateReasonForm(initial=initial, today=today) if may else None),
        # While it is owed, handing it in comes first.
        is_open=form is not None or (given is None and one.state not in AWAITS_HAND_IN),
        url=reverse("obligations:late-reason", args=[one.uid]),
    )
