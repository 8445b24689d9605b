"""The summary of a plan's year as an official paper: totals, and everything that was not done.

Owns: its words, which are Vietnamese whatever language the screen speaks. Does not: count (``mapping.closing``).
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import translation

from caicach.agencies import selectors as agencies
from caicach.obligations.selectors.leftovers import LeftoverKind, Totals
from caicach.plans import selectors
from caicach.plans.constants import Fate
from caicach.plans.exports.annex import header_block
from caicach.plans.exports.words import date_words, number_text, percent
from caicach.plans.mapping.closing import ClosedLine, Summary, summary_from
from caicach.plans.models import Plan, PlanClosing
from caicach.web.actor import Actor
from caicach.web.clock import local_date
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
_COLUMNS = (
    Column("TT", 0.7, "center"),
    Column("Số trong kế hoạch", 1.2, "center"),
    Column("Sản phẩm", 4.0),
    Column("Cơ quan chưa hoàn thành (kỳ, hạn)", 4.6),
    Column("Xử lý", 2.0),
)
_KINDS = {
    LeftoverKind.LATE: "Quá hạn, chưa nộp",
    LeftoverKind.RETURNED: "Bị trả lại, chưa nộp lại",
    LeftoverKind.SUBMITTED: "Đã nộp, chờ nghiệm thu",
    LeftoverKind.OPEN: "Chưa đến hạn hoặc đi cùng báo cáo định kỳ",
    LeftoverKind.DORMANT: "Chờ sự kiện, chưa phát sinh trong năm",
}


def minutes_name(plan: Plan) -> str:
    """Return the name of the file: "Tong-hop-ket-qua-88-KH-UBND.docx"."""
    return file_name("Tong hop ket qua", plan.symbol, ending="docx")


def minutes_docx(plan: Plan, closing: PlanClosing, *, actor: Actor, today: date, now: datetime) -> bytes:
    """Return the summary as a DOCX file by the layout of Nghị định 30/2020/NĐ-CP; number and date are left blank.

    Args:
        plan: Closed, with its issuer at hand.
        closing: The closing that stands.
        actor: In whose agency's name it is written.
        today: The day of the layout.
        now: Goes into the file's own data.
    """
    with translation.override("vi"):
        summary = summary_from(closing.summary)
        block = header_block(plan, actor, agencies.register_at(today))
        paper = Paper(
            title=Title("BÁO CÁO", (f"TỔNG HỢP KẾT QUẢ THỰC HIỆN KẾ HOẠCH NĂM {plan.year}",), (_under(plan),)),
            blocks=tuple(_blocks(plan, closing, summary)),
            written_at=now,
            header=HeaderBlock(
                body=block.body,
                parent=block.parent,
                symbol=f"Số: {_ROOM}/BC-{_ROOM}",
                place_and_date=f"{_ROOM}, ngày {_ROOM} tháng {_ROOM} năm {_ROOM}",
            ),
            sign=SignBlock(("THỦ TRƯỞNG CƠ QUAN",)),
            recipients=(in_full(plan.issuer.current_name), "Các cơ quan, đơn vị được giao", "Lưu: VT"),
            author=actor.agency_name or plan.issuer.current_name,
        )
        return write_docx(paper, layout_on(today))


def _under(plan: Plan) -> str:
    issued = f" {date_words(plan.issued_on)}" if plan.issued_on else ""
    return f"({selectors.label_of(plan)}{issued} của {plan.issuer.current_name})"


def _blocks(plan: Plan, closing: PlanClosing, summary: Summary) -> Iterator[Block]:
    totals = summary.totals
    yield Paragraph("I. Kết quả thực hiện", "heading")
    yield from (Paragraph(text) for text in _told(plan, closing, totals, sum(len(x.agencies) for x in summary.lines)))
    yield Paragraph("II. Nhiệm vụ chưa hoàn thành và hướng xử lý", "heading")
    if not summary.lines:
        yield Paragraph("Không còn nhiệm vụ chưa hoàn thành.")
        return
    yield Table(_COLUMNS, tuple(_rows(summary)))
    if summary.reason:
        yield Paragraph(f"Lý do hủy: {summary.reason.rstrip('.')}.")
    if closing.next_plan is not None:
        yield Paragraph(f"Việc chuyển tiếp được theo dõi ở {selectors.label_of(closing.next_plan)}.")
    yield Paragraph(
        "Cách tính: mỗi sản phẩm của một cơ quan trong một kỳ là một nhiệm vụ. Hoàn thành là đã nghiệm thu; nhiệm vụ "
        "đã hủy hoặc chuyển giao trước ngày đóng không tính vào tổng số.",
        "note",
    )


def _told(plan: Plan, closing: PlanClosing, totals: Totals, left: int) -> Iterator[str]:
    closed_on = date_words(local_date(closing.closed_at))
    yield (
        f"Tính đến {closed_on}, {selectors.label_of(plan)} giao {number_text(totals.total)} nhiệm vụ; đã hoàn thành "
        f"{number_text(totals.accepted)} nhiệm vụ{_share(totals.accepted, totals.total)}, trong đó đúng hạn "
        f"{number_text(totals.on_time)}, nộp muộn {number_text(totals.met_late)}; chưa hoàn thành "
        f"{number_text(left)} nhiệm vụ."
    )
    if totals.ended:
        yield f"Đã hủy hoặc chuyển giao trong năm: {number_text(totals.ended)} nhiệm vụ."


def _share(part: int, whole: int) -> str:
    return f" (đạt {percent(part, whole)})" if whole else ""


def _rows(summary: Summary) -> Iterator[tuple[Cell | None, ...]]:
    number = 0
    for kind, words in _KINDS.items():
        lines = [line for line in summary.lines if line.kind == kind]
        if not lines:
            continue
        count = sum(len(line.agencies) for line in lines)
        head = Cell(f"{words}: {number_text(count)} nhiệm vụ", columns=len(_COLUMNS), is_bold=True, keeps_next=True)
        yield (head, *[None] * (len(_COLUMNS) - 1))
        for line in lines:
            number += 1
            yield _row(number, line)


def _row(number: int, line: ClosedLine) -> tuple[Cell | None, ...]:
    texts = (str(number), line.number, line.title, "; ".join(line.agencies), str(Fate(line.fate).label))
    return tuple(Cell(text) for text in texts)
