"""C402: a duty of the prose and the same thing in an annex, due on different days."""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from vanban.checks.entries import Entry, entries_of, said
from vanban.checks.model import Paper, Rule
from vanban.checks.samples import plan_text
from vanban.language.deadlines import DeadlineKind
from vanban.plans.body_names import is_same_body, level_of
from vanban.plans.comparison import last_day
from vanban.plans.model import PeriodicDuty
from vanban.text.findings import Finding, Severity
from vanban.text.forms import compare_key, squeeze
from vanban.text.wordings import Vocabulary, words_of

__all__ = ["RULE"]

_ALIKE = 0.6  # of the words of the shorter of the two
_FEWEST = 2
# Words that every duty of such plans has; they say nothing of what it is about.
_EVERYWHERE = words_of(
    "xây dựng ban hành báo cáo nộp gửi kế hoạch kết quả thực hiện tình hình hoàn thành năm đơn vị cơ quan định kỳ tổng "
    "hợp tổ chức triển khai công tác nhiệm vụ kèm ủy ban nhân dân cấp xã huyện tỉnh"
)
_SUMMARY = re.compile(r"\btong hop\b")
_PLAN = re.compile(r"\bke hoach\b")
_DAY = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?((?:19|20)\d\d)")


def _check(paper: Paper) -> Iterator[Finding]:
    common = _EVERYWHERE | words_of(paper.plan.header.title or "")
    entries = [(entry, _subject(entry.text)) for entry in entries_of(paper.plan) if entry.deadlines]
    duties = [(duty, _subject(duty.what)) for duty in paper.plan.periodic_duties]
    vocabulary = Vocabulary.of([words for _, words in (*entries, *duties)])
    for duty, words in duties:
        day = _day_of(duty)
        if day is None or len(words - common) < _FEWEST or _SUMMARY.search(compare_key(duty.what)):
            continue
        for entry, own in entries:
            other = last_day(entry.deadlines)
            if (
                other is not None
                and other != day
                and len(own - common) >= _FEWEST
                and _is_same(duty, words, entry, own, vocabulary)
            ):
                yield _finding(duty, day, entry, other)


def _subject(text: str) -> frozenset[str]:
    return frozenset(word for word in words_of(text) if word not in _EVERYWHERE and not word.isdigit())


def _day_of(duty: PeriodicDuty) -> date | None:
    """Return the last day of a duty that is due once; of a day that no calendar has, the end of its month."""
    if any(one.kind is DeadlineKind.RECURRING for one in duty.deadlines):
        return None
    if any(one.kind is DeadlineKind.IMPOSSIBLE for one in duty.deadlines):
        match = _DAY.search(duty.when)
        month, year = (int(match[2]), int(match[3])) if match else (0, 0)
        return date(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 else None
    return last_day(duty.deadlines)


def _is_same(
    duty: PeriodicDuty, words: frozenset[str], entry: Entry, own: frozenset[str], vocabulary: Vocabulary
) -> bool:
    if not _is_same_kind(duty.what, entry.text):
        return False
    levels = {level_of(f"{duty.what} {duty.who or ''}"), level_of(entry.text)} - {None}
    if len(levels) > 1 or not _is_theirs(duty, entry):
        return False
    short, long = sorted((words, own), key=lambda one: (vocabulary.weight(one), sorted(one)))
    return vocabulary.share(short, long) >= _ALIKE


def _is_same_kind(one: str, other: str) -> bool:
    """Say whether both are plans, or neither is."""
    return bool(_PLAN.search(compare_key(one))) == bool(_PLAN.search(compare_key(other)))


def _is_theirs(duty: PeriodicDuty, entry: Entry) -> bool:
    return any(is_same_body(lead.text, name) for lead in duty.leads for name in entry.lead)


def _finding(duty: PeriodicDuty, day: date, entry: Entry, other: date) -> Finding:
    due = next(one for one in entry.deadlines if last_day((one,)) == other)
    words = entry.text if due.label else f"{entry.text}: {said(due)}"
    evidence = squeeze(f"{duty.what} {duty.when} | {words if not due.label else said(due)}")
    params = {"prose": f"{day:%d/%m/%Y}", "annex": f"{other:%d/%m/%Y}"}
    return Finding(RULE.code, RULE.severity, duty.place, evidence, params, also=(entry.due_place or entry.place,))


_PROSE = "9. Ủy ban nhân dân các xã, phường xây dựng Kế hoạch tuyên truyền cải cách hành chính {when}."
_ROW = ("1", "Đa dạng hóa hình thức tuyên truyền", "Kế hoạch tuyên truyền CCHC", "UBND cấp xã", "Sở Nội vụ")
RULE = Rule(
    "C402",
    Severity.WARNING,
    "Hạn ở phần lời văn khác hạn ở phụ lục",
    "Cùng một việc của cùng một cơ quan thì phần tổ chức thực hiện và phụ lục phải ghi cùng một hạn.",
    _check,
    bad=(
        plan_text((*_ROW, "Tháng 6/2027"), prose=(_PROSE.format(when="trước ngày 15/3/2027"),)),
        plan_text((*_ROW, "Trong năm 2027"), prose=(_PROSE.format(when="chậm nhất ngày 31/3/2027"),)),
    ),
    good=(
        plan_text((*_ROW, "Trước ngày 15/3/2027"), prose=(_PROSE.format(when="trước ngày 15/3/2027"),)),
        plan_text(
            ("1", "Kiểm tra cải cách hành chính", "Kế hoạch kiểm tra CCHC", "UBND cấp xã", "Sở Nội vụ", "Tháng 6/2027"),
            prose=(_PROSE.format(when="trước ngày 15/3/2027"),),
        ),
        plan_text(
            ("1", "Tuyên truyền", "Kế hoạch tuyên truyền CCHC của tỉnh", "Sở Nội vụ", "", "Tháng 6/2027"),
            prose=(_PROSE.format(when="trước ngày 15/3/2027"),),
        ),
    ),
)
