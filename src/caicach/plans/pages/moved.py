"""A plan that is no longer under review: who took it out, when, and where to go."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.plans.selectors import Left

__all__ = ["MovedPage", "moved_page"]


@dataclass(frozen=True, slots=True)
class MovedPage:
    """What is said to whoever still has the review open."""

    title: str
    reason: str
    url: str
    label: str


def moved_page(left: Left, refusal: str) -> MovedPage:
    """Return the page; without a name the sentence of the refusal stands alone."""
    sentence = {
        "confirmed": _("%(name)s đã giao việc theo kế hoạch này lúc %(time)s ngày %(day)s."),
        "cancelled": _("%(name)s đã hủy kế hoạch này lúc %(time)s ngày %(day)s, không giữ lại gì."),
    }.get(left.how)
    at = timezone.localtime(left.at) if left.at else None
    known = sentence is not None and at is not None and left.name
    words = {"name": left.name, "time": f"{at:%H:%M}", "day": f"{at:%d/%m/%Y}"} if at else {}
    is_there = left.how != "cancelled"
    return MovedPage(
        title=_("Kế hoạch này không còn ở bước rà soát"),
        reason=sentence % words if known and sentence else refusal,
        url=reverse("plans:detail", args=[left.uid]) if is_there else reverse("plans:list"),
        label=_("Xem kế hoạch") if is_there else _("Về danh sách kế hoạch"),
    )
