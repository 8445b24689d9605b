"""What the prose says its figures are to one another: a total and its parts, a rate and its numbers.

Owns: the forms of such sentences, and of lists whose items are the parts. Does not: recompute them
(``vanban.checks.arithmetic``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from vanban.plans.outline import Passage
from vanban.reports.figures import Spotted
from vanban.reports.model import Claim, RateClaim, SumClaim
from vanban.text.forms import compare_key

__all__ = ["Said", "claims_of"]

_WORDS = r"trong đó|bao gồm|gồm|chia ra|cụ thể(?:\s+như\s+sau|\s+là)?"
# Right behind a total: its parts follow. "Trong đó" may name only some.
_PARTS_FOLLOW = re.compile(
    rf"\A[^.;:\d]{{0,60}}?(?P<words>{_WORDS}|\()\s*(?:có|gồm|là)?\s*:?(?!\s*(?:đạt|chiếm|tỷ lệ|bằng|tăng|giảm)\b)",
    re.IGNORECASE,
)
_BEGINS = re.compile(rf"\A[.\s]*(?P<words>{_WORDS})\b", re.IGNORECASE)
_LIST_FOLLOWS = re.compile(rf"\A[^.;:\d]{{0,60}}?(?:(?P<words>{_WORDS})\s*:?|:)\s*\Z", re.IGNORECASE)
_OPEN = "trong do"  # the only words that leave it open whether the parts are all
_BULLET = re.compile(r"\A\s*([-–+•*])\s")
_SENTENCE_END = re.compile(r"\.(?=\s|\Z)|\n")
_PART_APART = re.compile(r"[;,+]|\bvà\b")
# Behind a rate: it compares with what is no number of the sentence, or shortens a time.
_ELSEWHERE = re.compile(
    r"\A\s*(?:so với|so cùng kỳ|KH\b|kế hoạch|CK\b|cùng kỳ|dự toán|chỉ tiêu|mục tiêu|các|số|trở lên|thời gian)",
    re.IGNORECASE,
)
_RATE_WORDS = re.compile(r"(?:đạt|chiếm|bằng|tỷ lệ|tỉ lệ|tương đương|=|\()[^\d;.]{0,30}\Z", re.IGNORECASE)
_OTHER_WAY = re.compile(r"(?:tăng|giảm|vượt|cao hơn|thấp hơn|phấn đấu|tối thiểu|ít nhất|trên)\s*\Z", re.IGNORECASE)
_LEAST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Said:
    """A passage with its figures."""

    passage: Passage
    found: tuple[Spotted, ...]

    @property
    def bullet(self) -> str | None:
        """Return the mark of a list's item."""
        match = _BULLET.match(self.passage.text)
        return match[1].replace("–", "-") if match else None


@dataclass(frozen=True, slots=True)
class _Sum:
    """A total with its parts, as they stand in the passage."""

    total: Spotted
    parts: tuple[Spotted, ...]
    claim: SumClaim


def claims_of(prose: Sequence[Said]) -> Iterator[Claim]:
    """Yield the claims of the prose, passage by passage."""
    for at, said in enumerate(prose):
        above: Spotted | None = None  # the last count of the sentence before
        for start, sentence in _sentences(said.passage.text, said.found):
            opened = _opened(said.passage, above, start, sentence)
            sums = (*opened, *_sums(said.passage, sentence))
            yield from (found.claim for found in sums)
            yield from _rates(said, sentence, sums)
            above = next((one for one in reversed(sentence) if one.figure.unit != "%" and one.ratio != 1), None)
        yield from _listed(said, prose[at + 1 :])


def _sentences(text: str, found: Sequence[Spotted]) -> Iterator[tuple[int, list[Spotted]]]:
    """Yield the sentences that hold figures: where each begins, and its figures."""
    ends = [match.start() for match in _SENTENCE_END.finditer(text)] + [len(text)]
    start = 0
    for end in ends:
        inside = [spotted for spotted in found if start <= spotted.start < end]
        if inside:
            yield start, inside
        start = end


def _sums(passage: Passage, sentence: Sequence[Spotted]) -> Iterator[_Sum]:
    text = passage.text
    for at, total in enumerate(sentence[:-1]):
        match = _PARTS_FOLLOW.match(text[total.end : sentence[at + 1].start])
        if match is None or total.ratio == 1 or total.figure.unit == "%":
            continue
        closing = _closing(text, total.end) if match["words"] == "(" else None
        parts = _parts(text, total, sentence[at + 1 :], closing)
        if len(parts) >= _LEAST_PARTS:
            yield _sum(passage, total, parts, exhaustive=compare_key(match["words"]) != _OPEN)


def _sum(passage: Passage, total: Spotted, parts: Sequence[Spotted], *, exhaustive: bool) -> _Sum:
    claim = SumClaim(
        total=total.figure,
        parts=tuple(part.figure for part in parts),
        section=passage.section,
        place=passage.place(total.start, parts[-1].end),
        exhaustive=exhaustive,
    )
    return _Sum(total, tuple(parts), claim)


def _opened(passage: Passage, above: Spotted | None, start: int, sentence: Sequence[Spotted]) -> tuple[_Sum, ...]:
    """Return the sum of a sentence that begins with "Trong đó": its total is the last count of the sentence before."""
    match = _BEGINS.match(passage.text[start : sentence[0].start])
    if above is None or match is None:
        return ()
    parts = _parts(passage.text, above, sentence, None)
    if len(parts) < _LEAST_PARTS:
        return ()
    return (_sum(passage, above, parts, exhaustive=compare_key(match["words"]) != _OPEN),)


def _closing(text: str, start: int) -> int:
    """Return where the bracket closes that opens behind ``start``."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0 and text[at] == ")":
            return at
    return len(text)


def _parts(text: str, total: Spotted, behind: Sequence[Spotted], closing: int | None) -> list[Spotted]:
    """Return the figures behind a total that are its parts: of its unit, one a clause; rates are skipped."""
    parts: list[Spotted] = []
    depth = 0 if closing is None else 1
    for spotted in behind:
        if closing is not None and spotted.start >= closing:
            break
        between = text[total.end : spotted.start]
        # What stands in further brackets divides a part, or is its rate.
        if spotted.figure.unit == "%" or between.count("(") - between.count(")") > depth:
            continue
        if spotted.ratio is not None or not _same_unit(spotted, total):
            break
        if parts and not _PART_APART.search(text[parts[-1].end : spotted.start]):
            break
        parts.append(spotted)
    return parts


def _same_unit(one: Spotted, other: Spotted) -> bool:
    return compare_key(one.figure.unit or "") == compare_key(other.figure.unit or "")


def _listed(said: Said, below: Sequence[Said]) -> Iterator[SumClaim]:
    """Yield the total at a passage's end whose parts are the items of the list below it."""
    if not said.found or said.found[-1].figure.unit == "%" or said.found[-1].ratio:
        return
    total = said.found[-1]
    match = _LIST_FOLLOWS.match(said.passage.text[total.end :])
    if match is None:
        return
    parts = [found for item in _items(said, below) if (found := _first_like(item, total))]
    if len(parts) >= _LEAST_PARTS:
        yield SumClaim(
            total=total.figure,
            parts=tuple(part.figure for part in parts),
            section=said.passage.section,
            place=said.passage.place(total.start, total.end),
            exhaustive=match["words"] is not None and compare_key(match["words"]) != _OPEN,
        )


def _items(said: Said, below: Sequence[Said]) -> Iterator[Said]:
    """Yield the items right below a passage, those of the first item's mark; deeper ones are passed over."""
    mark = below[0].bullet if below else None
    if mark is None or mark == said.bullet:
        return
    for item in below:
        if item.bullet is None or item.bullet == said.bullet:
            return
        if item.bullet == mark:
            yield item


def _first_like(item: Said, total: Spotted) -> Spotted | None:
    first = next((found for found in item.found if found.figure.unit != "%"), None)
    return first if first is not None and first.ratio is None and _same_unit(first, total) else None


def _rates(said: Said, sentence: Sequence[Spotted], sums: Sequence[_Sum]) -> Iterator[RateClaim]:
    passage, text = said.passage, said.passage.text
    for at, rate in enumerate(sentence):
        before = sentence[:at]
        if rate.figure.unit != "%" or not before or _ELSEWHERE.match(text[rate.end :]):
            continue
        if not _RATE_WORDS.search(text[before[-1].end : rate.start]) or _OTHER_WAY.search(text[: rate.start]):
            continue
        pair = _pair(text, before, sums)
        if pair is not None:
            numerator, denominator = pair
            if numerator.ratio is None:
                denominator = _likeliest(said, numerator, denominator, rate)
            yield RateClaim(
                numerator=numerator.figure,
                denominator=denominator.figure,
                rate=rate.figure,
                section=passage.section,
                place=passage.place(min(numerator.start, denominator.start), rate.end),
                explicit=numerator.ratio is not None,
            )


def _pair(text: str, before: Sequence[Spotted], sums: Sequence[_Sum]) -> tuple[Spotted, Spotted] | None:
    """Return numerator and denominator of the rate that follows ``before``."""
    last = before[-1]
    if last.ratio == 2:
        return before[-2], last
    for found in sums:
        if last in found.parts:
            return last, found.total
    if len(before) < 2 or last.figure.unit == "%":
        return None
    other = before[-2]
    if other.figure.unit == "%" or other.ratio or ";" in text[other.end : last.start]:
        return None
    # A share is never more than its whole.
    return (last, other) if (last.figure.value or 0) <= (other.figure.value or 0) else None


def _likeliest(said: Said, numerator: Spotted, nearest: Spotted, rate: Spotted) -> Spotted:
    """Return the whole that a share is of: the nearest count, or another of the passage where only that gives the rate.

    The prose seldom says which; a rate that some count gives is no wrong rate.
    """
    wholes = [one for one in said.found if one is not numerator and one.ratio is None and _same_unit(one, numerator)]
    return next((one for one in (nearest, *wholes) if _gives(numerator, one, rate)), nearest)


def _gives(numerator: Spotted, whole: Spotted, rate: Spotted) -> bool:
    """Say whether a share of a whole is the rate as it is printed, rounded or cut."""
    part, total, printed = numerator.figure.value, whole.figure.value, rate.figure.value
    if part is None or not total or printed is None:
        return False
    step = Decimal(1).scaleb(int(printed.as_tuple().exponent))
    return abs(part / total * 100 - printed) < step
