"""What the columns of a statistics table mean, by the words of its header, in any order and wording.

Owns: the words of headers. Does not: find header rows (``tables``) or read cells.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from vanban.reports.model import ColumnKind
from vanban.text.forms import compare_key, squeeze

__all__ = ["Meaning", "Part", "is_owed", "meaning_of", "period_key"]


class Part(StrEnum):
    """What a column holds."""

    NO = "no"
    LABEL = "label"
    UNIT = "unit"
    VALUE = "value"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one column holds; ``kind`` counts for values alone."""

    part: Part
    kind: ColumnKind = ColumnKind.OTHER
    loose: bool = False  # the word means something else beside surer ones: "Đơn vị" is a unit or a list of bodies


_ROMAN = r"(?:i{1,3}|iv|[1-4])"
_PERIOD = rf"(?:quy {_ROMAN}|thang \d{{1,2}}|(?:6|9|sau|chin) thang(?: dau nam)?|ca nam)"
_LEVEL = r"(?:tai |so )?(?:cap )?(?:tinh|huyen|xa|phuong|so|so nganh|trung uong|bo)(?: (?:xa|phuong))*"
# On ``compare_key`` without what stands in brackets; the first that fits decides.
_MEANINGS: tuple[tuple[str, Meaning], ...] = (
    (r"(?:s?tt|so tt|so thu tu|thu tu|ma|ma so|ma chi tieu|so hieu|ky hieu)\Z", Meaning(Part.NO)),
    (r"(?:don vi tinh|dvt|d v t|don vi do|dv tinh|don vi tinh toan)\b", Meaning(Part.UNIT)),
    (r"don vi\Z", Meaning(Part.UNIT, loose=True)),
    (r"(?:ghi chu|giai trinh|thuyet minh|nguyen nhan|ly do)\b", Meaning(Part.NOTE)),
    (r"(?:ty le|ti le|so sanh|tang giam|chenh lech|dat ty le|phan tram|hoan thanh ke hoach)\b",
     Meaning(Part.VALUE, ColumnKind.SHARE)),
    (r".*\b(?:ky truoc|nam truoc|quy truoc|thang truoc|cung ky|lien ke)\b", Meaning(Part.VALUE, ColumnKind.PREVIOUS)),
    (r"(?:luy ke|cong don|tu dau nam|uoc)\b", Meaning(Part.VALUE, ColumnKind.OTHER)),
    (r"(?:ke hoach|chi tieu (?:duoc )?giao|so (?:duoc )?giao|duoc giao|muc tieu|du toan|chi tieu ke hoach)\b",
     Meaning(Part.VALUE, ColumnKind.PLANNED)),
    (r"(?:tong so|tong cong|tong|toan tinh|chung)\Z", Meaning(Part.VALUE, ColumnKind.TOTAL)),
    (rf"{_LEVEL}\Z", Meaning(Part.VALUE, ColumnKind.LEVEL)),
    (r"(?:so lieu|ket qua|so luong|gia tri|thuc hien|thuc te|ky nay|ky bao cao|trong ky|quy nay|thang nay|nam nay|"
     r"so thuc hien|phat sinh)\b", Meaning(Part.VALUE, ColumnKind.CURRENT)),
    (rf"(?:ky |trong )?(?:{_PERIOD}(?: nam)?(?: 20\d\d)?|nam 20\d\d|20\d\d)\Z",
     Meaning(Part.VALUE, ColumnKind.CURRENT)),
    (r"(?:chi tieu|noi dung|ten chi tieu|tieu chi|danh muc|dien giai|nhom chi tieu|hang muc|ten tieu chi|chi so)\b",
     Meaning(Part.LABEL)),
    (r"(?:linh vuc|ten don vi|co quan don vi|ten co quan|dia phuong|ten)\b", Meaning(Part.LABEL)),
    (r".*\bky bao cao\b", Meaning(Part.VALUE, ColumnKind.CURRENT)),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), meaning) for pattern, meaning in _MEANINGS)
_BRACKETS = re.compile(r"\([^()]*\)")
# A table that says who owes what by when is a table of tasks.
_OWED = re.compile(
    r"\b(?:chu tri|phoi hop|thoi han|tien do|thoi gian|phan cong|han hoan thanh|"
    r"(?:co quan|don vi)(?: [a-z]+)? thuc hien)\b"
)
_LONGEST = 14  # words of a title, brackets left out
_YEAR = re.compile(r"\b(20\d\d)\b")
_END = re.compile(
    rf"\b(?:quy (?P<quarter>{_ROMAN})|(?P<months>6|9|sau|chin) thang|thang (?P<month>\d{{1,2}})|ca (?P<whole>nam))\b"
)


def meaning_of(title: str) -> Meaning | None:
    """Return what a column under ``title`` holds; None where no word says it."""
    bare = squeeze(_BRACKETS.sub(" ", title)) or squeeze(title)
    if bare.startswith("%"):
        return Meaning(Part.VALUE, ColumnKind.SHARE)
    key = compare_key(bare)
    if not key or len(key.split()) > _LONGEST:
        return None
    return next((meaning for pattern, meaning in _COMPILED if pattern.match(key)), None)


def is_owed(title: str) -> bool:
    """Say whether a title belongs to a table of tasks: who leads, who helps, by when."""
    return _OWED.search(compare_key(title)) is not None


def period_key(title: str) -> tuple[int, int] | None:
    """Return the year of the period that a column is for and the month in which it ends; None where it says none.

    Either is 0 where the title leaves it open.
    """
    key = compare_key(title)
    year = _YEAR.search(key)
    period = _END.search(key)
    if year is None and period is None:
        return None
    return int(year[1]) if year else 0, _end(period) if period else 0


def _end(period: re.Match[str]) -> int:
    """Return the month in which a quarter, a month or so many months end."""
    if period["quarter"]:
        word = period["quarter"]
        return 3 * (int(word) if word.isdigit() else ("", "i", "ii", "iii", "iv").index(word))
    if period["month"]:
        return int(period["month"])
    return {"6": 6, "sau": 6, "9": 9, "chin": 9}.get(period["months"], 12)
