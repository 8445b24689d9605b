"""The page of what a duty waits for: record it, look first, see what was recorded, take it back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.agencies.selectors import names_of
from caicach.obligations.constants import ObligationState
from caicach.obligations.forms import EventForm, RepeatsForm, UndoForm
from caicach.obligations.models import Obligation
from caicach.obligations.pages.words import address_of
from caicach.obligations.selectors import EventFacts
from caicach.obligations.selectors.events import RecordedEvent
from caicach.obligations.selectors.wakings import Wakings
from caicach.ui.values import Link

__all__ = ["EventLine", "EventPage", "WakingGroup", "event_lines", "groups_of"]

_NAMED = 12  # agencies named in one line of the preview; the rest is counted


@dataclass(frozen=True, slots=True)
class WakingGroup:
    """Who would have the same due day for the same duty."""

    title: str
    due_on: date
    count: int
    names: str  # of the first agencies
    more: int  # agencies beyond these
    opens: bool  # a new occurrence; else what sleeps wakes itself


@dataclass(frozen=True, slots=True)
class EventLine:
    """One recorded event."""

    day: date
    words: str
    by: str  # who recorded it; the acceptance that was it
    cause_url: str
    case: str
    opened: tuple[Link, ...]
    undone: str  # why it was taken back; empty where it stands
    undo_url: str  # empty where it was taken back, or is not the actor's
    undo_form: UndoForm | None


@dataclass(frozen=True, slots=True)
class EventPage:
    """Everything on the page."""

    title: str
    duty: str  # its title
    awaited: str  # the words of the deadline
    crumbs: tuple[Link, ...]
    form: EventForm | None  # None: nothing sleeps any more
    url: str
    groups: tuple[WakingGroup, ...]  # of the preview
    taken: str  # agencies for which the same was recorded already
    lines: tuple[EventLine, ...]
    repeats: bool
    repeats_form: RepeatsForm | None
    repeats_url: str
    why_repeats: str  # what the words of the deadline propose
    waits_for: tuple[str, ...]  # duties whose acceptance is the event
    chains_url: str
    today: date

    @classmethod
    def of(
        cls,
        facts: EventFacts,
        form: EventForm | None,
        *,
        made: Sequence[Wakings] = (),
        lines: tuple[EventLine, ...] = (),
        today: date,
    ) -> "EventPage":
        """Return the page of ``facts``; ``made`` is what a form that was looked at first would do."""
        one, duty = facts.one, facts.duty
        sleeps = form is not None
        return cls(
            title=_("Ghi nhận sự kiện") if sleeps else _("Sự kiện đã ghi nhận"),
            duty=duty.title,
            awaited=duty.deadline_text or facts.awaited,
            crumbs=(
                Link(_("Nhiệm vụ"), reverse("obligations:list")),
                Link(duty.title, address_of(one.uid)),
                Link(_("Sự kiện")),
            ),
            form=form,
            url=reverse("obligations:event", args=[one.uid]),
            groups=groups_of(made),
            taken=", ".join(sorted(names_of({pk for each in made for pk in each.taken}).values())) if made else "",
            lines=lines,
            repeats=duty.event_repeats,
            repeats_form=RepeatsForm(initial={"repeats": str(int(duty.event_repeats))}, auto_id="lap-%s")
            if sleeps
            else None,
            repeats_url=reverse("obligations:event-repeats", args=[one.uid]),
            why_repeats=facts.why_repeats,
            waits_for=facts.waits_for,
            chains_url=f"{reverse('obligations:chains')}?viec={duty.uid}",
            today=today,
        )


def groups_of(made: Iterable[Wakings]) -> tuple[WakingGroup, ...]:
    """Return what would wake, by duty and due day: one query for the names."""
    grouped: dict[tuple[int, str, date, bool], list[int]] = defaultdict(list)
    for one in made:
        for waking in one.rows:
            grouped[one.duty.pk, one.duty.title, waking.due_on, bool(waking.key)].append(waking.agency_id)
    if not grouped:
        return ()
    names = names_of({pk for ids in grouped.values() for pk in ids})
    return tuple(
        WakingGroup(
            title,
            due_on,
            len(ids),
            ", ".join(names[pk] for pk in ids[:_NAMED]),
            max(0, len(ids) - _NAMED),
            opens,
        )
        for (_pk, title, due_on, opens), ids in grouped.items()
    )


def event_lines(
    one: Obligation, events: Iterable[RecordedEvent], *, may: bool, sent: tuple[int, UndoForm] | None = None
) -> tuple[EventLine, ...]:
    """Return the recorded events, the newest first; ``sent`` is the form that was refused, by its event."""
    return tuple(_line(one, told, may=may, sent=sent) for told in events)


def _line(one: Obligation, told: RecordedEvent, *, may: bool, sent: tuple[int, UndoForm] | None) -> EventLine:
    event = told.event
    can_undo = may and event.undone_at is None
    blank = UndoForm(auto_id=f"huy-{event.pk}-%s")
    return EventLine(
        day=event.occurred_on,
        words=event.description,
        by=str(event.recorded_by) if event.recorded_by else _("Hệ thống"),
        cause_url=address_of(event.cause.uid) if event.cause else "",
        case=event.case,
        opened=tuple(
            Link(
                f"{row.agency_name}: {ObligationState(row.state).label}",
                reverse("obligations:detail", args=[row.uid]),
            )
            for row in told.opened
        ),
        undone=event.undo_reason if event.undone_at else "",
        undo_url=reverse("obligations:event-undo", args=[one.uid, event.pk]) if can_undo else "",
        undo_form=(sent[1] if sent and sent[0] == event.pk else blank) if can_undo else None,
    )
