"""What a digest says, kept as JSON, and its words: on the page, in an e-mail, as text to copy.

Owns: which rows of a morning are named and how many are only counted. Does not: read the ledger or write rows.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.obligations.selectors.mornings import Morning, MorningKind, MorningRow
from caicach.ui.notation import date_text, number_text
from caicach.web.actor import Actor

__all__ = ["SECTIONS", "DigestContent", "DigestRow", "DigestSection", "content_of", "mail_subject", "mail_text"]

NAMED = 12  # rows of a section; the rest is counted
_UNANSWERED, _DORMANT = "unanswered", "dormant"
# In the order in which they are told.
SECTIONS: Mapping[str, Any] = {
    MorningKind.RETURNED.value: gettext_lazy("Bị trả lại, phải làm lại"),
    MorningKind.OVERDUE.value: gettext_lazy("Quá hạn"),
    MorningKind.TODAY.value: gettext_lazy("Đến hạn hôm nay"),
    MorningKind.TO_APPROVE.value: gettext_lazy("Chờ bạn duyệt"),
    MorningKind.TO_ACCEPT.value: gettext_lazy("Chờ bạn nghiệm thu"),
    _UNANSWERED: gettext_lazy("Chờ tiếp nhận"),
    MorningKind.NEW.value: gettext_lazy("Mới được giao"),
    MorningKind.SOON.value: gettext_lazy("Sắp đến hạn"),
    _DORMANT: gettext_lazy("Đang chờ sự kiện"),
}
_QUIET = frozenset({_DORMANT})  # said where there is something else to say, never alone


@dataclass(frozen=True, slots=True)
class DigestRow:
    """One thing named."""

    title: str
    agency: str
    uid: UUID | None = None  # of the obligation
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class DigestSection:
    """One kind of thing: how many, and the first of them."""

    kind: str  # key of SECTIONS
    count: int
    rows: tuple[DigestRow, ...] = ()

    @property
    def heading(self) -> str:
        """What the section is called."""
        return str(SECTIONS[self.kind])


@dataclass(frozen=True, slots=True)
class DigestContent:
    """All that a person is told on one day."""

    sections: tuple[DigestSection, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is worth telling: what sleeps is never told alone."""
        return all(section.kind in _QUIET for section in self.sections)

    @property
    def count(self) -> int:
        """How many things are told, what sleeps left out."""
        return sum(section.count for section in self.sections if section.kind not in _QUIET)

    def without(self, kinds: frozenset[str]) -> "DigestContent":
        """Return what is left for somebody who does not want these sections."""
        return DigestContent(tuple(section for section in self.sections if section.kind not in kinds))

    def to_json(self) -> str:
        """Return one spelling for equal contents: people who are told the same share a row."""
        data = [[one.kind, one.count, [_row_to_json(row) for row in one.rows]] for one in self.sections]
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "DigestContent":
        """Return what ``to_json`` wrote."""
        return cls(
            tuple(
                DigestSection(kind, count, tuple(_row_from_json(row) for row in rows))
                for kind, count, rows in json.loads(text)
                if kind in SECTIONS
            )
        )


def content_of(morning: Morning, actor: Actor) -> DigestContent:
    """Return what the morning asks of ``actor``; no query."""
    by_kind = {kind.value: rows for kind, rows in morning.rows_of(actor).items()}
    made = []
    for kind in SECTIONS:
        if kind == _UNANSWERED:
            asked = morning.unanswered_of(actor)
            rows = tuple(DigestRow(f"{one.source_label}: {one.count}", "") for one in asked[:NAMED])
            made.append(DigestSection(kind, sum(one.count for one in asked), rows))
        elif kind == _DORMANT:
            made.append(DigestSection(kind, morning.dormant_of(actor)))
        else:
            found = by_kind.get(kind, ())
            made.append(DigestSection(kind, len(found), tuple(_row(one) for one in found[:NAMED])))
    return DigestContent(tuple(section for section in made if section.count))


def mail_subject(content: DigestContent, day: date) -> str:
    """Return the subject of the e-mail: how much, and what is worst."""
    worst = content.sections[0]
    return _("%(day)s: %(count)s việc, %(worst)s %(of)s") % {
        "day": date_text(day),
        "count": number_text(content.count),
        "worst": worst.heading.lower(),
        "of": number_text(worst.count),
    }


def mail_text(content: DigestContent, day: date) -> str:
    """Return the digest as plain text, for an e-mail or to copy; with addresses where the system knows its own."""
    lines = [_("Việc ngày %(day)s") % {"day": date_text(day)}]
    for section in content.sections:
        lines += ["", f"{section.heading}: {number_text(section.count)}"]
        lines += [f"- {_line(row)}" for row in section.rows]
        if (more := section.count - len(section.rows)) > 0 and section.rows:
            lines.append(_("  và %(count)s việc nữa") % {"count": number_text(more)})
    if settings.SITE_ADDRESS:
        lines += ["", settings.SITE_ADDRESS]
    return "\n".join(lines)


def _line(row: DigestRow) -> str:
    due = _("hạn %(day)s") % {"day": date_text(row.due_on)} if row.due_on else ""
    return ", ".join(part for part in (row.title, row.agency, due) if part)


def _row(row: MorningRow) -> DigestRow:
    title = " ".join(part for part in (row.number, row.title) if part)
    if row.occurrence_label:
        title = f"{title} ({row.occurrence_label})"
    return DigestRow(title, row.agency_name, row.uid, row.due_on)


def _row_to_json(row: DigestRow) -> list[Any]:
    return [row.title, row.agency, row.uid.hex if row.uid else "", row.due_on.isoformat() if row.due_on else ""]


def _row_from_json(row: list[Any]) -> DigestRow:
    title, agency, uid, due_on = row
    return DigestRow(title, agency, UUID(uid) if uid else None, date.fromisoformat(due_on) if due_on else None)
