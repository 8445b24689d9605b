"""Whether what a dormant deliverable waits for may happen more than once.

Owns: a proposal from the words of the deadline, by ordered rules with examples of both sides; a person may change it.
Does not: know what has happened, or open an occurrence.
Source: practice of plans: "07 ngày làm việc kể từ ngày nhận đủ hồ sơ" is done for every dossier, "sau khi Nghị định có
hiệu lực" once.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vanban.language.citations import read_citations
from vanban.language.deadlines import Deadline, DeadlineKind
from vanban.text.forms import compare_key, normalise

__all__ = ["REPEAT_RULES", "RepeatProposal", "RepeatRule", "awaited_words", "event_repeats"]

# Deadlines that sleep until something happens.
_SLEEPS = frozenset({DeadlineKind.RELATIVE, DeadlineKind.AS_DIRECTED, DeadlineKind.AD_HOC})


@dataclass(frozen=True, slots=True)
class RepeatProposal:
    """A proposal and the rule that made it."""

    repeats: bool  # each happening opens an occurrence of its own
    rule_id: str  # permanent; its sentence stands in ``reform.messages``
    confident: bool  # False: a person should look


@dataclass(frozen=True, slots=True)
class RepeatRule:
    """One rule: a pattern of folded words (``compare_key``), what it proposes, and examples of both sides."""

    rule_id: str
    repeats: bool
    confident: bool
    pattern: str  # searched in the folded words of the deadline
    good: tuple[str, ...]  # words it must take
    bad: tuple[str, ...]  # words it must leave


def event_repeats(deadlines: Iterable[Deadline]) -> RepeatProposal | None:
    """Return whether the event of a deliverable may repeat; None where none of its deadlines waits for an event.

    Where several wait, one event that repeats is enough: what happened only once is recorded once.

    Example:
        >>> event_repeats([Deadline(DeadlineKind.AD_HOC, "Khi có yêu cầu")]).repeats
        True
    """
    made = [_proposal(awaited_words(deadline)) for deadline in deadlines if deadline.kind in _SLEEPS]
    return next((one for one in made if one.repeats), made[0] if made else None)


def awaited_words(deadline: Deadline) -> str:
    """Return the words that name what a deadline waits for: its whole clause.

    The term before "kể từ" tells nothing of the event and does no harm to the rules.
    """
    return deadline.text or deadline.event or ""


def _proposal(words: str) -> RepeatProposal:
    folded = "cites " + compare_key(words) if _names_one(words) else compare_key(words)
    rule = next(rule for rule in REPEAT_RULES if re.search(rule.pattern, folded))
    return RepeatProposal(rule.repeats, rule.rule_id, rule.confident)


def _names_one(words: str) -> bool:
    """Return whether the words cite one document by its symbol."""
    return any(citation.symbol for citation in read_citations(normalise(words)))


# Asked in this order; the first that applies speaks. The last takes whatever is left.
REPEAT_RULES: tuple[RepeatRule, ...] = (
    RepeatRule(
        "EV010",  # each time, in so many words
        repeats=True,
        confident=True,
        pattern=r"\bmoi (?:khi|lan|ky|dot|cuoc|vu|truong hop)\b|\btung (?:vu|ky|dot|cuoc|truong hop)\b|\bsau cac\b"
        r"|\b(?:cac|nhung) (?:cuoc|ky|dot|dot|phien)\b|\bphat sinh\b|\bdot xuat\b",
        good=(
            "Sau mỗi kỳ họp Hội đồng nhân dân",
            "Mỗi khi có thay đổi",
            "Ngay sau khi kết thúc các cuộc kiểm tra",
            "Đột xuất",
        ),
        bad=("Sau kỳ họp cuối năm", "Sau khi Nghị định số 12/2026/NĐ-CP có hiệu lực"),
    ),
    RepeatRule(
        "EV020",  # one document, named by its symbol
        repeats=False,
        confident=True,
        pattern=r"^cites\b",
        good=(
            "10 ngày sau khi Nghị định số 12/2026/NĐ-CP có hiệu lực",
            "05 ngày kể từ ngày nhận được Công văn số 15/SNV-CCHC ngày 05/01/2026",
        ),
        bad=("10 ngày sau khi Nghị định có hiệu lực", "05 ngày kể từ ngày nhận được công văn"),
    ),
    RepeatRule(
        "EV030",  # a text comes into force once
        repeats=False,
        confident=True,
        pattern=r"\b(?:nghi dinh|luat|thong tu|nghi quyet|phap lenh|van ban)\b.*\bco hieu luc\b",
        good=("Sau khi Nghị định thay thế có hiệu lực", "30 ngày kể từ ngày Luật có hiệu lực thi hành"),
        bad=("05 ngày làm việc kể từ ngày quyết định công bố của bộ có hiệu lực", "Khi có yêu cầu"),
    ),
    RepeatRule(
        "EV040",  # of one year: it comes once
        repeats=False,
        confident=True,
        pattern=r"\bnam (?:19|20)\d\d\b|\b(?:trong|cua) nam\b",
        good=("Sau khi có kết quả Chỉ số cải cách hành chính năm 2025", "30 ngày sau hội nghị tổng kết năm 2026"),
        bad=("Ngay sau khi có kế hoạch, hướng dẫn hằng năm", "Sau hội nghị tổng kết"),
    ),
    RepeatRule(
        "EV050",  # what comes in again and again: dossiers, requests, submissions
        repeats=True,
        confident=True,
        pattern=r"\b(?:tiep nhan|nhan (?:duoc |du )?(?:cac |day du )?(?:ho so|van ban|de nghi|to trinh|yeu cau|don"
        r"|phan anh|kien nghi|cong van|ket qua|bao cao|thong tin|phieu))\b|\bco (?:to trinh|de nghi|don|kien nghi)\b"
        r"|\btiep nhan\b|\bnop (?:du |day du )?ho so\b",
        good=(
            "Trong thời hạn 40 ngày kể từ ngày nhận đủ hồ sơ",
            "07 ngày làm việc kể từ ngày nhận được văn bản đề nghị",
            "03 ngày làm việc kể từ ngày sở, ngành có tờ trình",
            "không quá 24 giờ kể từ khi tiếp nhận",
        ),
        bad=("Sau 03 tháng kể từ khi có văn bản hướng dẫn của Trung ương", "05 ngày kể từ ngày ký"),
    ),
    RepeatRule(
        "EV060",  # "khi có …", not counted from one day
        repeats=True,
        confident=True,
        pattern=r"(?<!tu )(?<!sau )\bkhi (?:co|duoc yeu cau|can|xay ra|xuat hien)\b|\bkhi co (?:yeu cau|chi dao)\b",
        good=("Khi có yêu cầu của cấp có thẩm quyền", "Ngay khi có kết quả", "Thường xuyên và khi có chỉ đạo"),
        bad=("Sau 02 tháng kể từ khi có văn bản hướng dẫn", "Ngay sau khi có kết quả"),
    ),
    RepeatRule(
        "EV070",  # every year, every quarter: it comes back
        repeats=True,
        confident=False,
        pattern=r"\bhang (?:nam|quy|thang|tuan)\b|\bdinh ky\b",
        good=("Ngay sau khi có kế hoạch, hướng dẫn hằng năm",),
        bad=("Ngay sau khi có kế hoạch, hướng dẫn",),
    ),
    RepeatRule(
        "EV080",  # the end of a meeting, a visit, a session
        repeats=True,
        confident=False,
        pattern=r"\bket thuc (?:cac )?(?:hoi nghi|ky hop|phien hop|cuoc|dot|buoi|lop|ky thi|chuyen)\b",
        good=("Chậm nhất 05 ngày làm việc sau khi kết thúc hội nghị", "Ngay sau khi kết thúc kỳ thi theo quy định"),
        bad=("Sau khi kết thúc năm ngân sách",),
    ),
    RepeatRule(
        "EV090",  # decisions that are issued again and again: procedures made public
        repeats=True,
        confident=False,
        pattern=r"\bquyet dinh cong bo\b|\bcong bo (?:danh muc )?thu tuc\b",
        good=("Trong vòng 05 ngày làm việc kể từ khi Chủ tịch UBND tỉnh ban hành Quyết định công bố",),
        bad=("30 ngày kể từ ngày công bố kết quả", "05 ngày kể từ ngày ban hành quyết định"),
    ),
    RepeatRule(
        "EV099",
        repeats=False,
        confident=False,
        pattern=r"",
        good=(
            "Sau 03 tháng kể từ khi có văn bản hướng dẫn của Trung ương",
            "Theo hướng dẫn của Bộ Nội vụ",
            "05 ngày kể từ ngày ký",
        ),
        bad=(),
    ),
)
