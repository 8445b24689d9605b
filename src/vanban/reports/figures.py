"""The figures of a report's prose: numbers with what they count.

Owns: which numbers of a sentence are figures (not dates, symbols, numbers of clauses, terms, years or slogans), their
units and names. Does not: compare them (``claims``, ``vanban.checks``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from vanban.language.targets.numbers import decimal_of
from vanban.plans.outline import Passage
from vanban.reports.model import Figure, Narrative
from vanban.text.forms import compare_key, squeeze

__all__ = ["Spotted", "as_narrative", "narrative_of", "spot"]

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|\d+)"
_FIGURE = re.compile(
    rf"(?<![\w.,/:\-–])(?P<first>{_NUMBER})(?:\s?/\s?(?P<second>{_NUMBER}))?(?![\w/:]|[.,]\d)"
    r"(?P<gap>\s*)(?P<unit>%|[^\W\d_]+)?"
)
# Units of several words that are one unit; the first word alone would say another thing.
_LONG_UNITS = re.compile(
    r"(?:(?:nghìn |ngàn |triệu |tỷ |tỉ )?(?:đồng|USD)|(?:tỷ|tỉ|triệu|nghìn|ngàn) đồng|hồ sơ|thủ tục hành chính|thủ tục|"
    r"hành vi|tài khoản|lĩnh vực|mô hình|quyết định|nghị quyết|kế hoạch|văn bản|doanh nghiệp|hợp tác xã|hộ kinh doanh|"
    r"cán bộ, công chức(?:, viên chức)?|cán bộ|công chức|viên chức|lao động|biên chế|cơ quan, đơn vị|cơ quan|đơn vị|"
    r"tổ chức|cuộc họp|cuộc|buổi|hội nghị|lớp tập huấn|lượt người|lượt|phiếu|ý kiến|kiến nghị|phản ánh|báo cáo|"
    r"nhiệm vụ|chỉ tiêu|dịch vụ công|dịch vụ|quy trình|trường hợp|vị trí việc làm|chứng thư số|chữ ký số|sáng kiến|"
    r"tin, bài|tin bài|dự án|công trình|thị trấn|đặc khu|Ủy ban nhân dân|Uỷ ban nhân dân|UBND|TTHC|DVC|VBQPPL|"
    r"sản phẩm|chỉ số|thư xin lỗi|đề án|điểm cầu|trung tâm|phần mềm|hệ thống|cơ sở dữ liệu|thôn|khu phố|hội viên)\b"
)
_COUNTERS = frozenset({
    "vụ", "người", "hộ", "điểm", "xã", "phường", "huyện", "tỉnh", "sở", "ban", "ngành", "phòng", "trường", "lớp",
    "tin", "bài", "cuộc", "đợt", "lần", "lượt", "phiếu", "máy", "bộ", "chiếc", "cái", "thôn", "bản", "tổ", "nhóm",
    "đoàn", "đội", "hội", "chi", "trạm", "km", "ha", "m2", "tấn", "đồng", "tỷ", "triệu", "nghìn", "cơ", "cán",
    "công", "đại", "thành", "viên", "cặp", "kênh", "trang", "ứng", "nền", "giải", "mục", "đảng", "ca", "suất",
    "quy", "chức", "thẻ",
})  # fmt: skip
# A number before these is a date, a term or a duration, no figure.
_TIME = frozenset({"tháng", "năm", "ngày", "giờ", "phút", "quý", "tuần", "kỳ", "giây", "nhiệm", "h", "thế"})
# A number behind these names a thing: số 12, năm 2024, mức độ 4, Điều 5, quý 2, lần thứ 3.
_NAMES = re.compile(
    r"(?:\b(?:số|năm|tháng|ngày|quý|mức|mức độ|điều|khoản|điểm|mục|phần|chương|phụ lục|biểu|mẫu|thứ|khóa|khoá|tổ|"
    r"khu|cấp|"
    r"giai đoạn|nhiệm kỳ|kỳ|lần|loại|hạng|vị trí|tuổi|phiên bản|đề án|nghị định|thông tư|luật|đường|quốc lộ|tầng|"
    r"từ|bậc|nhóm|kỳ họp|phiên họp)|[-–]|N)\s*\Z",
    re.IGNORECASE,
)
# "số 12", but "với số lượng 12" and "tổng số 12" count.
_COUNTS = re.compile(r"(?:tổng số|tổng điểm|số điểm|tăng|giảm|từ)\s*\Z", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"][^”\"]{0,80}[”\"]")
_FOOTNOTE = re.compile(r"\A[¹²³⁰⁴-⁹]|\A\[\d+\]")
_BREAK = re.compile(r"[.;:,()\n]|\s[-–]\s")
_TRIM = ' \t\n,;:.()+–-=“”"'
_VERBS = re.compile(
    r"(?:\s+(?:là|đạt|có|được|gồm|khoảng|trên|gần|hơn|với|còn|chiếm|đã|vẫn|tỷ lệ|tỉ lệ|tại|cho|và|"
    r"cả|toàn bộ|trong đó))+\Z",
    re.IGNORECASE,
)
_FIRST_WORDS = re.compile(r"\A(?:trong đó|bao gồm|gồm|cụ thể|và|đạt|có|đã|với|còn)\b[\s:,]*", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:nhiem vu trong tam|phuong huong|nhiem vu (?:va )?giai phap|ke hoach (?:quy|thang|6 thang|nam))\b"
)
_HEADING_WORDS = 24
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Spotted:
    """A figure with its span in the passage."""

    figure: Figure
    start: int
    end: int  # behind the unit
    ratio: int | None = None  # 1 the first, 2 the second number of "288/367"


def narrative_of(passages: Sequence[Passage]) -> Iterator[tuple[Passage, bool, tuple[Spotted, ...]]]:
    """Yield the passages that hold figures, with whether they speak of the next period."""
    ahead: str | None = None  # the section that does
    for passage in passages:
        section = passage.section or ""
        if (
            passage.numbered
            and len(passage.text.split()) <= _HEADING_WORDS
            and _AHEAD.search(compare_key(passage.text))
        ):
            ahead = section
        elif ahead is not None and not (section == ahead or section.startswith(f"{ahead}.")):
            ahead = None
        if _FOOTNOTE.match(passage.text):
            continue
        found = spot(passage)
        if found:
            yield passage, ahead is not None, found


def as_narrative(passage: Passage, found: Sequence[Spotted], *, ahead: bool) -> Narrative:
    """Return the figures of a passage as a part of the report."""
    return Narrative(passage.section, passage.text, tuple(spotted.figure for spotted in found), ahead)


def spot(passage: Passage) -> tuple[Spotted, ...]:
    """Return the figures of ``passage`` in order."""
    text = passage.text
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    found: list[Spotted] = []
    for match in _FIGURE.finditer(text):
        if any(start <= match.start() < end for start, end in quoted):
            continue
        unit = _unit(text, match)
        if unit is None or _is_name(text, match):
            continue
        end = match.end("second") if match["second"] else match.end("first")
        end = end + len(match["gap"]) + len(unit) if unit else end
        found.extend(_figures(passage, match, unit, (found[-1].end if found else 0, end)))
    return tuple(found)


def _unit(text: str, match: re.Match[str]) -> str | None:
    """Return the unit behind a number; None where the words there make it no figure."""
    word = match["unit"]
    if word is None:
        return None
    long = _LONG_UNITS.match(text, match.start("unit"))
    if long:
        return long[0]
    if word.lower() in _TIME or (word[0].isupper() and word not in {"USD", "CK"}) or (not match["gap"] and word != "%"):
        return None
    return word if word == "%" or _is_counter(word) else None


def _is_counter(word: str) -> bool:
    return word in _COUNTERS


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Say whether the words before a number make it the name of something."""
    before = text[max(0, match.start() - 30) : match.start()]
    if match["unit"] == "%" or _COUNTS.search(before):
        return False
    if not _NAMES.search(before):
        return False
    # "Cấp 367 tài khoản" is a verb with its object, "cấp 1" a level; a unit of several words settles it.
    word = before.split()[-1] if before.split() else ""
    settled = _LONG_UNITS.match(text, match.start("unit")) is not None
    return not (settled and word.lower() in {"cấp", "từ", "kỳ", "-", "–", "năm", "mục", "nhóm", "khu", "tổ"})


def _figures(passage: Passage, match: re.Match[str], unit: str, span: tuple[int, int]) -> Iterator[Spotted]:
    after, end = span
    name = _name(passage.text, after, match.start("first"), end, unit)
    names = [("first", 1 if match["second"] else None)] + ([("second", 2)] if match["second"] else [])
    for group, ratio in names:
        raw = match[group]
        place = passage.place(match.start(group), match.end(group))
        yield Spotted(Figure(name, _value(raw), unit, raw, place), match.start(group), end, ratio)


def _value(raw: str) -> Decimal:
    return decimal_of(raw)


def _name(text: str, after: int, start: int, end: int, unit: str) -> str:
    """Return what a figure counts: the words before it in its clause, and those behind its unit."""
    head = text[after:start].rstrip()
    named = head.endswith(":")  # "Gian lận thương mại: 02 hành vi": what stands before the colon is the name
    head = _clause_end(head.rstrip(": "))
    tail = _BREAK.split(text[end : end + _LONGEST_NAME], maxsplit=1)[0]
    tail = re.split(r"\d", tail, maxsplit=1)[0] if not re.search(r"mức độ \d", tail) else tail
    head = _FIRST_WORDS.sub("", _VERBS.sub("", " " + head).strip(_TRIM)).strip(_TRIM)
    tail = re.sub(r"\s(?:trên|cho|trong|và|đạt|gồm|tại|với)\s*\Z", "", " " + tail).strip(_TRIM)
    if named and head:
        return squeeze(head)[-_LONGEST_NAME:]
    words = [head, f"{'' if unit == '%' else unit} {tail}".strip() if tail or not head else ""]
    return squeeze(" ".join(word for word in words if word))[:_LONGEST_NAME] or unit


def _clause_end(head: str) -> str:
    """Return the last clause of the words before a number; commas inside a list of nouns are kept."""
    pieces = re.split(r"[.;:()\n]|,(?=\s)", head)
    last = pieces[-1]
    if (
        len(pieces) > 1
        and last.strip()
        and last.strip().split()[0][0].islower()
        and len(last.split()) < 3
        and "," in head
    ):
        last = ",".join(pieces[-2:])
    return last
