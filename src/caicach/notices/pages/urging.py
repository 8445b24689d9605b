"""What could be urged, and what was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.documents.selectors import address_of_document
from caicach.notices.constants import UrgeReason
from caicach.notices.exports.letter import chat_texts
from caicach.notices.forms import IssueForm, UrgeFilterForm, UrgeForm
from caicach.notices.models import Reminder, ReminderRow
from caicach.notices.selectors.urging import by_agency
from caicach.obligations.selectors import UrgeList, UrgeRow
from caicach.ui.notation import moment_text
from caicach.ui.values import Fact, Link

__all__ = ["ReminderPage", "UrgePage"]


@dataclass(frozen=True, slots=True)
class UrgeLine:
    """One obligation that could be urged."""

    uid: UUID
    url: str
    title: str
    sub: str
    agency: str
    reason: str
    due_on: date | None
    days_late: int


@dataclass(frozen=True, slots=True)
class SentLine:
    """One reminder that was sent."""

    url: str
    subject: str
    when: str
    how: str
    symbol: str  # of the letter; empty before it is entered


@dataclass(frozen=True, slots=True)
class UrgePage:
    """The list, the form, what was sent before."""

    lines: tuple[UrgeLine, ...]
    total: int
    filter: UrgeFilterForm
    form: UrgeForm | None  # None for whoever only reads
    sent: tuple[SentLine, ...]
    url: str

    @classmethod
    def of(
        cls, found: UrgeList, filters: UrgeFilterForm, form: UrgeForm | None, sent: Sequence[Reminder]
    ) -> "UrgePage":
        """Return the page."""
        return cls(
            lines=tuple(_line(row) for row in found.rows),
            total=found.total,
            filter=filters,
            form=form,
            sent=tuple(_sent(one) for one in sent),
            url=reverse("notices:urge"),
        )


def _line(row: UrgeRow) -> UrgeLine:
    return UrgeLine(
        uid=row.uid,
        url=reverse("obligations:detail", args=[row.uid]),
        title=" ".join(part for part in (row.number, row.title) if part),
        sub=" · ".join(part for part in (row.occurrence_label, row.source_label) if part),
        agency=row.agency_name,
        reason=str(UrgeReason(row.reason).label),
        due_on=row.due_on,
        days_late=row.days_late,
    )


def _sent(one: Reminder) -> SentLine:
    return SentLine(
        url=reverse("notices:reminder", args=[one.uid]),
        subject=one.subject,
        when=moment_text(one.made_at),
        how=_how(one),
        symbol=one.document.symbol if one.document else "",
    )


def _how(one: Reminder) -> str:
    ways = [_("công văn")] * one.is_letter + [_("nhắc trong hệ thống")] * one.is_notice
    return ", ".join(ways)


@dataclass(frozen=True, slots=True)
class ReminderPart:
    """What one agency was urged about."""

    agency: str
    rows: tuple[ReminderRow, ...]
    text: str  # to copy into a chat group
    field_id: str


@dataclass(frozen=True, slots=True)
class ReminderPage:
    """One reminder."""

    title: str
    crumbs: tuple[Link, ...]
    facts: tuple[Fact, ...]
    parts: tuple[ReminderPart, ...]
    letter_url: str  # empty where it is no letter
    issue: IssueForm | None  # None where nothing is to be entered
    issue_url: str

    @classmethod
    def of(
        cls, one: Reminder, rows: Sequence[ReminderRow], *, may_issue: bool, issue: IssueForm | None = None
    ) -> "ReminderPage":
        """Return the page; ``issue`` is a form that was sent and refused."""
        texts = dict(chat_texts(one, rows))
        waits = one.is_letter and one.document is None and may_issue
        return cls(
            title=one.subject,
            crumbs=(Link(_("Đôn đốc"), reverse("notices:urge")), Link(one.subject)),
            facts=_facts(one),
            parts=tuple(
                ReminderPart(name, some, texts[name], f"chep-{number}")
                for number, (name, some) in enumerate(by_agency(rows), start=1)
            ),
            letter_url=reverse("notices:letter", args=[one.uid]) if one.is_letter else "",
            issue=(issue or IssueForm(auto_id="so-%s")) if waits else None,
            issue_url=reverse("notices:issue", args=[one.uid]),
        )


def _facts(one: Reminder) -> tuple[Fact, ...]:
    rows = [
        Fact(_("Gửi lúc"), moment_text(one.made_at), note=str(one.made_by) if one.made_by else ""),
        Fact(_("Bằng"), _how(one)),
        Fact(_("Công văn"), str(one.document), url=address_of_document(one.document)) if one.document else None,
    ]
    return tuple(row for row in rows if row is not None)
