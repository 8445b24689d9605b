"""A body says that it is done with appraising, or with answering what units object: what it owes is handed in."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations import access as ledger
from caicach.obligations.constants import AWAITS_HAND_IN
from caicach.obligations.selectors import obligations_of_duties
from caicach.obligations.services import Evidence
from caicach.obligations.services.submit import Leaving, leave
from caicach.scoring import access
from caicach.scoring.constants import Phase, RoundState
from caicach.scoring.models import Round, RoundPhase
from caicach.scoring.selectors.phases import MissingBody, PhaseFacts, phases_missing
from caicach.scoring.services.phase_duties import done_sentence
from caicach.ui.notation import number_text
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, WrongState

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation

__all__ = ["FINISHED", "appraisal_finish"]

FINISHED = (Phase.APPRAISAL, Phase.SECOND_APPRAISAL)
_NAMED = 8  # sub-criteria named in a sentence


@transaction.atomic
def appraisal_finish(round_: Round, *, actor: Actor, now: datetime) -> Phase:
    """Say for the actor's body that the appraisal that runs is done; return which one. What it owes is handed in.

    Transition: of the obligation open, returned → submitted.  Audit: ``scoring.appraisal-finish``.

    Raises:
        NotAllowed: the actor's body appraises nothing here, or its leader must hand in.
        BadInput: something still waits for it: the sentence says how much and where.
        WrongState: no appraisal runs, units have not done their part, or it was said already.
    """
    rows = {Phase(row.phase): row for row in RoundPhase.objects.select_for_update().filter(round=round_).order_by("pk")}
    phase = next((one for one in FINISHED if one in rows and rows[one].closed_at is None), None)
    if phase is None or not Round.objects.filter(pk=round_.pk, state=RoundState.OPEN).exists():
        raise WrongState(_("Các bước thẩm định của đợt chấm này đã kết thúc."))
    obligation = _owed(rows[phase], actor, clock.local_date(now))
    facts = phases_missing(round_)[phase]
    _refuse_missing(facts, obligation.agency_id)
    leave(
        obligation,
        actor=actor,
        evidence=Evidence(sentence=done_sentence(round_, phase)),
        now=now,
        today=clock.local_date(now),
        number=None,
        leaving=Leaving(),
    )
    audit.record("scoring.appraisal-finish", round_, actor=actor, new={"phase": phase}, at=now)
    return phase


def _owed(row: RoundPhase, actor: Actor, today: date) -> "Obligation":
    """Return what the actor's body owes for the phase.

    Raises:
        NotAllowed: nothing, the actor does not appraise for it, or its leader must hand in.
        WrongState: it was handed in already.
    """
    owed = obligations_of_duties([row.duty_id] if row.duty_id is not None else [])
    found = next((one for one in owed if one.agency_id == actor.agency_id), None)
    if found is None or not actor.has(*access.APPRAISERS):
        raise NotAllowed(_("Cơ quan bạn không thẩm định trong đợt chấm này, hoặc không phải báo việc này."))
    decision = ledger.can(actor, "submit", found)
    # Whoever appraises for the body says so for it, unless its leader approves what leaves it.
    if not decision.allowed and ledger.needs_approval(found.agency_id, on=today):
        raise NotAllowed(decision.reason)
    if found.state not in AWAITS_HAND_IN:
        raise WrongState(_("Cơ quan bạn đã báo thẩm định xong bước này rồi."))
    return found


def _refuse_missing(facts: PhaseFacts, agency_id: int) -> None:
    if facts.missing.units:
        words = {"count": number_text(len(facts.missing.units))}
        raise WrongState(
            (
                _("Chưa báo được: %(count)s cơ quan chưa khóa điểm tự chấm.")
                if facts.phase == Phase.APPRAISAL
                else _("Chưa báo được: %(count)s cơ quan chưa giải trình xong.")
            )
            % words
        )
    body = facts.missing.of_body(agency_id)
    if body is not None:
        words = {"count": number_text(body.count), "numbers": _numbers(body)}
        raise BadInput(_("Chưa báo được: còn %(count)s điểm phải xét, ở các tiêu chí %(numbers)s.") % words)


def _numbers(body: MissingBody) -> str:
    numbers = list(dict.fromkeys(leaf.number for leaf in body.leaves))
    more = len(numbers) - _NAMED
    return ", ".join(numbers[:_NAMED]) + (_(" và %(count)s tiêu chí khác") % {"count": more} if more > 0 else "")
