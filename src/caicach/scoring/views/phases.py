"""The phases of a round: the page of whoever runs it, closing one, moving its day; a body says that it is done."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caicach.scoring import access
from caicach.scoring.constants import Phase, RoundState
from caicach.scoring.forms.phases import ClosingForm, MoveForm
from caicach.scoring.pages.phases import PhasesPage, RunningPhase, running_of
from caicach.scoring.selectors.phases import PhaseFacts, differing_ids, owing_of, phases_missing, sets_of_round
from caicach.scoring.selectors.rounds import RoundFacts, round_for
from caicach.scoring.services.appraisal_finish import appraisal_finish
from caicach.scoring.services.phase_days import phase_move
from caicach.scoring.services.phases import phase_close
from caicach.ui.notation import date_text
from caicach.web.errors import BadInput, WrongState
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["close", "finish", "move", "phases", "running_phase_of"]

_CLOSED_HERE = frozenset({Phase.SELF_SCORING, Phase.APPRAISAL, Phase.EXPLANATION, Phase.SECOND_APPRAISAL})


@require_safe
def phases(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show how far the phases of a round are, and the forms of the one that runs."""
    return _show(request, _row(request, uid))


@require_POST
def close(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Close the phase that runs; what was refused is shown again with what was typed."""
    row = _row(request, uid)
    form = ClosingForm(request.POST, asks=True, auto_id="kt-%s")
    if not form.is_valid():
        return _show(request, row, closing=form, status=422)
    phase = form.cleaned_data["phase"]
    try:
        phase_close(row.round, phase, form.draft(), actor=request.actor, now=request.now)
    except (BadInput, WrongState) as refusal:
        return _show(request, row, closing=form, refused=str(refusal), status=refusal.status)
    messages.success(request, _("Đã kết thúc bước %(phase)s.") % {"phase": phase.label})
    return done(request, "scoring:phases", uid=uid)


@require_POST
def move(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Move the day of a phase; what was refused is shown again with what was typed."""
    row = _row(request, uid)
    form = MoveForm(request.POST, phases=_open(phases_missing(row.round)), auto_id="dh-%s")
    if not form.is_valid():
        return _show(request, row, moving=form, status=422)
    phase = form.cleaned_data["phase"]
    try:
        phase_move(row.round, phase, form.draft(), actor=request.actor, now=request.now)
    except (BadInput, WrongState) as refusal:
        form.add_error(None, str(refusal))
        return _show(request, row, moving=form, status=refusal.status)
    words = {"phase": phase.label, "day": date_text(form.cleaned_data["due_on"])}
    messages.success(request, _("Đã dời hạn bước %(phase)s đến %(day)s.") % words)
    return done(request, "scoring:phases", uid=uid)


@require_POST
def finish(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Say for one's body that the appraisal that runs is done."""
    round_ = round_for(request.actor, uid).round
    phase = appraisal_finish(round_, actor=request.actor, now=request.now)
    messages.success(request, _("Đã báo xong bước %(phase)s.") % {"phase": phase.label})
    return done(request, "scoring:appraisal", uid=uid)


def running_phase_of(request: ActorRequest, row: RoundFacts) -> RunningPhase | None:
    """Return the panel of a round for whoever runs it; None for anybody else. Eleven queries at most."""
    if not access.can(request.actor, "run", row.round).allowed:
        return None
    return _running(request, row, phases_missing(row.round))


def _row(request: ActorRequest, uid: UUID) -> RoundFacts:
    row = round_for(request.actor, uid)
    access.require(request.actor, "run", row.round)
    return row


def _running(
    request: ActorRequest, row: RoundFacts, facts: Mapping[Phase, PhaseFacts], *, is_whole: bool = False
) -> RunningPhase | None:
    there = next((one for one in facts.values() if not one.is_closed), None)
    owing = owing_of(there.row) if there else ()
    asks = there is not None and there.phase == Phase.APPRAISAL
    differing = len(differing_ids(row.round, sets_of_round(row.round))) if asks else 0
    named = {"named": None} if is_whole else {}
    return running_of(row.round, facts, owing, differing=differing, today=request.today, **named)


def _open(facts: Mapping[Phase, PhaseFacts]) -> tuple[Phase, ...]:
    return tuple(phase for phase, one in facts.items() if not one.is_closed)


def _show(
    request: ActorRequest,
    row: RoundFacts,
    *,
    closing: ClosingForm | None = None,
    moving: MoveForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    facts = phases_missing(row.round)
    running = _running(request, row, facts, is_whole=True)
    content = PhasesPage.of(
        row.round,
        facts,
        running,
        closing=_closing(facts, running, closing),
        moving=_moving(row, facts, moving),
        refused=refused,
        today=request.today,
    )
    return page(request, "scoring/phases/phases.html", content, status=status)


def _closing(
    facts: Mapping[Phase, PhaseFacts], running: RunningPhase | None, sent: ClosingForm | None
) -> ClosingForm | None:
    """Return the form of the phase that runs, as it was sent where it speaks of that one."""
    if running is None or running.phase not in _CLOSED_HERE:
        return None
    if sent is not None and sent.is_valid() and sent.cleaned_data["phase"] == running.phase:
        return sent
    asks = not facts[running.phase].missing.is_nothing and running.phase != Phase.EXPLANATION
    return ClosingForm(asks=asks, initial={"phase": running.phase}, auto_id="kt-%s")


def _moving(row: RoundFacts, facts: Mapping[Phase, PhaseFacts], sent: MoveForm | None) -> MoveForm | None:
    there = _open(facts)
    if not there or row.round.state != RoundState.OPEN:
        return None
    return sent or MoveForm(phases=there, initial={"phase": there[0]}, auto_id="dh-%s")
