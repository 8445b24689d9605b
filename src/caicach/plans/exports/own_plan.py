"""An agency's own plan as an official paper, number and date left blank, with its annex; the annex as a workbook.

Owns: what the paper says and the columns of its annex. Does not: give numbers (văn thư does), or lay out files.
An official paper is in Vietnamese whatever language the screen speaks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from caicach.agencies import selectors as agencies
from caicach.plans.exports.words import date_words, number_text
from caicach.plans.mapping.own_plan import day_words
from caicach.plans.models import OwnPlan, OwnRow, Plan
from caicach.plans.selectors.own_plan import Concern, concerns_of, own_rows_sorted
from caicach.ui.notation import date_text
from reform.areas import area_of
from reform.groups.register import Register, RegisterEntry
from vanban.writing import (
    Block,
    Cell,
    Column,
    HeaderBlock,
    Layout,
    Paper,
    Paragraph,
    Sheet,
    SheetColumn,
    SignBlock,
    Table,
    Title,
    Value,
    file_name,
    in_full,
    in_two_lines,
    layout_on,
    write_docx,
    write_xlsx,
)

__all__ = ["OwnPaper", "own_docx", "own_paper", "own_xlsx"]

_ROOM = "        "  # for a number written in by hand
_COMMITTEE = re.compile(r"\A(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+", re.IGNORECASE)
_NOUN = re.compile(r"\A(?:xã|phường|thị trấn|đặc khu|tỉnh|thành phố|huyện|quận|thị xã)\s+", re.IGNORECASE)
_HEADS = {"department": "GIÁM ĐỐC", "office": "CHÁNH VĂN PHÒNG", "board": "TRƯỞNG BAN", "division": "TRƯỞNG PHÒNG"}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_COLUMNS = (
    Column("TT", 0.8, "center"),
    Column("Nhiệm vụ", 4.2),
    Column("Sản phẩm", 3.4),
    Column("Người, đơn vị thực hiện", 2.6),
    Column("Thời hạn", 2.2),
    Column("Kinh phí", 1.6),
    Column("Thực hiện kế hoạch của cấp trên", 3.0),
)
_SHEET = (
    SheetColumn("Lĩnh vực", 16),
    SheetColumn("TT", 6),
    SheetColumn("Nhiệm vụ", 34),
    SheetColumn("Sản phẩm", 28),
    SheetColumn("Người, đơn vị thực hiện", 22),
    SheetColumn("Hạn", 12),
    SheetColumn("Thời hạn", 20),
    SheetColumn("Kinh phí", 14),
    SheetColumn("Kế hoạch của cấp trên", 24),
    SheetColumn("Hạn của cấp trên", 12, is_printed=False),
)


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One row as it is printed."""

    area: str
    number: str
    task: str
    text: str
    doer: str
    due_on: date | None
    deadline: str
    budget: str
    superior: str  # "Kế hoạch số 512/KH-UBND, hạn 30/06/2026"; empty: a local task
    superior_due_on: date | None


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """Everything that stands in the paper and its annex."""

    own: OwnPlan
    entry: RegisterEntry | None
    parent: str
    place: str
    superiors: tuple[Plan, ...]
    lines: tuple[OwnLine, ...]
    layout: Layout
    written_at: datetime

    @property
    def name(self) -> str:
        """The agency's name in full."""
        return in_full(self.entry.name if self.entry else self.own.agency.current_name)

    @property
    def code(self) -> str:
        """The letters after "KH-"; room where nobody wrote them down."""
        return "UBND" if self.is_committee else "……"

    @property
    def is_committee(self) -> bool:
        """Whether a people's committee writes."""
        return self.entry is not None and self.entry.kind == "committee"

    def file_name(self, ending: str) -> str:
        """Return the name of the file."""
        return file_name(f"Ke hoach {self.own.agency.current_name} {self.own.year}", ending=ending)


def own_paper(own: OwnPlan, *, now: datetime, today: date) -> OwnPaper:
    """Return what is written of ``own``: at most eight queries, whatever its size."""
    register = agencies.register_at(today)
    superiors = tuple(own.superiors.select_related("issuer").order_by("issued_on", "pk"))
    concerns = {one.deliverable.pk: one for one in concerns_of(own.agency_id, [plan.pk for plan in superiors])}
    entry = register.by_id.get(own.agency_id)
    return OwnPaper(
        own=own,
        entry=entry,
        parent=_parent(register, entry),
        place=_place(register, own.agency_id),
        superiors=superiors,
        lines=tuple(_lines(own_rows_sorted(own, today), concerns, today)),
        layout=layout_on(today),
        written_at=now,
    )


def _parent(register: Register, entry: RegisterEntry | None) -> str:
    """Return the body above; a people's committee stands alone."""
    above = register.by_id.get(entry.parent_id or 0) if entry is not None else None
    return "" if entry is None or entry.kind == "committee" or above is None else in_full(above.name)


def _place(register: Register, agency_id: int) -> str:
    """Return the name of the place as a date line says it: "Suối Nhạn"."""
    territory = register.territory(agency_id)
    entry = register.by_id.get(territory or 0)
    return _NOUN.sub("", _COMMITTEE.sub("", entry.name)) if entry else "…………"


def _lines(rows: Sequence[OwnRow], concerns: dict[int, Concern], today: date) -> Iterator[OwnLine]:
    for area, some in groupby(rows, key=lambda row: row.area_code):
        number, task = 0, ""
        for row in some:
            number += row.task != task
            task = row.task
            concern = concerns.get(row.superior_id or 0)
            yield OwnLine(
                area=area_of(area, today).name,
                number=str(number),
                task=row.task,
                text=row.text,
                doer=row.doer.current_name if row.doer else row.doer_text,
                due_on=row.due_on,
                deadline=day_words(row.due_on) if row.due_on else row.deadline_text,
                budget=row.budget,
                superior=_superior(row, concern),
                superior_due_on=concern.due_on if concern else None,
            )


def _superior(row: OwnRow, concern: Concern | None) -> str:
    if row.superior is None:
        return ""
    due = concern.due_on if concern else None
    when = f"hạn {date_text(due)}" if due else row.superior.deadline_text.lower()
    label = f"{(row.superior.plan.type or 'Kế hoạch').capitalize()} số {row.superior.plan.symbol}"
    return ", ".join(part for part in (label, when) if part)


def own_docx(paper: OwnPaper) -> bytes:
    """Return the plan as DOCX: the paper upright, its annex landscape with a repeated header."""
    main = Paper(
        title=Title("KẾ HOẠCH", (paper.own.title,)),
        blocks=tuple(_body(paper)),
        written_at=paper.written_at,
        header=HeaderBlock(
            body=in_two_lines(paper.name).upper(),
            parent=paper.parent.upper(),
            symbol=f"Số: {_ROOM}/KH-{paper.code}",
            place_and_date=f"{paper.place}, ngày {_ROOM} tháng {_ROOM} năm {paper.own.year}",
        ),
        sign=_sign(paper),
        recipients=tuple(_recipients(paper)),
        author=paper.name,
    )
    annex = Paper(
        title=Title(
            "PHỤ LỤC",
            (f"NHIỆM VỤ {paper.own.title.upper()}",),
            (f"(Kèm theo Kế hoạch số {_ROOM}/KH-{paper.code} ngày {_ROOM} của {paper.name})",),
        ),
        blocks=(_table(paper),),
        written_at=paper.written_at,
        is_landscape=True,
    )
    return write_docx(main, paper.layout, (annex,))


def _cited(plan: Plan) -> str:
    """Return a superior's plan as it is cited: type, symbol, day, issuer, subject."""
    kind = (plan.type or "Kế hoạch").capitalize()
    day = f" {date_words(plan.issued_on)}" if plan.issued_on else ""
    about = re.sub(r"\A(?:kế hoạch|về|về việc)\s+", "", plan.title.strip(), flags=re.IGNORECASE)
    subject = f" về {about[:1].lower()}{about[1:]}" if about else ""
    return f"{kind} số {plan.symbol}{day} của {in_full(plan.issuer.current_name)}{subject}"


def _body(paper: OwnPaper) -> Iterator[Block]:
    yield from (Paragraph(f"Căn cứ {_cited(plan)};") for plan in paper.superiors)
    yield Paragraph(f"{paper.name} ban hành Kế hoạch {paper.own.title[:1].lower()}{paper.own.title[1:]} như sau:")
    above = sum(bool(line.superior) for line in paper.lines)
    local = len(paper.lines) - above
    yield Paragraph("I. MỤC ĐÍCH, YÊU CẦU", "heading")
    yield Paragraph(
        "1. Cụ thể hóa và thực hiện đầy đủ, đúng hạn các nhiệm vụ cấp trên giao, gắn với tình hình địa phương, đơn vị."
    )
    yield Paragraph("2. Mỗi nhiệm vụ có sản phẩm, thời hạn và người, đơn vị chịu trách nhiệm cụ thể.")
    yield Paragraph("II. NHIỆM VỤ", "heading")
    yield Paragraph(
        f"Gồm {number_text(len(paper.lines))} sản phẩm nêu tại Phụ lục kèm theo: {number_text(above)} thực hiện"
        f" kế hoạch của cấp trên, {number_text(local)} do {paper.name} đặt thêm."
    )
    yield Paragraph("III. KINH PHÍ", "heading")
    yield Paragraph(
        "Theo Phụ lục, từ nguồn ngân sách được giao và các nguồn hợp pháp khác."
        if any(line.budget for line in paper.lines)
        else "Từ nguồn ngân sách được giao và các nguồn hợp pháp khác theo quy định."
    )
    yield Paragraph("IV. TỔ CHỨC THỰC HIỆN", "heading")
    yield Paragraph("1. Người, đơn vị được giao tại Phụ lục thực hiện đúng thời hạn, báo cáo kết quả kèm sản phẩm.")
    yield Paragraph(f"2. {paper.name} theo dõi, đôn đốc và nghiệm thu; vướng mắc được báo cáo để xem xét, giải quyết.")


def _sign(paper: OwnPaper) -> SignBlock:
    if paper.is_committee:
        return SignBlock(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"))
    return SignBlock((_HEADS.get(paper.entry.kind if paper.entry else "", "THỦ TRƯỞNG ĐƠN VỊ"),))


def _recipients(paper: OwnPaper) -> Iterator[str]:
    yield from dict.fromkeys(f"{plan.issuer.current_name} (để báo cáo)" for plan in paper.superiors)
    if any(line.doer for line in paper.lines):
        yield "Người, đơn vị nêu tại Phụ lục"
    yield "Lưu: VT"


def _table(paper: OwnPaper) -> Table:
    return Table(_COLUMNS, tuple(_rows(paper.lines)) or ((Cell(""),) * len(_COLUMNS),))


def _rows(lines: Sequence[OwnLine]) -> Iterator[tuple[Cell | None, ...]]:
    for at, (area, some) in enumerate(groupby(lines, key=lambda line: line.area)):
        roman = _ROMAN[at] if at < len(_ROMAN) else str(at + 1)
        rest = (None,) * (len(_COLUMNS) - 2)
        head = Cell(area, columns=len(_COLUMNS) - 1, is_bold=True, keeps_next=True)
        yield (Cell(roman, is_bold=True, keeps_next=True), head, *rest)
        for _number, same in groupby(some, key=lambda line: line.number):
            yield from _task(list(same))


def _task(lines: Sequence[OwnLine]) -> Iterator[tuple[Cell | None, ...]]:
    """Yield the rows of one task; number and words of the task stand once."""
    for at, line in enumerate(lines):
        first = (Cell(line.number, rows=len(lines)), Cell(line.task, rows=len(lines))) if at == 0 else (None, None)
        own = (line.text, line.doer, line.deadline, line.budget, line.superior)
        yield (*first, *(Cell(text) for text in own))


def own_xlsx(paper: OwnPaper) -> bytes:
    """Return the annex as a workbook: one row for each product, days as dates."""
    title = (f"Phụ lục nhiệm vụ {paper.own.title}", paper.name)
    sheet = Sheet("Phụ lục", title, _SHEET, tuple(_values(line) for line in paper.lines))
    return write_xlsx([sheet], paper.layout, written_at=paper.written_at, author=paper.name)


def _values(line: OwnLine) -> tuple[Value, ...]:
    words = (line.task, line.text, line.doer)
    return (
        line.area,
        int(line.number),
        *(text or None for text in words),
        line.due_on,
        None if line.due_on else line.deadline or None,
        line.budget or None,
        line.superior or None,
        line.superior_due_on,
    )
