"""Writing a body's reporting days: a row begins, and ends the one before it."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.calendars import access
from caicach.calendars.constants import LEVELS, REPORT_KIND
from caicach.calendars.mapping import RegimeDraft
from caicach.calendars.models import RegimeEntry
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from caicach.web.fields import FOREVER

__all__ = ["RegimeDraft", "regime_end", "regime_enter"]

_ANY_YEAR = 2024


@transaction.atomic
def regime_enter(draft: RegimeDraft, *, actor: Actor, owner_id: int, now: datetime) -> RegimeEntry:
    """Let a row hold from its day on; the row that held before for the same ends there. Nothing is overwritten.

    Duties and periods that stand keep their dates: the row counts for what is assigned or opened afterwards.

    Audit: ``calendars.regime``.

    Raises:
        NotAllowed: the actor does not enter the days of the body.
        BadInput: a part is missing or cannot be right, or a row begins on that day already.
    """
    access.require(actor, owner_id)
    _check(draft)
    same = RegimeEntry.objects.filter(
        owner=owner_id, kind=REPORT_KIND, issuer=draft.issuer, recipient=draft.recipient, period=draft.period
    )
    later = same.filter(valid_from__gt=draft.valid_from).order_by("valid_from").first()
    same.filter(valid_from__lt=draft.valid_from, valid_to__gt=draft.valid_from).update(valid_to=draft.valid_from)
    try:
        with transaction.atomic():
            entry = RegimeEntry.objects.create(
                owner_id=owner_id,
                entered_by_id=actor.user_id,
                entered_at=now,
                valid_to=later.valid_from if later else FOREVER,
                **_columns(draft),
            )
    except IntegrityError:
        raise BadInput(
            _("Đã có dòng của kỳ này áp dụng từ đúng ngày đó. Chọn ngày khác, hoặc kết thúc dòng đang có trước.")
        ) from None
    audit.record("calendars.regime", entry, actor=actor, new=_facts(entry), at=now)
    return entry


@transaction.atomic
def regime_end(entry: RegimeEntry, *, actor: Actor, on: date, now: datetime) -> None:
    """Let a row hold no longer from ``on`` on; one that has not begun yet goes.

    Audit: ``calendars.regime-end``.

    Raises:
        NotAllowed: the actor does not enter the days of the body.
        WrongState: it has ended already.
    """
    access.require(actor, entry.owner_id)
    standing = RegimeEntry.objects.filter(pk=entry.pk, valid_to__gt=on)
    ended = standing.delete()[0] if entry.valid_from >= on else standing.update(valid_to=on)
    if not ended:
        raise WrongState(_("Dòng này đã thôi áp dụng."))
    audit.record("calendars.regime-end", entry, actor=actor, old=_facts(entry), new={"valid_to": on}, at=now)


def _check(draft: RegimeDraft) -> None:
    if not {draft.issuer, draft.recipient} <= LEVELS:
        raise BadInput(_("Chọn nơi gửi và nơi nhận trong danh sách."))
    if not draft.legal_basis.strip():
        raise BadInput(_("Thiếu căn cứ: ghi văn bản quy định ngày báo cáo này."))
    begins, ends, due = (day.of(_ANY_YEAR) for day in (draft.data_from, draft.data_to, draft.due))
    if ends < begins:
        raise BadInput(_("Kỳ số liệu kết thúc trước khi bắt đầu. Ghi “năm trước” sau ngày đầu kỳ nếu cần."))
    if due < begins:
        raise BadInput(_("Hạn gửi đứng trước kỳ số liệu. Kiểm tra lại ngày, hoặc ghi “năm sau”."))


def _columns(draft: RegimeDraft) -> dict[str, object]:
    days = {"from": draft.data_from, "to": draft.data_to, "due": draft.due}
    parts = {f"{name}_{part}": getattr(day, part) for name, day in days.items() for part in ("year", "month", "day")}
    return {
        "kind": REPORT_KIND,
        "issuer": draft.issuer,
        "recipient": draft.recipient,
        "period": draft.period,
        "is_cumulative": draft.is_cumulative,
        "legal_basis": draft.legal_basis.strip()[:500],
        "valid_from": draft.valid_from,
        **parts,
    }


def _facts(entry: RegimeEntry) -> dict[str, object]:
    names = ("issuer", "recipient", "period", "legal_basis", "valid_from", "valid_to", "is_cumulative")
    days = (f"{name}_{part}" for name in ("from", "to", "due") for part in ("year", "month", "day"))
    return {name: getattr(entry, name) for name in (*names, *days)}
