"""C402: a duty of the prose and the same thing in an annex, due on different days."""

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date

from vanban.checks.entries import Entry, entries_of, said
from vanban.checks.model import Paper, Rule
from vanban.checks.samples import plan_text
from vanban.language.deadlines import Deadline, DeadlineKind, read_deadlines
from vanban.plans.body_names import is_same_body, level_of
from vanban.plans.comparison import last_day
from vanban.plans.duty_terms import terms_of
from vanban.plans.model import PeriodicDuty, PlanRow, Task
from vanban.text.findings import Finding, Place, Severity
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
_LONGER = 2  # times as many words as the task has
_SENTENCE = re.compile(r"[^.;\n]+")
_SUMMARY = re.compile(r"\btong hop\b")
_PLAN = re.compile(r"\bke hoach\b")
_DAY = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?((?:19|20)\d\d)")


def _check(paper: Paper) -> Iterator[Finding]:
    common = _EVERYWHERE | words_of(paper.plan.header.title or "")
    yield from _sentences(paper, common)
    entries = [(entry, _subject(_whole(entry))) for entry in entries_of(paper.plan) if entry.deadlines]
    duties = [(duty, _subject(duty.what)) for duty in paper.plan.periodic_duties]
    vocabulary = Vocabulary.of([words for _, words in (*entries, *duties)])
    for duty, words in duties:
        day = _day_of(duty)
        if day is None or _SUMMARY.search(compare_key(duty.what)):
            continue
        if len(words - common) < _FEWEST:
            yield from _own_plans(duty, day, words - common, [(entry, own - common) for entry, own in entries])
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


def _sentences(paper: Paper, common: frozenset[str]) -> Iterator[Finding]:
    """Yield the tasks that a sentence without a body repeats with a term that lies apart from that of the row.

    "3.1. Số hóa sổ hộ tịch: hoàn thành trong quý II": who acts is told elsewhere, so that nearly all words must agree.
    """
    duties = {duty.place.block for duty in paper.plan.periodic_duties}
    rows = [(task, row, _subject(task.text) - common) for _, task in paper.plan.tasks() for row in task.rows]
    rows = [(task, row, words) for task, row, words in rows if len(words) >= _FEWEST and len(row.deliverables) <= 1]
    for passage in paper.passages if rows else ():
        if passage.pieces[0][1].block in duties:
            continue
        for sentence in _SENTENCE.finditer(passage.text):
            terms = terms_of(sentence.group(), always_at=None)
            if len(terms) != 1:
                continue
            words = _subject(sentence.group()[: terms[0].start])
            said_when = read_deadlines(terms[0].text, year=paper.plan.header.year or 1).value
            for task, row, own in rows:
                if own <= words and len(words) <= _LONGER * len(own) and _lie_apart(said_when, row.deadlines):
                    yield _apart(passage.place(*sentence.span()), sentence.group(), said_when, task, row)


def _lie_apart(one: Sequence[Deadline], other: Sequence[Deadline]) -> bool:
    """Say whether two terms have no day in common; of two limits, whether they are two days."""
    spans = [_span(deadlines) for deadlines in (one, other)]
    if all(deadline.kind is DeadlineKind.BY for deadline in (*one, *other)):
        return last_day(one) != last_day(other)
    return all(spans) and not any(
        left[0] <= right[1] and right[0] <= left[1] for left in spans[0] for right in spans[1]
    )


def _span(deadlines: Sequence[Deadline]) -> list[tuple[date, date]]:
    """Return the days on which each deadline may be met: any up to a limit; nothing where one has none."""
    spans = []
    for one in deadlines:
        first = one.start if one.kind is DeadlineKind.WITHIN else date.min
        last = last_day((one,))
        if first is None or last is None:
            return []
        spans.append((min(first, last), last))
    return spans


def _apart(place: Place, words: str, due: Sequence[Deadline], task: Task, row: PlanRow) -> Finding:
    days = [last_day(deadlines) for deadlines in (due, row.deadlines)]
    evidence = squeeze(f"{words} | {task.text}: {said(row.deadlines[0])}")
    params = {name: f"{day:%d/%m/%Y}" for name, day in zip(("prose", "annex"), days, strict=True) if day}
    return Finding(RULE.code, RULE.severity, place, evidence, params, also=row.deadline_places[:1])


def _whole(entry: Entry) -> str:
    """Return the words of an entry, with its task's where it names no more than a kind: "Kế hoạch"."""
    return entry.text if _subject(entry.text) else f"{entry.text} {entry.task.text}"


def _own_plans(
    duty: PeriodicDuty, day: date, words: frozenset[str], entries: list[tuple[Entry, frozenset[str]]]
) -> Iterator[Finding]:
    """Yield the rows that give a body's own plan of the year, which only the document's subject names, another day."""
    if words or not _PLAN.search(compare_key(duty.what)):
        return
    for entry, own in entries:
        other = last_day(entry.deadlines)
        if own or other is None or other == day or not _PLAN.search(compare_key(_whole(entry))):
            continue
        if _is_theirs(duty, entry) and len(entry.row.deliverables) <= 1:
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
        plan_text(
            ("1", "Số hóa sổ hộ tịch", "", "Sở Tư pháp", "", "Quý IV/2027"),
            prose=("3.1. Số hóa sổ hộ tịch: hoàn thành trong quý II/2027.",),
        ),
        plan_text(
            (
                "1",
                "Xây dựng kế hoạch cải cách hành chính năm 2027",
                "Kế hoạch",
                "UBND cấp xã",
                "",
                "Trước ngày 31/01/2027",
            ),
            prose=("9. Ủy ban nhân dân các xã, phường xây dựng kế hoạch năm 2027 trước ngày 20/01/2027.",),
        ),
        plan_text((*_ROW, "Tháng 6/2027"), prose=(_PROSE.format(when="trước ngày 15/3/2027"),)),
        plan_text((*_ROW, "Trong năm 2027"), prose=(_PROSE.format(when="chậm nhất ngày 31/3/2027"),)),
    ),
    good=(
        plan_text(
            ("1", "Số hóa sổ hộ tịch", "", "Sở Tư pháp", "", "Tháng 02/2027"),
            prose=("3.1. Số hóa sổ hộ tịch: hoàn thành chậm nhất ngày 01/3/2027.",),
        ),
        plan_text(
            ("1", "Số hóa sổ hộ tịch", "", "Sở Tư pháp", "", "Trong năm 2027"),
            prose=("3.1. Số hóa sổ hộ tịch: hoàn thành trong quý II/2027.",),
        ),
        plan_text(
            ("1", "Xây dựng kế hoạch kiểm tra năm 2027", "Kế hoạch", "UBND cấp xã", "", "Tháng 02/2027"),
            prose=("9. Ủy ban nhân dân các xã, phường xây dựng kế hoạch năm 2027 trước ngày 20/01/2027.",),
        ),
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
