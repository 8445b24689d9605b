"""The matter is with another body: since when, for how long, what came back; and the forms that say so.

Two milestones where another body decides: *trình* stands first where the plan's words speak of it.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.obligations.access import can
from caicach.obligations.constants import AWAITS_HAND_IN, PauseKind, TrackingMode
from caicach.obligations.forms import PauseForm, ResumeForm
from caicach.obligations.mapping import asks_for
from caicach.obligations.models import Obligation
from caicach.obligations.pages.parts.values import Column, Part
from caicach.obligations.selectors import ObligationFacts, PauseFacts, bodies_to_wait_for, pause_facts
from caicach.obligations.services import decider_of
from caicach.ui.notation import date_text, moment_text, number_text
from caicach.ui.sentences import in_language
from caicach.web.actor import Actor
from reform.messages import Reason, explain
from reform.tracking import milestone_rule

__all__ = ["PausePart", "PauseView", "pause_part"]

TEMPLATE = "obligations/parts/pause.html"


@dataclass(frozen=True, slots=True)
class PauseView:
    """One time that the matter was with another body."""

    title: str  # "UBND tỉnh Sông Mây: 12 ngày"
    tag: str  # "đã trình, chờ ban hành"
    tone: str
    span: str  # from, to, by which document
    entered: str  # who entered its beginning and its end: two sources
    words: str
    result: str


@dataclass(frozen=True, slots=True)
class PausePart(Part):
    """What another body has or had, and the forms."""

    title: str
    pauses: tuple[PauseView, ...]
    days: str  # waiting days of each kind, together
    present: PauseForm | None
    proposal: str  # why presenting stands first; empty where the plan does not speak of it
    wait: PauseForm | None
    resume: ResumeForm | None
    is_presented: bool  # what stands now waits for a decision
    open_form: str  # the form that was sent and refused: "present" or "wait"
    urls: dict[str, str]


@dataclass(frozen=True, slots=True)
class SentPause:
    """The form that was sent and refused."""

    act: str  # "present", "wait" or "resume"
    form: PauseForm | ResumeForm


def pause_part(facts: ObligationFacts, actor: Actor, today: date, *, sent: SentPause | None = None) -> PausePart | None:
    """Return the part, or None where nobody else has or had the matter and the actor cannot say so."""
    one = facts.obligation
    may_start = _may_start(one) and can(actor, "pause", one).allowed
    may_end = one.paused_on is not None and can(actor, "resume", one).allowed
    if not (facts.pauses or may_start or sent):
        return None
    known = pause_facts(facts.pauses, today=today)
    standing = next((row for row in known if row.pause.until_on is None), None)
    is_presented = standing is not None and standing.pause.kind == PauseKind.PRESENTED
    forms = _forms(one, may_start=may_start, today=today) | ({sent.act: sent.form} if sent else {})
    resume = ResumeForm(is_presented=is_presented, initial={"until_on": today}) if may_end else None
    proposal = _proposal(one) if "present" in forms else ""
    return PausePart(
        template=TEMPLATE,
        # What never happened and what the plan does not speak of is two lines beside.
        column=Column.MAIN if known or sent or proposal else Column.ASIDE,
        title=_("Đang chờ cơ quan khác") if standing else _("Chờ cơ quan khác"),
        pauses=tuple(_view(row) for row in known),
        days=_days(known),
        present=forms.get("present"),  # type: ignore[arg-type]
        proposal=proposal,
        wait=forms.get("wait"),  # type: ignore[arg-type]
        resume=forms.get("resume", resume),  # type: ignore[arg-type]
        is_presented=is_presented,
        open_form=sent.act if sent else "",
        urls={act: reverse(f"obligations:{name}", args=[one.uid]) for act, name in _ADDRESSES.items()},
    )


_ADDRESSES = {"present": "present", "wait": "pause", "resume": "resume"}


def _may_start(one: Obligation) -> bool:
    runs = one.state in AWAITS_HAND_IN and one.paused_on is None and one.due_on is not None
    return runs and one.carrier_id is None and not one.is_history and one.duty.mode != TrackingMode.NOT_TRACKED


def _forms(one: Obligation, *, may_start: bool, today: date) -> dict[str, PauseForm | ResumeForm]:
    if not may_start:
        return {}
    bodies = bodies_to_wait_for(one, on=today)
    initial = {"from_on": today}
    forms: dict[str, PauseForm | ResumeForm] = {
        "wait": PauseForm(agencies=bodies, initial=initial, auto_id="cho-%s"),
    }
    if asks_for(one.duty) == TrackingMode.DOCUMENT and not one.duty.is_report:
        decider = decider_of(one)
        chosen = {**initial, "waits_for": decider.pk if decider else None}
        forms["present"] = PauseForm(agencies=bodies, initial=chosen, auto_id="trinh-%s")
    return forms


def _proposal(one: Obligation) -> str:
    rule = milestone_rule(one.duty.task, one.duty.title, one.agency.current_name)
    return in_language(explain((Reason(rule),))) if rule else ""


def _view(row: PauseFacts) -> PauseView:
    pause = row.pause
    until = date_text(pause.until_on) if pause.until_on else _("nay")
    days = ngettext("%(days)s ngày", "%(days)s ngày", row.days) % {"days": number_text(row.days)}
    entered = [_entered(_("Ghi nhận gửi"), pause.started_at, pause.started_by)]
    if pause.ended_at:
        entered.append(_entered(_("ghi nhận kết quả"), pause.ended_at, pause.ended_by))
    return PauseView(
        title=f"{row.body}: {days}",
        tag=capfirst(str(PauseKind(pause.kind).label)) if pause.until_on is None else _("Đã có kết quả"),
        tone="warn" if pause.until_on is None else "ok",
        span=_("Văn bản số %(symbol)s, từ %(first)s đến %(last)s")
        % {"symbol": pause.symbol, "first": date_text(pause.from_on), "last": until},
        entered="; ".join(entered),
        words=pause.words,
        result=pause.end_words,
    )


def _entered(what: str, at: object, user: object | None) -> str:
    return f"{what}: {user or _('Hệ thống')}, {moment_text(at)}"  # type: ignore[arg-type]


def _days(known: tuple[PauseFacts, ...]) -> str:
    """Return the waiting days by what was waited for; empty where there is one pause alone."""
    if len(known) < 2:
        return ""
    presented = sum(row.days for row in known if row.pause.kind == PauseKind.PRESENTED)
    asked = sum(row.days for row in known if row.pause.kind == PauseKind.WAITING)
    return _("Chờ quyết định %(presented)s ngày, chờ ý kiến %(asked)s ngày; không tính cho cơ quan chủ trì.") % {
        "presented": number_text(presented),
        "asked": number_text(asked),
    }
