"""What was lost as the annex of a plan: a row for each sub-criterion to mend, for one agency or for a whole round.

Owns: the words of the annex, which are Vietnamese whatever the screen speaks. It is laid out as plans are, so that the
plan it becomes is read back by column.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from django.utils import translation

from caicach.scoring.models import Round
from caicach.scoring.selectors.analysis import LeafLoss
from caicach.scoring.selectors.assessments import Sheet
from caicach.scoring.selectors.winnable import Lost, code_of, product_of, work_of
from caicach.ui.notation import date_text, decimal_text
from reform.areas import area_of
from reform.index import SubCriterion
from vanban.writing import (
    Cell,
    Column,
    HeaderBlock,
    Paper,
    Paragraph,
    Table,
    Title,
    file_name,
    in_full,
    layout_on,
    write_docx,
)

__all__ = ["Remedy", "remedies_docx", "remedies_name", "remedies_of", "remedies_over"]

_COMMUNE, _ALL_COMMUNES = "commune", "UBND các xã, phường"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_COLUMNS = (
    Column("TT", 0.8, "center"),
    Column("Nhiệm vụ", 4.6),
    Column("Sản phẩm", 3.4),
    Column("Cơ quan chủ trì", 3.2),
    Column("Thời hạn", 2.0),
    Column("Ghi chú", 3.0),
)


@dataclass(frozen=True, slots=True)
class Remedy:
    """One row: what is mended, by whom."""

    area_code: str
    leaf: SubCriterion
    product: str
    agencies: tuple[str, ...]
    points: Decimal  # lost by all of them


def remedies_of(sheet: Sheet, lost: Iterable[Lost]) -> tuple[Remedy, ...]:
    """Return the rows of one agency, in the set's order."""
    areas = {leaf.key: area for area in sheet.criteria.areas for leaf in area.leaves}
    order = {leaf.key: at for at, leaf in enumerate(sheet.leaves)}
    rows = sorted(lost, key=lambda one: order[one.loss.leaf.key])
    name = sheet.assessment.agency.current_name
    return tuple(
        Remedy(code_of(areas[one.loss.leaf.key]), one.loss.leaf, product_of(one.loss.leaf), (name,), one.loss.points)
        for one in rows
    )


def remedies_over(
    losses: Iterable[LeafLoss], agencies: Mapping[tuple[str, str], tuple[str, ...]]
) -> tuple[Remedy, ...]:
    """Return the rows of a whole round, in the order given: of each sub-criterion those who lost points at it.

    Where all communes lost, they are named as one.
    """
    return tuple(
        Remedy(code_of(one.area), one.leaf, product_of(one.leaf), _led(one, agencies), one.points)
        for one in losses
        if one.points
    )


def _led(one: LeafLoss, agencies: Mapping[tuple[str, str], tuple[str, ...]]) -> tuple[str, ...]:
    names = agencies.get((one.kind, one.leaf.key), ())
    return (_ALL_COMMUNES,) if one.kind == _COMMUNE and len(names) == one.scored and len(names) > 1 else names


def remedies_name(whose: str, year: int) -> str:
    """Return the name of the file."""
    return file_name("Phu luc khac phuc", whose, str(year), ending="docx")


def remedies_docx(
    round_: Round, owner: str, rows: Iterable[Remedy], *, due_on: date, today: date, now: datetime
) -> bytes:
    """Return the annex as a DOCX file by the layout of Nghị định 30/2020/NĐ-CP.

    Args:
        round_: In which points were lost.
        owner: Whose plan it goes into.
        rows: What to mend.
        due_on: By when, in every row.
        today: Whose layout holds.
        now: The moment of writing.
    """
    with translation.override("vi"):
        some = tuple(rows)
        title = (f"NHIỆM VỤ KHẮC PHỤC ĐIỂM MẤT CỦA {round_.title.upper()}", f"(Kèm theo Kế hoạch năm {due_on.year})")
        table = Table(_COLUMNS, tuple(_rows(some, due_on)))
        paper = Paper(
            title=Title("PHỤ LỤC", title[:1], title[1:]),
            blocks=(table if some else Paragraph("Không có tiêu chí nào mất điểm."),),
            written_at=now,
            header=HeaderBlock(body=in_full(owner).upper()),
            is_landscape=True,
            author=in_full(owner),
        )
        return write_docx(paper, layout_on(today))


def _rows(rows: Iterable[Remedy], due_on: date) -> Iterator[tuple[Cell | None, ...]]:
    ordered = sorted(rows, key=lambda one: (area_of(one.area_code, due_on).order, one.area_code))
    number = 0
    for at, (code, some) in enumerate(groupby(ordered, key=lambda one: one.area_code)):
        head = Cell(area_of(code, due_on).name, columns=len(_COLUMNS) - 1, is_bold=True, keeps_next=True)
        roman = _ROMAN[at] if at < len(_ROMAN) else str(at + 1)
        yield (Cell(roman, is_bold=True, keeps_next=True), head, *(None,) * (len(_COLUMNS) - 2))
        for one in some:
            number += 1
            yield _row(number, one, due_on)


def _row(number: int, one: Remedy, due_on: date) -> tuple[Cell | None, ...]:
    note = f"Tiêu chí {one.leaf.number}, mất {decimal_text(one.points)} điểm"
    words = (
        str(number),
        work_of(one.leaf),
        one.product,
        "; ".join(one.agencies),
        f"Chậm nhất ngày {date_text(due_on)}",
        note,
    )
    return tuple(Cell(text) for text in words)
