"""A507: a part greater than its whole."""

import re
from collections.abc import Iterator, Sequence

from vanban.checks.arithmetic.lines import chain_of, quote, report_of
from vanban.checks.model import Paper, Rule
from vanban.checks.samples import statistics_text
from vanban.plans.body_names import level_of
from vanban.reports import Indicator, IndicatorType, Outcome, relations
from vanban.text.findings import Finding, Severity
from vanban.text.forms import compare_key

__all__ = ["RULE"]

# On ``compare_key`` of two lines of one group: what the second counts is counted by the first as well.
_PAIRS = tuple(
    (re.compile(whole), re.compile(part))
    for whole, part in (
        (r"\b(?:da )?tiep nhan\b(?!.*giai quyet)", r"\b(?:da )?(?:duoc )?giai quyet\b|\bda tra\b"),
        (r"\bmot cua\b(?!.*lien thong)", r"\blien thong\b(?!.*mot cua)"),
        (r"\bduoc giao\b(?!.*(?:hoan thanh|co mat))", r"\bco mat\b|\bda hoan thanh\b"),
        (r"\bphat hien\b(?!.*xu ly)", r"\bphat hien\b.*\bxu ly xong\b|\bda xu ly xong\b"),
        (r"\bkien nghi\b(?!.*da duoc)", r"\bkien nghi\b.*\bda duoc xu ly\b"),
        (r"\bde ra\b(?!.*hoan thanh)", r"\bda hoan thanh\b"),
    )
)
_TOTAL = re.compile(
    r"\Atong so (?P<of>.+?)(?= (?:tren dia ban|tai dia phuong|trong nam|trong ky|dang|tai thoi diem)\b|\Z)"
)
_PART_OF_TOTAL = re.compile(r"\A(?:so luong |so )(?P<of>.+)")
_LEVEL_ALONE = re.compile(r"\A(?:tai |o )?cap (?:tinh|huyen|xa|so)\Z")
_CARRIED = re.compile(r"\bky truoc\b|\bton (?:dong|cu)\b|\bchuyen qua\b|\bchuyen sang\b")
_WORDS_OF_TOTAL = 2


def _check(paper: Paper) -> Iterator[Finding]:
    lines = report_of(paper).indicators
    for relation in relations(report_of(paper)):
        if len(relation.parts) == 1 and relation.outcome() is Outcome.FAILS:
            yield _finding(lines, relation.line, relation.lines[0])
    for members in _groups(lines):
        yield from _in_group(lines, members)


def _groups(lines: Sequence[Indicator]) -> Iterator[tuple[int, ...]]:
    """Yield the counts of each group: the coded lines below one heading, and what they are at each level."""
    groups: dict[int | None, list[int]] = {}
    for at, line in enumerate(lines):
        coded = _coded(lines, at)
        if coded is not None and line.type is IndicatorType.COUNT and line.value is not None:
            groups.setdefault(lines[coded].parent, []).append(at)
    return (tuple(members) for heading, members in groups.items() if heading is not None)


def _coded(lines: Sequence[Indicator], at: int) -> int | None:
    """Return the line itself if it has a code, or the one above whose level it is; None for any other part."""
    line = lines[at]
    if line.coded:
        return at
    above = line.parent
    is_level = above is not None and lines[above].coded and _LEVEL_ALONE.match(compare_key(line.label))
    return above if is_level else None


def _in_group(lines: Sequence[Indicator], members: Sequence[int]) -> Iterator[Finding]:
    keys = {at: compare_key(chain_of(lines, at)) for at in members}
    if any(_CARRIED.search(key) for key in keys.values()):
        return
    for whole in members:
        for part in members:
            if part != whole and _exceeds(lines[part], lines[whole]) and _holds(keys[whole], keys[part]):
                yield _finding(lines, whole, part)


def _exceeds(part: Indicator, whole: Indicator) -> bool:
    if part.value is None or whole.value is None or part.value <= whole.value:
        return False
    return not part.measure or not whole.measure or compare_key(part.measure) == compare_key(whole.measure)


def _holds(whole: str, part: str) -> bool:
    """Say whether what ``part`` counts is a part of what ``whole`` counts, of the same level."""
    if level_of(whole) != level_of(part):
        return False
    if any(one.search(whole) and other.search(part) and not one.search(part) for one, other in _PAIRS):
        return True
    total, own = _TOTAL.match(whole), _PART_OF_TOTAL.match(part)
    if total is None or own is None:
        return False
    words = total["of"].split()
    return len(words) >= _WORDS_OF_TOTAL and own["of"].startswith(f"{total['of']} ")


def _finding(lines: Sequence[Indicator], whole: int, part: int) -> Finding:
    params = {"part": lines[part].raw, "whole": lines[whole].raw}
    evidence = f"{_quote(lines, whole)} | {_quote(lines, part)}"
    also = (lines[whole].value_place,)
    return Finding(RULE.code, RULE.severity, lines[part].value_place, evidence, params, also=also)


def _quote(lines: Sequence[Indicator], at: int) -> str:
    """Return the line; of a level, behind the line whose level it is."""
    coded = _coded(lines, at)
    own = quote(lines[at])
    return own if coded in (None, at) else f"{lines[coded or 0].code}. {lines[coded or 0].label}: {own}"


def _table(first: tuple[str, str], second: tuple[str, str], *more: tuple[str, str]) -> str:
    rows = (
        (f"1.{at}.", label, "Hồ sơ", value, "") for at, (label, value) in enumerate((first, second, *more), start=1)
    )
    return statistics_text(("1.", "Kết quả giải quyết hồ sơ", "", "", ""), *rows)


_IN, _OUT = "Số hồ sơ đã tiếp nhận tại cấp xã", "Số hồ sơ đã giải quyết tại cấp xã"
RULE = Rule(
    "A507",
    Severity.WARNING,
    "Phần lớn hơn tổng thể",
    "Số liệu của một phần không thể lớn hơn số liệu của tổng thể chứa nó.",
    _check,
    bad=(
        _table((_IN, "1.200"), (_OUT, "1.350")),
        _table(("Tổng số đơn vị sự nghiệp", "40"), ("Số đơn vị sự nghiệp tự bảo đảm chi", "41")),
    ),
    good=(
        _table((_IN, "1.200"), (_OUT, "1.150")),
        _table((_IN, "1.200"), ("Số hồ sơ đã giải quyết tại cấp tỉnh", "1.350")),
        _table((_IN, "1.200"), (_OUT, "1.350"), ("Số hồ sơ kỳ trước chuyển qua", "200")),
    ),
)
