"""The terms of duties in prose: where a sentence says by when, how often, or that it goes on all the time.

Owns: finding the words of a term. Does not: read them as dates (``vanban.language.deadlines``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.language.deadlines import Deadline, DeadlineKind

__all__ = ["Term", "is_rhythm", "terms_of", "without_repeats"]

_PERIOD = r"(?:ngày|tuần|tháng|quý|năm)"
_EVERY_WORD = r"(?:hằng|hàng|mỗi)"
_DAY = (
    r"(?:ngày\s+)?(?:mùng\s+)?\d{1,2}(?:(?:[/.]|\s+tháng\s+)\d{1,2}(?:(?:[/.]|\s+năm\s+)\d{4})?)?"
    rf"(?:\s+(?:của\s+)?tháng\s+(?:đầu|cuối)\s+(?:của\s+)?(?:mỗi\s+|{_EVERY_WORD}\s+)?quý(?:\s+sau)?"
    rf"|\s+(?:của\s+)?{_EVERY_WORD}\s+{_PERIOD}|\s+(?:của\s+)?tháng\s+(?:sau|kế tiếp|cuối\s+kỳ(?:\s+báo cáo)?))?"
)
_MORE = r"(?:,?\s*(?:và\s+|hoặc\s+)?(?:\d{1,2}\s+tháng|cả năm|năm|quý|đột xuất|sơ kết|tổng kết)(?!\w))*"
_EVERY = (
    rf"(?:(?:định kỳ\s+)?{_EVERY_WORD}\s+{_PERIOD}|định kỳ\s+(?:\d{{1,2}}\s+tháng|quý|tháng|tuần|năm)"
    rf"|\d{{1,2}}\s+tháng\s+một\s+lần){_MORE}"
)
_LIMIT = r"(?:(?:xong |hoàn thành )?trước|(?:xong |hoàn thành )?(?:chậm|muộn) nhất(?: là)?(?: vào)?(?: trước)?)"
_SPAN = r"(?:(?:quý\s+(?:[IVX]+|[1-4])|tháng\s+\d{1,2})(?:\s*/\s*\d{4}|\s+năm\s+\d{4})?|năm\s+\d{4})"
# "hằng tháng, trước ngày 25", "vào ngày 05 hằng tháng"
_RHYTHM_DAY = (
    rf"(?:định kỳ\s+)?{_EVERY_WORD}\s+{_PERIOD},?\s+\(?(?:{_LIMIT}|vào)\s+ngày\s+\d{{1,2}}(?![\d/])"
    rf"(?:\s+(?:của\s+)?tháng\s+(?:đầu|cuối)\s+quý)?"
    rf"|(?:định kỳ\s+)?(?:vào\s+)?ngày\s+\d{{1,2}}\s+(?:của\s+)?{_EVERY_WORD}\s+(?:tháng|quý)"
)
_WHEN = re.compile(
    rf"(?<!\w)(?:(?:định kỳ,?\s+)?{_LIMIT}\s+{_DAY}(?!\s+(?:ngày|giờ|tuần|phút))|{_RHYTHM_DAY}|{_EVERY}"
    rf"|định kỳ theo quy định|trong dự toán[^.;,]*?hằng năm"
    rf"|(?:chậm nhất )?(?:xong |hoàn thành )?trong\s+{_SPAN}|trước\s+tháng\s+\d{{1,2}}(?:/\d{{4}})?)(?!\w)"
    r"|(?<!\w)định kỳ(?=\s+(?:tổng hợp|báo cáo|rà soát|kiểm tra|đánh giá|tổ chức|sơ kết))",
    re.IGNORECASE,
)
_ALWAYS = re.compile(r"(?<!\w)thường xuyên(?:,\s*liên tục)?(?=\s+[^\W\d_])", re.IGNORECASE)
_RHYTHM = re.compile(rf"\A(?:định kỳ\s+)?{_EVERY_WORD}\s+{_PERIOD}|\Ađịnh kỳ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """The words of one term; ``[start, end)`` is their span in the sentence."""

    text: str
    start: int
    end: int


def terms_of(sentence: str, *, always_at: int | None) -> tuple[Term, ...]:
    """Return the terms of a sentence in order.

    Args:
        sentence: One sentence.
        always_at: Where who acts ends: "thường xuyên" is a term only there, and no word of the task;
            None where it is none at all.
    """
    found = [Term(match[0], match.start(), match.end()) for match in _WHEN.finditer(sentence)]
    always = _ALWAYS.match(sentence, always_at) if always_at is not None else None
    if always and not found:
        return (Term(always[0], always.start(), always.end()),)
    return tuple(found)


def is_rhythm(term: Term) -> bool:
    """Say whether a term is "every so often"."""
    return _RHYTHM.match(term.text) is not None


def without_repeats(deadlines: Sequence[Deadline]) -> tuple[Deadline, ...]:
    """Return the deadlines without a rhythm whose day another one gives: "hằng quý … trước ngày 07 tháng cuối quý"."""
    dated = {deadline.freq for deadline in deadlines if deadline.day is not None}
    return tuple(
        deadline
        for deadline in deadlines
        if deadline.kind is not DeadlineKind.RECURRING or deadline.day is not None or deadline.freq not in dated
    )
