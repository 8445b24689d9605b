"""C416: done already in the annex, and still ordered in prose."""

import re
from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.checks.samples import plan_text
from vanban.language.deadlines import DeadlineKind
from vanban.plans.model import Task
from vanban.text.findings import Finding, Place, Severity
from vanban.text.forms import compare_key, squeeze
from vanban.text.wordings import Vocabulary, words_of

__all__ = ["RULE"]

_SENTENCE = re.compile(r"[^.;]+")
_VERBS = "xây dựng|ban hành|hoàn thành|tổ chức|thực hiện|triển khai|tham mưu|lập|trình"
_ORDERED = re.compile(rf"(?<!\w)(?:{_VERBS})(?!\w)", re.IGNORECASE)
_PAST = re.compile(r"(?<!\w)đã (?:được )?(?:xây dựng|ban hành|hoàn thành|thực hiện|lập|trình)", re.I)
_FEWEST = 4
_ORDER_WORDS = words_of("xây dựng, ban hành, hoàn thành, thực hiện, năm, cấp huyện, xã, tỉnh")
_ROW_OF = 4
_SHARED = 0.75  # of the words of the task; a level or two is often named in one place only


def _check(paper: Paper) -> Iterator[Finding]:
    vocabulary = Vocabulary.of(words_of(task.text) for _annex, task in paper.plan.tasks())
    for _annex, task in paper.plan.tasks():
        place = _done(task)
        words = words_of(task.text)
        if place is None or len(words) < _FEWEST:
            continue
        for passage in paper.passages:
            for match in _SENTENCE.finditer(passage.text):
                if _orders(match.group(), words, vocabulary):
                    first = passage.place(*match.span())
                    evidence = f"{squeeze(match.group())[:200]} | {squeeze(task.text)[:120]}: {_said(task)}"
                    yield Finding(RULE.code, RULE.severity, first, evidence, also=(place,))


def _done(task: Task) -> Place | None:
    """Return where all rows of the task are said to be done; None where some are not."""
    dues = [one for row in task.rows for one in row.deadlines]
    if dues and all(one.kind is DeadlineKind.DONE for one in dues):
        return task.rows[0].deadline_places[0]
    return None


def _said(task: Task) -> str:
    return task.rows[0].deadlines[0].text


def _orders(sentence: str, words: frozenset[str], vocabulary: Vocabulary) -> bool:
    """Say whether a sentence orders what the task of ``words`` is: its words, four of them in a row, and its year."""
    if not _ORDERED.search(sentence) or _PAST.search(sentence):
        return False
    own = words_of(sentence)
    years = [{word for word in one if word.isdigit()} for one in (own, words)]
    names = words - _ORDER_WORDS - years[1]
    if years[0] and years[1] and not years[1] <= years[0]:
        return False
    return vocabulary.share(names, own) >= _SHARED and _in_a_row(compare_key(sentence).split(), names)


def _in_a_row(words: list[str], names: frozenset[str]) -> bool:
    return any(set(words[at : at + _ROW_OF]) <= names for at in range(len(words) - _ROW_OF + 1))


_ROW = ("1", "Xây dựng Kế hoạch đầu tư công năm 2027", "Nghị quyết", "Sở Tài chính", "")
RULE = Rule(
    "C416",
    Severity.WARNING,
    "Đã làm xong nhưng vẫn giao làm",
    "Một việc không thể vừa đã thực hiện vừa là nhiệm vụ phải làm trong cùng kế hoạch.",
    _check,
    bad=(plan_text((*_ROW, "Đã thực hiện"), prose=("1. Xây dựng Kế hoạch đầu tư công tỉnh Sông Mây năm 2027.",)),),
    good=(
        plan_text((*_ROW, "Tháng 6/2027"), prose=("1. Xây dựng Kế hoạch đầu tư công tỉnh Sông Mây năm 2027.",)),
        plan_text((*_ROW, "Đã thực hiện"), prose=("1. Xây dựng Kế hoạch đầu tư công tỉnh Sông Mây năm 2028.",)),
    ),
)
