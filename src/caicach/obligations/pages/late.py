"""What is late: by duty with its cause, or by agency."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.obligations.constants import LateCause
from caicach.obligations.pages.lists import Line, Window, address_with, tabs_of
from caicach.obligations.selectors import LateAgency, LateList, ObligationRow
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Link

__all__ = ["LATE_CAUSES", "LatePage"]

# The word in the address -> the cause that late rows are narrowed to.
LATE_CAUSES = {
    "khach-quan": LateCause.OBJECTIVE.value,
    "chu-quan": LateCause.SUBJECTIVE.value,
    "chua-neu": "",
}
_CAUSE_LABELS = {
    "khach-quan": gettext_lazy("Khách quan"),
    "chu-quan": gettext_lazy("Chủ quan"),
    "chua-neu": gettext_lazy("Chưa nêu"),
}


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency that is late."""

    name: str
    url: str
    count: int
    oldest_due_on: date


@dataclass(frozen=True, slots=True)
class LatePage:
    """What is late, by duty or by agency."""

    title: str
    lead: str
    tabs: tuple[Link, ...]
    views: tuple[Link, ...]  # by duty, by agency
    lines: tuple[Line, ...]
    causes: tuple[Link, ...]  # whose the cause is; empty where nothing is late
    agencies: tuple[AgencyLine, ...] | None  # None: the list is by duty
    page: "Page[Any]"
    query: QueryDict
    today: date

    @classmethod
    def of(
        cls,
        late: LateList,
        agencies: Sequence[LateAgency] | None,
        window: Window,
        *,
        query: QueryDict,
        today: date,
        leads: bool = False,
    ) -> "LatePage":
        """Return the page."""
        here = reverse("obligations:late")
        return cls(
            title=_late_title(late),
            lead=_("Tính ngày %(day)s. Việc đã nộp đang chờ nghiệm thu không nằm ở đây.") % {"day": date_text(today)},
            tabs=tabs_of("late", late=late.total, leads=leads),
            views=(
                Link(_("Theo nhiệm vụ"), here, current=agencies is None),
                Link(_("Theo cơ quan"), f"{here}?theo=co-quan", current=agencies is not None),
                Link(_("Chậm nghiệm thu"), f"{here}?theo=nghiem-thu"),
            ),
            lines=tuple(_line(row, late, today) for row in late.rows),
            causes=_causes(late, query),
            agencies=None
            if agencies is None
            else tuple(
                AgencyLine(one.name, f"{here}?agency={one.uid}", one.count, one.oldest_due_on) for one in agencies
            ),
            page=window.page(late.total),
            query=query,
            today=today,
        )


def _line(row: ObligationRow, late: LateList, today: date) -> Line:
    """Return a late row, with whose coordination it waits for."""
    line = Line.of(row, today)
    names = "; ".join(one.agency_name for one in late.waits.get(row.pk, ()))
    waits = _("chờ phối hợp từ %(names)s") % {"names": names} if names else ""
    return replace(line, note=", ".join(part for part in (line.note, waits) if part)) if waits else line


def _causes(late: LateList, query: QueryDict) -> tuple[Link, ...]:
    """Return the causes that the list can be narrowed to, each with how many; the same one again takes it away."""
    asked = query.get("nguyen-nhan", "")
    if not late.causes:
        return ()
    links = [
        Link(
            _("%(cause)s (%(count)s)") % {"cause": label, "count": number_text(late.causes.get(LATE_CAUSES[word], 0))},
            address_with(query, **{"nguyen-nhan": word}),
            asked == word,
        )
        for word, label in _CAUSE_LABELS.items()
    ]
    everything = Link(_("Mọi nguyên nhân"), address_with(query, **{"nguyen-nhan": ""}), asked not in LATE_CAUSES)
    return (everything, *links)


def _late_title(late: LateList) -> str:
    if not late.total:
        return _("Không có nhiệm vụ quá hạn")
    return _("%(count)s nhiệm vụ quá hạn của %(agencies)s cơ quan") % {
        "count": number_text(late.total),
        "agencies": number_text(late.agency_count),
    }
