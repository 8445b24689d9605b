"""C404: one plan, asked of one body in two rows, due in two ways."""

import re
from collections.abc import Iterator
from itertools import combinations

from vanban.checks.entries import Entry, entries_of
from vanban.checks.model import Paper, Rule
from vanban.checks.samples import plan_text
from vanban.language.deadlines import Deadline, DeadlineKind
from vanban.plans.body_names import is_same_body
from vanban.text.findings import Finding, Severity
from vanban.text.forms import compare_key, squeeze
from vanban.text.wordings import words_of

__all__ = ["RULE"]

_NAMED = re.compile(r"kế hoạch(?!\s+(?:số|của|thực hiện|này|\d))\s+(?P<of>[^.;:(]{8,160})", re.IGNORECASE)
_BEGIN = re.compile(r"\bke hoach ((?:[a-z]+ ){1,2})")
_FEWEST = 4  # words that tell in the name of a plan
_ORDERED = re.compile(r"\b(?:xay dung|ban hanh|lap)\b")
_FIXED = (DeadlineKind.BY, DeadlineKind.WITHIN, DeadlineKind.CONTINUOUS, DeadlineKind.RECURRING, DeadlineKind.DONE)
_SAME = 0.6  # the shorter name has so many of the longer one's words


def _check(paper: Paper) -> Iterator[Finding]:
    named = [(entry, name) for entry in entries_of(paper.plan) if _is_plan(entry) and (name := _name(entry))]
    for (one, first), (other, second) in combinations(named, 2):
        if one.task.place == other.task.place or not _is_same_name(first, second):
            continue
        if not any(is_same_body(a, b) for a in one.lead for b in other.lead):
            continue
        mine, its = one.deadlines[0], other.deadlines[0]
        if _time(mine) != _time(its):
            evidence = squeeze(f"{first}: {mine.text} | {second}: {its.text}")
            params = {"first": mine.text, "second": its.text}
            yield Finding(RULE.code, RULE.severity, one.place, evidence, params, also=(other.place,))


def _is_plan(entry: Entry) -> bool:
    """Say whether the entry is a plan to be made whose time is said: the first of its deadlines counts."""
    return compare_key(entry.text).startswith("ke hoach") and any(one.kind in _FIXED for one in entry.deadlines[:1])


def _name(entry: Entry) -> str | None:
    """Return the plan's name: the deliverable's, else the one that the task orders."""
    own = _NAMED.match(entry.text)
    if own:
        return entry.text
    task = _NAMED.search(entry.task.text)
    ordered = task and _ORDERED.search(compare_key(entry.task.text[: task.start()]))
    return squeeze(task.group()) if task and ordered else None


def _is_same_name(one: str, other: str) -> bool:
    """Say whether two names are of one plan: they begin alike, and one holds all that the other says."""
    begins = [_BEGIN.search(compare_key(name)) for name in (one, other)]
    if not begins[0] or not begins[1] or begins[0][1] != begins[1][1]:
        return False
    first, second = (words_of(name) - {"ke", "hoach", "nam"} for name in (one, other))
    years = [frozenset(word for word in words if word.isdigit()) for words in (first, second)]
    if years[0] and years[1] and years[0] != years[1]:
        return False
    short, long = sorted((first - years[0], second - years[1]), key=lambda words: (len(words), sorted(words)))
    return short <= long and len(short) >= max(_FEWEST, _SAME * len(long))


def _time(deadline: Deadline) -> tuple[object, ...]:
    day = deadline.date if deadline.kind is DeadlineKind.BY else deadline.end
    return ("day", day) if day else (deadline.kind, deadline.freq)


_TWINS = "Kế hoạch {kind}cải cách hành chính năm 2027 của cơ quan, đơn vị"
_PLAN = "Kế hoạch kiểm tra, rà soát văn bản quy phạm pháp luật"
_ORDER = "Xây dựng và thực hiện Kế hoạch kiểm tra, rà soát văn bản quy phạm pháp luật năm 2027"
RULE = Rule(
    "C404",
    Severity.WARNING,
    "Một kế hoạch, hai hạn",
    "Một sản phẩm giao cho một cơ quan chỉ có một hạn; hai dòng trùng nhau nên gộp làm một.",
    _check,
    bad=(
        plan_text(
            ("1", "Nâng cao chất lượng kiểm tra văn bản", _PLAN, "Sở Tư pháp", "", "Trong quý I/2027"),
            ("2", _ORDER, "Kế hoạch của UBND tỉnh", "Sở Tư pháp", "", "Thường xuyên"),
        ),
    ),
    good=(
        plan_text(
            ("1", "Nâng cao chất lượng kiểm tra văn bản", _PLAN, "Sở Tư pháp", "", "Trong quý I/2027"),
            ("2", _ORDER, "Kế hoạch của UBND xã", "UBND cấp xã", "", "Trong quý II/2027"),
        ),
        plan_text(
            ("1", "Nâng cao chất lượng kiểm tra văn bản", _PLAN, "Sở Tư pháp", "", "Trong quý I/2027"),
            ("2", "Kiểm tra công vụ", "Kế hoạch kiểm tra công vụ", "Sở Tư pháp", "", "Trong quý II/2027"),
        ),
        plan_text(
            ("1", "Lập kế hoạch", _TWINS.format(kind=""), "Các sở, ban, ngành", "", "Tháng 01/2027"),
            ("2", "Tuyên truyền", _TWINS.format(kind="tuyên truyền "), "Các sở, ban, ngành", "", "Tháng 02/2027"),
        ),
    ),
)
