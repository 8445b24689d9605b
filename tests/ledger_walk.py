"""A small ledger in which anybody may try anything; for random histories."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import transaction

from caicach.audit.models import Entry
from caicach.obligations.constants import ContestOutcome, ContestReason, PauseKind, TrackingMode
from caicach.obligations.mapping import Evidence
from caicach.obligations.models import (
    CoordinationAsk,
    Event,
    Extension,
    Obligation,
    Pause,
    Receipt,
)
from caicach.obligations.services import (
    Asking,
    Contest,
    ExtensionDraft,
    ExtensionVerdict,
    PauseDraft,
    Verdict,
    assignment_take_back,
    assignments_give,
    contest_decide,
    contest_withdraw,
    coordination_ask,
    coordination_withdraw,
    event_record,
    event_undo,
    extension_ask,
    extension_withdraw,
    extensions_decide,
    late_reason_give,
    obligation_accept,
    obligation_reopen,
    obligation_return,
    obligation_submit,
    pause_end,
    pause_start,
    receipt_confirm,
    receipt_contest,
)
from caicach.obligations.services.decide_many import Chosen, obligations_accept, obligations_return
from caicach.obligations.services.extend_many import obligations_extend
from caicach.people.models import Post
from caicach.web.actor import Actor
from caicach.web.errors import Refusal
from cast import Cast

__all__ = ["ACTS", "PEOPLE", "RIGHT", "Ledger", "snapshot"]

RIGHT = "right"  # whoever the act is the work of
# Acts of the owing agency; all others are of whoever accepts or assigned.
_OF_AGENCY = frozenset({
    "confirm", "contest", "withdraw_contest", "submit", "ask_extension", "withdraw_extension", "pause", "end_pause",
    "explain", "ask_body", "withdraw_ask", "assign", "take_back",
})  # fmt: skip
PEOPLE = ("commune_officer", "commune_leader", "neighbour_officer", "standing_officer", "area_lead", "stranger")
REASON_CODE = "guidance"  # of the list of late reasons
_RELATED = ("duty__owner", "duty__standing_body", "agency", "acceptor", "event", "carrier")


# Where an act has a chance: the state of its obligation.
_FITTING = {"accept": "submitted", "return": "submitted", "reopen": "accepted", "record": "dormant", "submit": "open"}


def _contested(rows: Sequence[Obligation]) -> Obligation:
    """Return an obligation whose agency contests it; the first of all where none does."""
    pairs = set(Receipt.objects.filter(state="contested").values_list("duty_id", "agency_id"))
    return next((row for row in rows if (row.duty_id, row.agency_id) in pairs), rows[0])


def snapshot() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of the ledger and of the audit."""
    models = [*apps.get_app_config("obligations").get_models(), Entry]
    return {model.__name__: list(model._default_manager.order_by("pk").values_list()) for model in models}


@dataclass(slots=True)
class Ledger:
    """Five obligations of two communes, one of them asleep, and who does what with them on which day."""

    cast: Cast
    done: int = 0  # acts that were not refused

    def __post_init__(self) -> None:
        cast = self.cast
        both = (cast.owed(), cast.owed(agency_id=cast.neighbour.pk))
        cast.assign(
            cast.draft(obligations=both),
            cast.draft(area_code="procedures", obligations=(cast.owed(acceptor_id=cast.office.pk),)),
            cast.draft(is_report=True, obligations=(cast.owed(occurrence_key="2026-Q2"),)),
            cast.draft(
                mode=TrackingMode.IN_REPORT,
                obligations=(cast.owed(occurrence_key="2026-Q2", carrier=(cast.commune.pk, "2026-Q2")),),
            ),
            cast.draft(event_repeats=True, obligations=(cast.owed(due_on=None, due_reason="[]"),)),
        )

    def rows(self) -> list[Obligation]:
        """Return all obligations as anybody would read them now."""
        return list(Obligation.objects.select_related(*_RELATED).order_by("pk"))

    def go(self, act: str, who: str, at: int, days: int) -> bool:
        """Let days pass, then let somebody try something; return whether it was done."""
        after = timedelta(days=days)
        self.cast = replace(self.cast, now=self.cast.now + after, today=self.cast.today + after)
        rows = self.rows()
        try:
            with transaction.atomic():
                fitting = [row for row in rows if row.state == _FITTING.get(act, row.state)] or rows
                one = _contested(rows) if act == "decide_contest" else fitting[at % len(fitting)]
                ACTS[act](self, one, getattr(self.cast, self._who(act, one) if who == RIGHT else who).actor)
        except Refusal:
            return False
        self.done += 1
        return True

    def _who(self, act: str, one: Obligation) -> str:
        if act in _OF_AGENCY:
            return "commune_leader" if one.agency_id == self.cast.commune.pk else "neighbour_officer"
        return "area_lead" if one.acceptor_id == self.cast.office.pk else "standing_officer"

    # Each act: (obligation, actor), refused by a ``Refusal`` where it cannot be.

    def _confirm(self, one: Obligation, actor: Actor) -> None:
        receipt_confirm(one, actor=actor, now=self.cast.now)

    def _contest(self, one: Obligation, actor: Actor) -> None:
        contest = Contest(ContestReason.WRONG_LEAD, "Việc này thuộc xã bên cạnh.", self.cast.neighbour.pk, None)
        receipt_contest(one, contest, actor=actor, now=self.cast.now, today=self.cast.today)

    def _withdraw_contest(self, one: Obligation, actor: Actor) -> None:
        contest_withdraw(one, actor=actor, now=self.cast.now)

    def _decide_contest(self, one: Obligation, actor: Actor) -> None:
        outcomes = list(ContestOutcome)
        outcome = outcomes[(one.pk + Receipt.objects.count()) % len(outcomes)]
        due_on = self.cast.today + timedelta(days=20)
        verdict = Verdict(outcome, "Đã xem xét kiến nghị.", self.cast.neighbour.pk, due_on)
        contest_decide(one, verdict, actor=actor, now=self.cast.now)

    def _submit(self, one: Obligation, actor: Actor) -> None:
        evidence = Evidence(document=self.cast.document(issued_on=self.cast.today, now=self.cast.now))
        obligation_submit(one, actor=actor, evidence=evidence, now=self.cast.now, today=self.cast.today)

    def _accept(self, one: Obligation, actor: Actor) -> None:
        obligation_accept(one, actor=actor, now=self.cast.now)

    def _accept_all(self, one: Obligation, actor: Actor) -> None:
        chosen = [Chosen(row.pk, row.submissions.count()) for row in self.rows()]
        obligations_accept(chosen, actor=actor, now=self.cast.now)

    def _return(self, one: Obligation, actor: Actor) -> None:
        obligation_return(one, actor=actor, reason="Thiếu chữ ký của lãnh đạo.", now=self.cast.now)

    def _return_all(self, one: Obligation, actor: Actor) -> None:
        chosen = [Chosen(row.pk, row.submissions.count()) for row in self.rows()]
        obligations_return(chosen, actor=actor, reason="Thiếu phụ lục số liệu.", now=self.cast.now)

    def _reopen(self, one: Obligation, actor: Actor) -> None:
        obligation_reopen(one, actor=actor, reason="Thanh tra phát hiện số liệu sai.", now=self.cast.now)

    def _ask_extension(self, one: Obligation, actor: Actor) -> None:
        draft = ExtensionDraft(self.cast.today + timedelta(days=30), REASON_CODE, "Chờ hướng dẫn của Bộ")
        extension_ask(one, draft, actor=actor, now=self.cast.now)

    def _decide_extension(self, one: Obligation, actor: Actor) -> None:
        waiting = list(Extension.objects.select_related("obligation__duty__owner").filter(state="waiting"))
        is_granted = len(waiting) % 2 == 1
        extensions_decide(waiting, ExtensionVerdict(is_granted, None, "Đã xem xét."), actor=actor, now=self.cast.now)

    def _withdraw_extension(self, one: Obligation, actor: Actor) -> None:
        for asked in Extension.objects.filter(obligation=one, state="waiting"):
            extension_withdraw(asked, actor=actor, now=self.cast.now)

    def _extend_all(self, one: Obligation, actor: Actor) -> None:
        ids = [row.pk for row in self.rows()]
        to_due_on = self.cast.today + timedelta(days=40)
        obligations_extend(ids, to_due_on, actor=actor, words="Chờ hướng dẫn", now=self.cast.now)

    def _pause(self, one: Obligation, actor: Actor) -> None:
        draft = PauseDraft(
            from_on=self.cast.today,
            symbol="12/UBND",
            kind=PauseKind.WAITING,
            waits_for_id=self.cast.department.pk,
            waits_for_words="",
            words="Xin ý kiến",
            document=None,
        )
        pause_start(one, draft, actor=actor, now=self.cast.now)

    def _end_pause(self, one: Obligation, actor: Actor) -> None:
        for pause in Pause.objects.select_related("obligation__duty__owner").filter(obligation=one, until_on=None):
            pause_end(pause, actor=actor, until_on=self.cast.today, words="Đã có ý kiến.", now=self.cast.now)

    def _explain(self, one: Obligation, actor: Actor) -> None:
        late_reason_give(one, actor=actor, code=REASON_CODE, words="Chờ hướng dẫn", now=self.cast.now)

    def _ask_body(self, one: Obligation, actor: Actor) -> None:
        asking = Asking("Số liệu hồ sơ quý I", self.cast.today + timedelta(days=3), TrackingMode.DECLARED)
        bodies = [self.cast.department.pk]
        coordination_ask(one, bodies, asking, actor=actor, now=self.cast.now, today=self.cast.today)

    def _withdraw_ask(self, one: Obligation, actor: Actor) -> None:
        for ask in CoordinationAsk.objects.filter(obligation=one, withdrawn_at=None):
            coordination_withdraw(ask, actor=actor, reason="Không cần nữa.", now=self.cast.now)

    def _assign(self, one: Obligation, actor: Actor) -> None:
        post = Post.objects.get(user=self.cast.commune_officer.user)
        assignments_give([one], post, actor=actor, now=self.cast.now, today=self.cast.today)

    def _take_back(self, one: Obligation, actor: Actor) -> None:
        assignment_take_back(one, actor=actor, now=self.cast.now)

    def _record(self, one: Obligation, actor: Actor) -> None:
        event_record(
            one.duty,
            actor=actor,
            occurred_on=self.cast.today,
            description=f"Có chỉ đạo lần {Event.objects.count()}",
            due_on=self.cast.today + timedelta(days=7),
            now=self.cast.now,
        )

    def _undo(self, one: Obligation, actor: Actor) -> None:
        for event in Event.objects.filter(duty=one.duty, undone_at=None):
            event_undo(event, actor=actor, reason="Ghi nhầm văn bản.", now=self.cast.now)


ACTS: Mapping[str, Callable[[Ledger, Obligation, Actor], None]] = {
    name.removeprefix("_"): method
    for name, method in vars(Ledger).items()
    if name.startswith("_") and not name.startswith("__") and name != "_who"
}
