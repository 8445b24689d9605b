"""R305: a citation that says otherwise than the register of documents, or than the act itself."""

from collections.abc import Iterable, Iterator

from vanban.checks.mentions import AMENDING, Mention, is_same_issuer
from vanban.checks.model import KnownDocument, Paper, Rule
from vanban.checks.references.known_acts import KNOWN_ACTS
from vanban.language.citations import symbol_key
from vanban.text.findings import Finding, Severity

__all__ = ["RULE", "against_register"]


def _check(paper: Paper) -> Iterator[Finding]:
    return against_register(paper.mentions, paper.known)


def against_register(mentions: Iterable[Mention], documents: Iterable[KnownDocument]) -> Iterator[Finding]:
    """Yield a finding for every mention that contradicts ``documents``, or the act itself.

    The rule alone, for mentions that were kept: the register grows, the document stays.
    """
    known: dict[str, list[KnownDocument]] = {}
    for document in documents:
        known.setdefault(symbol_key(document.symbol), []).append(document)
    for mention in mentions:
        if mention.citation.date is None or not mention.citation.symbol:
            continue
        truth = _of_register(mention, known.get(mention.key, [])) or _of_table(mention)
        if truth:
            params = {"symbol": mention.citation.symbol, "truth": truth}
            yield Finding(RULE.code, RULE.severity, mention.place, mention.words, params)


def _of_register(mention: Mention, documents: list[KnownDocument]) -> str | None:
    """Return what the register says, where it knows documents of the symbol and none agrees with the citation.

    Numbers begin anew every year in every body: a document of another year, or of another body and day, is another one.
    """
    cited = mention.citation
    if any(one.issued == cited.date and is_same_issuer(one.issuer, cited.issuer) for one in documents):
        return None
    for one in documents:
        if one.issued == cited.date:
            return f"cơ quan ban hành là {one.issuer}"
        same_year = cited.date is not None and one.issued.year == cited.date.year
        if (same_year or mention.key.count("/") > 1) and is_same_issuer(one.issuer, cited.issuer):
            return f"ngày {one.issued:%d/%m/%Y}"
    return None


def _of_table(mention: Mention) -> str | None:
    for act in KNOWN_ACTS:
        if act.compared is None or symbol_key(act.symbol) != mention.key or act.issued == mention.citation.date:
            continue
        if act.subject and mention.subject.startswith(AMENDING):
            continue  # the words behind it are of the act that it amends
        if not act.subject or any(subject in mention.subject for subject in act.subject):
            return f"ngày {act.issued:%d/%m/%Y}"
    return None


RULE = Rule(
    "R305",
    Severity.WARNING,
    "Viện dẫn khác với sổ văn bản hoặc bản gốc",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I: viện dẫn ghi đúng số, ký hiệu, ngày ban hành, cơ quan ban hành.",
    _check,
    bad=(
        "Thực hiện Quyết định số 1847/QĐ-TTg ngày 21/12/2018 về phê duyệt Đề án Văn hóa công vụ.",
        "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 24/3/2018 của Chính phủ.",
    ),
    good=(
        "Thực hiện Quyết định số 1847/QĐ-TTg ngày 27/12/2018 về phê duyệt Đề án Văn hóa công vụ.",
        "Thực hiện Quyết định số 1847/QĐ-TTg ngày 01/12/2016 của Thủ tướng Chính phủ về quy hoạch vùng.",
        "Thực hiện Nghị quyết số 76/NQ-CP ngày 13/6/2013 của Chính phủ sửa đổi, bổ sung Nghị quyết số 30c/NQ-CP "
        "ngày 08/11/2011 ban hành Chương trình tổng thể cải cách hành chính nhà nước.",
    ),
)
