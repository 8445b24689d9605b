"""The annex of a report: a plan's own rows with results, and whose figures they are.

Owns: titles, remarks, totals. Does not: lay out files (``docx``, ``xlsx``) or word single rows (``results``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation

from caicach.agencies import selectors as agencies
from caicach.plans import access, selectors
from caicach.plans.exports.columns import columns_of
from caicach.plans.exports.facts import AnnexFacts, AnnexFilters, facts_of
from caicach.plans.exports.results import Counts, counts_of, counts_words
from caicach.plans.exports.rows import RowTable, tables_of
from caicach.plans.exports.words import date_words, joined, number_text
from caicach.plans.models import Plan
from caicach.web.actor import Actor
from reform.areas import area_of
from reform.groups.register import Register
from vanban.writing import HeaderBlock, Layout, Title, file_name, in_full, layout_on

__all__ = ["RESULT_COLUMNS", "Annex", "annex_of", "header_block"]

# What the annex adds to the plan's columns; ``vanban.plans.columns`` knows these words again.
RESULT_COLUMNS = ("Kết quả (số, ngày văn bản)", "Đánh giá", "Lý do, trách nhiệm")
_COMMITTEE = re.compile(r"\A(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\b", re.IGNORECASE)
_ROOM = "……"


@dataclass(frozen=True, slots=True)
class Annex:
    """Everything that stands in the annex, in whatever file."""

    header: HeaderBlock
    title: Title
    tables: tuple[RowTable, ...]
    counts: Counts
    total: str  # the words of the last row
    remarks: tuple[str, ...]  # under the table
    layout: Layout
    author: str
    written_at: datetime
    name: str  # of the file, without its ending

    def file_name(self, ending: str) -> str:
        """Return the file's name with its ending: ``Phu-luc-ket-qua-512-KH-UBND-2026-11-21.docx``."""
        return file_name(self.name, ending=ending)


def annex_of(plan: Plan, *, actor: Actor, filters: AnnexFilters, now: datetime, today: date) -> Annex:
    """Return the annex of a confirmed plan as ``actor`` may see it: seven queries, whatever its size.

    Args:
        plan: With its issuer at hand.
        actor: Whose reach the figures keep to, and in whose agency's name it is written.
        filters: What part of the plan.
        now: Goes into the file's own data.
        today: The day of the figures.
    """
    with translation.override("vi"):  # the words of states and of the plan's label
        facts = facts_of(plan, actor, filters)
        register = agencies.register_at(today)
        tables = tables_of(facts, columns_of(plan), today=today, leaves_rows_out=filters.leaves_rows_out)
        owed = [one for ones in facts.owed.values() for one in ones]
        counts = counts_of(owed, today)
        chosen = next((one.agency for one in owed if one.agency_id == filters.agency_id), "")
        return Annex(
            header=header_block(plan, actor, register),
            title=_title(plan, actor, filters, today, chosen, facts.amendments),
            tables=tables,
            counts=counts,
            total=_total(counts, len({one.agency_id for one in owed})),
            remarks=tuple(_remarks(facts, today)),
            layout=layout_on(today),
            author=_writer(plan, actor),
            written_at=now,
            name=" ".join(filter(None, ("Phu luc ket qua", plan.symbol, chosen, f"{today:%Y-%m-%d}"))),
        )


def _writer(plan: Plan, actor: Actor) -> str:
    return actor.agency_name or plan.issuer.current_name


def header_block(plan: Plan, actor: Actor, register: Register) -> HeaderBlock:
    """Return who writes: a body below another one under its name, a people's committee alone."""
    name = _writer(plan, actor)
    own = actor.agency_id
    above = register.ancestors(own) if own is not None and own in register else ()
    parent = "" if _COMMITTEE.match(name) or not above else register.by_id[above[0]].name
    return HeaderBlock(body=in_full(name).upper(), parent=in_full(parent).upper())


def _title(
    plan: Plan, actor: Actor, filters: AnnexFilters, today: date, chosen: str, amendments: Sequence[Plan]
) -> Title:
    label = selectors.label_of(plan)
    issued = f" {date_words(plan.issued_on)}" if plan.issued_on else ""
    return Title(
        kind="PHỤ LỤC",
        subject=(f"TÌNH HÌNH THỰC HIỆN {_subject(plan)}",),
        notes=(
            f"(Kèm theo Báo cáo số {_ROOM}/BC-{_ROOM} ngày {_ROOM} tháng {_ROOM} năm {_ROOM}"
            f" của {_writer(plan, actor)})",
            f"({label}{issued} của {plan.issuer.current_name}{_amended(amendments)}."
            f" {_scope(plan, actor, filters, today, chosen)})",
        ),
    )


def _amended(amendments: Sequence[Plan]) -> str:
    """Return what the consolidated text holds besides the plan's own."""
    named = [
        f"{selectors.label_of(one)}{f' {date_words(one.issued_on)}' if one.issued_on else ''}" for one in amendments
    ]
    return f", hợp nhất với {joined(named)}" if named else ""


def _subject(plan: Plan) -> str:
    kind = (plan.type or "kế hoạch").upper()
    title = plan.title.upper()
    whole = title if title.startswith(kind) else f"{kind} {title}".strip()
    return whole if str(plan.year) in whole else f"{whole} NĂM {plan.year}"


def _scope(plan: Plan, actor: Actor, filters: AnnexFilters, today: date, chosen: str) -> str:
    """Return whose figures these are, of what part of the plan, on which day."""
    is_whole = actor.is_system or access.can_assign(actor, plan.issuer_id).allowed
    whose = "của mọi cơ quan, đơn vị được giao" if is_whole else f"trong phạm vi của {actor.agency_name}"
    period = [f"từ {date_words(filters.from_on)}"] if filters.from_on else []
    period += [f"đến {date_words(filters.until_on)}"] if filters.until_on else []
    parts = [
        f"lĩnh vực: {area_of(filters.area, today).name}" if filters.area else "",
        f"cơ quan: {chosen}" if chosen else "",
        f"việc có hạn {' '.join(period)}" if period else "",
    ]
    told = "; ".join(part for part in parts if part)
    return f"Số liệu {whose}, tính đến {date_words(today)}" + (f"; {told}" if told else "")


def _total(counts: Counts, agency_count: int) -> str:
    if not counts.total:
        return "Không có nhiệm vụ nào"
    done = f"{number_text(counts.done)} trong {number_text(counts.total)} nhiệm vụ đã hoàn thành"
    return joined([done, counts_words(counts)]) + f" ({number_text(agency_count)} cơ quan, đơn vị)"


def _remarks(facts: AnnexFacts, today: date) -> Iterator[str]:
    """Yield what must be known to read the figures."""
    reports = counts_of(facts.reports, today)
    if reports.total:
        done = f"{number_text(reports.done)} trong {number_text(reports.total)} báo cáo đã nghiệm thu"
        yield f"Báo cáo định kỳ của kế hoạch, không tính ở bảng trên: {joined([done, counts_words(reports)])}."
    yield (
        "Cách tính: mỗi sản phẩm của một cơ quan trong một kỳ là một nhiệm vụ. Hoàn thành là đã nghiệm thu; “muộn” là "
        "số đã hoàn thành sau hạn. Đúng hạn tính theo ngày văn bản, ngày nộp báo cáo hoặc số liệu; thời gian nghiệm "
        "thu không tính vào chậm, muộn."
    )
