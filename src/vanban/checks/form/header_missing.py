"""F601: the head lacks what every document bears."""

import re
from collections.abc import Iterator

from vanban.checks.form.heads import first_line, head_lines, is_whole_document
from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Severity
from vanban.text.forms import compare_key

__all__ = ["RULE"]

_LONGEST = 90  # letters: a citation in the preamble is no head
# What every head has -> how a line of it looks, on its key or as printed. The documents of the Party bear its name
# instead of the name and motto of the state.
_ON_KEYS = (
    ("Quốc hiệu", re.compile(r"xa hoi chu nghia|dang cong san")),
    ("Tiêu ngữ", re.compile(r"doc lap tu do|tu do hanh phuc|dang cong san")),
)
_AS_PRINTED = (
    (
        "tên cơ quan ban hành",
        re.compile(
            r"\A(?:[ỦU][YỶ] BAN|UBND|HỘI ĐỒNG|HĐND|SỞ|BỘ|BAN|VĂN PHÒNG|THANH TRA|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|PHÒNG|"
            r"TRUNG TÂM|CỤC|CHI CỤC|TỈNH|HUYỆN|ĐẢNG|THÀNH|CÔNG AN|TRƯỜNG|BỆNH VIỆN|VIỆN|TỔNG CỤC|HỘI)\b[^\d]*\Z"
        ),
    ),
    ("số, ký hiệu", re.compile(r"\A\W*Số\s*[:.]?[\s.…_]*\d*[a-zđ]?\s*[-/]", re.IGNORECASE)),
    ("địa danh, ngày tháng năm", re.compile(r"(?:\A|,\s*)ngày\b[^,]*(?:tháng|/)[^,]*\Z", re.IGNORECASE)),
)


def _check(paper: Paper) -> Iterator[Finding]:
    if not is_whole_document(paper):
        return
    head = [line for line, _ in head_lines(paper) if len(line) < _LONGEST]
    keys = [compare_key(line) for line in head]
    lacking = [name for name, pattern in _ON_KEYS if not any(map(pattern.search, keys))]
    lacking += [name for name, pattern in _AS_PRINTED if not any(map(pattern.search, head))]
    if lacking:
        line, place = first_line(paper)
        yield Finding(RULE.code, RULE.severity, place, line, {"parts": ", ".join(lacking)})


_HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ SUỐI NHÀN\nSố: 12/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\nSuối Nhàn, ngày 05 tháng 01 năm 2027\n"
)

RULE = Rule(
    "F601",
    Severity.WARNING,
    "Phần đầu văn bản thiếu thành phần thể thức",
    "Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2 và Phụ lục I, phần II, mục I.1-I.4.",
    _check,
    bad=(
        "KẾ HOẠCH\nCải cách hành chính năm 2027\nI. MỤC ĐÍCH",
        _HEAD.replace("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n", "") + "KẾ HOẠCH\nNăm 2027",
    ),
    good=(_HEAD + "KẾ HOẠCH\nCải cách hành chính năm 2027", "Danh mục nhiệm vụ của xã Suối Nhàn năm 2027."),
)
