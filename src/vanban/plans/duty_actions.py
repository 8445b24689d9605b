"""What a duty in prose asks for, and to whom it goes: the verb with its object, without the tail of the sentence.

Owns: sentence rules on verbs. Does not: find terms (``duty_terms``) or who acts (``duties``).
"""

import re

from vanban.language.letters import CAPITALS
from vanban.text.forms import squeeze

__all__ = ["action_of", "acts_between", "named_action", "receiver_of"]


def _any(words: str) -> str:
    """Return a pattern of the words, which ``|`` divides over several lines."""
    return "(?:" + "|".join(sorted((word.strip() for word in words.split("|")), key=len, reverse=True)) + ")"


# What ends in something to show. "gửi" and "nộp" only say where it goes.
_MAKING = _any(
    "xây dựng | ban hành | báo cáo | tổng hợp | lập | thành lập | rà soát | công khai | đánh giá | tự đánh giá | "
    "chấm điểm | tự chấm điểm | tổ chức | đề xuất | cập nhật | sơ kết | tổng kết | kiểm tra | tự kiểm tra | khảo sát | "
    "công bố | tuyên truyền | tham gia | trình | thống kê | đối thoại | đối chiếu | giao ban | họp | thẩm định | "
    "niêm yết | cung cấp | đăng ký | hoàn thành | có ít nhất | có tối thiểu | truyền tải | thông tin"
)
_SENDING = _any("gửi | nộp | chuyển | trình")
_OVERSEEING = _any("tham mưu | triển khai | thực hiện | theo dõi | đôn đốc | hướng dẫn | chỉ đạo | bố trí | chủ trì")
_BARE = 2  # words of a verb without its object: "tổng hợp", "báo cáo"
_MAKES = re.compile(rf"(?<!\w){_MAKING}(?!\w)", re.IGNORECASE)
_SENDS = re.compile(rf"(?<!\w){_SENDING}(?!\w)", re.IGNORECASE)
_OVERSEES = re.compile(rf"(?<!\w){_OVERSEEING}(?!\w)", re.IGNORECASE)
_REPORTS = re.compile(r"(?:,|\svà)\s+(?P<verb>báo cáo)\s+(?:kết quả|tình hình|số liệu|tiến độ)", re.IGNORECASE)
_NOT_A_VERB = re.compile(
    r"(?:kết quả|công tác|việc|nội dung|hoạt động|kế hoạch|đoàn|tổ|hình thức|được|bộ|bảng|cơ quan|thông)\s+\Z",
    re.IGNORECASE,
)
_ORGANS = re.compile(r"tổ chức(?=\s*(?:,|và|có|chính trị|liên quan|hội|đoàn))", re.IGNORECASE)
_PRODUCT = _any("kế hoạch | báo cáo | chương trình | tài liệu | hồ sơ | kết quả | danh mục | phương án | bảng điểm")
# "Kế hoạch … được ban hành trước …", "Thời gian ban hành Kế hoạch …": what is handed in stands before its verb.
_NAMED = re.compile(
    rf"\A\W*(?:(?:các|riêng)\s+)*(?:(?:việc|thời gian|thời hạn)(?: hoàn thành)?\s+(?P<first>{_MAKING})\s+)?"
    rf"(?P<what>{_PRODUCT}(?:\s[^.;,]*?)??)(?:\s+(?:phải|được|cần|xong|hoàn thành|là))*"
    rf"(?:\s+(?P<verb>nộp|gửi|ban hành|trình|hoàn thành|xây dựng))?(?=\s+(?:về|cho|đến|trước|xong)\s|\s*\Z)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:,\s*|\s+(?:và\s+)?)(?:gửi|nộp|trình)"
    r"(?=\s+(?:về|cho|đến|kết quả về|UBND|Sở|Phòng|Văn phòng|Bộ)\s|\s*\Z|,)|\s*\((?:qua|thông qua)|\s+để(?!\w)|"
    r",?\s+nhằm(?!\w)|\s+theo quy định|\s+gắn với|,?\s+(?:bảo đảm|đảm bảo)(?!\w)|,?\s+làm cơ sở|"
    r"\s+về\s+(?=UBND|Ủy|Uỷ|Sở|Phòng|Văn phòng|Ban)|[.;]"
)
_THROUGH = re.compile(r"\s*\((?:qua|thông qua)\s[^)]+\)")
_COMMITTEE = (
    r"(?:(?:Phó )?Chủ tịch\s+)?(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND)\s+"
    r"(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)"
    rf"(?:\s+(?!và)[{CAPITALS}]\w*)*"
)
_STOP = (
    r"(?=\s+(?:tổng hợp|để|trước|chậm|muộn|theo|định|hằng|hàng|tình hình|kết quả|việc|vào|và\s|xem xét|thẩm định|"
    r"xong|trong|cho|về|báo cáo|công tác)|\s*[,.;:()]|\s*\Z)"
)
_OFFICE = (
    r"(?:Sở|[Pp]hòng|Bộ|Văn phòng|Ban|Giám đốc|Trung tâm|[Cc]ông chức|Thường trực|[Ll]ãnh đạo|Đảng [ủu][yỷ]|Tỉnh ủy)\s+"
    rf"[{CAPITALS}\w][^,.;:()]{{1,50}}?{_STOP}"
)
_COMMON = rf"(?:cơ quan|cấp)\s+(?:có thẩm quyền|cấp trên|thường trực)[^,.;:()]{{0,30}}?{_STOP}"
_BODY = rf"(?:{_COMMITTEE}|{_OFFICE}|{_COMMON})"
_TO = re.compile(
    rf"(?:báo cáo|gửi|nộp|trình|cho|về|gửi kết quả về)(?:\s+(?:về|cho|đến|lên))?\s+"
    rf"(?P<to>{_BODY}(?:(?:,|\s+và)\s+{_BODY})*)"
)


def receiver_of(sentence: str) -> str | None:
    """Return to whom a sentence says that something goes and, where it says it, through whom."""
    to = _TO.search(sentence)
    if to is None:
        return None
    through = _THROUGH.search(sentence, to.end())
    return squeeze(to["to"] + (f" {through[0].strip()}" if through else ""))


def named_action(words: str) -> tuple[str, str | None] | None:
    """Return what is handed in where it stands before its verb, and the verb; None where the sentence says it not so.

    Args:
        words: The sentence up to its first term.
    """
    match = _NAMED.match(words)
    if match is None or not (match["verb"] or match["first"]):
        return None
    return squeeze(match["what"]), (match["first"] or match["verb"]).lower()


def acts_between(words: str) -> bool:
    """Say whether something is done between two terms, so that they are terms of two duties."""
    return any(_is_verb(words, match) for match in _MAKES.finditer(words))


def action_of(before: str, after: str) -> str | None:
    """Return the verb with its object that a term belongs to.

    Args:
        before: The words from who acts to the term.
        after: The words behind the term, up to the next one.
    """
    start = _start(after)
    if start is not None and not after[:start].strip(" ,;:") and not _start_of_any(before):
        return _phrase(after[start:])
    if start is not None and _leads(after, start):
        return _phrase(after[start:])
    at = _start_of_any(before)
    if at is not None:
        return _phrase(before[at:])
    return _phrase(after[start:]) if start is not None else None


def _leads(after: str, start: int) -> bool:
    """Say whether the term leads the verb behind it: "định kỳ hằng tuần rà soát …"."""
    return not after[:start].strip(" ,;:") and not after.lstrip().startswith((",", ".", ";"))


def _start(words: str) -> int | None:
    """Return where the first verb that makes something begins."""
    return next((match.start() for match in _MAKES.finditer(words) if _is_verb(words, match)), None)


def _start_of_any(words: str) -> int | None:
    """Return where the action before a term begins: a report said last, else the first thing that is made."""
    reports = list(_REPORTS.finditer(words))
    if reports:
        return reports[-1].start("verb")
    start = _start(words)
    if start is not None:
        return start
    others = [*_SENDS.finditer(words), *_OVERSEES.finditer(words)]
    return min((match.start() for match in others), default=None)


def _is_verb(words: str, match: re.Match[str]) -> bool:
    return not _NOT_A_VERB.search(words[: match.start()]) and not _ORGANS.match(words, match.start())


def _phrase(words: str) -> str | None:
    """Return the verb with its object: without who receives it, purpose, and what else the sentence says."""
    whole = squeeze(words)
    to = _TO.search(whole)
    short = _without_receiver(whole, to) if to else whole
    tail = next((match.start() for match in _TAIL.finditer(short) if match.start() > 0), len(short))
    short = re.sub(r"\s+(?:và|hoặc)\Z", "", short[:tail].strip(" ,;:(.")).strip(" ,")
    if len(short.split()) > _BARE or to is None:
        return short or None
    return squeeze(whole[: to.end()]).strip(" ,;:(")  # a verb alone says too little


def _without_receiver(whole: str, to: re.Match[str]) -> str:
    """Return the words without the receiver; behind "gửi" nothing more is asked for."""
    if _SENDS.match(to[0]) and to.start() > 0:
        return whole[: to.start()]
    front = re.sub(r"\s+(?:về|cho|đến|lên)\Z", "", whole[: to.start("to")].rstrip())
    behind = _THROUGH.sub("", whole[to.end() :], count=1)
    return f"{front}{behind}" if behind.startswith((",", ".", ";")) else f"{front} {behind.strip()}"
