"""The pages of dates: requests to decide and asked, what waits for one's own agency, who was waited for how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.obligations import selectors
from caicach.obligations.constants import ExtensionState, LateCause, Measure, PauseKind
from caicach.obligations.forms import BulkDecideForm
from caicach.obligations.pages.lists import Line, Window, tabs_of
from caicach.obligations.selectors import AskedRow, AwaitedRow, CauseCounts, WaitingBody, reason_label
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Link
from caicach.web.actor import Actor

__all__ = ["AwaitedPage", "ExtensionsPage", "WaitingPage"]

_OWN_ROWS = 20


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One request."""

    pk: int
    line: Line
    asked: str  # "Từ 30/03/2026 đến 30/04/2026, thêm 31 ngày"
    reason: str
    words: str
    note: str  # by when it is answered; the answer
    state: str
    tone: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ExtensionsPage:
    """Requests of both sides."""

    title: str
    tabs: tuple[Link, ...]
    to_decide: tuple[AskedLine, ...]
    page: "Page[Any]"
    asked: tuple[AskedLine, ...]
    asked_count: int
    form: BulkDecideForm
    url: str
    query: QueryDict
    today: date

    @classmethod
    def of(
        cls,
        actor: Actor,
        form: BulkDecideForm | None,
        window: Window,
        *,
        query: QueryDict,
        today: date,
        leads: bool = False,
    ) -> "ExtensionsPage":
        """Return the page; ``form`` was sent and refused."""
        total = selectors.to_extend_count(actor)
        rows = selectors.to_extend_of(actor, offset=window.offset, limit=window.size)
        own = selectors.asked_of(actor, limit=_OWN_ROWS)
        chosen = form.data.getlist("chosen") if form else []  # type: ignore[attr-defined]  # a QueryDict
        waits = ngettext(
            "%(count)s đề nghị gia hạn chờ bạn quyết định", "%(count)s đề nghị gia hạn chờ bạn quyết định", total
        )
        return cls(
            title=waits % {"count": number_text(total)} if total else _("Gia hạn"),
            tabs=tabs_of("extensions", leads=leads),
            to_decide=tuple(_line(row, today, is_chosen=str(row.pk) in chosen) for row in rows),
            page=window.page(total),
            asked=tuple(_line(row, today) for row in own),
            asked_count=selectors.asked_count(actor),
            form=form or BulkDecideForm(),
            url=reverse("obligations:extensions"),
            query=query,
            today=today,
        )


def _line(row: AskedRow, today: date, *, is_chosen: bool = False) -> AskedLine:
    new = row.granted_due_on or row.asked_due_on
    days = (new - row.from_due_on).days
    words = ngettext("Từ %(old)s đến %(new)s, thêm %(days)s ngày", "Từ %(old)s đến %(new)s, thêm %(days)s ngày", days)
    names = {"old": date_text(row.from_due_on), "new": date_text(new), "days": number_text(days)}
    is_late = row.state == ExtensionState.WAITING and row.decide_by_on < today
    by = _("chậm trả lời, hạn %(day)s") if is_late else _("trả lời chậm nhất %(day)s")
    waits = by % {"day": date_text(row.decide_by_on)} if row.state == ExtensionState.WAITING else row.answer
    tones = {ExtensionState.GRANTED: "ok", ExtensionState.REFUSED: "bad", ExtensionState.WITHDRAWN: "line"}
    return AskedLine(
        pk=row.pk,
        line=Line.of(row.obligation, today),
        asked=words % names,
        reason=reason_label(row.reason_code),
        words=row.words,
        note=waits,
        state=capfirst(str(ExtensionState(row.state).label)),
        tone="bad" if is_late else tones.get(ExtensionState(row.state), "warn"),
        is_chosen=is_chosen,
    )


@dataclass(frozen=True, slots=True)
class AwaitedLine:
    """One matter that the agency has."""

    line: Line
    what: str  # "đã trình, chờ ban hành: 15/TTr-SNV ngày 16/03/2026"
    words: str
    days: int


@dataclass(frozen=True, slots=True)
class AwaitedPage:
    """What waits for the agency."""

    title: str
    tabs: tuple[Link, ...]
    lines: tuple[AwaitedLine, ...]
    page: "Page[Any]"
    waiting_url: str
    query: QueryDict
    today: date

    @classmethod
    def of(
        cls,
        rows: Sequence[AwaitedRow],
        total: int,
        window: Window,
        *,
        query: QueryDict,
        today: date,
        leads: bool = False,
    ) -> "AwaitedPage":
        """Return the page."""
        waits = ngettext(
            "%(count)s việc chờ cơ quan bạn quyết định, trả lời",
            "%(count)s việc chờ cơ quan bạn quyết định, trả lời",
            total,
        )
        return cls(
            title=waits % {"count": number_text(total)} if total else _("Không có việc nào chờ cơ quan bạn"),
            tabs=tabs_of("awaited", leads=leads),
            lines=tuple(_awaited(row, today) for row in rows),
            page=window.page(total),
            waiting_url=reverse("obligations:waiting"),
            query=query,
            today=today,
        )


def _awaited(row: AwaitedRow, today: date) -> AwaitedLine:
    names = {"kind": PauseKind(row.kind).label, "symbol": row.symbol, "day": date_text(row.from_on)}
    what = capfirst(_("%(kind)s: %(symbol)s ngày %(day)s") % names)
    return AwaitedLine(Line.of(row.obligation, today), what, row.words, row.days)


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """How long each body was waited for, and whose the causes of delay are."""

    title: str
    lead: str
    crumbs: tuple[Link, ...]
    bodies: tuple[WaitingBody, ...]
    causes: tuple[Link, ...]  # each opens its rows

    @classmethod
    def of(cls, bodies: Sequence[WaitingBody], causes: CauseCounts, *, today: date) -> "WaitingPage":
        """Return the page."""
        return cls(
            title=_("Thời gian chờ cơ quan khác năm %(year)s") % {"year": today.year},
            lead=_("Tính đến ngày %(day)s, theo ngày gửi và ngày có kết quả. Ngày chờ không tính cho cơ quan chủ trì.")
            % {"day": date_text(today)},
            crumbs=(
                Link(_("Nhiệm vụ"), reverse("obligations:list")),
                Link(_("Chờ cơ quan bạn"), reverse("obligations:awaited")),
                Link(_("Thời gian chờ")),
            ),
            bodies=tuple(bodies),
            causes=_cause_links(causes, today),
        )


def _cause_links(causes: CauseCounts, today: date) -> tuple[Link, ...]:
    """Return the causes of what is due this year, each with the address of the rows that it counts."""
    days = {"due_from": f"{today.year}-01-01", "due_to": f"{today.year}-12-31"}
    asked = (
        (_("Khách quan"), causes.objective, {"measure": Measure.BEHIND.value, "cause": LateCause.OBJECTIVE.value}),
        (_("Chủ quan"), causes.subjective, {"measure": Measure.BEHIND.value, "cause": LateCause.SUBJECTIVE.value}),
        (_("Chưa nêu nguyên nhân"), causes.unsaid, {"measure": Measure.UNEXPLAINED.value}),
    )
    here = reverse("obligations:list")
    return tuple(Link(name, f"{here}?{urlencode({**words, **days})}", count=count) for name, count, words in asked)
