"""C401: one target, two values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.checks.model import Paper, Rule
from vanban.checks.numbering.labels import Level, label_of
from vanban.language.targets import Target
from vanban.text.findings import Finding, Place, Severity
from vanban.text.forms import compare_key, squeeze
from vanban.text.wordings import Vocabulary, words_of

__all__ = ["RULE"]

_ALIKE = 0.5  # of what two subjects say together; below it they only belong to one field
_ALIKE_MEASURE = 0.33  # where both name one measure
_MEASURES = frozenset({"hai long", "dung han", "truoc han", "giai ngan", "thanh toan", "so hoa", "tai su dung"})
_FEWEST = 3  # words that tell
# What tells two measures of one name apart: kinds of service, of people, of bodies, ways and levels.
_KINDS = (
    ("toan trinh", "mot phan"),
    ("muc do 3", "muc do 4"),
    ("cong chuc", "vien chuc", "can bo"),
    ("truc tiep", "truc tuyen", "buu chinh"),
    ("cap tinh", "cap huyen", "cap xa", "cap so"),
    ("cung cap", "giua cac cap"),
    ("nam", "nu"),
    ("thanh thi", "nong thon", "mien nui"),
    ("dat dai", "xay dung", "ho tich", "y te", "giao duc", "dau tu"),
    (
        "hoan thanh",
        "giao dich",
        "thanh toan",
        "so hoa",
        "dung han",
        "truoc han",
        "hai long",
        "giai ngan",
        "tai su dung",
    ),
)
_PEOPLE = frozenset({"doanh nghiep", "nguoi dan", "to chuc", "ca nhan"})  # who is asked; some are often left out
_SIGNS = frozenset({">=", "<=", "=", ">", "<", "top"})
_ALIKE_RANK = 0.75  # ranks of several indices stand side by side; only the same words name one index
_HEADING_WORDS = 16
_YEAR = re.compile(r"\bnăm (20\d\d)\b")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A target with the words of its subject."""

    target: Target
    place: Place
    words: frozenset[str]
    kinds: frozenset[str]
    people: frozenset[str]
    year: int | None  # by which it is to be met: its own words say it, or the heading above


def _check(paper: Paper) -> Iterator[Finding]:
    years = _heading_years(paper)
    marks = [
        _mark(target, place, target.horizon_year or years.get(place.block))
        for target, place in paper.plan.targets
        if target.value is not None
    ]
    marks = [mark for mark in marks if len(mark.words) >= _FEWEST and mark.target.comparator in _SIGNS]
    vocabulary = Vocabulary.of(mark.words for mark in marks)
    for at, one in enumerate(marks):
        for other in marks[at + 1 :]:
            if _is_conflict(one, other, marks, vocabulary):
                yield _finding(one, other)


def _heading_years(paper: Paper) -> dict[int | None, int]:
    """Return the year that a heading gives to the blocks under it: "2. Mục tiêu đến năm 2028"."""
    years: dict[int | None, int] = {}
    above: list[tuple[Level, int | None]] = []
    for passage in paper.passages:
        place = passage.pieces[0][1]
        label = label_of(passage.text, place)
        said = set(_YEAR.findall(passage.text)) if len(passage.text.split()) <= _HEADING_WORDS else set()
        if label is not None:
            above = [one for one in above if one[0] < label.level]
            above.append((label.level, int(min(said)) if len(said) == 1 else None))
        year = next((found for _, found in reversed(above) if found), None)
        if year is not None:
            years.update({at.block: year for _, at in passage.pieces})
    return years


def _mark(target: Target, place: Place, year: int | None) -> _Mark:
    folded = f" {compare_key(target.subject)} "
    kinds = frozenset(kind for group in _KINDS for kind in group if f" {kind} " in folded)
    people = frozenset(kind for kind in _PEOPLE if f" {kind} " in folded)
    return _Mark(target, place, words_of(target.subject), kinds, people, year)


def _is_conflict(one: _Mark, other: _Mark, marks: list[_Mark], vocabulary: Vocabulary) -> bool:
    a, b = one.target, other.target
    if a.value == b.value or a.unit != b.unit or a.section == b.section or not _is_same_frame(one, other):
        return False
    if one.kinds != other.kinds or (one.people and other.people and not one.people & other.people):
        return False
    likeness = vocabulary.likeness(one.words, other.words)
    least = _ALIKE_RANK if a.comparator == "top" else _ALIKE_MEASURE if one.kinds & _MEASURES else _ALIKE
    if likeness < least:
        return False
    # Either has a nearer twin where the other stands: then the two are neighbours, not one.
    return not any(
        mark is not twin
        and mark is not own
        and mark.target.section == twin.target.section
        and vocabulary.likeness(own.words, mark.words) >= likeness
        for own, twin in ((one, other), (other, one))
        for mark in marks
    )


def _is_same_frame(left: _Mark, right: _Mark) -> bool:
    """Say whether two targets may be held against each other: same level, years, scope; both floors, or both tops."""
    one, other = left.target, right.target
    if (one.level, left.year, one.baseline_year) != (other.level, right.year, other.baseline_year):
        return False
    if (one.comparator == "top") != (other.comparator == "top"):
        return False
    if one.scope and other.scope and one.scope != other.scope:
        return False
    return ("<" in one.comparator) == ("<" in other.comparator)


def _finding(one: _Mark, other: _Mark) -> Finding:
    evidence = f"{squeeze(one.target.text)} | {squeeze(other.target.text)}"
    params = {"first": _value(one.target), "second": _value(other.target)}
    return Finding(RULE.code, RULE.severity, one.place, evidence, params, also=(other.place,))


def _value(target: Target) -> str:
    number = f"{target.value:f}".replace(".", ",") if target.value is not None else ""
    return f"{number}%" if target.unit == "%" else number


_HEAD = "KẾ HOẠCH\nCải cách hành chính năm 2027\nI. MỤC TIÊU\n"
RULE = Rule(
    "C401",
    Severity.WARNING,
    "Một chỉ tiêu, hai giá trị",
    "Một chỉ tiêu trong một kế hoạch chỉ có một giá trị; nơi thực hiện không biết theo số nào.",
    _check,
    bad=(
        f"{_HEAD}1. Mức độ hài lòng của người dân, tổ chức về giải quyết thủ tục hành chính đạt tối thiểu 92%.\n"
        "II. NHIỆM VỤ\n1. Nâng cao chất lượng phục vụ, bảo đảm mức độ hài lòng của người dân, tổ chức về giải quyết "
        "thủ tục hành chính đạt từ 90% trở lên.",
        f"{_HEAD}1. Mục tiêu đến năm 2030\na) Chỉ số cải cách hành chính thuộc nhóm 10 tỉnh dẫn đầu.\nII. NHIỆM VỤ\n"
        "1. Đến năm 2030, chỉ số cải cách hành chính thuộc nhóm 15 tỉnh dẫn đầu.",
    ),
    good=(
        f"{_HEAD}1. Tỷ lệ hồ sơ số hóa của cấp huyện đạt tối thiểu 60%.\n"
        "II. NHIỆM VỤ\n1. Bảo đảm tỷ lệ hồ sơ số hóa của cấp xã đạt tối thiểu 45%.",
        f"{_HEAD}1. Tỷ lệ hồ sơ dịch vụ công trực tuyến toàn trình đạt tối thiểu 70%.\n"
        "II. NHIỆM VỤ\n1. Bảo đảm tỷ lệ hồ sơ dịch vụ công trực tuyến một phần đạt tối thiểu 50%.",
        f"{_HEAD}1. Mức độ hài lòng của người dân về y tế công năm 2027 đạt 90%; đến năm 2030 đạt 95%.",
        f"{_HEAD}1. Mục tiêu đến năm 2028\na) Mức độ hài lòng của người dân về giải quyết thủ tục đạt 92%.\n"
        "2. Mục tiêu đến năm 2030\na) Mức độ hài lòng của người dân về giải quyết thủ tục đạt 95%.",
        f"{_HEAD}1. Chỉ số cải cách hành chính thuộc nhóm 10 tỉnh dẫn đầu.\nII. NHIỆM VỤ\n1. Đưa chỉ số hài lòng về "
        "phục vụ hành chính vào nhóm 15 tỉnh dẫn đầu.",
        f"{_HEAD}1. Tỷ lệ hồ sơ giải quyết đúng hạn đạt tối thiểu 98%.\nII. NHIỆM VỤ\n1. Bảo đảm tỷ lệ hồ sơ giải "
        "quyết đúng hạn đạt tối thiểu 98%.",
    ),
)
