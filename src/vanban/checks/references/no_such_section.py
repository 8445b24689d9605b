"""R301: a pointer to a section that the document does not have."""

import re
from collections.abc import Iterator

from vanban.checks.annexes import roman_value
from vanban.checks.model import Paper, Rule
from vanban.checks.numbering.labels import Level
from vanban.checks.references.sections import Key, SectionIndex, section_index
from vanban.checks.texts import texts_of
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_WORD = r"(?:điểm|khoản|tiểu mục|mục|phần|điều)"
_VALUE = r"(?:[IVX]{1,6}|\d{1,2}(?:\.\d{1,2})*|[A-Za-zđ])"
_NAMED = rf"{_WORD}\s+(?:số\s+)?{_VALUE}(?![\w/])"
_PART = re.compile(rf"(?P<word>{_WORD})\s+(?:số\s+)?(?P<value>{_VALUE})(?![\w/])", re.IGNORECASE)
_POINTER = re.compile(
    rf"(?<!\w)(?P<chain>{_NAMED}(?:[,\s]*(?:và\s+|của\s+|tại\s+|thuộc\s+)?{_NAMED}){{0,5}})"
    r"[,\s]*(?:của\s+|tại\s+|trong\s+|thuộc\s+)?(?:bản\s+)?"
    r"(?:kế hoạch|quyết định|báo cáo|quy chế|quy định|"
    r"chương trình|đề án|phương án|hướng dẫn|chỉ thị|văn bản)\s+này(?!\w)",
    re.IGNORECASE,
)


def _check(paper: Paper) -> Iterator[Finding]:
    index = section_index(paper.passages)
    for text, place in texts_of(paper.document):
        for match in _POINTER.finditer(text):
            if not _is_there(match["chain"], index):
                yield Finding(RULE.code, RULE.severity, place.within(*match.span()), match.group())


def _is_there(chain: str, index: SectionIndex) -> bool:
    """Say whether what is pointed at exists, or is of a level that this document does not number."""
    keys = [key for part in _PART.finditer(chain) if (key := _key(part["word"].lower(), part["value"]))]
    several = len({level for level, _ in keys}) < len(keys)  # "khoản 1 và khoản 2": each for itself
    groups = [[key] for key in keys] if several else [keys]
    return all(not group or not index.knows(group) or index.has(group) for group in groups)


def _key(word: str, value: str) -> Key | None:
    if word == "điều":
        return (Level.ARTICLE, value) if value.isdigit() else None
    if word == "điểm" and value.isalpha() and len(value) == 1:
        return Level.POINT, value.lower()
    if "." in value:
        return Level.DOTTED, value
    if value.isdigit():
        return Level.CLAUSE, value
    if roman_value(value):
        return Level.ROMAN, value
    return (Level.PART, value) if value.isupper() else None


_TEXT = "I. MỤC TIÊU\n1. Chung\n2. Nhiệm vụ\n2.1. Thể chế\n2.2. Tuyên truyền\nII. THỰC HIỆN\n1. Xã: tuyên truyền "

RULE = Rule(
    "R301",
    Severity.ERROR,
    "Dẫn tới mục, khoản, điểm không có trong văn bản",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục I.5; yêu cầu chính xác của nội dung văn bản (Điều 8).",
    _check,
    bad=(
        _TEXT + "như khoản 2.9 kế hoạch này.",
        _TEXT + "theo Mục IV của Kế hoạch này.",
        _TEXT + "theo khoản 2 Mục II Kế hoạch này.",
    ),
    good=(
        _TEXT + "như khoản 2.2 kế hoạch này.",
        _TEXT + "theo khoản 2 Mục I Kế hoạch này.",
        _TEXT + "theo khoản 9 Điều 3 Nghị định số 61/2018/NĐ-CP.",
        _TEXT + "theo điểm a khoản 2 Mục I của Kế hoạch này.",
    ),
)
