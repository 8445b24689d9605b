"""The minutes of the meeting that settles a round, as an official paper to fill in and sign.

Owns: the words of the paper, which are Vietnamese whatever language the screen speaks. Number, day, place and who was
there are left blank; the scores, differences, appeals and answers are those of the moment.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from django.utils import translation

from caicach.figures.selectors import LEVEL_WORDS
from caicach.scoring.constants import AppealState, RoundState
from caicach.scoring.models import Score
from caicach.scoring.selectors.minutes import Minutes, MinutesAdjustment, MinutesAppeal, MinutesScore
from caicach.scoring.selectors.settlement import BoardRow
from caicach.ui.notation import decimal_text
from reform.index import score_reason
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
    in_full,
    layout_on,
    write_docx,
)

__all__ = ["minutes_docx", "minutes_name"]

_ROOM = "……"
_ROMANS = ("I", "II", "III", "IV", "V")
_NONE = "–"
_RESULTS = (
    Column("Hạng", 1.1, "center"),
    Column("Cơ quan", 3.4),
    Column("Tự chấm", 1.2, "center"),
    Column("Thẩm định", 1.2, "center"),
    Column("Thẩm định lại", 1.2, "center"),
    Column("Công nhận", 1.2, "center"),
    Column("Tăng, giảm", 1.2, "center"),
    Column("Chỉ số (%)", 1.2, "center"),
    Column("Xếp loại", 1.3, "center"),
)
_CHANGED = (
    Column("TT", 0.9, "center"),
    Column("Tiêu chí", 4.0),
    Column("Tự chấm", 1.1, "center"),
    Column("Thẩm định", 1.1, "center"),
    Column("Công nhận", 1.1, "center"),
    Column("Lý do", 4.2),
)
_LEFT_OUT = (Column("TT", 0.9, "center"), Column("Tiêu chí", 5.0), Column("Lý do", 6.0))
_APPEALS = (
    Column("TT", 0.9, "center"),
    Column("Tiêu chí", 3.0),
    Column("Đề nghị", 1.0, "center"),
    Column("Nội dung kiến nghị", 3.6),
    Column("Trả lời", 3.6),
    Column("Công nhận", 1.1, "center"),
)
_ADJUSTMENTS = (
    Column("Cơ quan", 3.0),
    Column("Điểm thưởng, điểm trừ", 3.6),
    Column("Đề nghị", 1.0, "center"),
    Column("Thẩm định", 1.1, "center"),
    Column("Công nhận", 1.1, "center"),
    Column("Lý do", 3.2),
)


def minutes_name(minutes: Minutes) -> str:
    """Return the name of the file."""
    return file_name("Bien ban cong nhan", minutes.board.round.title, ending="docx")


def minutes_docx(minutes: Minutes, *, today: date, now: datetime) -> bytes:
    """Return the minutes as a DOCX file by the layout of Nghị định 30/2020/NĐ-CP.

    The minutes have what the meeting decides; what is the same for every reader stands in annexes behind them.
    """
    round_ = minutes.board.round
    with translation.override("vi"):
        annexes = tuple(_annexes(minutes, now))
        paper = Paper(
            title=Title("BIÊN BẢN", ("Họp công nhận kết quả", round_.title)),
            blocks=tuple(_blocks(minutes, [annex.title for annex in annexes])),
            written_at=now,
            header=HeaderBlock(
                body=in_full(round_.standing_body.current_name).upper(),
                parent=in_full(round_.owner.current_name).upper(),
                symbol=f"Số: {_ROOM}/BB-{_ROOM}",
            ),
            sign=SignBlock(("CHỦ TRÌ",)),
            recipients=("Thành viên dự họp", in_full(round_.owner.current_name), "Lưu: VT"),
            author=in_full(round_.standing_body.current_name),
        )
        return write_docx(paper, layout_on(today), annexes)


def _blocks(minutes: Minutes, annexes: Sequence[Title]) -> Iterator[Block]:
    round_ = minutes.board.round
    body = in_full(round_.standing_body.current_name)
    yield Paragraph(
        f"Hôm nay, hồi {_ROOM} giờ {_ROOM} ngày {_ROOM} tháng {_ROOM} năm {_ROOM}, tại {_ROOM}, {body} tổ chức họp "
        f"công nhận kết quả {round_.title[:1].lower()}{round_.title[1:]}."
    )
    parts = (
        ("THÀNH PHẦN", _people()),
        ("KẾT QUẢ TỰ CHẤM, THẨM ĐỊNH VÀ CÔNG NHẬN", _results(minutes.board.rows)),
        ("ĐIỂM CÔNG NHẬN KHÁC ĐIỂM THẨM ĐỊNH", _deviating(minutes.changed)),
        ("KẾT LUẬN", _conclusion(minutes, annexes)),
    )
    for roman, (title, blocks) in zip(_ROMANS, parts, strict=False):
        yield Paragraph(f"{roman}. {title}", "heading", 1)
        yield from blocks


def _annexes(minutes: Minutes, now: datetime) -> Iterator[Paper]:
    """Yield what the minutes refer to; nothing that would be empty."""
    parts = (
        ("TIÊU CHÍ CÓ ĐIỂM KHÁC ĐIỂM TỰ CHẤM", tuple(_changed(minutes.changed))),
        ("TIÊU CHÍ KHÔNG ÁP DỤNG", tuple(_left_out(minutes.left_out))),
        ("ĐIỂM THƯỞNG, ĐIỂM TRỪ", tuple(_adjusted(minutes.adjustments))),
        ("KIẾN NGHỊ VÀ TRẢ LỜI", tuple(_appeals(minutes.appeals))),
    )
    told = [(title, blocks) for title, blocks in parts if blocks]
    note = f"(Kèm theo Biên bản họp công nhận kết quả {minutes.board.round.title})"
    for roman, (title, blocks) in zip(_ROMANS, told, strict=False):
        kind = f"PHỤ LỤC {roman}" if len(told) > 1 else "PHỤ LỤC"
        yield Paper(Title(kind, (title,), (note,)), blocks, now)


def _people() -> Iterator[Block]:
    for label in ("1. Chủ trì", "2. Thành viên dự họp", "3. Thư ký"):
        yield Paragraph(f"{label}: {_ROOM}")


def _results(rows: Sequence[BoardRow]) -> Iterator[Block]:
    kinds = groupby(rows, key=lambda row: row.unit.assessment.round_set.kind)
    for at, (kind, some) in enumerate(kinds, start=1):
        lines = tuple(_result(row) for row in some)
        yield Paragraph(f"{at}. {str(LEVEL_WORDS.get(kind, kind)).capitalize()}: {len(lines)} cơ quan", "heading", 2)
        yield Table(_RESULTS, lines)


def _result(row: BoardRow) -> tuple[Cell, ...]:
    unit, result = row.unit, row.unit.result
    return (
        Cell(_NONE if unit.rank is None else str(unit.rank)),
        Cell(unit.assessment.agency.current_name),
        *(Cell(_said(one)) for one in (row.claimed, row.appraised, row.reviewed)),
        Cell(decimal_text(result.points), is_bold=True),
        Cell(_signed(row.difference)),
        Cell(_said(result.index)),
        Cell(result.grade.label if result.grade else _NONE),
    )


def _said(points: Decimal | None) -> str:
    return _NONE if points is None else decimal_text(points)


def _signed(difference: Decimal | None) -> str:
    if difference is None or not difference:
        return _NONE if difference is None else "0"
    return f"{'+' if difference > 0 else '−'}{decimal_text(abs(difference))}"


def _agency_row(row: BoardRow, columns: Sequence[Column]) -> tuple[Cell | None, ...]:
    name = row.unit.assessment.agency.current_name
    head = Cell(name, columns=len(columns), is_bold=True, align="left", keeps_next=True)
    return (head, *[None] * (len(columns) - 1))


def _grouped(
    rows: Sequence[MinutesScore | MinutesAppeal],
    columns: tuple[Column, ...],
    lines: Sequence[tuple[Cell, ...]],
) -> Iterator[Block]:
    """Yield a table whose rows stand below the name of their agency; nothing of nothing."""
    found: list[tuple[Cell | None, ...]] = []
    before = 0
    for row, line in zip(rows, lines, strict=True):
        if row.row.unit.assessment.pk != before:
            before = row.row.unit.assessment.pk
            found.append(_agency_row(row.row, columns))
        found.append(line)
    if found:
        yield Table(columns, tuple(found))


def _changed(rows: Sequence[MinutesScore]) -> Iterator[Block]:
    lines = [
        (
            Cell(one.leaf.number),
            Cell(one.leaf.label),
            Cell(_said(one.score.claimed)),
            Cell(_said(_given(one.score))),
            Cell(_said(one.score.standing), is_bold=True),
            Cell(_why(one.score)),
        )
        for one in rows
    ]
    return _grouped(rows, _CHANGED, lines)


def _deviating(rows: Sequence[MinutesScore]) -> Iterator[Block]:
    """Yield what the meeting itself gives other than the appraisal."""
    found = [one for one in rows if one.score.settled is not None and one.score.settled != _given(one.score)]
    if found:
        yield from _changed(found)
    else:
        yield Paragraph("Không có.")


def _given(score: Score) -> Decimal | None:
    found: Decimal | None = score.reviewed if score.reviewed is not None else score.appraised
    return found


def _why(score: Score) -> str:
    """Return the words of the stage whose points stand."""
    if score.settled_note:
        return score.settled_note
    is_second = score.reviewed is not None
    code = score.reviewed_reason if is_second else score.appraised_reason
    note = score.reviewed_note if is_second else score.appraised_note
    reason = score_reason(code) if code else None
    return ": ".join(one for one in (reason.label if reason else "", note) if one)


def _left_out(rows: Sequence[MinutesScore]) -> Iterator[Block]:
    lines = [(Cell(one.leaf.number), Cell(one.leaf.label), Cell(one.score.left_out_reason)) for one in rows]
    return _grouped(rows, _LEFT_OUT, lines)


def _adjusted(rows: Sequence[MinutesAdjustment]) -> Iterator[Block]:
    lines = tuple(
        (
            Cell(one.row.unit.assessment.agency.current_name),
            Cell(one.label),
            Cell(_said(one.adjustment.claimed)),
            Cell(_said(one.adjustment.appraised)),
            Cell(_said(one.adjustment.settled if one.adjustment.settled is not None else one.adjustment.appraised)),
            Cell(one.adjustment.settled_note or one.adjustment.appraised_note or one.adjustment.words),
        )
        for one in rows
    )
    if lines:
        yield Table(_ADJUSTMENTS, lines)


def _appeals(rows: Sequence[MinutesAppeal]) -> Iterator[Block]:
    lines = [
        (
            Cell(one.leaf.number),
            Cell(one.leaf.label),
            Cell(decimal_text(one.appeal.asked)),
            Cell(one.appeal.words),
            Cell(": ".join(part for part in (_state(one), one.appeal.answer) if part)),
            Cell(_said(one.appeal.score.standing), is_bold=True),
        )
        for one in rows
    ]
    return _grouped(rows, _APPEALS, lines)


def _state(one: MinutesAppeal) -> str:
    words = str(AppealState(one.appeal.state).label)
    return words[:1].upper() + words[1:]


def _conclusion(minutes: Minutes, annexes: Sequence[Title]) -> Iterator[Block]:
    count, issues = len(minutes.board.rows), minutes.board.issues
    answered = sum(one.appeal.state in (AppealState.ACCEPTED, AppealState.PARTLY) for one in minutes.appeals)
    yield Paragraph(f"1. Thống nhất công nhận kết quả của {count} cơ quan như mục II.")
    yield Paragraph(
        f"2. Có {len(minutes.changed)} điểm khác điểm tự chấm; {len(minutes.appeals)} kiến nghị, trong đó chấp nhận "
        f"toàn bộ hoặc một phần {answered}."
    )
    if annexes:
        names = "; ".join(
            f"{title.kind.replace('PHỤ LỤC', 'Phụ lục')} ({title.subject[0].lower()})" for title in annexes
        )
        yield Paragraph(f"3. Kèm theo: {names}.")
    yield Paragraph(f"Ý kiến khác: {_ROOM}")
    if minutes.board.round.state != RoundState.OPEN and issues:
        yield Paragraph(f"Mã kiểm tra của kết quả đã chốt: {issues[-1].digest}.", "note")
    yield Paragraph(f"Biên bản lập xong hồi {_ROOM} giờ {_ROOM} cùng ngày, đã đọc cho mọi người dự họp nghe.")
    yield Paragraph(f"Thư ký ký, ghi rõ họ tên: {_ROOM}")
