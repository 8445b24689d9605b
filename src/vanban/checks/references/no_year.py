"""R311: a decree or circular cited by its number alone, without its year."""

import re
from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.checks.texts import texts_of
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_ALONE = re.compile(r"(?<!\w)(?P<type>Nghị định|Thông tư)\s+(?:số\s+)?(?P<number>\d{1,3})(?!\s?[/\d\-.,])(?!\w)")


def _check(paper: Paper) -> Iterator[Finding]:
    full = {(mention.citation.type, mention.key.partition("/")[0]) for mention in paper.mentions}
    told = set()
    for text, place in texts_of(paper.document):
        for match in _ALONE.finditer(text):
            named = (match["type"], match["number"].lstrip("0"))
            if named not in full and named not in told:
                told.add(named)
                yield Finding(RULE.code, RULE.severity, place.within(*match.span()), match.group())


RULE = Rule(
    "R311",
    Severity.WARNING,
    "Nghị định, thông tư viện dẫn thiếu năm",
    "Luật Ban hành văn bản quy phạm pháp luật: số, ký hiệu của văn bản quy phạm pháp luật có năm ban hành.",
    _check,
    bad=("Tiếp nhận hồ sơ qua bưu chính theo Nghị định 45 của Chính phủ.",),
    good=(
        "Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ.\nTiếp nhận hồ sơ theo Nghị định 45.",
        "Theo Nghị định số 61/2018/NĐ-CP; Thông tư 01/2018.",
    ),
)
