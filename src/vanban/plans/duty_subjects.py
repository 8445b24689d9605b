"""Whom a sentence in prose speaks of: the body that it begins with.

Owns: the words that begin bodies, the verbs that end their names there. Does not: read the names (``vanban.language``).
"""

import re

from vanban.text.forms import squeeze

__all__ = ["BODY", "Subject", "begin_of", "is_told", "spoken_of", "subject_of"]

Subject = tuple[str, int]  # the body's words, and where they end in the text


def _any(words: str) -> str:
    """Return a pattern of the words, which ``|`` divides over several lines."""
    return "(?:" + "|".join(word.strip() for word in words.split("|")) + ")"


_MARK = re.compile(r"\A\s*(?:\d{1,2}(?:\.\d{1,2})*(?:\s?[.)]|[/\-](?=\s))|[a-zđ]\)|[-+])\s*")
BODY = _any(
    "Các | Thủ trưởng | Giám đốc | Trưởng | Chánh | Chủ tịch | Người đứng đầu | Sở | Ban(?!\\shành) | Bộ | UBND | "
    "Ủy ban | Uỷ ban | HĐND | Hội đồng | Văn phòng | Phòng | Công an | Thanh tra | Cơ quan | Đơn vị | Trung tâm | "
    "Báo(?!\\scáo) | Đài | Bộ phận | Cục | Chi cục | Trường | Bưu điện | Kho bạc | Bảo hiểm | Mặt trận | Đảng ủy | "
    "Đảng uỷ | Tổ(?!\\schức) | Đề nghị | "
    "Công chức | Cán bộ | Lãnh đạo | [Mm]ỗi cơ quan | [Mm]ỗi đơn vị | Từng cơ quan"
)
_VERB = _any(
    "có trách nhiệm | chịu trách nhiệm | chủ trì | chủ động | phối hợp | xây dựng | tổ chức | tham mưu | báo cáo | "
    "tổng hợp | định kỳ | thường xuyên | hướng dẫn | theo dõi | căn cứ | bố trí | đẩy mạnh | triển khai | thực hiện | "
    "ban hành | gửi | rà soát | chỉ đạo | đôn đốc | giúp | nghiêm túc | hoàn thành | tự đánh giá | kiểm tra | "
    "công khai | đề xuất | hằng | hàng | trước | chậm nhất | là | phải | nộp | lập kế hoạch | lập báo cáo | "
    "tự chấm điểm | tự kiểm tra | "
    "cập nhật | sơ kết | tuyên truyền | tăng cường | quan tâm | trực tiếp | cử | "
    "thẩm định | trình | cân đối | phổ biến | đánh giá | tiếp tục | niêm yết | cung cấp | quản lý | vận hành"
)
_CHARGED = r"(?:\sđược giao (?:nhiệm vụ )?[^.;]{3,90}?(?:Phụ lục|Kế hoạch)(?: kèm theo)?(?: Kế hoạch)?(?: này)?)?"
_WHOLE = "(?:Văn phòng|Thanh tra|Công an)"  # names of one body without more words
_SUBJECT = re.compile(
    rf"\A(?:Giao\s|Yêu cầu\s)?(?P<who>(?:{_WHOLE}(?=\s{_VERB}(?!\w))|{BODY}(?:[,\s][^.]{{0,240}}?)?{_CHARGED}))"
    rf"(?=:|\Z|\s*\Z|(?<!\sđược),?\s{_VERB}(?!\w))"  # "đơn vị được kiểm tra" is one name
)

_DONE = (" đã", " vừa")  # what follows is told, not asked for

# The title of a clause before the body that acts: "2. Cải cách thể chế: Phòng Pháp chế rà soát …".
_TITLED = re.compile(r"\A\s*(?:\d{1,2}(?:\.\d{1,2})*\s?[.)]|[a-zđ]\)|[-+])\s*(?P<title>[^:.;,]{3,60}):\s+(?=\S)")


def spoken_of(text: str) -> Subject | None:
    """Return the body that a passage speaks of: at its front, or behind the title of its clause."""
    found = subject_of(text, begin_of(text))
    titled = _TITLED.match(text) if found is None else None
    return subject_of(text, titled.end()) if titled else found


def is_told(text: str, at: int) -> bool:
    """Say whether a sentence tells what a body has done: "Sở Nội vụ đã ban hành …"."""
    match = _SUBJECT.match(text[at:])
    return match is not None and match["who"].endswith(_DONE)


def begin_of(text: str) -> int:
    """Return where the words of a passage begin, behind its number or bullet."""
    mark = _MARK.match(text)
    return mark.end() if mark else 0


def subject_of(text: str, at: int) -> Subject | None:
    """Return the body that a sentence begins with and where its words end, or None."""
    match = _SUBJECT.match(text[at:])
    who = squeeze(match["who"]).rstrip(" ,;:") if match else ""
    if match is None or not who or who.endswith(_DONE):
        return None
    return who, at + match.end("who")
