"""The pages of lists: all, and waiting to be accepted; and what lists have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.obligations.constants import DutyOrigin, LateCause, ManyAct, Measure, ObligationState, Whose
from caicach.obligations.forms import FilterForm
from caicach.obligations.pages.acts import act_links
from caicach.obligations.pages.saved import SavedPart
from caicach.obligations.pages.words import address_of, area_name
from caicach.obligations.selectors import (
    AreaSum,
    Filters,
    Listing,
    ObligationRow,
    QueueRow,
    counted_day,
    peers_title,
    working_days_late,
)
from caicach.obligations.selectors.saved import SavedRow
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Link

__all__ = ["PAGE_SIZES", "Line", "ListPage", "QueueLine", "QueuePage", "Window", "address_with", "tabs_of"]

PAGE_SIZES = (50, 100)
_OF_THE_PAGE = ("trang", "dong", "viec", "chon")  # parameters that are no filters


class Window:
    """Which rows of a list an address asks for: ``trang`` from 1, ``dong`` rows a page."""

    def __init__(self, query: QueryDict) -> None:
        size, number = query.get("dong", ""), query.get("trang", "")
        self.size = int(size) if size.isdecimal() and int(size) in PAGE_SIZES else PAGE_SIZES[0]
        self.number = max(1, int(number)) if number.isdecimal() and len(number) < 7 else 1
        self.offset = (self.number - 1) * self.size

    def page(self, total: int) -> "Page[Any]":
        """Return the page as the pager draws it; the rows themselves were read before."""
        return Paginator(range(total), self.size).get_page(self.number)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table."""

    url: str
    title: str
    sub: str  # number, period, source
    agency: str
    acceptor: str
    state: str
    due_on: date | None
    days_late: int
    note: str  # "kèm 12 nhiệm vụ", "nộp muộn 3 ngày"
    counted_on: date  # the day up to which lateness is counted: today, or since when the clock stands
    is_standing: bool = False  # the clock stands, and stood before the day was over
    uid: UUID | None = None  # by which it can be ticked

    @classmethod
    def of(cls, row: ObligationRow, today: date) -> "Line":
        """Return the line of ``row``."""
        return cls(
            url=address_of(row.uid),
            title=row.title,
            sub=" · ".join(
                part
                for part in (row.number, row.occurrence_label, area_name(row.area_code, today), row.source_label)
                if part
            ),
            agency=row.agency_name,
            acceptor=row.acceptor_name,
            state=row.state,
            due_on=row.due_on,
            days_late=row.days_late(today),
            note=_note(row),
            counted_on=counted_day(row.paused_on, today),
            is_standing=row.paused_on is not None and not row.days_late(today),
            uid=row.uid,
        )

    @property
    def is_closed(self) -> bool:
        """Whether nothing is owed by the agency any more, or another body has it."""
        return self.is_standing or self.state not in (ObligationState.OPEN, ObligationState.RETURNED)


def _note(row: ObligationRow) -> str:
    notes = []
    if row.carried_count:
        notes.append(_("kèm %(count)s nhiệm vụ") % {"count": number_text(row.carried_count)})
    if row.carrier_id is not None:
        notes.append(_("trong báo cáo định kỳ"))
    if row.is_met_late and row.met_on and row.due_on:
        notes.append(_("nộp muộn %(days)s ngày") % {"days": number_text((row.met_on - row.due_on).days)})
    if row.paused_on is not None:
        notes.append(_("tạm dừng tính hạn từ %(day)s") % {"day": date_text(row.paused_on)})
    if row.late_cause:
        notes.append(_("nguyên nhân %(cause)s") % {"cause": LateCause(row.late_cause).label})
    if row.is_history:
        notes.append(_("lưu lịch sử"))
    return ", ".join(notes)


def tabs_of(current: str, *, late: int | None = None, leads: bool = False) -> tuple[Link, ...]:
    """Return the ways to look at the ledger; ``leads`` adds what waits for a leader."""
    return (
        Link(_("Tất cả"), reverse("obligations:list"), current=current == "list"),
        Link(
            _("Quá hạn"),
            reverse("obligations:late"),
            current=current == "late",
            count=late,
            tone="bad" if late else "",
        ),
        Link(_("Lịch"), reverse("obligations:calendar"), current=current == "calendar"),
        *((Link(_("Chờ tôi duyệt"), reverse("obligations:to-approve"), current=current == "to-approve"),) * leads),
        *((Link(_("Phân công"), reverse("obligations:assign"), current=current == "assign"),) * leads),
        Link(_("Chờ tôi nghiệm thu"), reverse("obligations:queue"), current=current == "queue"),
        Link(_("Chờ cơ quan bạn"), reverse("obligations:awaited"), current=current == "awaited"),
        *(
            Link(label, reverse(f"obligations:{name}"), current=current == name, rare=True)
            for label, name in (
                (_("Chờ tiếp nhận"), "receipts"),
                (_("Kiến nghị"), "contests"),
                (_("Gia hạn"), "extensions"),
                (_("Phối hợp"), "coordination"),
                (_("Theo dõi"), "monitoring"),
            )
        ),
    )


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list with its filters."""

    title: str
    form: FilterForm
    tabs: tuple[Link, ...]
    chips: tuple[Link, ...]
    lines: tuple[Line, ...]
    page: "Page[Any]"
    query: QueryDict
    today: date
    is_filtered: bool
    list_url: str
    acts: tuple[Link, ...]  # on ticked rows, or on all that the filters find
    many_url: str
    kept: tuple[tuple[str, str], ...]  # filters in force, for the form of the acts
    saved: SavedPart
    sheet_url: str  # the same rows as a sheet to fill in

    @classmethod
    def of(  # noqa: PLR0913 - a list is all of these
        cls,
        listing: Listing,
        form: FilterForm,
        filters: Filters,
        window: Window,
        *,
        query: QueryDict,
        today: date,
        leads: bool = False,
        acts: tuple[ManyAct, ...] = (),
        saved: Sequence[SavedRow] = (),
    ) -> "ListPage":
        """Return the page; ``acts`` are those that this person may do with many at once."""
        kept = tuple((name, str(value)) for name, value in query.items() if value and name not in _OF_THE_PAGE)
        return cls(
            title=_("%(count)s nhiệm vụ") % {"count": number_text(listing.total)},
            form=form,
            tabs=tabs_of("list", late=listing.late_count, leads=leads),
            chips=(*_state_chips(listing, filters, query), *_removable(filters, query, listing, today)),
            lines=tuple(Line.of(row, today) for row in listing.rows),
            page=window.page(listing.total),
            query=query,
            today=today,
            is_filtered=filters != Filters(),
            list_url=reverse("obligations:list"),
            acts=act_links(acts) if listing.rows else (),
            many_url=reverse("obligations:many"),
            kept=kept,
            saved=SavedPart.of(saved, query=urlencode(kept)),
            sheet_url=f"{reverse('obligations:sheet-out')}?{urlencode(kept)}"
            if kept
            else reverse("obligations:sheet-out"),
        )


def _state_chips(listing: Listing, filters: Filters, query: QueryDict) -> list[Link]:
    late = Link(
        _("Quá hạn"),
        address_with(query, late="" if filters.is_late else "1", state=""),
        filters.is_late,
        listing.late_count,
    )
    states = [
        Link(
            ObligationState(state).label.capitalize(),
            address_with(query, state="" if filters.state == state else state, late=""),
            current=filters.state == state,
            count=listing.state_counts.get(state, 0),
            icon="x" if filters.state == state else "",
        )
        for state in ObligationState
        if listing.state_counts.get(state) or filters.state == state
    ]
    return [late, *states]


def _removable(filters: Filters, query: QueryDict, listing: Listing, today: date) -> list[Link]:
    """Return the filters that came with the address; each chip takes its own away."""
    first = listing.rows[0] if listing.rows else None
    labels = {
        "plan": (first.source_label if first else _("một kế hoạch")) if filters.plan else "",
        "duty": (first.title if first else _("một sản phẩm")) if filters.duty else "",
        "report": _("báo cáo định kỳ") if filters.is_report else "",
        "agency": (first.agency_name if first else _("một cơ quan")) if filters.agency else "",
        "period": _("kỳ %(period)s") % {"period": filters.period} if filters.period else "",
        "level": _("cấp %(level)s") % {"level": AgencyLevel(filters.level).label} if filters.level else "",
        "kind": str(AgencyKind(filters.kind).label) if filters.kind else "",
        "due_from": _("hạn từ %(day)s") % {"day": date_text(filters.due_from)} if filters.due_from else "",
        "due_to": _("hạn đến %(day)s") % {"day": date_text(filters.due_to)} if filters.due_to else "",
        "measure": str(Measure(filters.measure).label) if filters.measure else "",
        "whose": str(Whose(filters.whose).label) if filters.whose else "",
        "person": _person_words(filters.person),
        "origin": str(DutyOrigin(filters.origin).label) if filters.origin else "",
        "cause": _("nguyên nhân %(cause)s") % {"cause": LateCause(filters.cause).label} if filters.cause else "",
        "peers": peers_title(filters.peers, today) if filters.peers else "",
    }
    return [
        Link(label, address_with(query, **{word: ""}), current=True, icon="x")
        for word, label in labels.items()
        if label
    ]


def _person_words(person: str) -> str:
    """Return the filter by person in words; of a colleague the choice of the form says the name."""
    words = {"": "", "me": _("việc của tôi"), "none": _("chưa phân công")}
    return words.get(person, _("một người"))


def address_with(query: QueryDict, **changes: str) -> str:
    """Return the same list with other filters, from its first page."""
    changed = query.copy()
    for word, value in {**changes, "trang": ""}.items():
        changed.pop(word, None)
        if value:
            changed[word] = value
    return f"?{changed.urlencode()}"


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area with what became of its tasks of this year; every number opens its rows."""

    name: str
    url: str
    cells: tuple[Link, ...]  # label: the number

    @classmethod
    def of(cls, one: AreaSum, today: date) -> "AreaLine":
        """Return the line of ``one``."""
        here = reverse("obligations:list")
        year = {"area": one.code, "due_from": f"{today.year}-01-01", "due_to": f"{today.year}-12-31"}
        late_checks = f"{reverse('obligations:late')}?{urlencode({'theo': 'nghiem-thu', 'area': one.code})}"
        numbers = (
            (one.total, f"{here}?{urlencode(year)}", ""),
            (one.waiting, f"{here}?{urlencode(year | {'state': ObligationState.SUBMITTED.value})}", ""),
            (one.late_to_accept, late_checks, "bad" if one.late_to_accept else ""),
            (one.accepted, f"{here}?{urlencode(year | {'state': ObligationState.ACCEPTED.value})}", ""),
            (one.returned, f"{here}?{urlencode(year | {'state': ObligationState.RETURNED.value})}", ""),
            (one.overdue, f"{here}?{urlencode(year | {'late': '1'})}", "bad" if one.overdue else ""),
        )
        cells = tuple(Link(number_text(count), url if count else "", tone=tone) for count, url, tone in numbers)
        return cls(area_name(one.code, today), numbers[0][1], cells)


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A hand-in that waits."""

    line: Line
    handed_in: str
    number: int
    decide_by: str  # the acceptor's last day; empty where no clock runs
    late: str  # "chậm 2 ngày làm việc"; empty in time

    @classmethod
    def of(cls, row: QueueRow, today: date) -> "QueueLine":
        """Return the line of ``row``."""
        days = working_days_late(row.decide_by_on, today)
        return cls(
            line=Line.of(row.obligation, today),
            handed_in=date_text(row.handed_in_at),
            number=row.number,
            decide_by=date_text(row.decide_by_on) if row.decide_by_on else "",
            late=_("chậm %(days)s ngày làm việc") % {"days": number_text(days)} if days else "",
        )


@dataclass(frozen=True, slots=True)
class QueuePage:
    """What waits for this person's decision."""

    title: str
    tabs: tuple[Link, ...]
    lines: tuple[QueueLine, ...]
    areas: tuple[AreaLine, ...]  # of whoever leads areas, and of the standing body
    page: "Page[Any]"
    query: QueryDict
    today: date

    @classmethod
    def of(
        cls,
        rows: Sequence[QueueRow],
        total: int,
        window: Window,
        *,
        query: QueryDict,
        today: date,
        leads: bool = False,
        areas: Sequence[AreaSum] = (),
    ) -> "QueuePage":
        """Return the page."""
        title = _("%(count)s sản phẩm chờ bạn nghiệm thu") % {"count": number_text(total)}
        return cls(
            title=title if total else _("Không có gì chờ bạn nghiệm thu"),
            tabs=tabs_of("queue", leads=leads),
            lines=tuple(QueueLine.of(row, today) for row in rows),
            areas=tuple(AreaLine.of(one, today) for one in areas),
            page=window.page(total),
            query=query,
            today=today,
        )
