"""The page of who is late to accept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.pages.lists import Line, Window, tabs_of
from caicach.obligations.selectors import LateCheck, LateChecker, LateChecks
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Link

__all__ = ["LateChecksPage"]


@dataclass(frozen=True, slots=True)
class CheckerLine:
    """A body that is late to accept."""

    name: str
    url: str
    count: int
    oldest: str
    late: str  # "chậm 2 ngày làm việc"

    @classmethod
    def of(cls, one: LateChecker) -> "CheckerLine":
        """Return the line of ``one``."""
        url = f"{reverse('obligations:late')}?theo=nghiem-thu&agency={one.uid}"
        return cls(one.name, url, one.count, date_text(one.oldest_on), _late_words(one.working_days))


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A hand-in that waits too long."""

    line: Line
    decide_by: str
    late: str

    @classmethod
    def of(cls, one: LateCheck, today: date) -> "CheckLine":
        """Return the line of ``one``."""
        return cls(Line.of(one.obligation, today), date_text(one.decide_by_on), _late_words(one.working_days))


@dataclass(frozen=True, slots=True)
class LateChecksPage:
    """Who is late to accept, and what waits for them."""

    title: str
    lead: str
    tabs: tuple[Link, ...]
    views: tuple[Link, ...]
    checkers: tuple[CheckerLine, ...]
    lines: tuple[CheckLine, ...]
    page: "Page[Any]"
    query: QueryDict
    today: date

    @classmethod
    def of(
        cls,
        late: LateChecks,
        checkers: Sequence[LateChecker],
        window: Window,
        *,
        query: QueryDict,
        today: date,
        leads: bool = False,
    ) -> "LateChecksPage":
        """Return the page."""
        here = reverse("obligations:late")
        return cls(
            title=_title(late),
            lead=_(
                "Tính ngày %(day)s, theo ngày làm việc từ hạn nghiệm thu. "
                "Chậm nghiệm thu không làm cơ quan nộp bị muộn."
            )
            % {"day": date_text(today)},
            tabs=tabs_of("late", leads=leads),
            views=(
                Link(_("Theo nhiệm vụ"), here),
                Link(_("Theo cơ quan"), f"{here}?theo=co-quan"),
                Link(_("Chậm nghiệm thu"), f"{here}?theo=nghiem-thu", current=True),
            ),
            checkers=tuple(CheckerLine.of(one) for one in checkers),
            lines=tuple(CheckLine.of(one, today) for one in late.rows),
            page=window.page(late.total),
            query=query,
            today=today,
        )


def _title(late: LateChecks) -> str:
    if not late.total:
        return _("Không có nơi nào chậm nghiệm thu")
    return _("%(count)s sản phẩm chờ nghiệm thu quá hạn ở %(agencies)s cơ quan") % {
        "count": number_text(late.total),
        "agencies": number_text(late.checker_count),
    }


def _late_words(days: int) -> str:
    return _("chậm %(days)s ngày làm việc") % {"days": number_text(days)}
