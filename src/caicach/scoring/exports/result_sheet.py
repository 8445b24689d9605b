"""The sheet of results of one agency as a paper, with the scores side by side; and the sheets of all in one archive."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils import translation

from caicach.scoring.models import ResultIssue
from caicach.scoring.selectors.publications import LeafPoints
from caicach.scoring.selectors.ranking import KindRanking, Ranking, Standing, is_small_sample
from caicach.ui.notation import date_text, decimal_text, number_text
from reform.index import SubCriterion
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
    in_full,
    in_two_lines,
    layout_on,
    write_docx,
    write_pdf,
)

__all__ = ["sheet_docx", "sheet_name", "sheet_pdf", "sheets_name", "sheets_zip"]

_COLUMNS = (
    Column("TT", 1.0, "center"),
    Column("Tiêu chí", 5.2),
    Column("Tối đa", 1.2, "right"),
    Column("Tự chấm", 1.15, "right"),
    Column("Thẩm định", 1.3, "right"),
    Column("Công nhận", 1.2, "right"),
    Column("Ghi chú", 2.4),
)
_NONE = "–"


def sheet_name(one: Standing, ranking: Ranking, ending: str) -> str:
    """Return the name of one sheet: "Phieu-ket-qua-UBND-xa-Suoi-Nhan-2026.docx"."""
    return file_name("Phieu ket qua", one.name, str(ranking.round.year), ending=ending)


def sheets_name(ranking: Ranking) -> str:
    """Return the name of the archive."""
    return file_name("Phieu ket qua", ranking.round.title, ending="zip")


def sheet_docx(
    ranking: Ranking, found: tuple[KindRanking, Standing], leaves: Iterable[LeafPoints], *, today: date, now: datetime
) -> bytes:
    """Return the sheet of one agency as a DOCX file."""
    with translation.override("vi"):
        return write_docx(_paper(ranking, found, leaves, now), layout_on(today))


def sheet_pdf(
    ranking: Ranking, found: tuple[KindRanking, Standing], leaves: Iterable[LeafPoints], *, today: date, now: datetime
) -> bytes:
    """Return the same as a PDF file.

    Raises:
        vanban.writing.PdfUnavailableError: the machine lacks what prints; the sentence says what to install.
    """
    with translation.override("vi"):
        return write_pdf(_paper(ranking, found, leaves, now), layout_on(today))


def sheets_zip(ranking: Ranking, leaves: Mapping[int, Iterable[LeafPoints]], *, today: date, now: datetime) -> bytes:
    """Return the sheets of all agencies of a ranking, in a folder for each kind, named by rank: no queries."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, found in _paths(ranking):
            data = sheet_docx(ranking, found, leaves.get(found[1].assessment_id, ()), today=today, now=now)
            archive.writestr(zipfile.ZipInfo(path, date_time=(1980, 1, 1, 0, 0, 0)), data)
    return made.getvalue()


def _paths(ranking: Ranking) -> Iterator[tuple[str, tuple[KindRanking, Standing]]]:
    for kind in ranking.kinds:
        folder = file_name(kind.criteria.title[:60], ending="x").removesuffix(".x")
        for at, one in enumerate(kind.standings, start=1):
            yield f"{folder}/{at:03d}-{sheet_name(one, ranking, 'docx')}", (kind, one)


def _paper(ranking: Ranking, found: tuple[KindRanking, Standing], leaves: Iterable[LeafPoints], now: datetime) -> Paper:
    kind, one = found
    round_ = ranking.round
    body = in_full(round_.owner.current_name)
    return Paper(
        title=Title("PHIẾU KẾT QUẢ", (round_.title.upper(), in_full(one.name).upper()), (_note(ranking.issue),)),
        blocks=tuple(_blocks(kind, one, leaves)),
        written_at=now,
        header=HeaderBlock(body=in_two_lines(body).upper(), place_and_date=_day(ranking.issue)),
        author=body,
    )


def _day(issue: ResultIssue | None) -> str:
    if issue is None or issue.decided_on is None:
        return "……, ngày       tháng       năm"
    day = issue.decided_on
    return f"……, ngày {day.day:02d} tháng {day.month if day.month > 2 else f'0{day.month}'} năm {day.year}"


def _note(issue: ResultIssue | None) -> str:
    if issue is None or issue.decided_on is None:
        return "(Kết quả công nhận, chưa công bố)"
    return f"(Theo Quyết định số {issue.decision_number} ngày {date_text(issue.decided_on)})"


def _blocks(kind: KindRanking, one: Standing, leaves: Iterable[LeafPoints]) -> Iterator[Block]:
    digits = kind.criteria.digits
    yield Paragraph(_summary(kind, one))
    points = {row.score.leaf_key: row for row in leaves}
    yield Table(_COLUMNS, tuple(_rows(kind, one, points)))
    if one.bonus or one.penalty:
        yield Paragraph(
            f"Điểm thưởng {decimal_text(one.bonus, digits)}, điểm trừ {decimal_text(one.penalty, digits)}, "
            f"tổng điểm {decimal_text(one.points, digits)}."
        )


def _summary(kind: KindRanking, one: Standing) -> str:
    digits = kind.criteria.digits
    if one.index is None:
        return "Không có tiêu chí nào áp dụng nên không có chỉ số."
    said = [f"Chỉ số {decimal_text(one.index, digits)}"]
    if one.rank is not None and kind.is_ranked:
        said.append(f"hạng {number_text(one.rank)} trong {number_text(len(kind.indexes))} cơ quan")
    if one.grade_label:
        said.append(f"xếp loại {one.grade_label}")
    said.append(f"{decimal_text(one.points, digits)} trên {decimal_text(one.maximum, digits)} điểm áp dụng")
    return f"{'; '.join(said)}."


def _rows(kind: KindRanking, one: Standing, points: Mapping[str, LeafPoints]) -> Iterator[tuple[Cell | None, ...]]:
    digits = kind.criteria.digits
    for area in kind.criteria.areas:
        given, most = one.areas.get(area.key, (Decimal(0), Decimal(0)))
        yield (
            Cell(area.number, is_bold=True, keeps_next=True),
            Cell(area.label, is_bold=True),
            Cell(decimal_text(most, digits), is_bold=True),
            Cell(),
            Cell(),
            Cell(decimal_text(given, digits) if most else _NONE, is_bold=True),
            Cell("" if most else "không áp dụng"),
        )
        for leaf in area.leaves:
            if leaf.key in points:
                yield _row(leaf, points[leaf.key], digits)


def _row(leaf: SubCriterion, row: LeafPoints, digits: int) -> tuple[Cell, ...]:
    score = row.score
    appraised = score.reviewed if score.reviewed is not None else score.appraised
    settled = None if row.is_left_out else row.points
    return (
        Cell(leaf.number),
        Cell(leaf.label),
        Cell(decimal_text(leaf.points, digits)),
        *(Cell(decimal_text(one, digits) if one is not None else _NONE) for one in (score.claimed, appraised, settled)),
        Cell(_remark(leaf, row)),
    )


def _remark(leaf: SubCriterion, row: LeafPoints) -> str:
    if row.is_left_out:
        return "không áp dụng"
    if is_small_sample(leaf, row.score):
        return f"mẫu nhỏ: {number_text(row.score.sample_size or 0)} phiếu"
    note = row.score.reviewed_note or row.score.appraised_note
    return note if row.points != row.score.claimed else ""
