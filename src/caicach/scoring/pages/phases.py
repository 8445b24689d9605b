"""The work of a round for whoever runs it: how far each phase is, who is missing, what closing the running one does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.constants import AWAITS_HAND_IN, ObligationState
from caicach.scoring.constants import Phase, RoundState
from caicach.scoring.forms.phases import ClosingForm, MoveForm
from caicach.scoring.models import Round
from caicach.scoring.pages.phase_words import effects_of, numbers_said
from caicach.scoring.selectors.phases import MissingBody, MissingUnit, Owing, PhaseFacts, has_time, last_day
from caicach.ui.notation import date_text, distance_text, late_text, moment_text, number_text
from caicach.ui.values import Link

__all__ = ["BodyLine", "PhaseLine", "PhasesPage", "RunningPhase", "running_of"]

_NAMED = 6  # agencies named on the page of the round


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """One phase as a row."""

    label: str
    starts_on: date
    due_on: date
    late: str
    progress: str
    state: str
    tone: str
    closed: str  # when and by whom; empty: it is not
    is_running: bool


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One body that appraises: what waits for it, and whether it said that it is done."""

    name: str
    url: str  # of what it owes; empty: it owes nothing
    waits: str
    numbers: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class RunningPhase:
    """The phase that runs: how far it is, who is missing, what closing it does."""

    phase: Phase
    label: str
    tone: str  # of the label
    sentence: str
    done: int
    total: int
    units: tuple[Link, ...]
    missing_units: int
    more: int  # further units that are not named
    bodies: tuple[BodyLine, ...]
    effects: tuple[str, ...]
    blocked: str  # why it cannot be closed now; empty: it can
    act: str
    page_url: str
    elsewhere: Link | None  # where the phase is closed with what it is for; None: it is closed here

    @property
    def waiting_bodies(self) -> str:
        """The bodies for which something waits, with how much."""
        return ", ".join(f"{one.name} {one.waits}" for one in self.bodies if one.numbers)


@dataclass(frozen=True, slots=True)
class PhasesPage:
    """All phases of a round, and the forms of the one that runs."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    lines: tuple[PhaseLine, ...]
    running: RunningPhase | None  # None: all are closed
    closing: ClosingForm | None  # None: it is not closed here
    closing_title: str
    moving: MoveForm | None
    is_moving: bool  # the form was sent
    refused: str
    close_url: str
    move_url: str
    ledger_url: str
    today: date

    @classmethod
    def of(
        cls,
        round_: Round,
        facts: Mapping[Phase, PhaseFacts],
        running: RunningPhase | None,
        *,
        closing: ClosingForm | None,
        moving: MoveForm | None,
        today: date,
        refused: str = "",
    ) -> "PhasesPage":
        """Return the page; the title says which phase runs."""
        round_url = reverse("scoring:round", args=[round_.uid])
        title = _("Đợt chấm đã qua mọi bước") if running is None else _("Đang ở bước %(phase)s")
        return cls(
            title=title % {"phase": running.label} if running else title,
            kicker=round_.title,
            lead=running.sentence if running else "",
            crumbs=(
                Link(_("Chấm điểm"), reverse("scoring:list")),
                Link(round_.title, round_url),
                Link(_("Việc của đợt chấm")),
            ),
            lines=tuple(_line(one, running, today) for one in facts.values()),
            running=running,
            closing=closing,
            closing_title=_("Kết thúc bước %(phase)s") % {"phase": running.label} if running else "",
            moving=moving,
            is_moving=moving is not None and moving.is_bound,
            refused=refused,
            close_url=reverse("scoring:phase-close", args=[round_.uid]),
            move_url=reverse("scoring:phase-move", args=[round_.uid]),
            ledger_url="" if round_.is_history else f"{reverse('obligations:list')}?plan={round_.uid}",
            today=today,
        )


def _line(facts: PhaseFacts, running: RunningPhase | None, today: date) -> PhaseLine:
    row = facts.row
    is_running = running is not None and running.phase == facts.phase
    state, tone = (_("đang làm"), "cham") if is_running else (_("chưa đến"), "line")
    closed = ""
    if row.closed_at is not None:
        state, tone = _("đã kết thúc"), "ok"
        closed = moment_text(row.closed_at) + (f", {row.closed_by.full_name}" if row.closed_by else "")
    return PhaseLine(
        label=_named(facts.phase),
        starts_on=row.starts_on,
        due_on=row.due_on,
        late=late_text(row.due_on, today) if is_running and today > row.due_on else "",
        progress=f"{number_text(facts.done)}/{number_text(facts.total)}" if facts.total else "",
        state=state,
        tone=tone,
        closed=closed,
        is_running=is_running,
    )


def _named(phase: Phase) -> str:
    label = str(phase.label)
    return label[:1].upper() + label[1:]


def running_of(
    round_: Round,
    facts: Mapping[Phase, PhaseFacts],
    owing: Sequence[Owing],
    *,
    differing: int,
    today: date,
    named: int | None = _NAMED,
) -> RunningPhase | None:
    """Return the phase that runs, or None where all are closed or the round is over.

    Args:
        round_: The round.
        facts: Of all its phases.
        owing: Who owes the one that runs.
        differing: How many agencies were given something else than they claimed.
        today: The day.
        named: How many agencies are named at most; None: all.
    """
    there = next((one for one in facts.values() if not one.is_closed), None)
    if there is None or round_.state == RoundState.PUBLISHED:
        return None
    units = there.missing.units
    return RunningPhase(
        phase=there.phase,
        label=str(there.phase.label),
        tone="bad" if today > there.row.due_on else "cham",
        sentence=_sentence(there, today),
        done=there.done,
        total=there.total,
        units=tuple(Link(one.name, _unit_url(there.phase, one)) for one in units[:named]),
        missing_units=len(units),
        more=len(units) - len(units[:named]),
        bodies=_bodies(there, owing),
        effects=effects_of(there, facts, differing),
        blocked=_blocked(round_, there, facts, differing, today),
        act=_act(there),
        page_url=reverse("scoring:phases", args=[round_.uid]),
        elsewhere=_elsewhere(round_, there.phase),
    )


def _unit_url(phase: Phase, unit: MissingUnit) -> str:
    """Return where to see what an agency has still to do."""
    name = "scoring:differences" if phase == Phase.EXPLANATION else "scoring:sheet"
    return reverse(name, args=[unit.uid])


def _elsewhere(round_: Round, phase: Phase) -> Link | None:
    if phase == Phase.SETTLEMENT:
        return Link(_("Bảng công nhận"), reverse("scoring:settlement", args=[round_.uid]), icon="award")
    if phase == Phase.PUBLICATION:
        return Link(_("Xếp hạng và công bố"), reverse("scoring:ranking-of", args=[round_.uid]), icon="award")
    return None


def _act(facts: PhaseFacts) -> str:
    if facts.missing.is_nothing and facts.phase not in (Phase.SETTLEMENT, Phase.PUBLICATION):
        return _("Kết thúc bước %(phase)s") % {"phase": facts.phase.label}
    return _("Xem các bước")


def _sentence(facts: PhaseFacts, today: date) -> str:
    words = {"day": date_text(facts.row.due_on), "left": distance_text(facts.row.due_on, today)}
    words |= {"done": number_text(facts.done), "total": number_text(facts.total)}
    said = {
        Phase.SELF_SCORING: _("%(done)s/%(total)s cơ quan đã khóa điểm tự chấm; hạn %(day)s, %(left)s."),
        Phase.APPRAISAL: _("%(done)s/%(total)s điểm đã thẩm định; hạn %(day)s, %(left)s."),
        Phase.EXPLANATION: _("%(done)s/%(total)s cơ quan đã xong giải trình hoặc không có gì phải giải trình; "
                             "hạn %(day)s, %(left)s."),
        Phase.SECOND_APPRAISAL: _("%(done)s/%(total)s kiến nghị đã trả lời; hạn %(day)s, %(left)s."),
    }  # fmt: skip
    return said.get(facts.phase, _("Hạn %(day)s, %(left)s.")) % words


def _bodies(facts: PhaseFacts, owing: Sequence[Owing]) -> tuple[BodyLine, ...]:
    """Return who appraises: those for whom something waits first."""
    if facts.phase not in (Phase.APPRAISAL, Phase.SECOND_APPRAISAL):
        return ()
    missing = {body.agency_id: body for body in facts.missing.bodies}
    owed = {one.agency_id: one for one in owing}
    order = sorted({**missing, **owed}, key=lambda one: -missing[one].count if one in missing else 0)
    return tuple(_body(missing.get(one), owed.get(one)) for one in order)


def _body(missing: MissingBody | None, owing: Owing | None) -> BodyLine:
    state, tone = _("không phải báo"), "line"
    if owing is not None:
        is_open = owing.state in AWAITS_HAND_IN
        state, tone = (_("chưa báo xong"), "warn") if is_open else (_("đã báo xong"), "ok")
        if owing.state == ObligationState.CANCELLED:
            state, tone = _("đã hủy"), "line"
    return BodyLine(
        name=missing.name if missing else owing.name if owing else "",
        url=reverse("obligations:detail", args=[owing.uid]) if owing else "",
        waits=number_text(missing.count) if missing else number_text(0),
        numbers=numbers_said(missing),
        state=state,
        tone=tone,
    )


def _blocked(round_: Round, there: PhaseFacts, facts: Mapping[Phase, PhaseFacts], differing: int, today: date) -> str:
    if has_time(round_, there, today):
        words = {"day": date_text(last_day(there))}
        return _("Còn cơ quan chưa làm xong và còn thời gian: kết thúc được từ sau ngày %(day)s, hoặc khi đủ.") % words
    explaining = facts[Phase.EXPLANATION].row
    if there.phase == Phase.APPRAISAL and differing and not round_.is_history and explaining.due_on < today:
        return _("Hạn giải trình %(day)s đã qua: dời hạn bước giải trình trước.") % {
            "day": date_text(explaining.due_on)
        }
    return ""
