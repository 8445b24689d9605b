"""Rounds: the list with one's own assessments, one round with its agencies, and opening one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from caicach.figures.selectors import LEVEL_WORDS
from caicach.scoring.constants import AssessmentState, Phase, RoundState
from caicach.scoring.forms.rounds import RoundForm, UnitsForm, WhichForm
from caicach.scoring.models import AppraiserBody, Round
from caicach.scoring.pages.assessment.frame import plain, steps_of
from caicach.scoring.pages.phases import RunningPhase
from caicach.scoring.selectors.opening import RoundPlan
from caicach.scoring.selectors.rounds import RoundFacts, UnitProgress
from caicach.ui.notation import date_text, decimal_text, late_text, number_text
from caicach.ui.values import Fact, Figure, Link, Step

__all__ = ["BodyLine", "OpenPage", "RoundLine", "RoundPage", "RoundsPage", "ScoredLine", "UnitLine"]

UNITS_A_PAGE = 50
_OF_THE_PAGE = ("trang",)
_TONES = {
    AssessmentState.SCORING: "line",
    AssessmentState.LOCKED: "cham",
    AssessmentState.SETTLED: "ok",
}


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One assessment as a row."""

    name: str
    kind: str
    round: str
    url: str
    scored: str
    percent: int
    points: str
    most: str
    standing: str
    state: str
    tone: str
    due_on: date | None
    late: str
    is_scoring: bool
    note: str

    @classmethod
    def of(cls, one: UnitProgress, *, today: date) -> "UnitLine":
        """Return the row."""
        sheet, state = one.assessment, AssessmentState(one.assessment.state)
        is_late = one.late_days(today) > 0 and one.due_on is not None
        return cls(
            name=sheet.agency.current_name,
            kind=str(LEVEL_WORDS.get(sheet.round_set.kind, sheet.round_set.kind)),
            round=sheet.round.title,
            url=reverse("scoring:sheet", args=[sheet.uid]),
            scored=f"{number_text(one.scored)}/{number_text(one.asked)}",
            percent=one.scored * 100 // one.asked if one.asked else 100,
            points=decimal_text(one.points),
            most=plain(one.own_maximum),
            standing=decimal_text(one.standing),
            state=str(state.label),
            tone=_TONES.get(state, "cham"),
            due_on=one.due_on,
            late=late_text(one.due_on, today) if is_late and one.due_on else "",
            is_scoring=state == AssessmentState.SCORING,
            note=_("nhập thay") if sheet.on_behalf_by_id else "",
        )


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round as a row."""

    title: str
    owner: str
    url: str
    year: str
    phase: str
    due_on: date | None
    asked: int
    locked: int
    state: str
    tone: str

    @classmethod
    def of(cls, row: RoundFacts) -> "RoundLine":
        """Return the row."""
        phase = row.running if row.round.state == RoundState.OPEN else None
        return cls(
            title=row.round.title,
            owner=row.round.owner.current_name,
            url=reverse("scoring:round", args=[row.round.uid]),
            year=str(row.round.year),
            phase=str(Phase(phase.phase).label) if phase else "",
            due_on=phase.due_on if phase else None,
            asked=row.asked,
            locked=row.asked - row.states.get(AssessmentState.SCORING, 0),
            state=str(RoundState(row.round.state).label),
            tone="line" if row.round.state == RoundState.OPEN else "ok",
        )


@dataclass(frozen=True, slots=True)
class RoundsPage:
    """One's own assessments, and the rounds within reach."""

    title: str
    mine: tuple[UnitLine, ...]
    rounds: tuple[RoundLine, ...]
    open_url: str  # empty: opening is not this person's
    today: date

    @classmethod
    def of(
        cls, mine: Sequence[UnitProgress], rounds: Iterable[RoundFacts], *, may_open: bool, today: date
    ) -> "RoundsPage":
        """Return the page; the title says what is to be done."""
        waits = [one for one in mine if one.assessment.state == AssessmentState.SCORING]
        return cls(
            title=_mine_title(waits, today),
            mine=tuple(UnitLine.of(one, today=today) for one in mine),
            rounds=tuple(RoundLine.of(one) for one in rounds),
            open_url=reverse("scoring:open") if may_open else "",
            today=today,
        )


def _mine_title(waits: Sequence[UnitProgress], today: date) -> str:
    if not waits:
        return _("Chấm điểm: không còn phiếu nào phải tự chấm")
    late = sum(one.late_days(today) > 0 for one in waits)
    words = {"waits": number_text(len(waits)), "late": number_text(late)}
    said = _("Chấm điểm: %(waits)s phiếu phải tự chấm, %(late)s phiếu đã trễ hạn")
    return (said if late else _("Chấm điểm: %(waits)s phiếu phải tự chấm")) % words


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round with its agencies."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    steps: tuple[Step, ...]
    chips: tuple[Link, ...]
    form: UnitsForm
    is_filtered: bool
    lines: tuple[UnitLine, ...]
    total: int
    page: "Page[Any]"
    query: QueryDict
    bodies: tuple[Fact, ...]
    url: str
    ranking_url: str
    appraisal_url: str = ""  # empty: the reader's body appraises nothing
    settlement_url: str = ""  # empty: the reader does not see the points of all agencies
    analysis_url: str = ""  # as the one above
    running: RunningPhase | None = None  # None: the reader does not run the round, or nothing is left to do

    @classmethod
    def of(
        cls,
        row: RoundFacts,
        units: Sequence[UnitProgress],
        bodies: Sequence[AppraiserBody],
        labels: Mapping[str, str],
        *,
        form: UnitsForm,
        query: QueryDict,
        today: date,
    ) -> "RoundPage":
        """Return the page; ``labels``: of the areas and sub-criteria that are appraised, by key."""
        round_ = row.round
        page = Paginator(units, UNITS_A_PAGE).get_page(query.get("trang", 1))
        url = reverse("scoring:round", args=[round_.uid])
        return cls(
            title=round_.title,
            kicker=f"{RoundState(round_.state).label} · {round_.owner.current_name}",
            lead=round_.legal_basis,
            crumbs=(Link(_("Chấm điểm"), reverse("scoring:list")), Link(round_.title)),
            ribbon=_ribbon(row, today),
            steps=steps_of(row.phases, today),
            chips=_chips(row, url, query.get("state", "")),
            form=form,
            is_filtered=any(value for name, value in query.items() if name not in _OF_THE_PAGE),
            lines=tuple(UnitLine.of(one, today=today) for one in page),
            total=len(units),
            page=page,
            query=query,
            bodies=_bodies(bodies, labels),
            url=url,
            ranking_url=reverse("scoring:ranking-of", args=[round_.uid]),
        )

    def for_appraiser(self, round_: Round) -> "RoundPage":
        """Return the page with the way to what the reader's body appraises."""
        return replace(self, appraisal_url=reverse("scoring:appraisal", args=[round_.uid]))

    def with_settlement(self, round_: Round) -> "RoundPage":
        """Return the page with the way to the points of all agencies side by side."""
        addresses = {name: reverse(f"scoring:{name}", args=[round_.uid]) for name in ("settlement", "analysis")}
        return replace(self, settlement_url=addresses["settlement"], analysis_url=addresses["analysis"])

    def with_work(self, running: RunningPhase | None) -> "RoundPage":
        """Return the page with the panel of the phase that runs."""
        return replace(self, running=running)


def _ribbon(row: RoundFacts, today: date) -> tuple[Figure, ...]:
    locked = row.asked - row.states.get(AssessmentState.SCORING, 0)
    scoring = next((one for one in row.phases if one.phase == Phase.SELF_SCORING), None)
    due = _("hạn tự chấm %(day)s") % {"day": date_text(scoring.due_on)} if scoring else ""
    settled = row.states.get(AssessmentState.SETTLED, 0)
    late = row.late(today)
    return (
        Figure(_("Cơ quan được chấm"), number_text(row.asked)),
        Figure(_("Đã khóa tự chấm"), number_text(locked), unit=f"/ {number_text(row.asked)}", note=due),
        Figure(_("Trễ hạn tự chấm"), number_text(late), tone="bad" if late else ""),
        Figure(_("Đã công nhận"), number_text(settled), unit=f"/ {number_text(row.asked)}"),
    )


def _chips(row: RoundFacts, url: str, chosen: str) -> tuple[Link, ...]:
    every = Link(_("Tất cả"), url, current=not chosen, count=row.asked)
    states = (
        Link(
            str(state.label).capitalize(),
            f"{url}?{urlencode({'state': state.value})}",
            current=chosen == state,
            count=row.states[state],
        )
        for state in AssessmentState
        if row.states.get(state)
    )
    return (every, *states)


def _bodies(bodies: Sequence[AppraiserBody], labels: Mapping[str, str]) -> tuple[Fact, ...]:
    return tuple(
        Fact(labels.get(one.leaf_key or one.area_key, one.area_key), one.agency.current_name) for one in bodies
    )


@dataclass(frozen=True, slots=True)
class ScoredLine:
    """One agency that would be scored."""

    agency_id: int
    name: str
    kind: str
    is_excluded: bool
    reason: str


@dataclass(frozen=True, slots=True)
class BodyLine:
    """Who would appraise an area, or a sub-criterion of it."""

    key: str
    label: str
    chosen: int
    offered: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class OpenPage:
    """Opening a round: which, its sets and days, and what it would make."""

    title: str
    lead: str
    crumbs: tuple[Link, ...]
    which: WhichForm
    form: RoundForm | None  # None: before it is known whose round and which year
    has_sets: bool
    lines: tuple[ScoredLine, ...]
    bodies: tuple[BodyLine, ...]
    is_open: bool
    is_planned: bool
    error: str = ""

    @classmethod
    def of(
        cls,
        which: WhichForm,
        form: RoundForm | None,
        plan: RoundPlan | None,
        offered: Sequence[tuple[int, str]] = (),
        *,
        error: str = "",
    ) -> "OpenPage":
        """Return the page; ``plan`` is None before sets and days were chosen; ``offered``: who may appraise."""
        excluded = plan.draft.excluded if plan else {}
        return cls(
            title=_("Mở đợt chấm điểm"),
            lead=_lead(plan),
            crumbs=(Link(_("Chấm điểm"), reverse("scoring:list")), Link(_("Mở đợt chấm điểm"))),
            which=which,
            form=form,
            has_sets=form is not None and bool(form.fields["sets"].choices),  # type: ignore[attr-defined]
            lines=tuple(
                ScoredLine(
                    one.agency_id, one.name, str(LEVEL_WORDS.get(one.kind, one.kind)), one.agency_id in excluded,
                    one.excluded,
                )
                for one in (plan.scored if plan else ())
            ),
            bodies=tuple(
                BodyLine(
                    one.leaf_key or one.area_key, one.label, one.agency_id, _with(offered, one.agency_id, one.name)
                )
                for one in (plan.appraisers if plan else ())
            ),
            is_open=plan.is_open if plan else False,
            is_planned=plan is not None,
            error=error,
        )  # fmt: skip


def _with(offered: Sequence[tuple[int, str]], agency_id: int, name: str) -> tuple[tuple[int, str], ...]:
    """Return who may appraise, with whom the set and the mandates name."""
    known = {one for one, _name in offered}
    return tuple(offered) if agency_id in known else ((agency_id, name), *offered)


def _lead(plan: RoundPlan | None) -> str:
    if plan is None:
        return _("Chọn năm, bộ tiêu chí và ngày của từng bước; xem trước ai được chấm, ai thẩm định rồi mới mở.")
    bodies = {one.agency_id for one in plan.appraisers}
    words = {"asked": number_text(len(plan.asked)), "bodies": number_text(len(bodies))}
    return _("%(asked)s cơ quan được chấm, %(bodies)s cơ quan thẩm định") % words
