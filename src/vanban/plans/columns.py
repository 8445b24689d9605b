"""What the columns of a plan's table mean, by the words of its header, in any order and wording.

Owns: the words of headers. Does not: find header rows (``tables``) or read cells.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from vanban.text.forms import compare_key, squeeze

__all__ = ["Role", "is_beginning", "is_mark", "names_task", "period_of", "role_of", "year_of"]


class Role(StrEnum):
    """What a column holds; the values are the contract's names."""

    NO = "no"
    TASK = "task"
    DELIVERABLE = "deliverable"
    LEAD = "lead"
    COORDINATING = "coordinating"
    MONITORING = "monitoring"
    DEADLINE = "deadline"
    BUDGET = "budget"
    NOTE = "note"
    LEAD_AND_COORDINATING = "lead_and_coordinating"  # both in one column
    RESULT = "result"  # what an annex of a report adds behind the plan's own columns; not read


@dataclass(frozen=True, slots=True)
class _Words:
    role: Role
    weight: int  # the heavier words decide; among equals those that stand first
    pattern: re.Pattern[str]


def _words(role: Role, weight: int, *phrases: str) -> _Words:
    return _Words(role, weight, re.compile(r"(?<![0-9a-z])(?:" + "|".join(phrases) + r")(?![0-9a-z])"))


# Phrases on ``compare_key``. "thực hiện", "hoàn thành" and "nhiệm vụ" stand in headers of several meanings
# ("Thời gian thực hiện nhiệm vụ"), so that they weigh least.
_BODY = "(?:co quan|don vi|cq|dv|d v|to chuc|ca nhan|bo phan|dia phuong|nguoi|can bo|cap|phong ban|so nganh)"
_HEADER_WORDS = (
    _words(Role.RESULT, 6, r"\Aket qua so ngay van ban\Z", r"\Adanh gia\Z", r"\Aly do trach nhiem\Z"),
    _words(Role.NO, 5, "tt", "stt", "so tt", "so thu tu", "thu tu", r"\Ama (?:so )?(?:nhiem vu|nv|cong viec|viec)\Z"),
    _words(Role.DEADLINE, 4, "thoi gian", "thoi han", "thoi diem", "tien do", "han hoan thanh", "ngay hoan thanh",
           "han bao cao", "han nop", "moc thoi gian", "ky han", "lo trinh", "han chot", "han cuoi(?: cung)?",
           "han (?:xu ly|tra loi|giai quyet|gui|trinh|ket thuc)", "(?:ngay|den|toi) han", "ngay ket thuc",
           "(?:hoan thanh|xong|ket thuc) truoc", "(?:phai|can) (?:xong|hoan thanh)", "t ?(?:g|gian)", "deadline",
           "due date"),
    _words(Role.DEADLINE, 2, r"\A(?:truoc|den) ngay\Z", r"\Aket thuc\Z"),
    _words(Role.BUDGET, 4, "kinh phi", "du toan", "nguon von", "tong von", r"\Avon\Z", "ngan sach"),
    _words(Role.NOTE, 4, "ghi chu", "chu thich", r"\Aluu y\Z", r"\Anote\Z"),
    _words(Role.MONITORING, 4, "theo doi", "don doc", "giam sat", f"{_BODY}(?: [a-z]+){{0,2}} kiem tra", "tham dinh"),
    _words(Role.MONITORING, 5, "(?:lanh dao|ld)(?: [a-z]+){0,3} (?:phu trach|chi dao|theo doi)"),
    _words(Role.COORDINATING, 4, "phoi hop", "phoi ket hop", "tham gia", "cung (?:lam|thuc hien)", "(?:cq|dv)ph"),
    _words(Role.COORDINATING, 3, rf"\A(?:{_BODY} )?ho tro\Z"),
    _words(Role.LEAD, 4, "chu tri", "dau moi", "chiu trach nhiem", "chu quan", "phu trach", "(?:cq|dv) ?ct",
           "(?:cq|dv)th", r"\Agiao cho\Z"),
    _words(Role.DELIVERABLE, 3, "san pham", "ket qua", "dau ra", "minh chung", "tai lieu kiem chung", r"\Asp\b",
           "output"),
    _words(Role.LEAD, 3, f"{_BODY}(?: [a-z]+){{0,4}} (?:thuc hien|tham muu|trien khai|duoc giao)", "phan cong",
           "trach nhiem", "don vi(?! tinh)", "co quan",
           r"\A(?:nguoi|ai) (?:lam|nhan)\Z"),
    _words(Role.LEAD, 2, r"\A(?:bo phan|phong|phong ban|so nganh(?: dia phuong)?)\Z"),
    _words(Role.MONITORING, 2, "kiem tra"),
    _words(Role.TASK, 2, "nhiem vu", "noi dung", "cong viec", "hoat dong", "giai phap", "viec", "dau viec"),
    _words(Role.TASK, 1, "muc tieu", "chi tieu", "linh vuc", "ten", "hang muc", r"\Atask\Z"),
    _words(Role.DEADLINE, 1, "hoan thanh", "han"),
    _words(Role.LEAD, 1, "thuc hien"),
)  # fmt: skip
_LONGEST_HEADER = 14  # words
# When work begins is nobody's deadline; the column is kept as a note.
_BEGINNING = re.compile(r"(?<![0-9a-z])(?:bat dau|khoi cong|khoi dong)(?![0-9a-z])(?!.*(?:ket thuc|hoan thanh))")
# A column for one period, where a mark says that the work falls into it: "Quý I", "Tháng 3", "T3".
_PERIOD = re.compile(r"(?:quy (?:i{1,3}|iv|[1-4])|thang (?:0?[1-9]|1[0-2]))(?: (?:nam )?20\d\d)?\Z")
_SHORT_PERIOD = re.compile(r"(?:(?P<quarter>q)|t)(?P<number>0?[1-9]|1[0-2])\Z")
_YEAR = re.compile(r"(?:nam )?(20\d\d)\Z")
_MARK = re.compile(r"[xX+*✓✔√●•]|\[x\]", re.IGNORECASE)
# What names the work itself; "Nội dung", "Hoạt động" beside it say more of it.
_TASK_NAME = re.compile(r"(?<!nhom )(?:nhiem vu|cong viec|dau viec)(?![0-9a-z])")


def is_mark(text: str) -> bool:
    """Say whether a cell only marks that the work falls into the column's period."""
    return _MARK.fullmatch(text.strip()) is not None


def names_task(header: str) -> bool:
    """Say whether a column's header names the work itself, not what is said of it."""
    return _TASK_NAME.search(compare_key(header)) is not None


def year_of(header: str) -> str | None:
    """Return the year that a column is for, where its header is nothing else: "Năm 2026" for "2026"."""
    match = _YEAR.match(compare_key(header))
    return f"Năm {match[1]}" if match else None


def period_of(header: str) -> str | None:
    """Return the quarter or month that a column is for, in words that say it alone: "Quý I", "Tháng 3" for "T3"."""
    key = compare_key(header)
    if _PERIOD.match(key):
        return squeeze(header)
    short = _SHORT_PERIOD.match(key)
    return f"{'Quý' if short['quarter'] else 'Tháng'} {short['number']}" if short else None


def is_beginning(header: str) -> bool:
    """Whether a column under ``header`` says when work begins: nobody's deadline."""
    return bool(_BEGINNING.search(compare_key(header)))


def role_of(header: str) -> tuple[Role, int] | None:
    """Return what a column under the words ``header`` holds, and how sure the words are.

    Returns:
        The role and a weight from 1 (a word that other columns use too) to 6; None where no word says it.
    """
    key = compare_key(header)
    if not key or len(key.split()) > _LONGEST_HEADER or _BEGINNING.search(key):
        return None
    found = [
        (-words.weight, match.start(), words.role) for words in _HEADER_WORDS if (match := words.pattern.search(key))
    ]
    if not found:
        return None
    if {role for weight, _, role in found if weight == -4} >= {Role.LEAD, Role.COORDINATING}:
        return Role.LEAD_AND_COORDINATING, 4
    weight, _, role = min(found)
    return role, -weight
