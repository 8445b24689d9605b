"""A reminder as an official letter (DOCX), and as plain text to copy into a chat group.

Layout of Decree 30/2020/NĐ-CP. Number and day stay blank: văn thư gives them. The same reminder gives the same bytes.
"""

from collections.abc import Iterator, Sequence

from django.utils import translation

from caicach.notices.models import Reminder, ReminderRow
from caicach.notices.selectors.urging import by_agency
from caicach.ui.notation import date_text
from caicach.web import clock
from vanban.writing import (
    Block,
    Cell,
    Column,
    HeaderBlock,
    Paper,
    Paragraph,
    SignBlock,
    Table,
    Title,
    file_name,
    layout_on,
    write_docx,
)

__all__ = ["chat_texts", "letter_docx", "letter_name"]

_ROOM = "\u00a0" * 6
_COLUMNS = (
    Column("TT", 0.6, "center"),
    Column("Nhiệm vụ, sản phẩm", 5.2),
    Column("Văn bản giao", 2.6),
    Column("Hạn", 1.4, "center"),
    Column("Tình trạng", 2.2),
)


def letter_docx(reminder: Reminder, rows: Sequence[ReminderRow]) -> bytes:
    """Return the letter as DOCX."""
    with translation.override("vi"):
        written_on = clock.local_date(reminder.made_at)
        groups = by_agency(rows)
        body, parent = reminder.agency.current_name, reminder.agency.current_parent
        paper = Paper(
            title=Title(kind=""),
            blocks=tuple(_blocks(reminder, groups)),
            written_at=reminder.made_at,
            header=HeaderBlock(
                body=body.upper(),
                parent=parent.current_name.upper() if parent else "",
                symbol=f"Số: {_ROOM}/{_ROOM}",
                about=f"V/v {reminder.subject}",
                place_and_date=f"…………, ngày {_ROOM} tháng {_ROOM} năm {written_on.year}",
            ),
            to=tuple(name for name, _rows in groups),
            sign=SignBlock(("THỦ TRƯỞNG CƠ QUAN",)),
            recipients=("Như trên", "Lưu: VT"),
            author=body,
        )
        return write_docx(paper, layout_on(written_on))


def letter_name(reminder: Reminder) -> str:
    """Return the name of the file: ``Cong-van-don-doc-2026-03-16.docx``."""
    return file_name("Cong van don doc", f"{clock.local_date(reminder.made_at):%Y-%m-%d}", ending="docx")


def chat_texts(reminder: Reminder, rows: Sequence[ReminderRow]) -> tuple[tuple[str, str], ...]:
    """Return for each agency its name and what to copy into its chat group."""
    return tuple((name, "\n".join(_chat(reminder, name, some))) for name, some in by_agency(rows))


def _blocks(reminder: Reminder, groups: Sequence[tuple[str, Sequence[ReminderRow]]]) -> Iterator[Block]:
    body = reminder.agency.current_name
    words = reminder.words or f"Qua theo dõi, {body} thấy các cơ quan sau đây còn nhiệm vụ chưa hoàn thành:"
    for line in words.splitlines():
        if line.strip():
            yield Paragraph(line.strip())
    yield _table(groups)
    by = f" trước ngày {date_text(reminder.answer_by_on)}" if reminder.answer_by_on else ""
    yield Paragraph(
        f"{body} đề nghị các cơ quan khẩn trương hoàn thành, cập nhật kết quả lên hệ thống "
        f"và báo cáo nguyên nhân{by}./."
    )


def _table(groups: Sequence[tuple[str, Sequence[ReminderRow]]]) -> Table:
    rows: list[tuple[Cell | None, ...]] = []
    for name, some in groups:
        words = f"{name}: {len(some)} nhiệm vụ"
        rows.append((Cell(words, columns=5, is_bold=True, align="left", keeps_next=True), None, None, None, None))
        for number, row in enumerate(some, start=1):
            due = date_text(row.due_on) if row.due_on else ""
            texts = (str(number), _title(row), row.obligation.duty.source_label, due, _why(row))
            rows.append(tuple(Cell(text) for text in texts))
    return Table(_COLUMNS, tuple(rows))


def _chat(reminder: Reminder, name: str, rows: Sequence[ReminderRow]) -> Iterator[str]:
    yield f"{reminder.agency.current_name} đề nghị {name} khẩn trương thực hiện {len(rows)} việc:"
    for number, row in enumerate(rows, start=1):
        due = f" – hạn {date_text(row.due_on)}" if row.due_on else ""
        yield f"{number}. {_title(row)}{due} ({_why(row)})"
    if reminder.answer_by_on:
        yield f"Đề nghị báo cáo trước ngày {date_text(reminder.answer_by_on)}."


def _title(row: ReminderRow) -> str:
    duty = row.obligation.duty
    period = f" ({row.obligation.occurrence_label})" if row.obligation.occurrence_label else ""
    return f"{duty.number} {duty.title}{period}".strip()


def _why(row: ReminderRow) -> str:
    late = f"quá hạn {row.days_late} ngày làm việc" if row.days_late else ""
    reason = "" if row.reason == "late" else row.get_reason_display()
    return ", ".join(part for part in (reason, late) if part)
