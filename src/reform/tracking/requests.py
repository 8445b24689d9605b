"""Which bodies are asked and which are obliged: outside command there is a request, without clock and late list.

Owns: the reading of a body's name and of "đề nghị". Does not: resolve the name.
"""

import re
from dataclasses import dataclass
from functools import cache

from vanban.text.forms import compare_key

__all__ = ["ASKED_BY_WORD", "REQUEST_RULES", "RequestRule", "is_request", "request_rule"]

# The rule of "đề nghị": whoever is addressed with it is asked, whatever body it is.
ASKED_BY_WORD = "RQ010"
_ASKING = "de nghi"


@dataclass(frozen=True, slots=True)
class RequestRule:
    """Bodies of one sort that a People's Committee does not command."""

    rule_id: str  # permanent; its sentence stands in ``reform.messages``
    names: tuple[str, ...]  # patterns of compare keys, matched from the first word of the name
    good: tuple[str, ...]  # names it must take
    bad: tuple[str, ...]  # names it must leave


def request_rule(phrase_text: str, task_text: str = "") -> str | None:
    """Return the id of the rule by which this body is asked, or None where it is obliged.

    Args:
        phrase_text: The body's name as it stands in the cell.
        task_text: The task's words: "Đề nghị <body> …" makes any body one that is asked.
    """
    name = compare_key(phrase_text)
    if name.startswith(_ASKING) or _asked_in(name, compare_key(task_text)):
        return ASKED_BY_WORD
    return next((rule.rule_id for rule in REQUEST_RULES if _pattern(rule).match(name)), None)


def is_request(phrase_text: str, task_text: str = "") -> bool:
    """Return whether this body gets a request, not an obligation."""
    return request_rule(phrase_text, task_text) is not None


def _asked_in(name: str, task: str) -> bool:
    """Return whether the task asks this body: "Đề nghị Tòa án nhân dân tỉnh phối hợp …"."""
    return bool(name) and re.search(rf"\b{_ASKING} (?:cac )?{re.escape(name)}\b", task) is not None


@cache
def _pattern(rule: RequestRule) -> re.Pattern[str]:
    return re.compile(rf"(?:cac |nhung )?(?:{'|'.join(rule.names)})\b")


REQUEST_RULES: tuple[RequestRule, ...] = (
    RequestRule(
        "RQ020",  # the Party
        names=(
            r"(?:ban (?:thuong vu|chap hanh) |thuong truc |van phong )?(?:tinh|thanh|huyen|quan|thi|dang) uy(?! ban)",
            r"(?:dang bo|chi bo|chi uy|cap uy)",
            r"ban (?:to chuc|dan van|noi chinh|tuyen giao(?: va dan van)?) (?:tinh|thanh|huyen|quan|thi|dang) uy",
            r"uy ban kiem tra (?:tinh|thanh|huyen|quan|thi|dang) uy",
            r"ban (?:dan van|noi chinh|tuyen giao|dang)",
        ),
        good=("Ban Thường vụ Tỉnh ủy", "Tỉnh uỷ", "Đảng ủy các xã, phường", "Ban Tổ chức Tỉnh ủy", "Các ban Đảng"),
        bad=("Ban Quản lý khu công nghiệp", "Thành phố Sông Mây", "UBND các huyện, thị xã", "Ủy ban nhân dân tỉnh"),
    ),
    RequestRule(
        "RQ030",  # the People's Councils and the National Assembly's delegation
        names=(
            r"(?:thuong truc |dai bieu )?(?:hdnd|hoi dong nhan dan)(?! (?:va )?(?:ubnd|uy ban))",
            r"ban (?:phap che|kinh te(?: ngan sach)?|van hoa xa hoi|do thi|dan toc) (?:cua )?(?:hdnd|hoi dong)",
            r"(?:van phong )?doan (?:dai bieu quoc hoi|dbqh)",
        ),
        good=("HĐND tỉnh", "Thường trực HĐND các xã", "Văn phòng Đoàn ĐBQH và HĐND tỉnh", "Hội đồng nhân dân cấp xã"),
        bad=("Văn phòng HĐND và UBND xã", "Hội đồng thi đua", "UBND tỉnh", "HĐND và UBND các xã", "HĐND - UBND xã"),
    ),
    RequestRule(
        "RQ040",  # the Front, unions and associations
        names=(
            r"(?:ban thuong truc )?(?:uy ban |ub)?(?:mat tran|mttq)",
            r"(?:lien doan lao dong|cong doan|lien hiep|lien minh hop tac xa|hiep hoi)",
            r"hoi (?!dong|nghi|thao|truong)",
            r"(?:tinh|thanh|huyen|xa) doan",
            r"doan (?:thanh nien|tncs|the)",
            r"to chuc chinh tri",
        ),
        good=("Ủy ban MTTQ Việt Nam tỉnh", "Liên đoàn Lao động tỉnh", "Tỉnh Đoàn", "Các tổ chức chính trị - xã hội"),
        bad=("Hội đồng thẩm định", "Đoàn kiểm tra cải cách hành chính", "Công an tỉnh", "UBND huyện"),
    ),
    RequestRule(
        "RQ050",  # enterprises
        names=(
            r"doanh nghiep",
            r"(?:tong )?cong ty",
            r"(?:tap doan|hop tac xa|buu dien|vnpt|viettel|mobifone)",
            r"ngan hang (?!nha nuoc)",
        ),
        good=("Bưu điện tỉnh", "Công ty Điện lực Sông Mây", "Các doanh nghiệp viễn thông", "VNPT Sông Mây"),
        bad=("Ngân hàng Nhà nước chi nhánh tỉnh", "Sở Tài chính", "Công an xã"),
    ),
    RequestRule(
        "RQ060",  # courts, procuracy, State audit
        names=(r"toa an", r"vien kiem sat", r"kiem toan nha nuoc"),
        good=("Tòa án nhân dân tỉnh", "Viện kiểm sát nhân dân khu vực"),
        bad=("Thanh tra tỉnh", "Cục Thi hành án dân sự"),
    ),
)
