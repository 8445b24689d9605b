"""The list of proof of an agency as an official paper, and all files of it in folders numbered by criterion.

What the ministry asks for with the self-scoring: "Danh mục tài liệu kiểm chứng", and the documents themselves.
Owns: the words of the paper, which are Vietnamese whatever language the screen speaks, and names in the archive.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from caicach.documents.selectors import signatures_of_files
from caicach.files.selectors import content_of
from caicach.scoring.models import ScoreProof
from caicach.scoring.selectors.assessments import Sheet
from caicach.scoring.selectors.proofs import proofs_of
from caicach.ui.notation import date_text, decimal_text
from caicach.web.errors import BadInput
from reform.index import SubCriterion
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

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["MOST_BYTES", "list_docx", "list_name", "proofs_zip", "zip_name"]

MOST_BYTES = 500_000_000  # of all files in one archive
_ROOM = "……"
_LONGEST = 60  # letters of a criterion's name in the name of its folder
_COLUMNS = (
    Column("TT", 0.7, "center"),
    Column("Tiêu chí", 4.0),
    Column("Điểm tự chấm", 1.2, "center"),
    Column("Số, ký hiệu; ngày", 2.6),
    Column("Trích yếu; nội dung chứng minh", 4.5),
)

Kept = tuple[SubCriterion, tuple[ScoreProof, ...]]


def list_name(sheet: Sheet) -> str:
    """Return the name of the paper: "Danh-muc-tai-lieu-kiem-chung-UBND-xa-Suoi-Nhan-2026.docx"."""
    agency, year = sheet.assessment.agency.current_name, str(sheet.assessment.round.year)
    return file_name("Danh muc tai lieu kiem chung", agency, year, ending="docx")


def zip_name(sheet: Sheet) -> str:
    """Return the name of the archive."""
    agency, year = sheet.assessment.agency.current_name, str(sheet.assessment.round.year)
    return file_name("Tai lieu kiem chung", agency, year, ending="zip")


def list_docx(sheet: Sheet, *, today: date, now: datetime) -> bytes:
    """Return the list of proof as a DOCX file by the layout of Nghị định 30/2020/NĐ-CP; number and date are left blank.

    Two queries.
    """
    agency = in_full(sheet.assessment.agency.current_name)
    with translation.override("vi"):
        paper = Paper(
            title=Title("DANH MỤC", ("TÀI LIỆU KIỂM CHỨNG", sheet.assessment.round.title.upper()), _notes(sheet)),
            blocks=tuple(_blocks(_kept(sheet), sheet)),
            written_at=now,
            header=HeaderBlock(body=agency.upper(), place_and_date=f"{_ROOM}, ngày {_ROOM} tháng {_ROOM} năm {_ROOM}"),
            sign=SignBlock(("THỦ TRƯỞNG CƠ QUAN",)),
            recipients=(in_full(sheet.assessment.round.standing_body.current_name), "Lưu: VT"),
            author=agency,
        )
        return write_docx(paper, layout_on(today))


def _notes(sheet: Sheet) -> tuple[str, ...]:
    basis = sheet.assessment.round.legal_basis or sheet.criteria.legal_basis
    return (f"(Theo {basis})",) if basis else ()


def _kept(sheet: Sheet) -> tuple[Kept, ...]:
    """Return the sub-criteria that have proof, with it, in the set's order. One query."""
    rows = proofs_of(sheet.scores.values())
    return tuple((leaf, rows[sheet.scores[leaf.key].pk]) for leaf in sheet.leaves if rows[sheet.scores[leaf.key].pk])


def _blocks(kept: Iterable[Kept], sheet: Sheet) -> Iterator[Block]:
    found = tuple(kept)
    if not found:
        yield Paragraph("Chưa có tài liệu kiểm chứng nào.")
        return
    signed = _signed(row.document for _one, rows in found for row in rows)
    yield Table(_COLUMNS, tuple(_rows(found, sheet, signed)))
    count = len({row.document_id for _one, rows in found for row in rows})
    yield Paragraph(f"Danh mục có {count} văn bản, chứng minh cho {len(found)} tiêu chí thành phần.")


def _signed(documents: "Iterable[Document]") -> frozenset[int]:
    """Return the files that bear a digital signature. One query."""
    return frozenset(signatures_of_files({one.file_id for one in documents if one.file_id is not None}))


def _rows(found: Iterable[Kept], sheet: Sheet, signed: frozenset[int]) -> Iterator[tuple[Cell, ...]]:
    for leaf, rows in found:
        claimed = sheet.scores[leaf.key].claimed
        for at, row in enumerate(rows):
            document = row.document
            is_first = at == 0
            yield (
                Cell(leaf.number if is_first else ""),
                Cell(leaf.label if is_first else ""),
                Cell(decimal_text(claimed) if is_first and claimed is not None else ""),
                Cell(f"{document}; {date_text(document.dated_on)}"),
                Cell(_said(row, is_signed=document.file_id in signed)),
            )


def _said(row: ScoreProof, *, is_signed: bool) -> str:
    words = [row.document.subject, row.words]
    if is_signed:
        words.append("có chữ ký số")
    if row.is_supplement:
        words.append(f"bổ sung ngày {date_text(row.added_at)}")
    if row.document.file_id is None:
        words.append("chưa có tệp trong sổ")
    return "; ".join(word for word in words if word)


def proofs_zip(sheet: Sheet, *, today: date, now: datetime) -> bytes:
    """Return all files of proof in folders numbered by criterion, with the list on top. Three queries.

    What is asked for twice stands in both folders. Nothing of the machine goes in: the same proof gives the same bytes.

    Raises:
        BadInput: the files are too much for one archive.
        Beyond: bytes are not in the store.
    """
    kept = _kept(sheet)
    sizes = {
        row.document.file.pk: row.document.file.size_bytes for _one, rows in kept for row in rows if row.document.file
    }
    if sum(sizes.values()) > MOST_BYTES:
        raise BadInput(_("Tài liệu kiểm chứng quá lớn cho một tệp ZIP. Tải từng văn bản ở trang của tiêu chí."))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, list_name(sheet), list_docx(sheet, today=today, now=now))
        for path, document in _paths(kept).items():
            if document.file is not None:
                _put(archive, path, content_of(document.file))
    return made.getvalue()


def _put(archive: zipfile.ZipFile, path: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(path, date_time=(1980, 1, 1, 0, 0, 0)), data)


def _paths(kept: Iterable[Kept]) -> Mapping[str, "Document"]:
    """Return where each document stands: "3.4.1-Ho-so-giai-quyet-dung-han/01-Bao-cao-118-BC-UBND.pdf"."""
    found: dict[str, Document] = {}
    for leaf, rows in kept:
        folder = f"{leaf.number}-{file_name(leaf.label[:_LONGEST], ending='x').removesuffix('.x')}"
        for at, row in enumerate(rows, start=1):
            name, _sign, ending = row.document.file_name.rpartition(".")
            kind = ending.lower() if name and ending.isalnum() else "bin"
            found[f"{folder}/{at:02d}-{file_name(str(row.document), ending=kind)}"] = row.document
    return found
