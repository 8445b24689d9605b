"""Corrections of published results: the old, the new, the reason and both decisions."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caicach.scoring.models import ResultRow
from caicach.scoring.pages.ranking.words import decision_words, raised, shown_name
from caicach.scoring.selectors.publications import ChangedRow, Correction
from caicach.ui.notation import decimal_text, number_text

__all__ = ["ChangeLine", "CorrectionPanel", "correction_panels"]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One agency whose result is another now."""

    name: str
    old: str
    new: str
    note: str  # empty: its own points changed


@dataclass(frozen=True, slots=True)
class CorrectionPanel:
    """One correction."""

    id: str
    title: str
    reason: str
    old: str  # the decision that is corrected
    new: str
    lines: tuple[ChangeLine, ...]


def correction_panels(corrections: Iterable[Correction]) -> tuple[CorrectionPanel, ...]:
    """Return the corrections, the latest first."""
    some = tuple(corrections)
    return tuple(
        CorrectionPanel(
            id=f"h-sua-{one.issue.number}",
            title=_("Sửa kết quả đã công bố, lần %(number)s") % {"number": number_text(len(some) - at)},
            reason=" ".join(one.reasons),
            old=decision_words(one.before),
            new=decision_words(one.issue),
            lines=tuple(_line(change) for change in one.changed),
        )
        for at, one in enumerate(some)
    )


def _line(change: ChangedRow) -> ChangeLine:
    note = "" if change.is_own else _("điểm giữ nguyên, thứ hạng đổi theo")
    return ChangeLine(
        raised(shown_name(change.new.assessment.agency.current_name)), _said(change.old), _said(change.new), note
    )


def _said(row: ResultRow) -> str:
    if row.index is None:
        return _("không có chỉ số")
    said = [decimal_text(row.index), row.grade_label]
    if row.rank is not None:
        said.append(_("hạng %(rank)s") % {"rank": number_text(row.rank)})
    return ", ".join(one for one in said if one)
