"""D104: one document with two dates of issue."""

from collections.abc import Iterator

from vanban.checks.mentions import Mention, is_same_issuer
from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_SUBJECT_WORDS = 5  # as many equal words at the front name the same subject


def _check(paper: Paper) -> Iterator[Finding]:
    yield from _own(paper)
    first: dict[str, list[Mention]] = {}
    for mention in paper.mentions:
        day = mention.citation.date
        if day is None or not mention.citation.symbol:
            continue
        other = next((one for one in first.get(mention.key, ()) if _is_one_with_two_dates(one, mention)), None)
        if other is not None and other.citation.date is not None:
            params = {
                "symbol": mention.citation.symbol,
                "one": f"{other.citation.date:%d/%m/%Y}",
                "two": f"{day:%d/%m/%Y}",
            }
            yield Finding(RULE.code, RULE.severity, mention.place, mention.words, params, (other.place,))
        first.setdefault(mention.key, []).append(mention)


def _own(paper: Paper) -> Iterator[Finding]:
    """Yield where the document's own captions give another day of its year than its head."""
    header = paper.plan.header
    for mention in paper.own_mentions:
        day = mention.citation.date
        if day is None or header.issued is None or day == header.issued or day.year != header.issued.year:
            continue
        if is_same_issuer(header.issuer, mention.citation.issuer):
            params = {"symbol": header.symbol, "one": f"{header.issued:%d/%m/%Y}", "two": f"{day:%d/%m/%Y}"}
            yield Finding(RULE.code, RULE.severity, mention.place, mention.words, params)


def _is_one_with_two_dates(one: Mention, other: Mention) -> bool:
    """Say whether two mentions are of one document but differ in its date.

    Numbers begin anew every year in every body: two years are two documents unless symbol or subject say otherwise.
    """
    left, right = one.citation, other.citation
    if left.date is None or right.date is None or left.date == right.date:
        return False
    if not is_same_issuer(left.issuer, right.issuer):
        return False
    same_subject = bool(one.subject) and _begin(one.subject) == _begin(other.subject)
    return left.date.year == right.date.year or one.key.count("/") > 1 or same_subject


def _begin(subject: str) -> list[str]:
    return subject.split()[:_SUBJECT_WORDS]


RULE = Rule(
    "D104",
    Severity.WARNING,
    "Một văn bản ghi hai ngày ban hành",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I: viện dẫn lần đầu ghi đủ loại, số, ký hiệu, ngày ban hành, cơ quan, trích yếu.",
    _check,
    bad=(
        "Căn cứ Quyết định số 36/QĐ-UBND ngày 05/02/2026 của UBND tỉnh.\n"
        "Thực hiện Quyết định số 36/QĐ-UBND ngày 15/02/2026 của UBND tỉnh.",
        "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ.\n"
        "Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2019.",
        "UBND XÃ SUỐI NHÀN\nSố: 12/KH-UBND\nSuối Nhàn, ngày 05 tháng 01 năm 2027\nKẾ HOẠCH\nCải cách hành chính\n"
        "PHỤ LỤC\n(Kèm theo Kế hoạch số 12/KH-UBND ngày 15/01/2027 của UBND xã)",
    ),
    good=(
        "Căn cứ Quyết định số 36/QĐ-UBND ngày 05/02/2026 của UBND tỉnh.\n"
        "Thay thế Quyết định số 36/QĐ-UBND ngày 07/3/2024 của UBND tỉnh.",
        "Căn cứ Quyết định số 36/QĐ-UBND ngày 05/02/2026 của UBND xã Suối Nhàn.\n"
        "Căn cứ Quyết định số 36/QĐ-UBND ngày 15/02/2026 của UBND xã Bến Đá.",
    ),
)
