"""The page of one obligation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.constants import (
    AWAITS_HAND_IN,
    ObligationState,
    ParticipantRole,
    SubmissionState,
    TrackingMode,
)
from caicach.obligations.forms import (
    AcceptForm,
    DraftForm,
    HandInForm,
    ReturnForm,
    SendBackForm,
    hand_in_form,
)
from caicach.obligations.mapping import asks_for, reason_sentences
from caicach.obligations.models import Obligation, Submission
from caicach.obligations.pages.dates import chain_of, paused_words
from caicach.obligations.pages.hand_ins import HandInView, draft_view, hand_in_view, missing_words, return_words
from caicach.obligations.pages.history import AuditRow, audit_rows, moments
from caicach.obligations.pages.parts import Column, FillPart, Part, parts_of, with_sent
from caicach.obligations.pages.words import address_of, area_name, due_sentence, mode_name, place_words
from caicach.obligations.registry import sources
from caicach.obligations.selectors import ObligationFacts, ObligationRow, counted_day, working_days_late
from caicach.ui.notation import date_text, moment_text
from caicach.ui.values import DueStep, Fact, Link, Moment
from caicach.web.actor import Actor

__all__ = ["DetailPage", "Forms", "forms_for"]


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms that this actor may send now; None where the act is not theirs or not due."""

    hand_in: HandInForm | None = None
    prepare: HandInForm | None = None
    withdraw: DraftForm | None = None
    approve: DraftForm | None = None
    send_back: SendBackForm | None = None
    accept: AcceptForm | None = None
    give_back: ReturnForm | None = None


@dataclass(frozen=True, slots=True)
class DetailPage:
    """Everything on the page."""

    title: str
    kicker: str
    state: str
    due_on: date | None
    today: date
    crumbs: tuple[Link, ...]
    chain: tuple[DueStep, ...]
    counted_on: date  # the day up to which lateness is counted
    paused: str  # that the clock stands; empty while it runs
    derivation: str  # how the date came about, in sentences
    who: tuple[Fact, ...]
    course: tuple[Fact, ...]  # when it was met, handed in, accepted
    quote: str  # words of the plan
    source: str
    source_url: str  # of its place in the document; empty where there is none to show
    hand_ins: tuple[HandInView, ...]
    draft: HandInView | None  # what waits for the leader, or came back: for the agency alone
    moments: tuple[Moment, ...]
    carried: tuple[ObligationRow, ...]
    audit: tuple[AuditRow, ...]
    forms: Forms
    urls: dict[str, str]
    acceptor_name: str
    asks_for: str  # "văn bản"
    is_history: bool
    is_tracked: bool
    returned_reason: str
    returned_title: str
    missing: tuple[str, ...]  # what the acceptor named as missing, where it was returned
    heir_title: str  # whose it is now, where it was handed over
    heir_url: str
    carrier_title: str  # of the report that closes it; empty where it stands by itself
    carrier_url: str
    why_not: str  # why this actor cannot hand in, where the agency still has to
    on_behalf_url: str  # to the page for handing in for this agency; empty where it is not the actor's
    event_url: str = ""  # where its event is recorded; empty where it does not sleep, or is not the actor's
    is_bound: bool = False  # a form was sent and refused
    first: tuple[Part, ...] = ()  # of the wide column, before what was handed in
    parts: tuple[Part, ...] = ()  # of the wide column, after the forms
    asides: tuple[Part, ...] = ()

    @classmethod
    def of(
        cls, facts: ObligationFacts, *, actor: Actor, today: date, forms: Forms | None = None, sent: Part | None = None
    ) -> "DetailPage":
        """Return the page of ``facts``; ``forms`` and ``sent`` carry a form that was sent and refused."""
        one = facts.obligation
        shown = forms_for(facts) if forms is None else forms
        awaits, heir, returned = one.state in AWAITS_HAND_IN, one.continued_by, _returned(facts)
        made = with_sent(parts_of(facts, actor=actor, today=today), sent)
        is_filled = any(isinstance(part, FillPart) and part.fill.takes_over for part in made)
        if is_filled and not _is_bound(forms):
            shown = replace(shown, hand_in=None, prepare=None)
        return cls(
            title=one.duty.title,
            kicker=_kicker(one),
            state=one.state,
            due_on=one.due_on if not one.is_history else None,
            counted_on=counted_day(one.paused_on, today),
            today=today,
            crumbs=_crumbs(one),
            chain=chain_of(facts),
            paused=paused_words(facts, today),
            derivation=reason_sentences(one.due_reason),
            who=_who(facts),
            course=_course(facts, today),
            quote=one.duty.task or one.duty.title,
            source=", ".join(part for part in (one.duty.source_label, place_words(one.duty.place)) if part),
            source_url=_source_url(one),
            hand_ins=tuple(hand_in_view(submission) for submission in facts.submissions),
            draft=draft_view(facts.drafts) if awaits else None,
            moments=moments(facts, today),
            carried=facts.carried,
            audit=audit_rows(facts),
            forms=shown,
            urls=_urls(one),
            acceptor_name=one.acceptor.current_name,
            asks_for=mode_name(asks_for(one.duty)),
            is_history=one.is_history,
            is_tracked=one.duty.mode != TrackingMode.NOT_TRACKED,
            returned_reason=return_words(returned) if returned else "",
            returned_title=_returned_title(returned),
            missing=missing_words(returned) if returned else (),
            heir_title=_("%(agency)s thực hiện") % {"agency": heir.agency.current_name} if heir else "",
            heir_url=address_of(heir.uid) if heir else "",
            carrier_title=one.carrier.duty.title if one.carrier else "",
            carrier_url=address_of(one.carrier.uid) if one.carrier else "",
            why_not=facts.may_submit.reason if awaits and not facts.may_prepare.allowed else "",
            on_behalf_url="" if is_filled else _on_behalf_url(facts),
            event_url=_event_url(facts),
            is_bound=_is_bound(forms) or sent is not None,
            # What was sent and refused stands where it is seen at once.
            first=tuple(part for part in made if part.column == Column.FIRST or part is sent),
            parts=tuple(part for part in made if part.column == Column.MAIN and part is not sent),
            asides=tuple(part for part in made if part.column == Column.ASIDE and part is not sent),
        )


def _is_bound(forms: Forms | None) -> bool:
    """Whether one of the forms was sent and refused; a step of picking is neither."""
    if forms is None:
        return False
    sent = (getattr(forms, field.name) for field in fields(forms))
    return any(form is not None and form.is_bound for form in sent)


def forms_for(facts: ObligationFacts) -> Forms:
    """Return the empty forms that the actor of ``facts`` may send now."""
    one = facts.obligation
    if one.state in AWAITS_HAND_IN and _stands_alone(one):
        return _forms_of_agency(facts)
    if one.state == ObligationState.SUBMITTED and _stands_alone(one) and facts.may_decide.allowed and facts.pending:
        initial = {"number": facts.pending.number}
        return Forms(
            accept=AcceptForm(initial=initial, auto_id="nghiem-thu-%s"),
            give_back=ReturnForm(initial=initial, auto_id="tra-lai-%s"),
        )
    return Forms()


def _forms_of_agency(facts: ObligationFacts) -> Forms:
    """Return the forms of the owing agency: a draft that waits comes before anything else."""
    waiting = facts.waiting
    initial = {"version": waiting.version} if waiting else {}
    decides, prepares = facts.may_approve.allowed, facts.may_prepare.allowed
    if waiting is None and facts.may_submit.allowed:
        return Forms(hand_in=_hand_in_form(facts))
    return Forms(
        prepare=_hand_in_form(facts) if prepares else None,
        approve=DraftForm(initial=initial, auto_id="duyet-%s") if waiting and decides else None,
        send_back=SendBackForm(initial=initial, auto_id="sua-%s") if waiting and decides else None,
        withdraw=DraftForm(initial=initial, auto_id="rut-%s")
        if waiting and (prepares or facts.may_submit.allowed) and not decides
        else None,
    )


def _hand_in_form(facts: ObligationFacts) -> HandInForm:
    """Return the form of the next hand-in; a draft that came back gives its words, but for a leader's own no file."""
    version = facts.drafts[0].version if facts.drafts else 0
    draft = facts.worded if facts.may_prepare.allowed else None
    return hand_in_form(facts.obligation, _next_number(facts), version=version, draft=draft)


def _stands_alone(one: Obligation) -> bool:
    return one.carrier_id is None and one.duty.mode != TrackingMode.NOT_TRACKED


def _event_url(facts: ObligationFacts) -> str:
    one = facts.obligation
    may = one.state == ObligationState.DORMANT and facts.may_record_event.allowed
    return reverse("obligations:event", args=[one.uid]) if may else ""


def _on_behalf_url(facts: ObligationFacts) -> str:
    one = facts.obligation
    may = one.state in AWAITS_HAND_IN and _stands_alone(one) and facts.may_hand_in_for.allowed
    return reverse("obligations:on-behalf", args=[one.uid]) if may else ""


def _next_number(facts: ObligationFacts) -> int:
    return max((submission.number for submission in facts.submissions), default=0) + 1


def _kicker(one: Obligation) -> str:
    number = _("Nhiệm vụ %(number)s") % {"number": one.duty.number} if one.duty.number else _("Nhiệm vụ")
    return " · ".join(part for part in (number, one.agency.current_name, one.occurrence_label) if part)


def _crumbs(one: Obligation) -> tuple[Link, ...]:
    everything = reverse("obligations:list")
    number = one.duty.number or one.occurrence_label or one.agency.current_name
    return (
        Link(_("Nhiệm vụ"), everything),
        Link(one.duty.source_label, f"{everything}?{urlencode({'plan': str(one.duty.source_uid or '')})}"),
        Link(_("Nhiệm vụ %(number)s") % {"number": number}),
    )


def _who(facts: ObligationFacts) -> tuple[Fact, ...]:
    one = facts.obligation
    return (
        Fact(_("Chủ trì"), one.agency.current_name, strong=True),
        *_named(facts),
        Fact(_("Nghiệm thu"), one.acceptor.current_name, note=f"({one.get_acceptor_reason_display()})"),
        Fact(_("Giao việc"), one.duty.owner.current_name),
        Fact(_("Cơ quan thường trực"), one.duty.standing_body.current_name),
    )


def _named(facts: ObligationFacts) -> Iterator[Fact]:
    """Yield who else is named, a line for each role; whoever leads here does not coordinate with itself."""
    by_role: dict[str, list[str]] = defaultdict(list)
    for row in facts.participants:
        if row.role != ParticipantRole.COORDINATE or row.agency_id != facts.obligation.agency_id:
            name = row.agency.current_name
            by_role[row.role].append(f"{name} ({row.note})" if row.note else name)
    for role, names in by_role.items():
        yield Fact(ParticipantRole(role).label.capitalize(), "; ".join(names))


def _course(facts: ObligationFacts, today: date) -> tuple[Fact, ...]:
    """Return the days that count: the checker's never make the agency late, so both stand here."""
    one = facts.obligation
    rows = [
        Fact(_("Cách theo dõi"), mode_name(one.duty.mode)),
        Fact(_("Lĩnh vực"), area_name(one.duty.area_code, today)),
    ]
    if one.met_on:
        rows.append(Fact(_("Ngày tính đúng hạn"), due_sentence(one.due_on, one.met_on), strong=True))
    if facts.submissions:
        last = facts.submissions[0]
        rows.append(Fact(_("Nộp gần nhất"), moment_text(last.handed_in_at), note=_by(last.handed_in_by)))
    if one.state == ObligationState.SUBMITTED and one.decide_by_on and one.carrier_id is None:
        days = working_days_late(one.decide_by_on, today)
        late = _("chậm %(days)s ngày làm việc") % {"days": days} if days else ""
        rows.append(Fact(_("Nghiệm thu trước"), date_text(one.decide_by_on), note=late))
    if one.accepted_at:
        rows.append(Fact(_("Nghiệm thu lúc"), moment_text(one.accepted_at)))
    return tuple(rows)


def _source_url(one: Obligation) -> str:
    kind = one.duty.source_kind
    return sources.find(kind)(one.duty) if kind in sources.keys() else ""  # noqa: SIM118 - a registry is no mapping


def _by(user: object | None) -> str:
    return str(user) if user else _("Hệ thống")


def _returned(facts: ObligationFacts) -> Submission | None:
    """Return the hand-in that came back last, while nothing new was handed in."""
    if facts.obligation.state != ObligationState.RETURNED:
        return None
    return next((submission for submission in facts.submissions if submission.return_reason), None)


def _returned_title(returned: Submission | None) -> str:
    if returned is not None and returned.state == SubmissionState.REOPENED:
        return _("Đã mở lại sau khi nghiệm thu, cần nộp lại")
    return _("Bị trả lại, cần nộp lại")


def _urls(one: Obligation) -> dict[str, str]:
    acts: Iterable[str] = ("submit", "prepare", "withdraw", "approve", "send-back", "accept", "return")
    return {act.replace("-", "_"): reverse(f"obligations:{act}", args=[one.uid]) for act in acts}
