"""The rows of a plan in one table, filtered, to change many alike."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from caicach.obligations.constants import TrackingMode
from caicach.plans.constants import PartyRole
from caicach.plans.forms import BulkForm
from caicach.plans.mapping.expansion import Expansion
from caicach.plans.models import Plan
from caicach.plans.pages.count import Sum, sum_of
from caicach.plans.pages.rows import Line, Rank, Rows
from caicach.plans.pages.words import kicker_of, steps_of
from caicach.ui.values import Step
from reform.areas import area_of
from reform.groups.resolver import Resolver

__all__ = ["BulkLine", "BulkPage", "Filter", "bulk_page"]

UNSURE = "chua-chac"
UNSEEN = "chua-xem"


@dataclass(frozen=True, slots=True)
class BulkLine:
    """One deliverable as a row of the table."""

    id: str  # as the form sends it
    number: str
    text: str
    url: str
    leads: str
    mode: str
    ownership: str
    deadline: str
    obligation_count: int
    say: str  # why a person should look
    is_seen: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow the table: a list to choose one value of."""

    name: str  # parameter of the address
    label: str
    options: list[tuple[str, str]]  # (value, words), the first of which narrows nothing
    chosen: str


@dataclass(frozen=True, slots=True)
class BulkPage:
    """The table, area by area."""

    plan: Plan
    kicker: str
    steps: list[Step]
    filters: list[Filter]
    is_filtered: bool
    areas: list[tuple[str, list[BulkLine]]]
    shown: int
    form: BulkForm
    errors: list[str]
    sum: Sum
    seen: int
    total: int


def bulk_page(
    plan: Plan, rows: Rows, *, form: BulkForm, query: QueryDict, expansion: Expansion, resolver: Resolver
) -> BulkPage:
    """Return the table of the rows that ``query`` asks for."""
    counts = {draft.source_id: len(draft.obligations) for draft in expansion.drafts if not draft.is_report}
    filters = _filters(rows, query, resolver)
    areas: dict[str, list[BulkLine]] = {}
    for line in _narrowed(rows.lines, filters):
        area = area_of(line.deliverable.task.area_code, resolver.on).short_name
        areas.setdefault(area, []).append(_line(line, counts.get(line.deliverable.pk, 0), form))
    errors = [str(error) for errors in form.errors.values() for error in errors] if form.is_bound else []
    return BulkPage(
        plan=plan,
        kicker=kicker_of(plan),
        steps=steps_of(plan, at=3),
        filters=filters,
        is_filtered=any(one.chosen for one in filters),
        areas=list(areas.items()),
        shown=sum(len(lines) for lines in areas.values()),
        form=form,
        errors=errors,
        sum=sum_of(expansion, resolver),
        seen=rows.seen,
        total=len(rows.lines),
    )


def _filters(rows: Rows, query: QueryDict, resolver: Resolver) -> list[Filter]:
    codes = dict.fromkeys(line.deliverable.task.area_code for line in rows.lines)
    leads = sorted({lead for line in rows.lines for lead in _leads(line)})
    choices: list[tuple[str, str, Iterable[tuple[str, Any]]]] = [
        ("linh-vuc", _("Lĩnh vực"), ((code, area_of(code, resolver.on).short_name) for code in codes)),
        ("cach", _("Cách theo dõi"), TrackingMode.choices),
        ("chu-tri", _("Chủ trì"), ((lead, lead) for lead in leads)),
        ("xem", _("Cần xem"), ((UNSURE, _("chưa chắc chắn")), (UNSEEN, _("chưa xem")))),
    ]
    found = []
    for name, label, options in choices:
        known = [("", _("tất cả")), *((str(value), str(words)) for value, words in options)]
        chosen = query.get(name, "")
        found.append(Filter(name, label, known, chosen if chosen in dict(known) else ""))
    return found


def _narrowed(lines: Iterable[Line], filters: Iterable[Filter]) -> list[Line]:
    tests: dict[str, Callable[[Line, str], bool]] = {
        "linh-vuc": lambda line, value: line.deliverable.task.area_code == value,
        "cach": lambda line, value: line.deliverable.mode == value,
        "chu-tri": lambda line, value: value in _leads(line),
        "xem": lambda line, value: line.rank < Rank.SURE if value == UNSURE else line.deliverable.reviewed_at is None,
    }
    asked = [(tests[one.name], one.chosen) for one in filters if one.chosen]
    return [line for line in lines if all(test(line, value) for test, value in asked)]


def _leads(line: Line) -> list[str]:
    return [party.text for party in line.deliverable.parties.all() if party.role == PartyRole.LEAD]


def _line(line: Line, count: int, form: BulkForm) -> BulkLine:
    row = line.deliverable
    return BulkLine(
        id=str(row.pk),
        number=line.number,
        text=row.text,
        url=line.url,
        leads="; ".join(_leads(line)),
        mode=str(row.get_mode_display()),
        ownership=str(row.get_ownership_display()),
        deadline=row.deadline_text,
        obligation_count=count,
        say=str(line.row(0).say),
        is_seen=row.reviewed_at is not None,
        is_chosen=form.is_bound and str(row.pk) in (form["rows"].value() or ()),
    )
