"""C405: a body must sum up an annex before what stands there is due."""

import re
from collections.abc import Iterator
from datetime import date

from vanban.checks.entries import Entry, entries_of, said
from vanban.checks.model import Paper, Rule
from vanban.checks.samples import plan_text
from vanban.plans.comparison import last_day
from vanban.plans.model import Annex, PeriodicDuty
from vanban.plans.outline import Passage
from vanban.text.findings import Finding, Severity
from vanban.text.forms import compare_key, squeeze

__all__ = ["RULE"]

_SUMMARY = re.compile(r"\btong hop\b")
_ANNEXES = re.compile(
    r"phụ\s+lục\s+(?:số\s+)?(?P<first>[IVX]+|\d{1,2})(?P<more>(?:\s*(?:,|và|đến)\s*(?:số\s+)?(?:[IVX]+|\d{1,2})(?![\w/]))*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[IVX]+|\d{1,2}")
_MOST = 4  # rows that the evidence quotes


def _check(paper: Paper) -> Iterator[Finding]:
    entries = tuple(entries_of(paper.plan))
    for duty in paper.plan.periodic_duties:
        day = last_day(duty.deadlines)
        if day is None or not _SUMMARY.search(compare_key(duty.what)):
            continue
        for annex in _annexes(paper, duty):
            late = [entry for entry in entries if entry.annex is annex and _is_after(entry, day)]
            if late:
                yield _finding(duty, annex, late)


def _annexes(paper: Paper, duty: PeriodicDuty) -> Iterator[Annex]:
    """Yield the annexes that the duty's passage names, else those of the area that it is told to lead."""
    passage = _passage(paper.passages, duty)
    named = _numbers(passage.text) if passage else frozenset()
    for annex in paper.plan.annexes:
        number = _plain(annex.number or "")
        if number in named if named else bool(duty.area) and annex.area == duty.area:
            yield annex


def _passage(passages: tuple[Passage, ...], duty: PeriodicDuty) -> Passage | None:
    own = duty.place.block
    return next((one for one in passages if any(place.block == own for _, place in one.pieces)), None)


def _numbers(text: str) -> frozenset[str]:
    found: set[str] = set()
    for match in _ANNEXES.finditer(text):
        numbers = [match["first"], *_NUMBER.findall(match["more"])]
        found |= {_plain(number) for number in numbers}
        if " đến " in f" {match['more']} " and all(number.isdigit() for number in numbers):
            found |= {str(number) for number in range(int(numbers[0]), int(numbers[-1]) + 1)}
    return frozenset(found)


def _plain(number: str) -> str:
    return number.strip().upper().lstrip("0")


def _is_after(entry: Entry, day: date) -> bool:
    """Say whether something the summary must hold is due after ``day``; a span that ends the year is no exact day."""
    due = last_day(entry.deadlines)
    return due is not None and due > day


def _finding(duty: PeriodicDuty, annex: Annex, late: list[Entry]) -> Finding:
    dues = dict.fromkeys(said(one) for entry in late for one in entry.deadlines if last_day((one,)))
    evidence = " | ".join((squeeze(f"{duty.what} {duty.when}"), *tuple(dues)[:_MOST]))
    also = tuple(entry.due_place or entry.place for entry in late[:_MOST])
    params = {"annex": annex.number or annex.title or "", "count": len(late), "when": duty.when}
    return Finding(RULE.code, RULE.severity, duty.place, evidence, params, also=also)


_PROSE = (
    "2. Sở Tư pháp chủ trì triển khai nội dung Cải cách thể chế theo Phụ lục số 01; tổng hợp kết quả thực hiện và báo "
    "cáo Chủ tịch UBND tỉnh trước ngày 15/11/2027."
)
_ROW = ("1", "Theo dõi thi hành pháp luật", "Báo cáo kết quả thực hiện", "Các sở, ban, ngành", "")
RULE = Rule(
    "C405",
    Severity.WARNING,
    "Tổng hợp trước khi các nhiệm vụ đến hạn",
    "Hạn tổng hợp của cơ quan đầu mối phải sau hạn của những nhiệm vụ được tổng hợp.",
    _check,
    bad=(
        plan_text((*_ROW, "Tháng 12/2027"), prose=(_PROSE,)),
        plan_text((*_ROW, "Trước ngày 25/11/2027"), prose=(_PROSE,)),
    ),
    good=(
        plan_text((*_ROW, "Tháng 10/2027"), prose=(_PROSE,)),
        plan_text((*_ROW, "Thường xuyên"), prose=(_PROSE,)),
        plan_text((*_ROW, "Tháng 12/2027"), prose=(_PROSE.replace("01", "02"),)),
    ),
)
