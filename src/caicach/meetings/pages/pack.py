"""The papers of a meeting as its page shows them: how many, and the first of each part."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from caicach.meetings.pages.meetings import PackSection
from caicach.meetings.papers import RISK_DAYS, Papers, Row

__all__ = ["pack_sections"]

_SHOWN = 5


def pack_sections(papers: Papers) -> tuple[PackSection, ...]:
    """Return the parts in the order of the document."""
    late = [f"{one.name}: {one.count}" for one in papers.late]
    return (
        PackSection(
            _("Nhiệm vụ quá hạn, theo cơ quan"),
            papers.late_count,
            tuple(late[:_SHOWN]),
            max(0, len(late) - _SHOWN),
            _("Không có nhiệm vụ quá hạn."),
        ),
        _section(_("Kết luận lần họp trước chưa xong"), papers.earlier, _("Không còn kết luận nào chưa xong.")),
        _section(_("Bị trả lại từ hai lần"), papers.returned, _("Không có sản phẩm nào bị trả lại từ hai lần.")),
        _section(_("Đề nghị gia hạn đang chờ"), papers.extensions, _("Không có đề nghị gia hạn nào đang chờ.")),
        _section(_("Việc phát sinh do sự kiện"), papers.events, _("Không có việc nào phát sinh do sự kiện.")),
        _section(
            _("Nguy cơ chậm trong %(count)s ngày tới") % {"count": RISK_DAYS},
            papers.risks,
            _("Không có việc nào theo dấu hiệu này."),
        ),
    )


def _section(heading: str, rows: Sequence[Row], empty: str) -> PackSection:
    lines = tuple(f"{row.agency}: {row.number} {row.title} ({row.note})".replace("  ", " ") for row in rows[:_SHOWN])
    return PackSection(heading, len(rows), lines, max(0, len(rows) - _SHOWN), empty)
