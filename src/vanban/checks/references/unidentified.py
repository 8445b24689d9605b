"""R310: a document on which something hangs, named so that nobody can find it."""

import re
from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.checks.texts import texts_of
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_FORMS = (
    # "theo danh mục đã được phê duyệt": which list, approved by what?
    re.compile(
        r"(?<!\w)(?:theo|tại|trong)\s+(?:đúng\s+)?(?:các\s+)?(?:danh mục|kế hoạch|đề án|chương trình|phương án)\s+"
        r"(?:đã\s+)?(?:được\s+)?(?:cấp\s+(?:có\s+)?thẩm quyền\s+)?(?:phê duyệt|ban hành)"
        r"(?!\s+(?:tại|theo|kèm|ở|trong|năm|ngày))",
        re.IGNORECASE,
    ),
    # "sau khi có văn bản hướng dẫn của Trung ương": a term that runs from a text nobody names
    re.compile(
        r"(?<!\w)(?:sau khi|kể từ khi|khi) có (?:các )?(?:văn bản|thông tư|nghị định)?\s*(?:hướng dẫn|quy định) "
        r"của (?:Trung ương|cấp trên|cấp có thẩm quyền)",
        re.IGNORECASE,
    ),
    # "thực hiện Kế hoạch sắp xếp các đơn vị giai đoạn 2022 - 2025": a plan of years, without number or date
    re.compile(
        r"(?<!\w)(?:[Tt]hực hiện|[Tt]riển khai)\s+(?:(?:có hiệu quả|tốt|hiệu quả|nghiêm)\s+)?(?:Kế hoạch|Đề án)\s+"
        r"(?!(?:số|của|này|trên|công tác|cải cách|CCHC)\b)(?![^.;]{0,200}(?:\bsố \d|\d/))"
        r"[^\W\d][^.;:()\n]{12,150}?giai đoạn\s+20\d\d\s*[-–]\s*20\d\d(?![^.;\n]{0,60}(?:theo|tại|ban hành|số))"
    ),
)


def _check(paper: Paper) -> Iterator[Finding]:
    seen = set()
    for text, place in texts_of(paper.document):
        for match in (found for form in _FORMS for found in form.finditer(text)):
            if match.group().lower() not in seen:
                seen.add(match.group().lower())
                yield Finding(RULE.code, RULE.severity, place.within(*match.span()), match.group())


RULE = Rule(
    "R310",
    Severity.ADVICE,
    "Dẫn tới văn bản không rõ là văn bản nào",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I: viện dẫn lần đầu ghi đủ loại, số, ký hiệu, ngày ban hành, cơ quan, trích yếu.",
    _check,
    bad=(
        "Số hóa hồ sơ theo danh mục đã được phê duyệt.",
        "Sau 03 tháng kể từ khi có văn bản hướng dẫn của Trung ương.",
        "Thực hiện Kế hoạch sắp xếp, tổ chức lại các đơn vị sự nghiệp công lập giai đoạn 2026 - 2030.",
    ),
    good=(
        "Số hóa hồ sơ theo danh mục đã được phê duyệt tại Quyết định số 12/QĐ-UBND ngày 05/02/2026.",
        "Sau 03 tháng kể từ khi có Thông tư của Bộ Nội vụ hướng dẫn Nghị định số 61/2018/NĐ-CP.",
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/02/2026 về sắp xếp đơn vị giai đoạn 2026 - 2030.",
    ),
)
