"""Tables as WordprocessingML: repeated header, rows that stay whole, cells that reach over rows and columns.

Owns: the mark-up of tables. Does not: know what stands in them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vanban.writing.docx.marks import Style, paragraph, twips
from vanban.writing.model import Cell, Column, Footnote, Run, Table, Text
from vanban.writing.spans import Spans

__all__ = ["side_by_side", "table"]

_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
_EDGES = "".join(f"<w:{edge} {_LINE}/>" for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
_CELL_GAP_MM = 1.2


def table(given: Table, *, width_mm: float, size_pt: float) -> str:
    """Return a table with lines; its header is repeated, its rows are not divided between pages.

    Raises:
        ValueError: a row has more or fewer items than there are columns, or a cell reaches beyond the table.
    """
    widths = _widths([column.weight for column in given.columns], width_mm)
    spans = Spans(len(given.columns))
    lines = _Lines(given.columns, widths, spans, size_pt)
    head = "".join(lines.head(row) for row in given.head_rows)
    spans.check_closed()
    body = "".join(lines.row(row) for row in given.rows)
    spans.check_closed()
    return f"<w:tbl>{_look(widths, _EDGES)}{_grid(widths)}{head}{body}</w:tbl>"


def side_by_side(parts: Sequence[tuple[str, float]]) -> str:
    """Return pieces of mark-up beside one another in a table without lines.

    Args:
        parts: (paragraphs, width in millimetres) of each piece.
    """
    widths = [twips(width_mm) for _marks, width_mm in parts]
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{marks}</w:tc>'
        for (marks, _mm), width in zip(parts, widths, strict=True)
    )
    return f"<w:tbl>{_look(widths, '', gap_mm=0)}{_grid(widths)}{_row(cells, is_header=False)}</w:tbl>"


class _Lines:
    """Writes the rows of one table from above down."""

    def __init__(self, columns: Sequence[Column], widths: Sequence[int], spans: Spans, size_pt: float) -> None:
        self.columns = columns
        self.widths = widths
        self.spans = spans
        self.size_pt = size_pt

    def head(self, row: Sequence[Cell | None]) -> str:
        """Return one row of the header."""
        return self._line(
            [cell and replace(cell, is_bold=True, align=cell.align or "center") for cell in row], is_header=True
        )

    def row(self, row: Sequence[Cell | None]) -> str:
        """Return one row."""
        return self._line(row, is_header=False)

    def _line(self, row: Sequence[Cell | None], *, is_header: bool) -> str:
        return _row("".join(self._cells(row, is_middle=is_header)), is_header=is_header)

    def _cells(self, row: Sequence[Cell | None], *, is_middle: bool) -> Iterator[str]:
        for at, columns, cell in self.spans.row(row):
            width = self._width(at, columns)
            if cell is None:
                yield _cell("", width, columns, merge="<w:vMerge/>", look=Style(self.size_pt))
            else:
                merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
                align = cell.align or self.columns[at].align
                look = Style(self.size_pt, align, cell.is_bold, cell.is_italic, keeps_next=cell.keeps_next)
                yield _cell(cell.text, width, columns, merge=merge, look=look, is_middle=is_middle)

    def _width(self, at: int, columns: int) -> int:
        return sum(self.widths[at : at + columns])


def _cell(text: Text, width: int, columns: int, *, merge: str, look: Style, is_middle: bool = False) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    middle = '<w:vAlign w:val="center"/>' if is_middle else ""
    lines = "".join(paragraph(line, look) for line in _lines(text))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{middle}</w:tcPr>{lines}</w:tc>'


def _lines(text: Text) -> Iterator[Text]:
    """Yield the paragraphs of a cell, one for each line."""
    if isinstance(text, str):
        yield from text.split("\n")
        return
    line: list[Run | Footnote] = []
    for piece in text:
        first, *rest = piece.text.split("\n") if isinstance(piece, Run) else (piece.text,)
        line.append(replace(piece, text=first))
        for words in rest:
            yield tuple(line)
            line = [replace(piece, text=words)]
    yield tuple(line)


def _row(cells: str, *, is_header: bool) -> str:
    repeated = "<w:tblHeader/>" if is_header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _look(widths: Sequence[int], edges: str, *, gap_mm: float = _CELL_GAP_MM) -> str:
    borders = f"<w:tblBorders>{edges}</w:tblBorders>" if edges else ""
    gap = twips(gap_mm)
    return (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{gap}" w:type="dxa"/>'
        f'<w:right w:w="{gap}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )


def _grid(widths: Sequence[int]) -> str:
    return "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) + "</w:tblGrid>"


def _widths(weights: Sequence[float], width_mm: float) -> list[int]:
    whole = sum(weights)
    return [twips(width_mm * weight / whole) for weight in weights]
