"""The one place that moves a due day: claimed by the old day, with a row of the chain and an audit entry for each.

Owns: what may become of a date, and the chain of dates. Does not: ask who may move it (whoever calls asks that), or
say why. The first date, ``first_due_on``, is never written here or by whoever calls.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Case, DateField, Max, Q, Value, When
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations.constants import DueChangeKind, ObligationState
from caicach.obligations.models import DueChange, Extension, Obligation, Pause
from caicach.obligations.selectors.periodic import TOP, carried_by
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import squeeze

__all__ = ["DueCause", "check_later", "check_moved", "due_chain", "due_move", "started_on"]

_BATCH = 400  # rows a statement: each needs four values, and SQLite was built for few thousand
_WORDS_LENGTH = 1000
_GONE = (ObligationState.DORMANT, ObligationState.CANCELLED, ObligationState.TRANSFERRED)


@dataclass(frozen=True, slots=True)
class DueCause:
    """Why due days move, and by whose act."""

    kind: DueChangeKind
    actor: Actor
    now: datetime
    words: str = ""  # in words, at most 1000 characters
    # By the key of the obligation: what was granted, or what the clock stood for.
    behind: Mapping[int, Extension | Pause] = field(default_factory=dict)


@transaction.atomic
def due_move(
    obligations: Sequence[Obligation],
    to_due_on: date | Mapping[int, date],
    *,
    kind: DueChangeKind,
    actor: Actor,
    now: datetime,
    words: str = "",
    behind: Mapping[int, Extension | Pause] | None = None,
) -> tuple[DueChange, ...]:
    """Give ``obligations`` another due day; what a report carries and shares its day moves with it.

    All or nothing, in a fixed number of statements (two more for each 400 rows). Whether the actor may is for the
    caller to ask. Rows whose day would not change are left alone. The values that the caller holds show the new day.

    Audit: ``obligations.due``, one row for each obligation.

    Args:
        obligations: As the caller saw them; each is claimed by its old day.
        to_due_on: The new day, one for all or by the key of the obligation.
        kind: Why.
        actor: By whose act.
        now: The moment.
        words: The reason in words, at most 1000 characters.
        behind: By the key of the obligation: the extension granted, or the pause that ended.

    Returns:
        The new rows of the chain.

    Raises:
        BadInput: a day that cannot be, by ``check_moved``.
        WrongState: one has no due day (it sleeps, or was cancelled), or somebody moved it meanwhile.
    """
    cause = DueCause(kind, actor, now, words, behind or {})
    wanted = to_due_on if isinstance(to_due_on, Mapping) else dict.fromkeys((one.pk for one in obligations), to_due_on)
    asked = [(one, _standing_day(one), wanted[one.pk]) for one in obligations]
    for one, old, new in asked:
        check_moved(one, old, new, kind=kind, today=clock.local_date(now))
    moving = [row for row in (*asked, *_carried(asked)) if row[1] != row[2]]
    for start in range(0, len(moving), _BATCH):
        _claim(moving[start : start + _BATCH])
    changes = due_chain([(one, old) for one, old, new in moving], _after(moving), cause)
    for one, _old, new in moving:
        one.due_on = new
    return changes


def due_chain(
    moved: Sequence[tuple[Obligation, date]], after: Mapping[int, date], cause: DueCause
) -> tuple[DueChange, ...]:
    """Write the chain and the audit of due days that are moved in the same transaction: three statements.

    For ``due_move``, and for the correction of plans, which rewrites whole rows.

    Args:
        moved: Obligations with their day before; the caller holds their rows.
        after: The new day by the key of the obligation.
        cause: Why, and by whom.
    """
    if not moved:
        return ()
    last = dict(
        DueChange.objects.filter(obligation__in=[one.pk for one, _old in moved])
        .order_by()
        .values_list("obligation_id")
        .annotate(last=Max("number"))
    )
    rows = [_change(one, old, after[one.pk], last.get(one.pk, 0) + 1, cause) for one, old in moved]
    DueChange.objects.bulk_create(rows)
    facts = {"kind": str(cause.kind), "words": cause.words}
    audit.record_many(
        "obligations.due",
        [(one, {"due_on": old}, {"due_on": after[one.pk], **facts}) for one, old in moved],
        actor=cause.actor,
        at=cause.now,
    )
    return tuple(rows)


def check_moved(one: Obligation, old: date, new: date, *, kind: DueChangeKind, today: date) -> None:
    """Refuse a day that cannot be.

    An extension is later than the day in force; nothing falls due before it was assigned or before its event; whoever
    was right gets no day that is over. What a plan says in a correction or an amendment was checked with the plan.

    Raises:
        BadInput: the sentence says what is wrong and what to do.
    """
    if kind == DueChangeKind.EXTENSION:
        check_later(old, new)
    began_on = started_on(one)
    if kind != DueChangeKind.CORRECTION and new < began_on:
        raise BadInput(
            _("Hạn %(new)s trước ngày giao nhiệm vụ (%(started)s). Chọn ngày sau ngày giao.")
            % {"new": f"{new:%d/%m/%Y}", "started": f"{began_on:%d/%m/%Y}"}
        )
    if kind == DueChangeKind.CONTEST and new < today:
        raise BadInput(_("Hạn mới %(new)s đã qua. Chọn từ hôm nay trở đi.") % {"new": f"{new:%d/%m/%Y}"})


def check_later(old: date, new: date) -> None:
    """Refuse a day that is no extension.

    Raises:
        BadInput: ``new`` is not after ``old``.
    """
    if new <= old:
        raise BadInput(
            _("Gia hạn phải đến ngày sau hạn đang áp dụng là %(old)s. Chọn ngày muộn hơn.") % {"old": f"{old:%d/%m/%Y}"}
        )


_Move = tuple[Obligation, date, date]  # before, after


def _standing_day(one: Obligation) -> date:
    if one.due_on is None or one.state in _GONE:
        raise WrongState(_("Nhiệm vụ này không có hạn đang chạy nên không đổi hạn được. Tải lại trang để xem."))
    return one.due_on


def started_on(one: Obligation) -> date:
    """Return the day on which it was assigned, or on which its event happened."""
    assigned_on = clock.local_date(one.created_at)
    event = one.event if one.event_id else None
    return max(assigned_on, event.occurred_on) if event else assigned_on


def _carried(asked: Iterable[_Move]) -> list[_Move]:
    """Return what the reports among ``asked`` carry and what shares their day: one query, none without a report."""
    reports = {one.pk: (old, new) for one, old, new in asked if one.duty.is_report}
    if not reports:
        return []
    carried = Obligation.objects.filter(carried_by(list(reports))).exclude(state__in=_GONE).annotate(top=TOP)
    pairs = [(one, *reports[one.top]) for one in carried]
    return [(one, old, new) for one, old, new in pairs if one.due_on == old]


def _after(moving: Iterable[_Move]) -> dict[int, date]:
    return {one.pk: new for one, _old, new in moving}


def _claim(batch: Sequence[_Move]) -> None:
    """Write the new days where the old ones still stand: whoever comes second changes nothing."""
    before = [When(pk=one.pk, then=Value(old)) for one, old, _new in batch]
    after = [When(pk=one.pk, then=Value(new)) for one, _old, new in batch]
    claimed = Obligation.objects.filter(
        ~Q(state__in=_GONE),
        pk__in=[one.pk for one, _old, _new in batch],
        due_on=Case(*before, output_field=DateField()),
    ).update(due_on=Case(*after, output_field=DateField()))
    if claimed != len(batch):
        raise WrongState(_("Có người vừa đổi hạn hoặc xử lý nhiệm vụ này. Tải lại trang để xem; chưa có gì thay đổi."))


def _change(one: Obligation, old: date, new: date, number: int, cause: DueCause) -> DueChange:
    behind = cause.behind.get(one.pk)
    return DueChange(
        obligation=one,
        number=number,
        kind=cause.kind,
        from_due_on=old,
        to_due_on=new,
        extension=behind if isinstance(behind, Extension) else None,
        pause=behind if isinstance(behind, Pause) else None,
        words=squeeze(cause.words)[:_WORDS_LENGTH],
        changed_by_id=cause.actor.user_id,
        agency_id=cause.actor.agency_id,
        changed_at=cause.now,
    )
