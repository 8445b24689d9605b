"""Periods: the list with one's own returns, and the units of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.figures.constants import PeriodState, ReturnState
from caicach.figures.forms.periods import UNIT_STATE_WORDS, SendBackForm, UnitsForm
from caicach.figures.mapping import LEVEL_WORDS
from caicach.figures.models import Period
from caicach.figures.selectors import PeriodRow, UnitList, UnitRow, UnitState
from caicach.ui.notation import date_text, late_text, number_text
from caicach.ui.values import Fact, Figure, Link
from caicach.web.clock import local_date

__all__ = [
    "PeriodLine",
    "PeriodPage",
    "PeriodRights",
    "PeriodsPage",
    "UnitLine",
    "kept_of",
]

_TONES = {
    ReturnState.DRAFT: "line",
    ReturnState.SUBMITTED: "cham",
    ReturnState.RETURNED: "warn",
    ReturnState.ACCEPTED: "ok",
    ReturnState.CONSOLIDATED: "ok",
    ReturnState.LOCKED: "",
}
_BEFORE = (ReturnState.DRAFT, ReturnState.RETURNED)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One return as a row."""

    uid: str
    agency: str
    level: str
    period: str
    url: str
    state: str
    tone: str
    filled: int
    required: int
    percent: int
    hard: int
    soft: int
    due_on: date
    is_closed: bool
    late: str  # "trễ 3 ngày", empty: in time
    sent_at: datetime | None
    saved_at: datetime | None
    note: str  # entered for the unit, open again, what to mend
    act: str  # words of the link

    @classmethod
    def of(cls, row: UnitRow, *, fills: bool) -> "UnitLine":
        """Return the row; ``fills``: the reader is who fills it."""
        is_open = row.state in _BEFORE or row.open_until is not None
        late = late_text(row.due_on, row.due_on + timedelta(days=row.late_days)) if row.late_days else ""
        return cls(
            uid=str(row.uid),
            agency=row.agency,
            level=str(LEVEL_WORDS.get(row.level, row.level)),
            period=row.period.name,
            url=reverse("figures:entry", args=[row.uid]),
            state=str(row.state.label),
            tone=_TONES[row.state],
            filled=row.filled,
            required=row.required,
            percent=row.percent,
            hard=row.hard,
            soft=row.soft,
            due_on=row.due_on,
            is_closed=row.state not in _BEFORE,
            late=late,
            sent_at=row.submitted_at,
            saved_at=row.saved_at,
            note=_note(row),
            act=_("Nhập số liệu") if fills and is_open else _("Xem"),
        )


def _note(row: UnitRow) -> str:
    if row.state == ReturnState.RETURNED:
        return _("Cần sửa: %(reason)s") % {"reason": row.return_reason}
    if row.open_until is not None:
        return _("Mở lại đến hết %(day)s") % {"day": date_text(row.open_until)}
    return _("%(body)s nhập thay") % {"body": row.on_behalf_by} if row.on_behalf_by else ""


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period as a row."""

    name: str
    form: str
    owner: str
    url: str
    data_from: date
    data_to: date
    due_on: date
    asked: int
    handed_in: int
    taken: int
    late: int
    findings: int
    state: str
    is_stale: bool

    @classmethod
    def of(cls, row: PeriodRow) -> "PeriodLine":
        """Return the row."""
        period = row.period
        return cls(
            name=period.name,
            form=str(period.form),
            owner=period.owner.current_name,
            url=reverse("figures:period", args=[period.uid]),
            data_from=period.data_from,
            data_to=period.data_to,
            due_on=period.due_on,
            asked=row.asked,
            handed_in=row.handed_in,
            taken=row.taken,
            late=row.late,
            findings=row.findings,
            state=_state_words(period),
            is_stale=row.is_stale,
        )


@dataclass(frozen=True, slots=True)
class PeriodsPage:
    """One's own returns, and the periods within reach."""

    title: str
    mine: tuple[UnitLine, ...]
    periods: tuple[PeriodLine, ...]
    open_url: str  # empty: opening is not this person's
    open_kind: str  # of the button: what one has to fill in goes before
    today: date

    @classmethod
    def of(cls, mine: Sequence[UnitRow], periods: Iterable[PeriodRow], *, may_open: bool, today: date) -> "PeriodsPage":
        """Return the page; the title says what is to be done."""
        waits = sum(row.state in _BEFORE for row in mine)
        late = sum(row.state in _BEFORE and row.late_days > 0 for row in mine)
        return cls(
            title=_mine_title(waits, late),
            mine=tuple(UnitLine.of(row, fills=True) for row in mine),
            periods=tuple(map(PeriodLine.of, periods)),
            open_url=reverse("figures:open") if may_open else "",
            open_kind="quiet" if waits else "primary",
            today=today,
        )


def _state_words(period: Period) -> str:
    """Return the state of a period; one of the past collects nothing any more."""
    if period.is_history and period.state == PeriodState.OPEN:
        return _("kỳ đã qua, để so sánh")
    return str(PeriodState(period.state).label)


def _mine_title(waits: int, late: int) -> str:
    if not waits:
        return _("Số liệu: không còn bản nào phải nhập")
    words = {"waits": number_text(waits), "late": number_text(late)}
    if late:
        said = ngettext(
            "Số liệu: %(waits)s bản phải nhập, %(late)s bản đã trễ hạn",
            "Số liệu: %(waits)s bản phải nhập, %(late)s bản đã trễ hạn",
            waits,
        )
        return said % words
    return ngettext("Số liệu: %(waits)s bản phải nhập", "Số liệu: %(waits)s bản phải nhập", waits) % words


@dataclass(frozen=True, slots=True)
class PeriodRights:
    """What the reader may do with a period."""

    takes_in: bool  # takes in and gives back what waits for them
    manages: bool  # locks
    sees_whole: bool  # the sum, with what each unit gave


UNITS_A_PAGE = 50
_OF_THE_PAGE = ("trang", "chon", "viec")  # words of the address that are no filters


@dataclass(frozen=True, slots=True)
class PeriodPage:
    """One period with its units."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    facts: tuple[Fact, ...]
    chips: tuple[Link, ...]
    form: UnitsForm
    is_filtered: bool
    lines: tuple[UnitLine, ...]
    total: int  # units that the filter leaves, on every page
    page: "Page[Any]"
    query: QueryDict
    all_label: str  # of the box that takes every unit of the list, where there are more than the page shows
    back: SendBackForm
    back_open: bool
    may_decide: bool
    may_lock: bool
    sees_whole: bool  # the sum, with what each unit gave
    urls: dict[str, str]
    today: date
    asides: tuple[Fact, ...] = ()  # returns that nobody expects any more

    @classmethod
    def of(
        cls,
        row: PeriodRow,
        units: UnitList,
        *,
        form: UnitsForm,
        own_ids: Iterable[str],
        rights: PeriodRights,
        today: date,
        back: SendBackForm | None = None,
    ) -> "PeriodPage":
        """Return the page; ``own_ids``: the returns that the reader fills; ``back``: a form that was refused."""
        own, period, query = set(own_ids), row.period, cast("QueryDict", form.data)  # the address, or an empty one
        page = Paginator(units.rows, UNITS_A_PAGE).get_page(query.get("trang", 1))
        return cls(
            title=_period_title(row),
            kicker=f"{_state_words(period)} · {period.form}",
            lead=_period_lead(period),
            crumbs=(Link(_("Số liệu"), reverse("figures:list")), Link(period.name)),
            ribbon=_ribbon(period, row),
            facts=_period_facts(period),
            chips=_chips(units, form, query),
            form=form,
            is_filtered=any(value for name, value in query.items() if name not in _OF_THE_PAGE),
            lines=tuple(UnitLine.of(one, fills=str(one.uid) in own) for one in page),
            total=len(units.rows),
            page=page,
            query=query,
            all_label=_all_label(units, page),
            back=back or SendBackForm(),
            back_open=back is not None,
            may_decide=rights.takes_in and period.state != PeriodState.LOCKED,
            may_lock=rights.manages and period.state != PeriodState.LOCKED,
            sees_whole=rights.sees_whole,
            urls=_period_urls(period, query),
            today=today,
        )


def _all_label(units: UnitList, page: "Page[Any]") -> str:
    if page.paginator.num_pages < 2:
        return ""
    words = _("Mọi đơn vị của danh sách này, ở cả các trang khác: %(count)s đơn vị, %(waiting)s bản chờ nhận")
    return words % {"count": number_text(len(units.rows)), "waiting": number_text(len(units.waiting))}


def _period_urls(period: Period, query: QueryDict) -> dict[str, str]:
    names = ("period", "period-decide", "lock", "whole")
    urls = {name.replace("-", "_"): reverse(f"figures:{name}", args=[period.uid]) for name in names}
    urls |= {end: reverse("figures:period-data", args=[period.uid, end]) for end in ("xlsx", "csv", "json")}
    urls["period_decide"] += f"?{kept_of(query)}" if kept_of(query) else ""
    return urls


def kept_of(query: QueryDict) -> str:
    """Return the filters and the page of an address, to come back to the same list."""
    return urlencode({name: str(value) for name, value in query.items() if value and name not in ("chon", "viec")})


def _period_title(row: PeriodRow) -> str:
    name = row.period.name[:1].upper() + row.period.name[1:]
    words = {"name": name, "came": number_text(row.handed_in), "asked": number_text(row.asked)}
    said = _("%(name)s: %(came)s/%(asked)s đơn vị đã gửi") % words
    return _("%(said)s, %(late)s trễ hạn") % {"said": said, "late": number_text(row.late)} if row.late else said


def _period_lead(period: Period) -> str:
    words = {"start": date_text(period.data_from), "end": date_text(period.data_to), "due": date_text(period.due_on)}
    return _("Số liệu từ %(start)s đến %(end)s, hạn gửi %(due)s.") % words


def _ribbon(period: Period, row: PeriodRow) -> tuple[Figure, ...]:
    here = reverse("figures:period", args=[period.uid])
    of_all = f"/ {number_text(row.asked)}"
    return (
        Figure(_("Đã gửi"), number_text(row.handed_in), unit=of_all, url=here),
        Figure(_("Chờ nhận"), number_text(row.handed_in - row.taken), url=f"{here}?state=submitted"),
        Figure(_("Trễ hạn"), number_text(row.late), url=f"{here}?state=late", tone="bad" if row.late else ""),
        Figure(
            _("Còn chỗ chưa khớp"),
            number_text(row.findings),
            note=_("bản đã gửi, chưa giải trình"),
            url=f"{here}?findings=on",
            tone="bad" if row.findings else "",
        ),
    )


def _period_facts(period: Period) -> tuple[Fact, ...]:
    counted = _("lũy kế từ đầu năm báo cáo") if period.is_cumulative else _("riêng trong kỳ")
    return (
        Fact(_("Cơ quan tổng hợp"), period.owner.current_name),
        Fact(_("Nơi nhận"), period.receiver.current_name),
        Fact(_("Cách tính"), counted),
        Fact(_("Căn cứ"), period.legal_basis or "–"),
        Fact(_("Mở kỳ"), _opened(period)),
        *((Fact(_("Số lấy từ các sổ"), date_text(period.counted_on)),) if period.counted_on else ()),
    )


def _opened(period: Period) -> str:
    name = period.opened_by.full_name if period.opened_by else _("Hệ thống")
    return f"{date_text(local_date(period.opened_at))}, {name}"


def _chips(units: UnitList, form: UnitsForm, query: QueryDict) -> tuple[Link, ...]:
    """Return the states with how many there are of each; the one in force takes itself away."""
    chosen = form.filter().state
    return (
        Link(_("Tất cả"), _with(query, state=""), current=chosen is None, count=units.total),
        *(
            Link(
                str(words),
                _with(query, state="" if chosen is state else state.value),
                current=chosen is state,
                count=units.counts[state],
                tone="bad" if state is UnitState.LATE and units.counts[state] else "",
                icon="x" if chosen is state else "",
            )
            for state, words in UNIT_STATE_WORDS.items()
            if units.counts[state] or chosen is state
        ),
    )


def _with(query: QueryDict, **changes: str) -> str:
    """Return the same list with other filters, from its first page."""
    kept = {name: str(value) for name, value in query.items() if value and name not in _OF_THE_PAGE}
    changed = {name: value for name, value in {**kept, **changes}.items() if value}
    return f"?{urlencode(changed)}"
