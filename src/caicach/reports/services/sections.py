"""Writing sections: saved if nobody saved meanwhile, with history; who writes which; what units wrote, taken in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.reports import access
from caicach.reports.constants import ReportState
from caicach.reports.mapping import slots_from, slots_json, template_of
from caicach.reports.models import Report, ReportSection, SectionVersion
from caicach.reports.selectors.composed import filled_section, source_of_row
from caicach.reports.selectors.facts import facts_of
from caicach.reports.services.opening import hold
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, Beyond, WrongState
from reform.narratives import Paragraph, Section, paragraph_from, paragraph_json, plain_of, slots_of, source_of
from vanban.text.forms import normalise

__all__ = [
    "Clash",
    "SectionDraft",
    "section_assign",
    "section_done",
    "section_of",
    "section_restore",
    "section_save",
    "shown_text",
    "text_insert",
]

_LONGEST = 30_000  # characters of a section
_SLOT_LONGEST = 6_000


class Clash(WrongState):
    """Somebody saved the section meanwhile: nothing was written. ``theirs`` is what stands there now, as plain text."""

    def __init__(self, message: str, *, theirs: str, by: str) -> None:
        self.theirs, self.by = theirs, by
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """A section as it was typed."""

    revision: int  # of the section that the form was shown for
    text: str | None = None  # None: the words were not shown for editing
    shown: str = ""  # ``shown_text`` of what the form was shown with: what was not touched stays alive
    slots: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def section_save(
    report: Report, key: str, draft: SectionDraft, *, actor: Actor, now: datetime, today: date
) -> ReportSection:
    """Save the words and free slots of a section; figures whose printed words were left stay alive.

    Audit: ``reports.section`` (the key; nothing of what it says).

    Raises:
        Beyond: the template has no such section.
        NotAllowed: the actor does not write it.
        BadInput: it is too long.
        WrongState: the report is frozen.
        Clash: somebody else saved it meanwhile.
    """
    section = section_of(report, key)
    access.require(access.can_write(actor, report, area=section.area))
    hold(report, ReportState.DRAFTING)
    row = _row(report, key)
    source = row.source
    facts = facts_of(report, today=today)
    shown = filled_section(section, row if row.pk else None, facts)
    if row.revision != draft.revision:
        name = row.saved_by.full_name if row.saved_by else ""
        raise Clash(
            _("%(name)s vừa lưu phần này. Chưa có gì bị ghi đè: so hai bản dưới đây rồi lưu lại.") % {"name": name},
            theirs=plain_of(shown),
            by=name,
        )
    if draft.text is not None:
        _check_length(draft.text, _LONGEST)
        standing = source_of_row(section, row)
        found = source_of(standing, _shown(draft, shown), normalise(draft.text))
        source = "" if found == section.text else found
    slots = {**slots_from(row.slots), **{one: _slot(text) for one, text in draft.slots.items()}}
    _write(row, source, slots_json(slots), actor=actor, now=now)
    audit.record("reports.section", report, actor=actor, new={"section": key, "revision": row.revision}, at=now)
    return row


@transaction.atomic
def section_restore(report: Report, key: str, number: int, *, actor: Actor, now: datetime) -> ReportSection:
    """Take back an earlier version; 0 is the template's own words. What stood goes into the history like any other.

    Audit: ``reports.restore``.

    Raises:
        Beyond: there is no such section or version.
        NotAllowed, WrongState: as ``section_save``.
    """
    section = section_of(report, key)
    access.require(access.can_write(actor, report, area=section.area))
    hold(report, ReportState.DRAFTING)
    row = _row(report, key)
    version = SectionVersion.objects.filter(section=row, number=number).first() if row.pk and number else None
    if number and version is None:
        raise Beyond(_("Không có bản lưu này của phần báo cáo."))
    source, slots = (version.source, version.slots) if version else ("", row.slots)
    _write(row, source, slots, actor=actor, now=now, restored_from=number)
    audit.record("reports.restore", report, actor=actor, new={"section": key, "version": number}, at=now)
    return row


@transaction.atomic
def section_done(report: Report, key: str, *, is_done: bool, actor: Actor, now: datetime) -> None:
    """Say that a section is finished, or that it is not.

    Audit: ``reports.done``.

    Raises:
        Beyond, NotAllowed, WrongState: as ``section_save``.
    """
    section = section_of(report, key)
    access.require(access.can_write(actor, report, area=section.area))
    hold(report, ReportState.DRAFTING)
    row = _row(report, key)
    row.done_at, row.done_by_id = (now, actor.user_id) if is_done else (None, None)
    row.save()
    audit.record("reports.done", report, actor=actor, new={"section": key, "is_done": is_done}, at=now)


@transaction.atomic
def section_assign(report: Report, key: str, user_id: int | None, *, actor: Actor, now: datetime) -> None:
    """Say who is to write a section.

    Audit: ``reports.assign``.

    Raises:
        Beyond, NotAllowed, WrongState: as ``section_save``.
    """
    section = section_of(report, key)
    access.require(access.can_write(actor, report, area=section.area))
    hold(report, ReportState.DRAFTING)
    row = _row(report, key)
    row.writer_id = user_id
    row.save()
    audit.record("reports.assign", report, actor=actor, new={"section": key, "writer": user_id}, at=now)


@transaction.atomic
def text_insert(report: Report, key: str, slot: str, text: str, *, actor: Actor, now: datetime) -> ReportSection:
    """Put what a unit wrote behind what stands in a free slot.

    Audit: ``reports.section``.

    Raises:
        Beyond, NotAllowed, BadInput, WrongState: as ``section_save``.
    """
    section = section_of(report, key)
    access.require(access.can_write(actor, report, area=section.area))
    hold(report, ReportState.DRAFTING)
    if not text.strip() or slot not in {one.key for one in slots_of(section.text)}:
        raise BadInput(_("Không có gì để chèn. Chọn lại đoạn văn của đơn vị."))
    row = _row(report, key)
    slots = slots_from(row.slots)
    slots[slot] = _slot(f"{slots.get(slot, '')} {text}".strip())
    _write(row, row.source, slots_json(slots), actor=actor, now=now)
    audit.record("reports.section", report, actor=actor, new={"section": key, "revision": row.revision}, at=now)
    return row


def _shown(draft: SectionDraft, now: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Return what the writer saw: figures may have moved on since."""
    if not draft.shown:
        return now
    try:
        return tuple(paragraph_from(one) for one in json.loads(draft.shown))
    except (ValueError, TypeError, KeyError):
        raise BadInput(_("Trang này đã cũ. Chép phần vừa viết, tải lại trang rồi dán vào.")) from None


def shown_text(paragraphs: Sequence[Paragraph]) -> str:
    """Return what a form keeps of the paragraphs that it shows."""
    return json.dumps([paragraph_json(one) for one in paragraphs], ensure_ascii=False)


def section_of(report: Report, key: str) -> Section:
    """Return a section of the report's template.

    Raises:
        Beyond: there is none.
    """
    section = template_of(report.template).section(key)
    if section is None:
        raise Beyond(_("Báo cáo không có phần này. Chọn một phần trong mục lục."))
    return section


def _row(report: Report, key: str) -> ReportSection:
    row = ReportSection.objects.filter(report=report, key=key).select_related("saved_by").first()
    return row or ReportSection(report=report, key=key)


def _write(
    row: ReportSection, source: str, slots: str, *, actor: Actor, now: datetime, restored_from: int | None = None
) -> None:
    row.source, row.slots = source, slots
    row.revision += 1
    row.saved_by_id, row.saved_at = actor.user_id, now
    row.save()
    SectionVersion.objects.create(
        section=row,
        number=row.revision,
        source=source,
        slots=slots,
        by_id=actor.user_id,
        at=now,
        restored_from=restored_from,
    )


def _slot(text: str) -> str:
    _check_length(text, _SLOT_LONGEST)
    return "\n".join(line.strip() for line in normalise(text).splitlines() if line.strip())


def _check_length(text: str, most: int) -> None:
    if len(text) > most:
        raise BadInput(_("Phần này dài quá %(most)s ký tự. Viết ngắn lại hoặc chuyển sang phụ lục.") % {"most": most})
