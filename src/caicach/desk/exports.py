"""The board of scorecards as files: an annex in the official layout, and a workbook with numbers to reckon with.

Owns: titles, columns. Does not: count or rank. Papers are in Vietnamese, whatever the reader's language.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import translation

from caicach.agencies.selectors import register_at
from caicach.desk.forms import span_text
from caicach.obligations.constants import DutyOrigin
from caicach.obligations.selectors import Board, BoardLine, PeerGroup, Score, score_definitions
from caicach.ui.notation import NOTHING, date_text, decimal_text, number_text
from caicach.web.actor import Actor
from vanban.writing import (
    Block,
    Cell,
    Column,
    HeaderBlock,
    Paper,
    Paragraph,
    Sheet,
    SheetColumn,
    Table,
    Title,
    Value,
    file_name,
    in_full,
    layout_on,
    write_docx,
    write_xlsx,
)

__all__ = ["BoardFile", "board_docx", "board_file", "board_xlsx"]

_ROOM = "……"
_COLUMNS = (
    ("Hạng", 0.9), ("Cơ quan", 4.6), ("Đến hạn", 1.1), ("Đúng hạn", 1.1), ("Tỷ lệ đúng hạn (%)", 1.4),
    ("Nộp muộn", 1.1), ("Quá hạn", 1.1), ("Bị trả lại", 1.1), ("Số ngày trễ (bình quân)", 1.4),
    ("Giao đến nghiệm thu (ngày)", 1.5),
    ("Trễ: chủ quan", 1.1), ("Trễ: khách quan", 1.2), ("Chưa nêu lý do", 1.1), ("Chờ cơ quan khác", 1.2),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BoardFile:
    """A board with what a paper needs beside it."""

    board: Board
    header: HeaderBlock
    title: Title
    remarks: tuple[str, ...]
    author: str
    today: date
    written_at: datetime

    def file_name(self, ending: str) -> str:
        """Return the file's name: ``Bang-diem-Quy-III-nam-2026-2026-11-21.docx``."""
        return file_name("Bang diem", span_text(self.board.span), f"{self.today:%Y-%m-%d}", ending=ending)


def board_file(board: Board, *, actor: Actor, now: datetime, today: date, agency: str = "") -> BoardFile:
    """Return ``board`` as ``actor`` hands it on: one query, for the body above the actor's own.

    Args:
        board: All groups, or (``agency``) one card.
        actor: In whose agency's name it is written, and whose reach the figures keep to.
        now: Goes into the file's own data.
        today: The day of the figures.
        agency: The name of the one agency that ``board`` was narrowed to.
    """
    with translation.override("vi"):
        origin = "" if board.origin == DutyOrigin.PLAN else f" ({DutyOrigin(board.origin).label})"
        until = date_text(max(board.span.first_on, board.span.until(today)))
        whose = f"của {agency}" if agency else f"trong phạm vi của {actor.agency_name}"
        return BoardFile(
            board=board,
            header=_header(actor, today),
            title=Title(
                kind="PHỤ LỤC",
                subject=(f"KẾT QUẢ THỰC HIỆN NHIỆM VỤ {span_text(board.span).upper()}{origin.upper()}",),
                notes=(
                    f"(Kèm theo Báo cáo số {_ROOM}/BC-{_ROOM} ngày {_ROOM} tháng {_ROOM} năm {_ROOM})",
                    f"(Số liệu {whose}, nhiệm vụ có hạn đến hết ngày {until})",
                ),
            ),
            remarks=tuple(f"{word}: {words}" for word, words in score_definitions(board.fewest)),
            author=actor.agency_name,
            today=today,
            written_at=now,
        )  # fmt: skip


def board_docx(file: BoardFile) -> bytes:
    """Return the board as a DOCX file, a table for each group."""
    blocks = [block for group in file.board.groups for block in _group_blocks(group)]
    nothing = [Paragraph("Không có nhiệm vụ nào đến hạn trong kỳ.")]
    paper = Paper(
        title=file.title,
        blocks=(*(blocks or nothing), *(Paragraph(text, "note") for text in file.remarks)),
        written_at=file.written_at,
        header=file.header,
        is_landscape=True,
        author=file.author,
    )
    return write_docx(paper, layout_on(file.today))


def board_xlsx(file: BoardFile) -> bytes:
    """Return the board as an XLSX file: a sheet for each group, its figures as numbers."""
    sheets = [_sheet(file, group) for group in file.board.groups] or [_sheet(file, PeerGroup("", "", (), Score()))]
    return write_xlsx(sheets, layout_on(file.today), written_at=file.written_at, author=file.author)


def _header(actor: Actor, today: date) -> HeaderBlock:
    """Return who writes, under the body above it; a people's committee stands alone."""
    register = register_at(today)
    own = actor.agency_id
    above = register.ancestors(own) if own is not None and own in register else ()
    is_committee = own is not None and own in register and register.by_id[own].kind == "committee"
    parent = "" if is_committee or not above else register.by_id[above[0]].name
    return HeaderBlock(body=in_full(actor.agency_name).upper(), parent=in_full(parent).upper())


def _group_blocks(group: PeerGroup) -> Iterator[Block]:
    yield Paragraph(group.title, "heading")
    columns = tuple(
        Column(title, weight, "left" if at == 1 else "center") for at, (title, weight) in enumerate(_COLUMNS)
    )
    rows = [tuple(Cell(text) for text in _texts(line)) for line in group.lines]
    if len(group.lines) > 1:
        whole = [Cell(text, is_bold=True) for text in ("", "Cả nhóm", *_figures(group.whole))]
        rows.append(tuple(whole))
    yield Table(columns, tuple(rows))


def _texts(line: BoardLine) -> tuple[str, ...]:
    rank = NOTHING if line.rank is None else number_text(line.rank)
    return (rank, line.agency.agency.name, *_figures(line.score))


def _figures(score: Score) -> tuple[str, ...]:
    return tuple(_text(value) for value in _values(score))


def _text(value: Decimal | int | None) -> str:
    if value is None:
        return NOTHING
    return decimal_text(value, -int(value.as_tuple().exponent)) if isinstance(value, Decimal) else number_text(value)


def _values(score: Score) -> tuple[Decimal | int | None, ...]:
    """Return the figures from the third column on."""
    return (
        score.due, score.on_time, score.on_time_share, score.met_late, score.late, score.given_back,
        score.mean_behind_days, score.mean_accepted_days, score.subjective, score.objective, score.unexplained,
        score.waiting,
    )  # fmt: skip


def _sheet(file: BoardFile, group: PeerGroup) -> Sheet:
    title = (f"{file.title.kind} {' '.join(file.title.subject)}", *file.title.notes, group.title)
    rows: list[tuple[Value, ...]] = [
        (line.rank, line.agency.agency.name, *_values(line.score)) for line in group.lines
    ]  # fmt: skip
    return Sheet(
        name=group.title or "Bảng điểm",
        title=tuple(filter(None, title)),
        columns=tuple(SheetColumn(name, 34 if at == 1 else 11) for at, (name, _weight) in enumerate(_COLUMNS)),
        rows=tuple(rows),
        total=(None, "Cả nhóm", *_values(group.whole)) if len(group.lines) > 1 else (),
        notes=file.remarks,
    )
