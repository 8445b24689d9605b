"""Duties with a term that stand in the prose on organisation: who, what, when, to whom.

Owns: simple sentence rules. Does not: read the term as a date (``vanban.language.deadlines``), or guess: a sentence
without a verb and a term is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vanban.language.letters import CAPITALS
from vanban.plans.model import PeriodicDuty
from vanban.plans.outline import Passage
from vanban.text.forms import compare_key, squeeze

__all__ = ["periodic_duties"]


def _any(words: str) -> str:
    """Return a pattern of the words, which ``|`` divides over several lines."""
    return "(?:" + "|".join(word.strip() for word in words.split("|")) + ")"


# Headings of the parts that give duties, on ``compare_key``.
_ORGANISATION = re.compile(
    _any("to chuc thuc hien | trach nhiem | cong tac trien khai | che do bao cao | che do thong tin bao cao | "
         "phan cong nhiem vu | to chuc trien khai | phan cong thuc hien")
)  # fmt: skip
_HEADING_WORDS = 16  # a heading is no longer
_GENERAL_HEADING = re.compile(r"\A(?:(?:[A-H]|[IVX]{1,6})[.)/]\s|(?:PHẦN|Phần)\s|Điều \d)")
_CLAUSE = re.compile(r"\A\s*\d{1,2}(?:\.\d{1,2})*\s?[.)]\s*")
_MARK = re.compile(r"\A\s*(?:\d{1,2}(?:\.\d{1,2})*\s?[.)]|[a-zđ]\)|[-+])\s*")
_BODY = _any(
    "Các | Thủ trưởng | Giám đốc | Trưởng | Chánh | Chủ tịch | Người đứng đầu | Sở | Ban | Bộ | UBND | Ủy ban | "
    "Uỷ ban | HĐND | Hội đồng | Văn phòng | Phòng | Công an | Thanh tra | Cơ quan | Đơn vị | Trung tâm | Báo | Đài | "
    "Bộ phận | Cục | Chi cục | Trường | Bưu điện | Kho bạc | Bảo hiểm | Mặt trận | Đảng ủy | Đảng uỷ | Tổ | Đề nghị"
)
_VERB = _any(
    "có trách nhiệm | chịu trách nhiệm | chủ trì | chủ động | phối hợp | xây dựng | tổ chức | tham mưu | báo cáo | "
    "tổng hợp | định kỳ | thường xuyên | hướng dẫn | theo dõi | căn cứ | bố trí | đẩy mạnh | triển khai | thực hiện | "
    "ban hành | gửi | rà soát | chỉ đạo | đôn đốc | giúp | nghiêm túc | hoàn thành | tự đánh giá | kiểm tra | "
    "công khai | đề xuất | hằng | hàng | trước | chậm nhất | là"
)
_SUBJECT = re.compile(rf"\A(?:Giao\s|Yêu cầu\s)?(?P<who>{_BODY}\s[^.]{{0,240}}?)(?=:|\Z|\s{_VERB}\b)")

_PERIOD = r"(?:tuần|tháng|quý|năm)"
_DAY = (
    r"(?:ngày\s+)?(?:mùng\s+)?\d{1,2}(?:(?:/|\s+tháng\s+)\d{1,2}(?:(?:/|\s+năm\s+)\d{4})?)?"
    rf"(?:\s+(?:của\s+)?tháng\s+cuối\s+quý|\s+(?:của\s+)?(?:hằng|hàng)\s+{_PERIOD})?"
)
_EVERY = (
    rf"(?:(?:định kỳ\s+)?(?:hằng|hàng)\s+{_PERIOD}|định kỳ\s+\d{{1,2}}\s+tháng)"
    r"(?:,?\s*(?:và\s|hoặc\s)?\s*(?:\d{1,2}\s+tháng|cả năm|năm|quý|đột xuất)\b)*"
)
_WHEN = re.compile(
    rf"(?:(?:xong |hoàn thành )?trước|chậm nhất(?: là)?(?: vào)?|muộn nhất)\s+{_DAY}|{_EVERY}|định kỳ theo quy định"
    r"|định kỳ(?=\s+(?:tổng hợp|báo cáo|rà soát|kiểm tra|đánh giá))"
    r"|(?:chậm nhất )?trong\s+(?:quý\s+[IVX]+|tháng\s+\d{1,2})(?:/\d{4})?",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"(?<!\w)" + _any(
        "xây dựng | ban hành | báo cáo | tổng hợp | nộp | gửi | đánh giá | tự đánh giá | rà soát | công khai | "
        "kiểm tra | lập | trình | tổ chức | đề xuất | thực hiện | hoàn thành | cập nhật"
    ) + r"(?!\w)",
    re.IGNORECASE,
)  # fmt: skip
_PRODUCT = re.compile(r"(?<!\w)(?:kế hoạch|báo cáo|chương trình)(?!\w)", re.IGNORECASE)
_THROUGH = re.compile(r"\s*\((?:qua|thông qua)\s[^)]+\)")
_COMMITTEE = (
    r"(?:Chủ tịch\s+)?(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+"
    r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)"
)
_OFFICE = (
    rf"(?:Sở|[Pp]hòng|Bộ|Văn phòng|Ban)\s+[{CAPITALS}][^,.;()]{{1,50}}?"
    r"(?=\s+(?:tổng hợp|để|trước|chậm|theo|định|hằng|hàng)\b|[,.;()]|\Z)"
)
_TO = re.compile(
    r"(?:báo cáo|gửi|nộp|trình|cho|về)(?:\s+(?:về|cho))?\s+"
    rf"(?P<to>{_COMMITTEE}|{_OFFICE})"
)
_SENTENCE = re.compile(rf"(?<=[\w)])\.\s+(?=[{CAPITALS}(])|;\s+")


def periodic_duties(passages: Sequence[Passage]) -> tuple[PeriodicDuty, ...]:
    """Return the duties with a term in the parts on organisation, in source order."""
    found: list[PeriodicDuty] = []
    inside = False
    holder: str | None = None  # whom the lettered points of a clause are for
    for passage in passages:
        if _GENERAL_HEADING.match(passage.text):
            short = len(passage.text.split()) <= _HEADING_WORDS
            inside = short and bool(_ORGANISATION.search(compare_key(passage.text)))
            holder = None
        elif inside:
            subject = _subject(passage.text)
            if _CLAUSE.match(passage.text):
                holder = subject
            found.extend(_duties(passage, subject or holder))
    return tuple(found)


def _subject(text: str) -> str | None:
    """Return the body that a clause begins with, or None."""
    match = _SUBJECT.match(_MARK.sub("", text))
    return squeeze(match["who"]).rstrip(" ,;:") or None if match else None


def _duties(passage: Passage, who: str | None) -> Iterator[PeriodicDuty]:
    """Yield the duties of one passage; a sentence in brackets adds terms to the one before it."""
    last: PeriodicDuty | None = None
    for start, end in _sentences(passage.text):
        sentence = passage.text[start:end]
        if last is not None and sentence.startswith("("):
            last = replace(last, when="; ".join([last.when, *_terms(sentence)]))
            continue
        if last is not None:
            yield last
        last = _duty(passage, start, end, who)
    if last is not None:
        yield last


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _SENTENCE.finditer(text):
        if text.count("(", start, mark.start()) > text.count(")", start, mark.start()):
            continue
        yield start, mark.start() + 1
        start = mark.end()
    yield start, len(text)


def _duty(passage: Passage, start: int, end: int, who: str | None) -> PeriodicDuty | None:
    sentence = passage.text[start:end]
    terms = _terms(sentence)
    what = _what(sentence) if terms else None
    if what is None:
        return None
    own = _subject(sentence) if start else None
    place = passage.place(start, end)
    return PeriodicDuty(own or who, what, "; ".join(terms), _receiver(sentence), passage.section, place)


def _receiver(sentence: str) -> str | None:
    """Return to whom the report goes and, where the sentence says it, through whom."""
    to = _TO.search(sentence)
    if to is None:
        return None
    through = _THROUGH.search(sentence, to.end())
    return squeeze(to["to"] + (f" {through[0].strip()}" if through else ""))


def _terms(sentence: str) -> list[str]:
    return [squeeze(match[0]) for match in _WHEN.finditer(sentence)]


def _what(sentence: str) -> str | None:
    """Return the verb nearest to the first term, a report before others, with its object."""
    when = _WHEN.search(sentence)
    if when is None:
        return None
    verbs = list(_DONE.finditer(sentence))
    before = [verb for verb in verbs if verb.end() <= when.start()]
    after = [verb for verb in verbs if verb.start() >= when.end()]
    chosen = _last_report(before) or (_reports(after) or before[-1:] or after or [None])[0]
    if chosen is None:
        return None
    tail = sentence[chosen.end() :]
    ends = [mark.start() for mark in (_WHEN.search(tail), re.search(r"[.;(]", tail)) if mark]
    end = chosen.end() + min(ends, default=len(tail))
    start = chosen.start()
    if len(sentence[start:end].split()) < 4:
        # The object stands before its verb: "kế hoạch … được ban hành trước ngày …".
        start = max((product.start() for product in _PRODUCT.finditer(sentence, 0, start)), default=start)
    return squeeze(sentence[start:end]).strip(" ,;:(") or None


def _last_report(verbs: Sequence[re.Match[str]]) -> re.Match[str] | None:
    return (_reports(verbs) or [None])[-1]


def _reports(verbs: Sequence[re.Match[str]]) -> list[re.Match[str] | None]:
    return [verb for verb in verbs if verb[0].lower() == "báo cáo"]
