"""The pages of two steps: what waits for the leader, how an agency hands in; and handing in on behalf."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.obligations.forms import HandInForm, PracticeForm
from caicach.obligations.models import Obligation
from caicach.obligations.pages.lists import Line, Window, tabs_of
from caicach.obligations.pages.words import address_of
from caicach.obligations.selectors import ApprovalRow, Practice, acceptor_after
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Link
from caicach.web.actor import Actor

__all__ = ["ApprovalLine", "ApprovalPage", "OnBehalfPage", "PracticePage"]


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """A draft that waits."""

    line: Line
    prepared: str  # "Lê Thị Mai Hương, 16/03/2026"

    @classmethod
    def of(cls, row: ApprovalRow, today: date) -> "ApprovalLine":
        """Return the line of ``row``."""
        prepared = ", ".join(part for part in (row.prepared_by, date_text(row.prepared_at)) if part)
        return cls(Line.of(row.obligation, today), prepared)


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    """What waits for this leader's approval."""

    title: str
    tabs: tuple[Link, ...]
    lines: tuple[ApprovalLine, ...]
    page: "Page[Any]"
    query: QueryDict
    today: date
    practice_url: str  # empty for whoever leads no agency

    @classmethod
    def of(
        cls, rows: Sequence[ApprovalRow], total: int, window: Window, *, query: QueryDict, today: date, leads: bool
    ) -> "ApprovalPage":
        """Return the page."""
        words = ngettext("%(count)s sản phẩm chờ bạn duyệt", "%(count)s sản phẩm chờ bạn duyệt", total)
        title = words % {"count": number_text(total)}
        return cls(
            title=title if total else _("Không có gì chờ bạn duyệt"),
            tabs=tabs_of("to-approve", leads=True),
            lines=tuple(ApprovalLine.of(row, today) for row in rows),
            page=window.page(total),
            query=query,
            today=today,
            practice_url=reverse("obligations:practice") if leads else "",
        )


@dataclass(frozen=True, slots=True)
class PracticePage:
    """How the agencies that this person leads hand in."""

    title: str
    crumbs: tuple[Link, ...]
    agencies: tuple[tuple[str, PracticeForm], ...]  # name of the agency, its form
    url: str

    @classmethod
    def of(cls, practices: Sequence[Practice], sent: PracticeForm | None = None) -> "PracticePage":
        """Return the page; ``sent`` is a form that was refused."""
        return cls(
            title=_("Cách nộp sản phẩm của cơ quan"),
            crumbs=(Link(_("Nhiệm vụ"), reverse("obligations:list")), Link(_("Cách nộp"))),
            agencies=tuple((one.agency_name, _practice_form(one, sent)) for one in practices),
            url=reverse("obligations:practice"),
        )


def _practice_form(practice: Practice, sent: PracticeForm | None) -> PracticeForm:
    if sent is not None and str(sent["agency"].value()) == str(practice.agency_id):
        return sent
    initial = {"agency": practice.agency_id, "steps": 2 if practice.needs_approval else 1}
    return PracticeForm(initial=initial, auto_id=f"cach-nop-{practice.agency_id}-%s")


@dataclass(frozen=True, slots=True)
class OnBehalfPage:
    """Handing in for a unit that does not sign in."""

    title: str
    lead: str
    crumbs: tuple[Link, ...]
    form: HandInForm
    url: str
    duty: str
    due_on: date | None
    today: date
    acceptor: str  # who accepts afterwards
    is_passed_on: bool  # the acceptor would be the body that hands in

    @classmethod
    def of(cls, one: Obligation, form: HandInForm, *, actor: Actor, today: date) -> "OnBehalfPage":
        """Return the page."""
        acceptor = acceptor_after(one, actor.agency_id or one.duty.standing_body_id) or one.acceptor
        names = {"agency": one.agency.current_name, "body": actor.agency_name}
        return cls(
            title=_("Nộp thay %(agency)s") % names,
            lead=_(
                "Dùng khi đơn vị gửi văn bản giấy và không tự nộp được. Lần nộp ghi rõ %(body)s nộp thay, kèm văn bản "
                "của đơn vị; đúng hạn hay muộn tính theo ngày của văn bản."
            )
            % names,
            crumbs=(
                Link(_("Nhiệm vụ"), reverse("obligations:list")),
                Link(one.duty.title, address_of(one.uid)),
                Link(_("Nộp thay")),
            ),
            form=form,
            url=reverse("obligations:on-behalf", args=[one.uid]),
            duty=one.duty.title,
            due_on=one.due_on if not one.is_history else None,
            today=today,
            acceptor=acceptor.current_name,
            is_passed_on=acceptor.pk != one.acceptor_id,
        )
