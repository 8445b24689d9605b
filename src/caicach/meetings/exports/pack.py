"""Agenda and papers of a meeting as one DOCX, in the layout of administrative documents."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.utils import translation

from caicach.meetings.models import Meeting
from caicach.meetings.papers import RISK_DAYS, Papers, Row
from caicach.ui.notation import date_text
from vanban.writing import (
    Block,
    Cell,
    Column,
    HeaderBlock,
    Paper,
    Paragraph,
    Table,
    Title,
    file_name,
    layout_on,
    write_docx,
)

__all__ = ["pack_docx", "pack_name"]

_COLUMNS = (
    Column("TT", 0.6, "center"),
    Column("Cơ quan", 2.6),
    Column("Sản phẩm, nhiệm vụ", 5.2),
    Column("Hạn", 1.4, "center"),
    Column("Ghi chú", 3.0),
)


def pack_docx(meeting: Meeting, papers: Papers, *, author: str, now: datetime, today: date) -> bytes:
    """Return the papers as a DOCX file; the same papers at the same moment give the same bytes."""
    with translation.override("vi"):
        paper = Paper(
            title=Title(
                kind="CHƯƠNG TRÌNH VÀ TÀI LIỆU HỌP",
                subject=(meeting.title,),
                notes=(f"(Số liệu từ ngày {date_text(meeting.since_on)} đến ngày {date_text(today)})",),
            ),
            blocks=tuple(_blocks(meeting, papers)),
            written_at=now,
            header=HeaderBlock(body=meeting.body.current_name.upper()),
            author=author,
        )
        return write_docx(paper, layout_on(today))


def pack_name(meeting: Meeting) -> str:
    """Return the name of the file: ``Tai-lieu-hop-2026-04-05.docx``."""
    return file_name("Tai lieu hop", f"{meeting.held_on:%Y-%m-%d}", ending="docx")


def _blocks(meeting: Meeting, papers: Papers) -> Iterator[Block]:
    yield Paragraph("I. CHƯƠNG TRÌNH", "heading")
    yield from _agenda(meeting)
    yield Paragraph("II. TÀI LIỆU", "heading")
    yield Paragraph(f"1. Nhiệm vụ quá hạn: {papers.late_count} của {len(papers.late)} cơ quan", "heading")
    yield _by_agency(papers) if papers.late else Paragraph("Không có nhiệm vụ quá hạn.")
    for number, (heading, rows, nothing) in enumerate(_parts(papers), start=2):
        yield Paragraph(f"{number}. {heading}: {len(rows)}", "heading")
        yield _table(rows) if rows else Paragraph(nothing)


def _agenda(meeting: Meeting) -> Iterator[Paragraph]:
    time = f"{meeting.starts_at:%H giờ %M}, " if meeting.starts_at else ""
    yield Paragraph(f"Thời gian: {time}ngày {date_text(meeting.held_on)}.")
    if meeting.place:
        yield Paragraph(f"Địa điểm: {meeting.place}.")
    if meeting.chair:
        yield Paragraph(f"Chủ trì: {meeting.chair}.")
    for item in meeting.items.all():
        presenter = f" ({item.presenter})" if item.presenter else ""
        yield Paragraph(f"{item.position}. {item.text}{presenter}")


def _parts(papers: Papers) -> Iterator[tuple[str, Sequence[Row], str]]:
    yield "Kết luận lần họp trước chưa xong", papers.earlier, "Không còn kết luận nào chưa xong."
    yield "Sản phẩm bị trả lại từ hai lần", papers.returned, "Không có sản phẩm nào bị trả lại từ hai lần."
    yield "Đề nghị gia hạn đang chờ", papers.extensions, "Không có đề nghị gia hạn nào đang chờ."
    yield "Việc phát sinh do sự kiện", papers.events, "Không có việc nào phát sinh do sự kiện."
    yield (
        f"Nguy cơ chậm (đến hạn trong {RISK_DAYS} ngày, đã bị trả lại hoặc cơ quan đang có việc quá hạn)",
        papers.risks,
        "Không có việc nào theo dấu hiệu này.",
    )


def _by_agency(papers: Papers) -> Table:
    rows: list[tuple[Cell | None, ...]] = []
    for agency in papers.late:
        words = f"{agency.name}: {agency.count} nhiệm vụ"
        rows.append((Cell(words, columns=5, is_bold=True, align="left", keeps_next=True), None, None, None, None))
        rows.extend(_cells(number, row) for number, row in enumerate(agency.rows, start=1))
    return Table(_COLUMNS, tuple(rows))


def _table(rows: Sequence[Row]) -> Table:
    return Table(_COLUMNS, tuple(_cells(number, row) for number, row in enumerate(rows, start=1)))


def _cells(number: int, row: Row) -> tuple[Cell | None, ...]:
    title = f"{row.number} {row.title}".strip()
    due = date_text(row.due_on) if row.due_on else ""
    return tuple(Cell(text) for text in (str(number), row.agency, title, due, row.note))
