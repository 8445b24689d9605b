"""What the prose says its figures are to one another: a total and its parts, a rate and its numbers.

Owns: the forms of such sentences. Does not: recompute them (``vanban.checks.arithmetic``).
"""

import re
from collections.abc import Iterator, Sequence

from vanban.plans.outline import Passage
from vanban.reports.figures import Spotted
from vanban.reports.model import Claim, RateClaim, SumClaim
from vanban.text.forms import compare_key

__all__ = ["claims_of"]

# Right behind a total: its parts follow. "Trong đó" may name only some.
_PARTS_FOLLOW = re.compile(
    r"\A[^.;:\d]{0,60}?(?P<words>trong đó|bao gồm|gồm|chia ra|cụ thể|\()\s*(?:có|gồm|là)?\s*:?", re.IGNORECASE
)
_EXHAUSTIVE = frozenset({"bao gom", "gom", "chia ra", "cu the"})
_SENTENCE_END = re.compile(r"\.(?=\s|\Z)|\n")
_PART_APART = re.compile(r"[;,+]|\bvà\b")
# Behind a rate: what it is compared with is no number of the sentence.
_ELSEWHERE = re.compile(
    r"\A\s*(?:so với|so cùng kỳ|KH\b|kế hoạch|CK\b|cùng kỳ|dự toán|chỉ tiêu|mục tiêu|của|các|số|trở lên|thời gian)",
    re.IGNORECASE,
)
_RATE_WORDS = re.compile(r"(?:đạt|chiếm|bằng|tỷ lệ|tỉ lệ|tương đương|=|\()[^\d;.]{0,30}\Z", re.IGNORECASE)
_OTHER_WAY = re.compile(r"(?:tăng|giảm|vượt|cao hơn|thấp hơn|phấn đấu|tối thiểu|ít nhất|trên)\s*\Z", re.IGNORECASE)


def claims_of(passage: Passage, found: Sequence[Spotted]) -> Iterator[Claim]:
    """Yield the claims of a passage in the order in which they end."""
    for sentence in _sentences(passage.text, found):
        yield from _sums(passage, sentence)
        yield from _rates(passage, sentence)


def _sentences(text: str, found: Sequence[Spotted]) -> Iterator[list[Spotted]]:
    ends = [match.start() for match in _SENTENCE_END.finditer(text)] + [len(text)]
    start = 0
    for end in ends:
        inside = [spotted for spotted in found if start <= spotted.start < end]
        if inside:
            yield inside
        start = end


def _sums(passage: Passage, sentence: Sequence[Spotted]) -> Iterator[SumClaim]:
    text = passage.text
    for at, total in enumerate(sentence[:-1]):
        if total.ratio == 1 or total.figure.unit == "%":
            continue
        behind = text[total.end : sentence[at + 1].start]
        match = _PARTS_FOLLOW.match(behind)
        if not match:
            continue
        opened = match["words"] == "("
        limit = text.find(")", total.end) if opened else len(text)
        parts = _parts(text, total, sentence[at + 1 :], limit if limit >= 0 else len(text))
        if len(parts) > 1:
            yield SumClaim(
                total=total.figure,
                parts=tuple(part.figure for part in parts),
                section=passage.section,
                place=passage.place(total.start, parts[-1].end),
                exhaustive=opened or compare_key(match["words"]) in _EXHAUSTIVE,
            )


def _parts(text: str, total: Spotted, behind: Sequence[Spotted], limit: int) -> list[Spotted]:
    """Return the figures behind a total that are its parts: of its unit, one a clause; rates are skipped."""
    parts: list[Spotted] = []
    for spotted in behind:
        if spotted.start >= limit:
            break
        if spotted.figure.unit == "%" or _is_inside(text, total.end, spotted, opened=limit < len(text)):
            continue
        if spotted.ratio is not None or not _same_unit(spotted, total):
            break
        if parts and not _PART_APART.search(text[parts[-1].end : spotted.start]):
            break
        parts.append(spotted)
    return parts


def _is_inside(text: str, start: int, spotted: Spotted, *, opened: bool) -> bool:
    """Say whether a figure stands in brackets that part a part further."""
    between = text[start : spotted.start]
    depth = between.count("(") - between.count(")")
    return depth > (1 if opened else 0)


def _same_unit(one: Spotted, other: Spotted) -> bool:
    return compare_key(one.figure.unit or "") == compare_key(other.figure.unit or "")


def _rates(passage: Passage, sentence: Sequence[Spotted]) -> Iterator[RateClaim]:
    text = passage.text
    for at, rate in enumerate(sentence):
        if rate.figure.unit != "%" or _ELSEWHERE.match(text[rate.end :]):
            continue
        before = sentence[:at]
        if not before or not _RATE_WORDS.search(text[before[-1].end : rate.start]):
            continue
        if _OTHER_WAY.search(text[: rate.start]):
            continue
        pair = _pair(text, before)
        if pair is not None:
            numerator, denominator = pair
            yield RateClaim(
                numerator=numerator.figure,
                denominator=denominator.figure,
                rate=rate.figure,
                section=passage.section,
                place=passage.place(min(numerator.start, denominator.start), rate.end),
                explicit=numerator.ratio is not None,
            )


def _pair(text: str, before: Sequence[Spotted]) -> tuple[Spotted, Spotted] | None:
    """Return numerator and denominator of the rate that follows ``before``."""
    last = before[-1]
    if last.ratio == 2:
        return before[-2], last
    if len(before) < 2 or before[-2].figure.unit == "%" or last.figure.unit == "%" or before[-2].ratio:
        return None
    other = before[-2]
    if ";" in text[other.end : last.start]:
        return None
    # A part is never more than the whole it is a share of.
    if last.figure.value is None or other.figure.value is None or last.figure.value > other.figure.value:
        return None
    return last, other
