"""All that the page of an event asks, for one obligation and one actor."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from caicach.documents.selectors import documents_of_symbol
from caicach.obligations.constants import ObligationState
from caicach.obligations.mapping import awaited_of, term_of, waits_of
from caicach.obligations.models import Duty, Event, Obligation
from caicach.obligations.selectors.events import RecordedEvent, WaitingDuty, recorded_events, waiting_alike
from caicach.obligations.selectors.triggers import triggers_of_duty
from caicach.ui.sentences import in_language
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, Beyond
from reform.due import event_repeats
from reform.messages import MESSAGES
from vanban.language.deadlines import deadline_from_json

if TYPE_CHECKING:
    from datetime import date

    from caicach.documents.models import Document

__all__ = ["EventFacts", "document_of_symbol", "event_facts"]


@dataclass(frozen=True)
class EventFacts:
    """An obligation's duty, what of it sleeps, and who else waits for the same."""

    one: Obligation
    asleep: tuple[Obligation, ...]  # of the duty, with their agencies
    alike: tuple[WaitingDuty, ...]
    events: tuple[RecordedEvent, ...]
    waits_for: tuple[str, ...]  # titles of the duties whose acceptance is the event

    @property
    def duty(self) -> Duty:
        """The duty."""
        return self.one.duty

    @property
    def sleeps(self) -> bool:
        """Whether a recording would wake or open anything."""
        return bool(self.asleep)

    @property
    def occurrence_key(self) -> str | None:
        """What sleeps of the duty is meant: the obligation's own, where it sleeps itself."""
        return self.one.occurrence_key if self.one.state == ObligationState.DORMANT else None

    @property
    def awaited(self) -> str:
        """The words of what is awaited."""
        source = self.one if self.occurrence_key or not self.asleep else self.asleep[0]
        return awaited_of(waits_of(source.due_reason), self.duty.deadline_text)

    @property
    def asks_due(self) -> bool:
        """Whether no term counts from the event."""
        return any(term_of(row.due_reason, self.duty.deadline) is None for row in self._meant)

    @property
    def may_ask_due(self) -> bool:
        """Whether that holds for the duty or for another that waits for the same."""
        return self.asks_due or any(other.asks_due for other in self.alike)

    @property
    def repeats(self) -> bool:
        """Whether the event of the duty or of another that waits for the same may repeat."""
        return self.duty.event_repeats or any(other.duty.event_repeats for other in self.alike)

    @cached_property
    def agency_choices(self) -> tuple[tuple[str, str], ...]:
        """Those who wait, as (key, name)."""
        names = {row.agency_id: row.agency.current_name for row in self._meant}
        return tuple((str(pk), name) for pk, name in names.items())

    @cached_property
    def duty_choices(self) -> tuple[tuple[str, str], ...]:
        """The duties that wait for the same, as (uid, words)."""
        rows = {str(other.duty.uid): other for other in self.alike}
        words = _("%(title)s (%(source)s; %(count)s cơ quan chờ)")
        return tuple(
            (uid, words % {"title": one.duty.title, "source": one.duty.source_label, "count": one.agency_count})
            for uid, one in rows.items()
        )

    @property
    def ticked(self) -> list[str]:
        """Those that certainly wait for the same happening: an event that repeats may be another one."""
        return (
            [] if self.duty.event_repeats else [str(one.duty.uid) for one in self.alike if not one.duty.event_repeats]
        )

    @property
    def why_repeats(self) -> str:
        """What the words of the deadline propose: whether the event may repeat."""
        proposal = event_repeats(deadline_from_json(row) for row in json.loads(self.duty.deadline or "[]"))
        return in_language(MESSAGES[proposal.rule_id]) if proposal else ""

    def duties_of(self, uids: Sequence[str]) -> list[Duty]:
        """Return the duty and those of ``uids`` that wait for the same, each once."""
        chosen = {other.duty.pk: other.duty for other in self.alike if str(other.duty.uid) in set(uids)}
        return [self.duty, *chosen.values()]

    def event(self, pk: int) -> Event:
        """Return the event ``pk`` of the duty.

        Raises:
            Beyond: it has none such.
        """
        found = next((told.event for told in self.events if told.event.pk == pk), None)
        if found is None:
            raise Beyond(_("Không có sự kiện này trong việc đang xem."))
        found.duty = self.duty
        return found

    @property
    def _meant(self) -> tuple[Obligation, ...]:
        key = self.occurrence_key
        return tuple(row for row in self.asleep if key in (None, row.occurrence_key))


def event_facts(one: Obligation, *, actor: Actor) -> EventFacts:
    """Return the facts of ``one``, whose event ``actor`` may record: six queries."""
    asleep = one.duty.obligations.filter(state=ObligationState.DORMANT).select_related("agency")
    facts = EventFacts(
        one=one,
        asleep=tuple(asleep.order_by("agency__current_sort_key", "pk")),
        alike=(),
        events=recorded_events(one.duty),
        waits_for=tuple(trigger.on_duty.title for trigger in triggers_of_duty(one.duty)),
    )
    alike = waiting_alike(actor, one.duty, facts.awaited) if facts.sleeps else ()
    return EventFacts(facts.one, facts.asleep, alike, facts.events, facts.waits_for)


def document_of_symbol(actor: Actor, symbol: str, *, on: "date") -> "Document | None":
    """Return the registered document of ``symbol`` that ``actor`` sees; None where no symbol is given.

    Raises:
        BadInput: there is none, or several and none of them is of the day ``on``.
    """
    if not symbol.strip():
        return None
    found = documents_of_symbol(actor, symbol)
    exact = [one for one in found if one.issued_on == on]
    if len(found) == 1 or len(exact) == 1:
        return (exact or found)[0]
    if found:
        raise BadInput(_("Có nhiều văn bản mang số này. Ghi ngày xảy ra đúng ngày ban hành của văn bản cần chọn."))
    raise BadInput(
        _("Trong sổ chưa có văn bản số %(symbol)s. Kiểm tra lại số, hoặc để trống và ghi vào nội dung.")
        % {"symbol": symbol}
    )
