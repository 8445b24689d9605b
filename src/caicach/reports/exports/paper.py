"""A frozen report as a paper of ``vanban.writing``: header, chapters, annexes, and the pages beside.

Owns: what stands where. Does not: lay out (``vanban.writing``), or know what the figures are now.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from caicach.reports.exports.charts import chart_of, chart_png
from caicach.reports.mapping import Frozen, FrozenRow, FrozenSection, decimal_said
from reform.narratives import GAP, Paragraph, Printed, Words
from vanban.writing import (
    Block,
    Cell,
    Column,
    Footnote,
    HeaderBlock,
    Paper,
    Picture,
    Run,
    SignBlock,
    Table,
    Title,
    in_full,
    in_two_lines,
)
from vanban.writing import Paragraph as Printable

__all__ = ["annexes_of", "paper_of", "row_label"]

_ANNEX = (
    Column("STT", 1.6, "center"),  # "Trong đó" stands here on one line, as on the prescribed annexes
    Column("Chỉ tiêu thống kê", 4.8),
    Column("Đơn vị tính", 1.9, "center"),
    Column("Số liệu", 1.3, "right"),
    Column("Ghi chú", 1.6),
)
_TASKS = (
    Column("TT", 0.5, "center"),
    Column("Nhiệm vụ", 4.2),
    Column("Chủ trì", 2.4),
    Column("Thời hạn", 1.2, "center"),
    Column("Kết quả, văn bản", 3.6),
    Column("Lý do chưa xong", 2.2),
)
_EXPLAINED = (
    Column("TT", 0.6, "center"),
    Column("Số liệu chưa khớp", 4.0),
    Column("Đơn vị", 2.2),
    Column("Giải trình", 4.6),
)
_OF_TASKS = "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ CỦA KẾ HOẠCH"
_ROMAN = ("I", "II", "III")
_CHART_WIDTH_MM = 150.0
_PART_OF_PART = 2  # depth of a row of the annex


def paper_of(frozen: Frozen, *, symbol: str, issued_on: date | None, author: str) -> Paper:
    """Return the report itself; number and date stay blank until văn thư's are there."""
    head = frozen.told["head"]
    blocks: list[Block] = [block for section in frozen.sections for block in _section(section)]
    blocks += _charts(frozen)
    return Paper(
        title=Title(kind=head["kind"], subject=(head["subject"],)),
        blocks=tuple(blocks),
        written_at=datetime.fromisoformat(frozen.told["at"]),
        header=HeaderBlock(
            body=in_two_lines(head["body"]).upper(),
            parent=in_full(head["parent"]).upper(),
            symbol=f"Số: {symbol or _blank_symbol(head['body'])}",
            place_and_date=_place_and_date(head["place"], issued_on),
        ),
        to=tuple(head["to"]),
        sign=SignBlock(tuple(line.upper() for line in head["offices"]), head["signer"]),
        recipients=tuple(head["copies"]),
        author=author,
    )


def _blank_symbol(body: str) -> str:
    """Return the symbol as it waits for văn thư's number; only a committee's letters are always the same."""
    return f"       /BC-{'UBND' if in_full(body).startswith('Ủy ban nhân dân') else '……'}"


def _place_and_date(place: str, issued_on: date | None) -> str:
    where = f"{place}, " if place else ""
    if issued_on is None:
        return f"{where}ngày       tháng       năm"
    month = f"{issued_on.month:02d}" if issued_on.month < 3 else str(issued_on.month)
    return f"{where}ngày {issued_on.day:02d} tháng {month} năm {issued_on.year}"


def _section(section: FrozenSection) -> Iterator[Block]:
    if section.chapter:
        yield Printable(section.chapter, "heading", 1)
    if section.title:
        yield Printable(section.title, "heading", 2)
    for paragraph in section.paragraphs:
        runs = tuple(_runs(paragraph))
        yield Printable(runs, "heading", 3) if paragraph.kind == "heading" else Printable(runs)


def _runs(paragraph: Paragraph) -> Iterator[Run | Footnote]:
    for run in paragraph.runs:
        if isinstance(run, Words):
            yield Run(run.text)
        else:
            yield from _printed(run)


def _printed(run: Printed) -> Iterator[Run | Footnote]:
    at = 0
    for place, words in run.notes:
        yield from _words(run.text[at:place])
        yield Footnote(words)
        at = place
    yield from _words(run.text[at:])


def _words(text: str) -> Iterator[Run]:
    """Yield the words, each "…" marked so that nobody signs over it."""
    first, *rest = text.split(GAP)
    if first:
        yield Run(first)
    for words in rest:
        yield Run(GAP, is_missing=True)
        if words:
            yield Run(words)


def _charts(frozen: Frozen) -> list[Block]:
    return [
        Picture(
            chart_png(chart),
            chart_of(chart).alternative_text,
            _CHART_WIDTH_MM,
            caption=f"Biểu đồ {number}. {chart['title']}",
        )
        for number, chart in enumerate(frozen.told["charts"], start=1)
    ]


def annexes_of(frozen: Frozen, *, symbol: str, issued_on: date | None) -> tuple[Paper, ...]:
    """Return the statistics annex, those of tasks (in landscape) and of explanations where there are any."""
    at, note = datetime.fromisoformat(frozen.told["at"]), _note(frozen, symbol, issued_on)
    tasks, explained = frozen.told["tasks"], frozen.told.get("explained", [])  # frozen before there was such an annex
    tables = [("THỐNG KÊ KẾT QUẢ CẢI CÁCH HÀNH CHÍNH", Table(_ANNEX, tuple(_annex_rows(frozen.annex))))]
    if tasks:
        tables.append((_OF_TASKS, Table(_TASKS, tuple(_task_rows(tasks)))))
    if explained:
        tables.append(("GIẢI TRÌNH SỐ LIỆU", Table(_EXPLAINED, tuple(_explained_rows(explained)))))
    numbers = _ROMAN if len(tables) > 1 else ("",)
    return tuple(
        Paper(_title(number, subject, note), (table,), at, is_landscape=subject == _OF_TASKS)
        for number, (subject, table) in zip(numbers, tables, strict=False)
    )


def _title(number: str, subject: str, note: str) -> Title:
    return Title(f"PHỤ LỤC {number}".strip(), (subject,), (note,))


def _note(frozen: Frozen, symbol: str, issued_on: date | None) -> str:
    day = _place_and_date("", issued_on)
    return f"(Kèm theo Báo cáo số {symbol or '       /BC-'} {day} của {frozen.told['head']['body']})"


def row_label(row: FrozenRow) -> str:
    """Return the printed words of a line; a part of a part bears a plus, without which nobody knows whose it is."""
    return f"+ {row.label}" if row.depth >= _PART_OF_PART else row.label


def _annex_rows(rows: Sequence[FrozenRow]) -> Iterator[tuple[Cell | None, ...]]:
    for at, row in enumerate(rows):
        is_heading, is_part = row.cell is None, row.depth > 0
        # A line stays on the page of its first part: "Trong đó" at the head of a page is of nobody knows what.
        has_parts = not is_part and at + 1 < len(rows) and rows[at + 1].depth > 0
        printed = decimal_said(row.printed)
        yield (
            Cell(row.number.replace(" ", "\N{NO-BREAK SPACE}"), is_bold=is_heading, is_italic=is_part),
            Cell(row_label(row), is_bold=is_heading, is_italic=is_part, keeps_next=is_heading or has_parts),
            Cell(row.unit),
            Cell(row.printed, number=printed),
            Cell(row.note),
        )


def _task_rows(tasks: Sequence[Sequence[str]]) -> Iterator[tuple[Cell | None, ...]]:
    before = ""
    for number, (state, *texts) in enumerate(tasks, start=1):
        if state != before:
            before = state
            yield (Cell(state, columns=len(_TASKS), is_bold=True, align="left", keeps_next=True), *[None] * 5)
        yield (Cell(str(number)), *(Cell(text) for text in texts))


def _explained_rows(rows: Sequence[Sequence[str]]) -> Iterator[tuple[Cell | None, ...]]:
    for number, texts in enumerate(rows, start=1):
        yield (Cell(str(number)), *(Cell(text) for text in texts))
