"""The stamps of state secrets: "MẬT", "TỐI MẬT", "TUYỆT MẬT" on a page, in a file's name, in a subject.

Source: Luật Bảo vệ bí mật nhà nước 2018, Điều 8 (three degrees); Thông tư 24/2020/TT-BCA (the stamps). A stamp stands
by itself; the word "mật" inside running words ("bí mật", "bảo mật", "mật khẩu", "độ mật của tài liệu") is no stamp.
Where in doubt a name is taken for marked: to rename a file costs little, to keep a secret costs much.
Owns: the marks. Does not: read files, or refuse anything.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from vanban.text.forms import normalise, squeeze

__all__ = [
    "BAD_NAMES",
    "BAD_PAGES",
    "GOOD_NAMES",
    "GOOD_PAGES",
    "Mark",
    "mark_in_lines",
    "mark_in_name",
    "mark_in_page",
    "mark_in_recognised",
]

# The stamp stands at the left below the symbol, or in the letterhead: on the first page.
FIRST_PAGE_LINES = 60


class Mark(NamedTuple):
    """A stamp that was found."""

    degree: str  # "Mật", "Tối mật", "Tuyệt mật"
    text: str  # the piece it stands in, as written


_DEGREES = ("tuyệt mật", "tối mật", "mật")
# What recognition makes of the stamps: it mistakes capitals with two marks, and sometimes loses them ("MIT", "TII MT").
_SMUDGED = (
    (re.compile(r"TUY[^\d\s]{0,3}\s+M[^\d\s]{0,2}T"), "Tuyệt mật"),
    (re.compile(r"T[^\d\s]{1,3}\s+M[^\d\s]{0,2}T"), "Tối mật"),
    (re.compile(r"M[^\d\s]{0,2}T"), "Mật"),
)
_OTHER_WORDS = frozenset({"MỘT"})
_FOLDED = {"tuyet mat": "Tuyệt mật", "toi mat": "Tối mật", "mat": "Mật"}
_FRAME = " \t[](){}<>*\"'“”«».,;:!_-–—=~#|/\\"
# Pieces of one line: a tabulator, three blanks or a bar set them apart.
_APART = re.compile(r"\t+| {3,}|\|")
_DEGREE_LINE = re.compile(r"(?:mức\s+)?độ\s+(?:bí\s+)?mật\s*[:：]\s*(tuyệt\s+mật|tối\s+mật|mật)", re.IGNORECASE)
# In names: brackets, underscores, and dashes that stand apart cut pieces.
_BRACKETED = re.compile(r"[\[({<]\s*([^\[\](){}<>]{2,40}?)\s*[\])}>]")
_NAME_PIECE = re.compile(r"[_\[\](){}<>.,;:|]+|\s+[-–—]\s+|^[-–—]+|[-–—]+$")
_DEGREE_IN_WORDS = re.compile(r"(?<!\w)(tuyệt|tối)\s+mật(?!\w)", re.IGNORECASE)
_BEFORE_DEGREE = re.compile(r"(?:độ|bí mật nhà nước|mức)\s*(?:[\w\s,]*(?:mật|,|và)\s*)?$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
# Words that make "mật" a part of something else, before and behind it.
_BEFORE = frozenset(
    {"bí", "bảo", "tối", "tuyệt", "cơ", "thân", "nội", "độ", "chu", "trù", "ẩn", "đường", "gan", "túi", "dịch", "rỉ"}
)
_BEHIND = frozenset({"khẩu", "mã", "độ", "ong", "thiết", "thư", "nghị", "vụ", "danh", "ngữ", "hiệu", "hoa", "đường"})
# Words before a "mat" without marks that is something else: có mặt, vắng mặt, bề mặt, bí mật, bảo mật, tiền mặt …
_BEFORE_FOLDED = frozenset(
    {"co", "vang", "be", "bi", "bao", "tien", "ra", "nham", "bo", "ong", "rau", "hang", "ky", "gap", "khuon", "that"}
)

BAD_PAGES = (
    "UBND TỈNH SÔNG MÂY\nMẬT\nBÁO CÁO",
    "Số: 12/BC-UBND\nTỐI MẬT",
    "Số: 12/BC-UBND\t\tTUYỆT MẬT",
    "UBND XÃ SUỐI NHẠN     MẬT     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "[ MẬT ]",
    "Độ mật: Tối mật",
    "Mức độ mật: MẬT",
    "Tuyệt mật",
)
GOOD_PAGES = (
    "Triển khai Luật Bảo vệ bí mật nhà nước.",
    "QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "TĂNG CƯỜNG BẢO MẬT THÔNG TIN",
    "Danh mục bí mật nhà nước độ Tối mật, độ Mật thuộc lĩnh vực nội vụ",
    "Đổi mật khẩu tài khoản một cửa.",
    "Độ mật: Thường",
    "mật độ dân số",
    "Có mặt: 12 đồng chí.",
    "MẶT",
)
BAD_NAMES = (
    "[MẬT] Báo cáo quý I.docx",
    "Báo cáo (Mật).pdf",
    "Báo cáo quý I - mật.docx",
    "Mật - Báo cáo quý I.docx",
    "12_BC-UBND_MAT.pdf",
    "TOI MAT 12-BC-UBND.pdf",
    "bao-cao (tuyet mat).pdf",
    "Kế hoạch tối mật.docx",
    "Báo cáo MẬT quý I.pdf",
    "12/BC-UBND (MẬT)",
    "Văn bản mật.pdf",
)
GOOD_NAMES = (
    "Kế hoạch bảo vệ bí mật nhà nước.docx",
    "QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC.pdf",
    "Báo cáo bảo mật.docx",
    "Hướng dẫn đổi mật khẩu.docx",
    "Mật độ dân số các xã.xlsx",
    "DANH_SACH_CO_MAT.pdf",
    "danh-sach-co-mat.xlsx",
    "bao-cao-mat-hang.pdf",
    "Danh mục bí mật nhà nước độ Tối mật.docx",
    "12/BC-UBND",
    "Ảnh bề mặt đường.jpg",
)


def mark_in_lines(lines: Iterable[str]) -> Mark | None:
    """Return the stamp in the first lines of a document; the lines of a cell of its letterhead count each."""
    return _first(map(_mark_of_line, islice(lines, FIRST_PAGE_LINES)))


def mark_in_page(text: str) -> Mark | None:
    """Return the stamp in the first lines of ``text``."""
    return mark_in_lines(normalise(text).split("\n"))


def mark_in_recognised(lines: Iterable[str]) -> Mark | None:
    """Return the stamp in lines that were recognised from the picture of a first page, whose marks may be mistaken.

    Where in doubt a line is taken for a stamp: three capitals by themselves between M and T hardly mean anything else.
    """
    return _first(mark for line in islice(lines, FIRST_PAGE_LINES) for mark in (_mark_of_line(line), _smudged(line)))


def mark_in_name(text: str) -> Mark | None:
    """Return the stamp in a file's name, a subject or a symbol; with or without tone marks."""
    words = squeeze(text)
    stem = re.sub(r"\.[A-Za-z]{3,4}$", "", words)
    return _first(chain(_framed(stem), _spoken(stem), _single(stem)))


def _first(found: Iterable[Mark | None]) -> Mark | None:
    return next((mark for mark in found if mark), None)


def _mark_of_line(line: str) -> Mark | None:
    """Return the stamp that a piece of the line is, and nothing else."""
    for piece in _APART.split(line):
        words = squeeze(piece.strip(_FRAME))
        named = _DEGREE_LINE.fullmatch(words)
        degree = squeeze(named[1]) if named else words
        # "mật" in small letters is no stamp: stamps are capitals, or open with one.
        if degree.lower() in _DEGREES and (named or degree[0].isupper()):
            return Mark(degree.capitalize(), words)
    return None


def _smudged(line: str) -> Mark | None:
    for piece in _APART.split(line):
        words = squeeze(piece.strip(_FRAME))
        if not words.isupper() or words in _OTHER_WORDS:
            continue
        for pattern, degree in _SMUDGED:
            if pattern.fullmatch(words):
                return Mark(degree, words)
    return None


def _framed(stem: str) -> Iterator[Mark | None]:
    """Yield pieces of a name that are a stamp and nothing else."""
    pieces = [squeeze(piece.strip(_FRAME)) for piece in _NAME_PIECE.split(stem)]
    bracketed = [squeeze(piece) for piece in _BRACKETED.findall(stem)]
    for piece in bracketed:
        yield _whole(piece)
    for before, piece in zip(["", *pieces], pieces, strict=False):
        is_other_word = before.lower().rpartition(" ")[2] in _BEFORE_FOLDED
        yield None if is_other_word or not piece else _whole(piece)


def _whole(piece: str) -> Mark | None:
    key = piece.lower().replace("-", " ")
    if key in _DEGREES:
        return Mark(key.capitalize(), piece)
    return Mark(_FOLDED[key], piece) if key in _FOLDED else None


def _spoken(stem: str) -> Iterator[Mark | None]:
    """Yield "tối mật", "tuyệt mật" anywhere but after "độ": a list of degrees names them without being one."""
    for found in _DEGREE_IN_WORDS.finditer(stem):
        if not _BEFORE_DEGREE.search(stem[: found.start()]):
            yield Mark(f"{found[1].capitalize()} mật", found[0])
    for folded in re.finditer(r"(?<![^\W_])(TOI|TUYET|tuyet)[ _-]+(MAT|mat)(?![^\W_])", stem):
        yield Mark(_FOLDED[f"{folded[1].lower()} mat"], folded[0])


def _single(stem: str) -> Iterator[Mark | None]:
    """Yield "mật" as a word of its own: in capitals among other letters, or as the last word."""
    words = _WORD.findall(stem)
    is_shouted = stem.isupper()
    for at, word in enumerate(words):
        before = words[at - 1].lower() if at else ""
        behind = words[at + 1].lower() if at + 1 < len(words) else ""
        if word.lower() != "mật" or before in _BEFORE or behind in _BEHIND:
            continue
        if (word.isupper() and not is_shouted) or not behind:
            yield Mark("Mật", word)
