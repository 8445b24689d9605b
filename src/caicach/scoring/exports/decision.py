"""The decision that publishes results, or corrects them, with the ranking as its annexes: DOCX and PDF.

Owns: the words of the paper, which are Vietnamese whatever language the screen speaks. What the program does not know
(further legal bases, who signs) is a marked gap, so that nobody signs over it; number and day come with publication.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import translation

from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.scoring.models import ResultIssue, ResultRow
from caicach.scoring.selectors.publications import Correction
from caicach.scoring.selectors.ranking import KindRanking, Ranking, Standing, short_label
from caicach.ui.notation import date_text, decimal_text
from vanban.writing import (
    Cell,
    Column,
    HeaderBlock,
    Paper,
    Paragraph,
    Run,
    SignBlock,
    Table,
    Title,
    file_name,
    in_full,
    in_two_lines,
    layout_on,
    write_docx,
    write_pdf,
)

__all__ = ["annex_docx", "annex_name", "decision_docx", "decision_name", "decision_pdf"]

_GAP = Run("……", is_missing=True)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_NONE = "–"
_SYMBOL = re.compile(r"\d+/\S")  # "12/2026/QĐ-UBND", "86/QĐ-UBND"
_KINDS = {AgencyLevel.COMMUNE: "CÁC XÃ, PHƯỜNG", "department": "CÁC SỞ, BAN, NGÀNH"}
_CORRECTED = (
    Column("TT", 0.5, "center"),
    Column("Cơ quan", 3.0),
    Column("Kết quả đã công bố", 2.4),
    Column("Kết quả đúng", 2.4),
)


def decision_name(ranking: Ranking, ending: str) -> str:
    """Return the name of the file: "Quyet-dinh-cong-bo-Chi-so-….docx"."""
    issue = ranking.issue
    number = issue.decision_number if issue is not None else ""
    return file_name("Quyet dinh cong bo", number, ranking.round.title, ending=ending)


def annex_name(ranking: Ranking) -> str:
    """Return the name of the annex alone."""
    return file_name("Phu luc xep hang", ranking.round.title, ending="docx")


def decision_docx(ranking: Ranking, correction: Correction | None, *, today: date, now: datetime) -> bytes:
    """Return the decision with an annex for each kind of agency as a DOCX file.

    Args:
        ranking: What a decision froze.
        correction: What it corrects of an earlier one; None: it is the first.
        today: By the layout of this day.
        now: For the file's own data.
    """
    with translation.override("vi"):
        paper, annexes = _papers(ranking, correction, now)
        return write_docx(paper, layout_on(today), annexes)


def decision_pdf(ranking: Ranking, correction: Correction | None, *, today: date, now: datetime) -> bytes:
    """Return the same as a PDF file.

    Raises:
        vanban.writing.PdfUnavailableError: the machine lacks what prints; the sentence says what to install.
    """
    with translation.override("vi"):
        paper, annexes = _papers(ranking, correction, now)
        return write_pdf(paper, layout_on(today), annexes)


def annex_docx(ranking: Ranking, *, today: date, now: datetime) -> bytes:
    """Return the annexes without the decision, for everybody who wants the tables."""
    with translation.override("vi"):
        first, *rest = _annexes(ranking, now)
        return write_docx(first, layout_on(today), rest)


def _papers(ranking: Ranking, correction: Correction | None, now: datetime) -> tuple[Paper, tuple[Paper, ...]]:
    return _decision(ranking, correction, now), _annexes(ranking, now)


def _decision(ranking: Ranking, correction: Correction | None, now: datetime) -> Paper:
    round_, issue = ranking.round, ranking.issue
    owner = in_full(round_.owner.current_name)
    is_committee = round_.owner.current_kind == AgencyKind.COMMITTEE
    subject = _subject(ranking, is_correction=correction is not None)
    return Paper(
        title=Title("QUYẾT ĐỊNH", (f"Về việc {subject}",)),
        blocks=(
            Paragraph(f"CHỦ TỊCH {owner}".upper() if is_committee else owner.upper(), "centred"),
            *_bases(ranking),
            Paragraph("QUYẾT ĐỊNH:", "centred"),
            *(_correcting(ranking, correction) if correction is not None else _publishing(ranking)),
        ),
        written_at=now,
        header=HeaderBlock(
            body=in_two_lines(owner).upper() if is_committee else owner.upper(),
            symbol=f"Số: {_symbol(issue, is_committee=is_committee)}",
            place_and_date=_day(issue.decided_on if issue is not None else None),
            mark="" if issue is not None and issue.decided_on else "DỰ THẢO",
        ),
        sign=SignBlock(("CHỦ TỊCH" if is_committee else "THỦ TRƯỞNG CƠ QUAN",)),
        recipients=("Như Điều 3", in_full(round_.standing_body.current_name), "Cổng thông tin điện tử", "Lưu: VT"),
        author=owner,
    )


def _subject(ranking: Ranking, *, is_correction: bool) -> str:
    title = ranking.round.title
    said = title[:1].upper() + title[1:]
    return f"sửa kết quả đã công bố của {said}" if is_correction else f"phê duyệt và công bố kết quả {said}"


def _symbol(issue: ResultIssue | None, *, is_committee: bool) -> str:
    if issue is not None and issue.decision_number:
        return issue.decision_number
    return "       /QĐ-UBND" if is_committee else "       /QĐ-……"


def _day(day: date | None) -> str:
    if day is None:
        return "……, ngày       tháng       năm"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"……, ngày {day.day:02d} tháng {month} năm {day.year}"


def _bases(ranking: Ranking) -> Iterator[Paragraph]:
    """Yield on what the decision rests: the round's and the sets' own bases, and room for further ones."""
    sets = (kind.criteria.legal_basis for kind in ranking.kinds)
    told = (one.strip().rstrip(".;") for one in (ranking.round.legal_basis, *sets))
    known = dict.fromkeys(one for one in told if _SYMBOL.search(one))  # a remark is no basis
    yield Paragraph((Run("Căn cứ ", is_italic=True), _GAP, Run(";", is_italic=True)))
    for basis in known:
        said = basis if basis.startswith("Căn cứ") else f"Căn cứ {basis}"
        yield Paragraph((Run(f"{said};", is_italic=True),))
    standing = in_full(ranking.round.standing_body.current_name)
    yield Paragraph((Run(f"Theo đề nghị của {standing}.", is_italic=True),))


def _publishing(ranking: Ranking) -> Iterator[Paragraph | Table]:
    title = _title(ranking)
    standing = in_full(ranking.round.standing_body.current_name)
    yield _article(1, f"Phê duyệt và công bố kết quả {title} của {_scored(ranking)} (chi tiết tại {_named(ranking)}).")
    yield _article(
        2,
        f"Giao {standing} công khai kết quả; theo dõi, đôn đốc việc khắc phục tồn tại. Các cơ quan có điểm chưa đạt "
        f"xác định nguyên nhân, đưa giải pháp vào kế hoạch cải cách hành chính năm {ranking.round.year + 1}.",
    )
    yield _article(3, _effect(standing))


def _correcting(ranking: Ranking, correction: Correction) -> Iterator[Paragraph | Table]:
    before = correction.before
    day = date_text(before.decided_on) if before.decided_on else "……"
    standing = in_full(ranking.round.standing_body.current_name)
    reasons = " ".join(correction.reasons)
    yield _article(
        1,
        f"Sửa kết quả {_title(ranking)} đã công bố tại Quyết định số {before.decision_number or '……'} ngày {day}. "
        f"Lý do: {reasons}",
    )
    yield Table(_CORRECTED, tuple(_changed(correction)))
    yield _article(2, f"Kết quả sau khi sửa tại {_named(ranking)} thay thế kết quả kèm theo quyết định nêu tại Điều 1.")
    yield _article(3, _effect(standing))


def _changed(correction: Correction) -> Iterator[tuple[Cell, ...]]:
    for number, change in enumerate(correction.changed, start=1):
        name = in_full(change.new.assessment.agency.current_name)
        yield Cell(str(number)), Cell(name), Cell(_said(change.old)), Cell(_said(change.new))


def _said(row: ResultRow) -> str:
    if row.index is None:
        return "không có chỉ số"
    rank = f"hạng {row.rank}" if row.rank is not None else ""
    return ", ".join(one for one in (decimal_text(row.index), row.grade_label, rank) if one)


def _article(number: int, words: str) -> Paragraph:
    return Paragraph((Run(f"Điều {number}. ", is_bold=True), Run(words)))


def _effect(standing: str) -> str:
    return f"Quyết định có hiệu lực từ ngày ký. {standing}, thủ trưởng các cơ quan liên quan thi hành Quyết định này."


def _title(ranking: Ranking) -> str:
    title = ranking.round.title
    return title[:1].upper() + title[1:]


def _scored(ranking: Ranking) -> str:
    words = {AgencyLevel.COMMUNE.value: "xã, phường", "department": "sở, ban, ngành"}
    return " và ".join(f"{len(kind.standings)} {words.get(kind.kind, 'cơ quan')}" for kind in ranking.kinds)


def _named(ranking: Ranking) -> str:
    count = len(ranking.kinds)
    if count == 1:
        return "Phụ lục kèm theo"
    return f"các Phụ lục {', '.join(_ROMAN[: count - 1])} và {_ROMAN[count - 1]} kèm theo"


def _annexes(ranking: Ranking, now: datetime) -> tuple[Paper, ...]:
    numbers = _ROMAN if len(ranking.kinds) > 1 else ("",)
    return tuple(_annex(ranking, kind, number, now) for number, kind in zip(numbers, ranking.kinds, strict=False))


def _annex(ranking: Ranking, kind: KindRanking, number: str, now: datetime) -> Paper:
    subject = f"KẾT QUẢ {ranking.round.title.upper()}"
    return Paper(
        title=Title(
            f"PHỤ LỤC {number}".strip(), (subject, _KINDS.get(kind.kind, "CÁC CƠ QUAN")), (_note(ranking.issue),)
        ),
        blocks=(_table(kind), *_remarks(kind)),
        written_at=now,
        is_landscape=True,
        author=in_full(ranking.round.owner.current_name),
    )


def _note(issue: ResultIssue | None) -> str:
    number = issue.decision_number if issue is not None and issue.decision_number else "……"
    day = date_text(issue.decided_on) if issue is not None and issue.decided_on else "……"
    return f"(Kèm theo Quyết định số {number} ngày {day})"


def _table(kind: KindRanking) -> Table:
    areas = kind.criteria.areas
    columns = (
        Column("Hạng", 1.15, "center"),
        Column("Cơ quan", 3.4),
        *(Column(short_label(area, kind.criteria.year), 1.25, "right") for area in areas),
        Column("Thưởng", 1.4, "right"),
        Column("Trừ", 0.9, "right"),
        Column("Tổng điểm", 1.15, "right"),
        Column("Điểm tối đa", 1.1, "right"),
        Column("Chỉ số (%)", 1.15, "right"),
        Column("Xếp loại", 1.4, "center"),
    )
    return Table(columns, tuple(_row(kind, one, [area.key for area in areas]) for one in kind.standings))


def _row(kind: KindRanking, one: Standing, areas: Sequence[str]) -> tuple[Cell, ...]:
    digits = kind.criteria.digits

    def cell(value: Decimal | None, *, is_bold: bool = False) -> Cell:
        return Cell(decimal_text(value, digits) if value is not None else _NONE, is_bold=is_bold, number=value)

    rank = str(one.rank) if one.rank is not None and kind.is_ranked else _NONE
    found = (one.areas.get(key, (Decimal(0), Decimal(0))) for key in areas)
    return (
        Cell(rank),
        Cell(in_full(one.name)),
        *(cell(points if maximum else None) for points, maximum in found),
        cell(one.bonus),
        cell(one.penalty),
        cell(one.points),
        cell(one.maximum),
        cell(one.index, is_bold=True),
        Cell(one.grade_label or _NONE),
    )


def _remarks(kind: KindRanking) -> Iterator[Paragraph]:
    """Yield what a reader of the table must know: ties, who is not ranked, what does not apply, small samples."""
    digits = kind.criteria.digits
    if kind.is_ranked:
        yield Paragraph(f"Cơ quan có cùng chỉ số đến {digits} chữ số thập phân thì cùng hạng.", "note")
    else:
        yield Paragraph("Chỉ có một cơ quan nên không xếp hạng.", "note")
    if any(one.rank is None for one in kind.standings):
        yield Paragraph("“–”: không có chỉ số nên không xếp hạng.", "note")
    if any(one.maximum < kind.criteria.maximum for one in kind.standings):
        yield Paragraph(
            "Chỉ số = tổng điểm : điểm tối đa của các tiêu chí áp dụng × 100; “–” ở lĩnh vực: không áp dụng.", "note"
        )
    small = [one.name for one in kind.standings if one.small_areas]
    if small:
        yield Paragraph(f"Khảo sát có mẫu nhỏ, kết quả cần được đọc thận trọng: {', '.join(small)}.", "note")
