"""The dashboard: what fell due, what of it was on time, what is late, what waits; each number opens its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.desk.forms import ScopeForm
from caicach.desk.pages.heat import Heat, heat_of
from caicach.desk.pages.rates import FEWEST, of_words, rounded
from caicach.desk.pages.rows import Rows
from caicach.desk.pages.targets import TargetLine, targets_of
from caicach.desk.pages.trend import Trend, trend_of
from caicach.obligations import selectors as obligations
from caicach.obligations.constants import DutyOrigin
from caicach.obligations.selectors import AgencyTally, Dashboard, ObligationRow, PlanTally, Scope, Tally
from caicach.plans import access as plans
from caicach.plans.selectors import label_of
from caicach.ui.notation import NOTHING, date_text, decimal_text, number_text
from caicach.ui.values import Figure, Link
from caicach.web.actor import Actor

if TYPE_CHECKING:
    from caicach.plans.models import Plan

__all__ = ["DashboardPage", "LateLine", "PlanLine"]

TARGETS_SHOWN = 6
_COMMUNE = "commune"
_FEBRUARY = 2


@dataclass(frozen=True, slots=True)
class LateLine:
    """One of the tasks that are late for longest."""

    title: str
    url: str
    agency: str
    source: str
    due_on: date
    days_late: int


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan with how many of its deliverables are done."""

    name: str
    issuer: str
    url: str
    done: str  # "61 trong 68 sản phẩm"
    rows_url: str


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets of one plan: the first ones, and the rest."""

    plan: str
    plan_url: str
    first: tuple[TargetLine, ...]
    rest: tuple[TargetLine, ...]

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.first) + len(self.rest)


@dataclass(frozen=True, slots=True)
class DashboardPage:
    """Everything on the page."""

    title: str
    kicker: str
    years: tuple[Link, ...]
    form: ScopeForm
    is_filtered: bool
    here: str
    today: date
    is_empty: bool
    ribbon: tuple[Figure, ...]
    heat: Heat | None
    trend: Trend | None
    late: tuple[LateLine, ...]
    late_count: int
    late_url: str
    earlier_late: Link | None  # what is late from the year before
    plans: tuple[PlanLine, ...]
    targets: Targets | None
    others: tuple[Link, ...]  # what did not come from a plan, each origin by itself

    @classmethod
    def of(cls, actor: Actor, form: ScopeForm, query: QueryDict, *, today: date) -> "DashboardPage":
        """Return the page of what the address asks for."""
        scope = form.scope()
        found = obligations.dashboard_of(actor, scope, today=today)
        known = _plans_of(actor, found.plans)
        form.offer_plans((uid, f"{label_of(plan)}, {plan.issuer.current_name}") for uid, plan in known.items())
        rows = Rows(scope, today)
        whole = found.between(scope.first_on, scope.last_on)
        return cls(
            title=_("Tổng quan cải cách hành chính năm %(year)s") % {"year": scope.year},
            kicker=_kicker(actor, scope, known, today),
            years=_years(scope, query, today),
            form=form,
            is_filtered=scope != Scope(scope.year),
            here=reverse("desk:dashboard"),
            today=today,
            is_empty=not whole.total and not found.others,
            ribbon=_ribbon(whole, found, rows, scope, today),
            heat=_heat(actor, found, rows, scope, query, today),
            trend=trend_of(found, rows, year=scope.year, today=today),
            late=tuple(_late_line(row, today) for row in found.longest_late),
            late_count=whole.late,
            late_url=rows.due(late="1"),
            earlier_late=_earlier(found, rows, scope.year),
            plans=tuple(_plan_line(tally, known[tally.uid], scope) for tally in found.plans if tally.uid in known),
            targets=_targets(scope, known),
            others=tuple(_others(found, rows)),
        )


def _heat(actor: Actor, found: Dashboard, rows: Rows, scope: Scope, query: QueryDict, today: date) -> Heat | None:
    if not found.agencies:
        return None
    return heat_of(found.agencies, rows, area=scope.area, own=actor.agency_name, query=query, today=today)


def _others(found: Dashboard, rows: Rows) -> Iterable[Link]:
    """Give a line for each origin but plans: how much of the year, and how much of it is late."""
    for origin, tally in found.others.items():
        counts = {"origin": DutyOrigin(origin).label, "count": number_text(tally.total)}
        words = _("%(origin)s: %(count)s") % counts
        late = _("%(count)s quá hạn") % {"count": number_text(tally.late)} if tally.late else ""
        shown = ", ".join(part for part in (words, late) if part)
        yield Link(shown, rows.all_year(origin=origin), tone="bad" if tally.late else "")


def _plans_of(actor: Actor, tallies: Iterable[PlanTally]) -> "Mapping[UUID, Plan]":
    """Return the plans behind the figures, the largest first, without what was read from them."""
    order = [tally.uid for tally in tallies]
    seen = plans.visible_plans(actor).filter(uid__in=order).select_related("issuer").defer("reading", "source")
    by_uid = {plan.uid: plan for plan in seen}
    return {uid: by_uid[uid] for uid in order if uid in by_uid}


def _years(scope: Scope, query: QueryDict, today: date) -> tuple[Link, ...]:
    """Return this year, the one before, and the one asked for; the others are in the filters."""
    links = []
    for year in sorted({today.year - 1, today.year, scope.year}):
        asked = query.copy()
        asked["year"] = str(year)
        links.append(Link(str(year), f"?{asked.urlencode()}", current=year == scope.year))
    return tuple(links)


def _kicker(actor: Actor, scope: Scope, known: "Mapping[UUID, Plan]", today: date) -> str:
    plan = label_of(known[scope.plan]) if scope.plan and scope.plan in known else ""
    until = _("tính đến %(day)s") % {"day": date_text(min(today, scope.last_on))}
    return " · ".join(filter(None, [plan or actor.agency_name, until]))


def _ribbon(whole: Tally, found: Dashboard, rows: Rows, scope: Scope, today: date) -> tuple[Figure, ...]:
    """Return the four figures, each with its "n trong m"."""
    return (
        Figure(
            _("Nhiệm vụ đến hạn"),
            number_text(whole.due),
            note=_("trong %(whole)s nhiệm vụ có hạn trong năm") % {"whole": number_text(whole.total)},
            url=rows.due(),
        ),
        Figure(
            _("Đúng hạn"),
            decimal_text(rounded(whole, 2)) if whole.due >= FEWEST else NOTHING,
            unit="%" if whole.due >= FEWEST else "",
            note=" · ".join(filter(None, [of_words(whole), _change(whole, found, scope, today)])),
            url=rows.due(measure="on_time"),
        ),
        Figure(
            _("Quá hạn chưa xong"),
            number_text(whole.late),
            note=_late_note(whole, found.agencies),
            url=rows.due(late="1"),
            tone="bad" if whole.late else "",
        ),
        Figure(
            _("Chờ nghiệm thu"),
            number_text(whole.waiting),
            note=_("trong %(whole)s nhiệm vụ có hạn trong năm") % {"whole": number_text(whole.total)},
            url=rows.all_year(state="submitted"),
        ),
    )


def _change(whole: Tally, found: Dashboard, scope: Scope, today: date) -> str:
    """Return the change in points against the same days of the year before; nothing where they say too little."""
    last = min(today - timedelta(days=1), scope.last_on)
    # The day after 28 February of a leap year has no counterpart.
    before_last = last.replace(year=last.year - 1, day=min(last.day, 28) if last.month == _FEBRUARY else last.day)
    before = found.between(date(scope.year - 1, 1, 1), before_last)
    if min(before.due, whole.due) < FEWEST:
        return ""
    points = rounded(whole, 2) - rounded(before, 2)
    sign = "+" if points > 0 else ""
    return _("%(points)s điểm so với cùng kỳ %(year)s") % {
        "points": f"{sign}{decimal_text(points)}",
        "year": scope.year - 1,
    }


def _late_note(whole: Tally, agencies: Iterable[AgencyTally]) -> str:
    words = _("trong %(whole)s nhiệm vụ đến hạn") % {"whole": number_text(whole.due)}
    communes = sum(one.whole.late for one in agencies if one.agency.level == _COMMUNE)
    if communes in (0, whole.late):
        return words
    split = _("%(communes)s ở cấp xã, %(others)s ở cấp trên") % {
        "communes": number_text(communes),
        "others": number_text(whole.late - communes),
    }
    return f"{words}: {split}"


def _late_line(row: ObligationRow, today: date) -> LateLine:
    return LateLine(
        title=row.title,
        url=reverse("obligations:detail", args=[row.uid]),
        agency=row.agency_name,
        source=" · ".join(filter(None, [row.occurrence_label, row.source_label])),
        due_on=row.due_on or today,
        days_late=row.days_late(today),
    )


def _earlier(found: Dashboard, rows: Rows, year: int) -> Link | None:
    first, last = date(year - 1, 1, 1), date(year - 1, 12, 31)
    count = found.between(first, last).late
    if not count:
        return None
    words = _("Thêm %(count)s nhiệm vụ quá hạn từ năm %(year)s") % {"count": number_text(count), "year": year - 1}
    return Link(words, rows.within(first, last, late="1"), count=count)


def _plan_line(tally: PlanTally, plan: "Plan", scope: Scope) -> PlanLine:
    asked = Scope(scope.year, tally.uid, scope.area, scope.level, scope.kind)
    return PlanLine(
        name=label_of(plan),
        issuer=plan.issuer.current_name,
        url=reverse("plans:detail", args=[tally.uid]),
        done=_("%(done)s trong %(all)s sản phẩm")
        % {
            "done": number_text(tally.done),
            "all": number_text(tally.deliverables),
        },
        rows_url=Rows(asked, scope.last_on).all_year(),
    )


def _targets(scope: Scope, known: "Mapping[UUID, Plan]") -> Targets | None:
    """Return the targets of the plan asked for, else of the largest one."""
    plan = known.get(scope.plan) if scope.plan else next(iter(known.values()), None)
    lines = targets_of(plan) if plan else ()
    if plan is None or not lines:
        return None
    return Targets(
        label_of(plan), reverse("plans:detail", args=[plan.uid]), lines[:TARGETS_SHOWN], lines[TARGETS_SHOWN:]
    )
