"""The rows of an agency's own plan: its words, days and people; local rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.plans.mapping.own_plan import OwnWords, refusal_of
from caicach.plans.models import OwnPlan, OwnRow
from caicach.plans.selectors.own_plan import Concern, concerns_of, units_of
from caicach.plans.services.own_plan import claim
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from reform.areas import areas
from vanban.text.forms import compare_key, normalise, squeeze

__all__ = [
    "LocalRow",
    "OwnRefusal",
    "RowEdit",
    "own_row_add",
    "own_row_remove",
    "own_rows_add",
    "own_rows_save",
    "own_version",
]


class OwnRefusal(BadInput):
    """Some rows cannot stand as they were given; nothing was saved."""

    def __init__(self, reasons: Mapping[int, str]) -> None:
        super().__init__(next(iter(reasons.values())))
        self.reasons = reasons  # by row id


@dataclass(frozen=True, slots=True)
class RowEdit:
    """What a person says of one row; what is None stays as it is."""

    row_id: int
    is_taken: bool | None = None
    due_on: date | None = None
    keeps_due: bool = False  # ``due_on`` says nothing
    doer: str | None = None  # a unit's name, or free words
    task: str | None = None
    text: str | None = None
    deadline_text: str | None = None
    budget: str | None = None


@dataclass(frozen=True, slots=True)
class LocalRow:
    """A row that no superior asks for, or a further step of one that it does."""

    area_code: str
    task: str
    text: str
    due_on: date | None
    deadline_text: str
    doer: str
    budget: str
    superior_id: int | None = None


def own_version(rows: Iterable[OwnRow]) -> str:
    """Return a mark of what the rows say: a page that was opened before another change is told apart by it."""
    said = "|".join(
        repr((r.pk, r.is_taken, r.task, r.text, r.due_on, r.deadline_text, r.doer_id, r.doer_text, r.budget))
        for r in sorted(rows, key=lambda row: row.pk)
    )
    return sha256(said.encode()).hexdigest()[:16]


@transaction.atomic
def own_rows_save(
    own: OwnPlan, *, actor: Actor, edits: Sequence[RowEdit], version: str = "", now: datetime, today: date
) -> int:
    """Save what a person says of many rows, all or none; return how many changed.

    Args:
        own: The plan, being written.
        actor: Who writes.
        edits: One for each row that was shown.
        version: Of the rows that were shown (``own_version``); empty asks nothing.
        now: The moment.
        today: The civil day: units that ended do nothing.

    Audit: plans.own_edit.

    Raises:
        NotAllowed, WrongState: not the actor's, issued meanwhile, or somebody else saved first.
        OwnRefusal: a day later than the superior's, a row without words or day; the reasons by row.
    """
    claim(own, actor)
    rows = {row.pk: row for row in own.rows.select_related("superior__task")}
    if version and version != own_version(rows.values()):
        raise WrongState(_("Có người vừa sửa kế hoạch này sau khi bạn mở trang. Tải lại trang rồi sửa tiếp."))
    doers = _Doers(own.agency_id, today)
    before = {pk: own_version([row]) for pk, row in rows.items()}
    for edit in edits:
        if edit.row_id in rows:
            _apply(rows[edit.row_id], edit, doers)
    touched = [rows[edit.row_id] for edit in edits if edit.row_id in rows]
    _check(own, touched)
    changed = [row for row in touched if own_version([row]) != before[row.pk]]
    OwnRow.objects.bulk_update(
        changed, ["is_taken", "task", "text", "due_on", "deadline_text", "doer", "doer_text", "budget"]
    )
    if changed:
        audit.record("plans.own_edit", own, actor=actor, new={"rows": sorted(row.position for row in changed)}, at=now)
    return len(changed)


class _Doers:
    """Whom typed words mean: a unit below the agency by its name, else nobody of the register."""

    def __init__(self, agency_id: int, today: date) -> None:
        units = units_of(agency_id, on=today)
        self.by_name = {compare_key(unit.name): unit for unit in units}

    def set(self, row: OwnRow, words: str) -> None:
        """Give a row the one who does it."""
        unit = self.by_name.get(compare_key(words)) if words.strip() else None
        row.doer_id = unit.id if unit else None
        row.doer_text = "" if unit else squeeze(words)[:300]


def _apply(row: OwnRow, edit: RowEdit, doers: _Doers) -> None:
    if edit.is_taken is not None and row.superior_id is not None:
        row.is_taken = edit.is_taken
    if not edit.keeps_due:
        row.due_on = edit.due_on
    if edit.doer is not None:
        doers.set(row, edit.doer)
    for name in ("task", "text", "deadline_text", "budget"):
        value = getattr(edit, name)
        if value is not None:
            setattr(row, name, normalise(value).strip())


def _check(own: OwnPlan, rows: Sequence[OwnRow]) -> None:
    """Refuse rows that go into the plan and cannot stand; those that are left out are not looked at."""
    days = _superior_days(own)
    reasons = {
        row.pk: reason for row in rows if row.is_taken and (reason := _reason(own, row, days.get(row.superior_id or 0)))
    }
    if reasons:
        raise OwnRefusal(reasons)


def _superior_days(own: OwnPlan) -> dict[int, Concern]:
    plans = own.superiors.values_list("pk", flat=True)
    return {one.deliverable.pk: one for one in concerns_of(own.agency_id, plans)}


def _reason(own: OwnPlan, row: OwnRow, concern: Concern | None) -> str:
    if not compare_key(row.task) or not compare_key(row.text):
        return _("Thiếu nhiệm vụ hoặc sản phẩm. Ghi lại rồi lưu.")
    if row.due_on is None and not row.deadline_text.strip():
        return _("Thiếu thời hạn: ghi ngày, hoặc ghi bằng lời như “Hằng quý”.")
    if concern is None:
        return ""
    own_words = OwnWords(row.task, row.text, row.due_on, row.deadline_text)
    return refusal_of(concern.limits, own_words, year=own.year)


def own_row_add(own: OwnPlan, *, actor: Actor, row: LocalRow, now: datetime, today: date) -> OwnRow:
    """Add one row: ``own_rows_add`` for one."""
    return own_rows_add(own, actor=actor, rows=[row], now=now, today=today)[0]


@transaction.atomic
def own_rows_add(
    own: OwnPlan, *, actor: Actor, rows: Sequence[LocalRow], now: datetime, today: date
) -> tuple[OwnRow, ...]:
    """Add local rows, or further rows for tasks of a superior, all or none; a fixed number of statements.

    Audit: plans.own_edit.

    Raises:
        NotAllowed, WrongState: not the actor's, or issued meanwhile.
        OwnRefusal, BadInput: no words, no day, a day later than the superior's, an unknown area or task; the reasons
            by the place of the row in ``rows``.
    """
    claim(own, actor)
    concerns = _superior_days(own) if any(row.superior_id is not None for row in rows) else {}
    last = own.rows.aggregate(last=Max("position"))["last"] or 0
    doers = _Doers(own.agency_id, today)
    made = [_fresh(own, row, concerns, at, today) for at, row in enumerate(rows, start=last + 1)]
    for one, row in zip(made, rows, strict=True):
        doers.set(one, row.doer)
    found = (_reason(own, one, concerns.get(one.superior_id or 0)) for one in made)
    reasons = {at: reason for at, reason in enumerate(found) if reason}
    if reasons:
        raise OwnRefusal(reasons)
    OwnRow.objects.bulk_create(made)
    if made:
        places = [one.position for one in made]
        audit.record(
            "plans.own_edit", own, actor=actor, new={"added": places[0] if len(places) == 1 else places}, at=now
        )
    return tuple(made)


def _fresh(own: OwnPlan, row: LocalRow, concerns: Mapping[int, Concern], position: int, today: date) -> OwnRow:
    """Return an unsaved row; its area is the superior's, where it carries out a row of one."""
    concern = concerns.get(row.superior_id) if row.superior_id is not None else None
    if row.superior_id is not None and concern is None:
        raise BadInput(_("Nhiệm vụ của cấp trên vừa chọn không có trong các kế hoạch của bản soạn này. Chọn lại."))
    area = concern.deliverable.task.area_code if concern else row.area_code
    if area not in {one.code for one in areas(today)}:
        raise BadInput(_("Chọn một lĩnh vực trong danh sách."))
    return OwnRow(
        own_plan=own,
        position=position,
        superior=concern.deliverable if concern else None,
        area_code=area,
        task=normalise(row.task).strip(),
        text=normalise(row.text).strip(),
        due_on=row.due_on,
        deadline_text=squeeze(row.deadline_text)[:1000],
        budget=squeeze(row.budget)[:500],
    )


@transaction.atomic
def own_row_remove(row: OwnRow, *, actor: Actor, now: datetime) -> None:
    """Take a row out that the agency added; the first row of a superior's task is left out by its mark instead.

    Audit: plans.own_edit.

    Raises:
        NotAllowed, WrongState: not the actor's, or issued meanwhile.
        BadInput: it is the row that stands for the superior's task.
    """
    own = row.own_plan
    claim(own, actor)
    if row.superior_id is not None:
        first = own.rows.filter(superior=row.superior_id).order_by("position").values_list("pk", flat=True).first()
        if first == row.pk:
            raise BadInput(_("Dòng này là nhiệm vụ cấp trên giao: bỏ dấu “đưa vào kế hoạch”, không xóa."))
    position = row.position
    row.delete()
    audit.record("plans.own_edit", own, actor=actor, new={"removed": position}, at=now)
