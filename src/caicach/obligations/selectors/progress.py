"""How far something is: counted from what was accepted, never typed. Defined in docs/explanation/statistics.md.

Every obligation weighs the same. Of a plan, an area, an agency or one deliverable: what was accepted of what fell due,
and of all. Of one obligation: the occurrences of its duty at its agency, and the steps inside the agency.
"""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from caicach.obligations import access
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Obligation
from caicach.obligations.selectors.tasks import has_fallen_due, is_late
from caicach.web.actor import Actor

__all__ = ["Progress", "occurrences_progress", "progress_by", "progress_definition", "steps_definition", "whole"]

_OWED_NO_MORE = (ObligationState.CANCELLED, ObligationState.TRANSFERRED)


@dataclass(frozen=True, slots=True)
class Progress:
    """Obligations counted; those cancelled or handed over to an heir are none."""

    total: int = 0
    accepted: int = 0
    submitted: int = 0  # waits for acceptance
    late: int = 0  # past due, and nothing in hand to accept
    dormant: int = 0
    due: int = 0  # whose due day has ended
    due_accepted: int = 0  # of those due

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(*(mine + its for mine, its in zip(astuple(self), astuple(other), strict=True)))


def progress_definition() -> str:
    """Return the sentence that stands wherever progress is shown."""
    return _(
        "Tiến độ đếm từ kết quả nghiệm thu, không ai nhập tỷ lệ: số nhiệm vụ đã nghiệm thu trên số đã đến hạn, và trên "
        "tất cả. Mỗi nhiệm vụ (một sản phẩm, một cơ quan, một kỳ) tính như nhau; đã hủy, đã chuyển giao thì không tính."
    )


def steps_definition() -> str:
    """Return the sentence that stands beside the steps of an obligation."""
    return _("Đếm số bước đã đánh dấu xong trên tổng số bước; mỗi bước tính như nhau. Chỉ trong cơ quan thấy.")


def progress_by(actor: Actor, owed: Q, field: str, *, today: date) -> Mapping[Any, Progress]:
    """Return the progress of each value of ``field`` among the obligations ``owed`` within reach: one query.

    Args:
        actor: Who asks.
        owed: Condition on obligations: of a plan, an agency.
        field: Lookup path to count by: "duty", "duty__area_code", "agency", "duty__source_id".
        today: Due is what fell due before this day.
    """
    due, accepted = has_fallen_due(today), Q(state=ObligationState.ACCEPTED)
    counts = {
        "total": Count("pk"),
        "accepted": Count("pk", filter=accepted),
        "submitted": Count("pk", filter=Q(state=ObligationState.SUBMITTED)),
        "late": Count("pk", filter=is_late(today)),
        "dormant": Count("pk", filter=Q(state=ObligationState.DORMANT)),
        "due": Count("pk", filter=due),
        "due_accepted": Count("pk", filter=due & accepted),
    }
    mine = access.visible_obligations(actor).filter(owed).exclude(state__in=_OWED_NO_MORE)
    rows = mine.values(field).annotate(**counts).order_by().values_list(field, *counts)
    return {key: Progress(*numbers) for key, *numbers in rows}


def whole(parts: Iterable[Progress]) -> Progress:
    """Return the sum."""
    return sum(parts, Progress())


def occurrences_progress(obligation: Obligation, *, actor: Actor, today: date) -> Progress:
    """Return the progress of the obligation's duty at its agency, over all occurrences: one query."""
    same = Q(duty=obligation.duty_id, agency=obligation.agency_id)
    return whole(progress_by(actor, same, "duty", today=today).values())
