"""Opening a round: an assessment with all its scores for each agency, and what each phase is owed by."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations.selectors import owed_by_duty
from caicach.obligations.services import duties_assign
from caicach.scoring import access
from caicach.scoring.constants import Phase
from caicach.scoring.mapping import set_of
from caicach.scoring.models import AppraiserBody, Assessment, Round, RoundPhase, RoundSet, Score
from caicach.scoring.selectors.opening import RoundDraft, RoundPlan, round_plan
from caicach.scoring.services.phase_duties import phase_duty
from caicach.scoring.services.proposals import proposals_ask
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState

__all__ = ["round_open"]

_BATCH = 2_000


@transaction.atomic
def round_open(draft: RoundDraft, *, actor: Actor, now: datetime) -> Round:
    """Open a round: for each agency an assessment with a score for each sub-criterion, each phase owed with its day.

    The sets are those of this moment: published, they never change again. A round of history is owed by nobody.
    A fixed number of statements, however many agencies and sub-criteria.

    Transition: "" → open.  Audit: ``scoring.open``, one row.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        BadInput: as ``round_plan``; nobody is scored, or a reason for leaving somebody out is missing.
        WrongState: the round is open already, or somebody else opened it at the same moment.
    """
    access.require(actor, "run", draft.owner_id)
    plan = round_plan(draft, today=clock.local_date(now))
    _refuse(plan)
    round_ = _create(plan, actor, now)
    sets = _create_sets(round_, plan)
    phases = _create_phases(round_, plan, actor=actor, now=now)
    owed = _owed(phases)
    _create_appraisers(round_, plan, owed.get(Phase.APPRAISAL, {}))
    rows = _create_assessments(round_, plan, sets, owed.get(Phase.SELF_SCORING, {}))
    _create_scores(rows, now)
    if not round_.is_history:
        proposals_ask(round_, actor=actor, now=now)
    excluded = {one.name: one.excluded for one in plan.scored if one.excluded}
    new = {"title": round_.title, "scored": len(plan.asked), "excluded": excluded}
    audit.record("scoring.open", round_, actor=actor, new=new, at=now)
    return round_


def _refuse(plan: RoundPlan) -> None:
    if plan.is_open:
        raise _opened(plan.draft)
    if not plan.asked:
        raise BadInput(_("Không còn cơ quan nào được chấm. Kiểm tra bộ tiêu chí và danh sách cơ quan."))
    unexplained = [one.name for one in plan.scored if one.agency_id in plan.draft.excluded and not one.excluded.strip()]
    if unexplained:
        raise BadInput(_("Ghi lý do không chấm điểm của: %(names)s.") % {"names": ", ".join(unexplained)})


def _opened(draft: RoundDraft) -> WrongState:
    return WrongState(
        _("Đợt chấm điểm năm %(year)s đã có người mở. Vào danh sách đợt chấm để xem; chưa có gì thay đổi.")
        % {"year": draft.year}
    )


def _create(plan: RoundPlan, actor: Actor, now: datetime) -> Round:
    """Write the round; of two at once the database lets one in."""
    draft = plan.draft
    try:
        with transaction.atomic():
            return Round.objects.create(
                owner_id=draft.owner_id,
                standing_body_id=plan.standing_body_id,
                purpose=draft.purpose,
                year=draft.year,
                title=draft.title,
                legal_basis=draft.legal_basis[:500],
                is_history=draft.is_history,
                opened_by_id=actor.user_id,
                opened_at=now,
            )
    except IntegrityError:
        raise _opened(draft) from None


def _create_sets(round_: Round, plan: RoundPlan) -> dict[str, RoundSet]:
    rows = [
        RoundSet(round=round_, set_version=version, kind=kind, position=at)
        for at, (kind, version) in enumerate(plan.sets.items(), start=1)
    ]
    return {row.kind: row for row in RoundSet.objects.bulk_create(rows)}


def _create_phases(round_: Round, plan: RoundPlan, *, actor: Actor, now: datetime) -> dict[Phase, RoundPhase]:
    duties = {} if round_.is_history else _assign(round_, plan, actor=actor, now=now)
    rows = [
        RoundPhase(
            round=round_, phase=phase, starts_on=days.starts_on, due_on=days.due_on, duty_id=duties.get(Phase(phase))
        )
        for phase, days in plan.draft.phases.items()
    ]
    return {Phase(row.phase): row for row in RoundPhase.objects.bulk_create(rows)}


def _assign(round_: Round, plan: RoundPlan, *, actor: Actor, now: datetime) -> dict[Phase, int]:
    """Make a duty of each phase that somebody owes from the beginning; return its id."""
    doers = {
        Phase.SELF_SCORING: [one.agency_id for one in plan.asked],
        Phase.APPRAISAL: sorted({one.agency_id for one in plan.appraisers}),
        Phase.SECOND_APPRAISAL: sorted({one.agency_id for one in plan.appraisers}),
        Phase.SETTLEMENT: [plan.standing_body_id],
        Phase.PUBLICATION: [plan.standing_body_id],
    }
    days = plan.draft.phases
    drafts = [phase_duty(round_, phase, agencies, days[phase].due_on) for phase, agencies in doers.items()]
    made = duties_assign(drafts, actor=actor, now=now)
    by_place = {at: duty_id for (_kind, _id, at), duty_id in made.duty_ids.items()}
    return {phase: by_place[at] for at, phase in enumerate(doers)}


def _owed(phases: Mapping[Phase, RoundPhase]) -> dict[Phase, dict[int, int]]:
    """Return who owes each phase: agency -> obligation. One query a phase."""
    return {phase: owed_by_duty(row.duty_id) for phase, row in phases.items() if row.duty_id is not None}


def _create_appraisers(round_: Round, plan: RoundPlan, owed: Mapping[int, int]) -> None:
    AppraiserBody.objects.bulk_create(
        AppraiserBody(
            round=round_,
            area_key=one.area_key,
            leaf_key=one.leaf_key,
            agency_id=one.agency_id,
            obligation_id=owed.get(one.agency_id),
        )
        for one in plan.appraisers
    )


def _create_assessments(
    round_: Round, plan: RoundPlan, sets: Mapping[str, RoundSet], owed: Mapping[int, int]
) -> list[Assessment]:
    return Assessment.objects.bulk_create(
        Assessment(
            round=round_, round_set=sets[one.kind], agency_id=one.agency_id, obligation_id=owed.get(one.agency_id)
        )
        for one in plan.asked
    )


def _create_scores(rows: list[Assessment], now: datetime) -> None:
    """Write a row for each sub-criterion of each agency.

    All agencies of a kind begin alike: the first gets its rows, the database copies them for the others. Two statements
    a kind, whatever the agencies.
    """
    for round_set_id in dict.fromkeys(row.round_set_id for row in rows):
        first = next(row for row in rows if row.round_set_id == round_set_id)
        Score.objects.bulk_create(_blank_scores(first, now))
        _copy_scores(first)


def _blank_scores(row: Assessment, now: datetime) -> Iterator[Score]:
    areas = set_of(row.round_set.set_version).areas
    leaves = ((area, leaf) for area in areas for leaf in area.leaves)
    for at, (area, leaf) in enumerate(leaves, start=1):
        yield Score(
            assessment=row, leaf_key=leaf.key, area_key=area.key, position=at, maximum=leaf.points, updated_at=now
        )


def _copy_scores(first: Assessment) -> None:
    """Write the scores of ``first`` again for every other assessment of its kind in the round.

    In SQL, because tens of thousands of rows through the model take seconds; the columns are the model's own.
    """
    names = [str(field.column) for field in Score._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    columns = ", ".join(map(quote, names))
    taken = ", ".join("a.id" if name == "assessment_id" else f"s.{quote(name)}" for name in names)
    scores, assessments = quote(Score._meta.db_table), quote(Assessment._meta.db_table)
    statement = (
        f"INSERT INTO {scores} ({columns}) SELECT {taken} FROM {scores} s, {assessments} a "  # noqa: S608 -- the model's
        "WHERE s.assessment_id = %s AND a.round_set_id = %s AND a.id <> %s ORDER BY a.id, s.position"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [first.pk, first.round_set_id, first.pk])
