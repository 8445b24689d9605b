"""C408: a body that leads in prose and only coordinates in the annex."""

import re
from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.checks.samples import plan_text
from vanban.language.agencies import read_agencies
from vanban.plans.body_names import is_same_body
from vanban.plans.duty_subjects import spoken_of
from vanban.plans.model import PlanRow, Task
from vanban.plans.outline import Passage
from vanban.text.findings import Finding, Severity
from vanban.text.forms import squeeze
from vanban.text.wordings import Vocabulary, words_of

__all__ = ["RULE"]

_CLAUSE = re.compile(r"\A\s*\d{1,2}(?:\.\d{1,2})*\s?[.)]")
_POINT = re.compile(r"\A\s*(?:[a-zđ]\)|[-+])")
_LEADS = re.compile(
    r"\bchủ trì,?\s*(?:và\s+)?(?:phối hợp(?:\s+với)?\s+(?:[^.;]{0,80}?)\s)?"
    r"(?P<of>(?:triển khai|tổ chức|tham mưu|xây dựng|đánh giá|kiểm tra|rà soát|khảo sát|thẩm định)\s[^.;]{20,240})",
    re.IGNORECASE,
)
_AREA = re.compile(r"\Atriển khai (?:thực hiện )?(?:các )?(?:nội dung|nhiệm vụ)", re.IGNORECASE)  # a whole field
_ALIKE = 0.62  # of the task's words
_FEWEST = 4


def _check(paper: Paper) -> Iterator[Finding]:
    tasks = [(task, words_of(task.text)) for _annex, task in paper.plan.tasks()]
    duties = list(_leading(paper.passages))
    vocabulary = Vocabulary.of([words for _, words in tasks])
    for holder, passage, match in duties:
        words = words_of(match["of"])
        for task, own in tasks:
            short, long = sorted((words, own), key=lambda one: (vocabulary.weight(one), sorted(one)))
            if len(short) < _FEWEST or vocabulary.share(short, long) < _ALIKE:
                continue
            row = next((row for row in task.rows if _only_coordinates(holder, row)), None)
            if row is not None:
                yield _finding(holder, passage, match, task, row)


def _leading(passages: tuple[Passage, ...]) -> Iterator[tuple[str, Passage, re.Match[str]]]:
    """Yield whom each passage makes the lead of what: the body of its clause, or its own."""
    holder: str | None = None
    for passage in passages:
        if _CLAUSE.match(passage.text) or not (_POINT.match(passage.text) or passage.numbered is False):
            subject = spoken_of(passage.text)
            holder = subject[0] if subject else None
        for match in _LEADS.finditer(passage.text):
            if holder and not _AREA.match(match["of"]):
                yield holder, passage, match


def _only_coordinates(holder: str, row: PlanRow) -> bool:
    names = [body.text for body in read_agencies(holder) if body.kind == "agency"]
    leads = any(is_same_body(name, body.text) for name in names for body in row.lead)
    return not leads and any(is_same_body(name, body.text) for name in names for body in row.coordinating)


def _finding(holder: str, passage: Passage, match: re.Match[str], task: Task, row: PlanRow) -> Finding:
    place = passage.place(*match.span())
    leads = "; ".join(body.text for body in row.lead)
    evidence = " | ".join((squeeze(match.group())[:160], squeeze(task.text)[:160], leads))
    return Finding(RULE.code, RULE.severity, place, evidence, {"body": holder}, also=(task.place,))


_PROSE = "2. Phòng Nội vụ\n\na) Chủ trì, phối hợp các đơn vị liên quan {of}."
_TASK = "Đánh giá, chấm điểm Chỉ số cải cách hành chính của UBND cấp xã"
_OF = "triển khai đánh giá, chấm điểm Chỉ số cải cách hành chính đối với UBND cấp xã năm 2027"
RULE = Rule(
    "C408",
    Severity.WARNING,
    "Chủ trì ở lời văn, phối hợp ở phụ lục",
    "Một nhiệm vụ có một cơ quan chủ trì; lời văn và phụ lục phải giao cùng một cơ quan.",
    _check,
    bad=(
        plan_text(
            ("1", _TASK, "Báo cáo", "UBND cấp xã", "Phòng Nội vụ", "Tháng 12/2027"), prose=(_PROSE.format(of=_OF),)
        ),
    ),
    good=(
        plan_text(("1", _TASK, "Báo cáo", "Phòng Nội vụ", "", "Tháng 12/2027"), prose=(_PROSE.format(of=_OF),)),
        plan_text(
            ("1", "Kiểm tra công vụ tại các đơn vị", "Báo cáo", "Thanh tra tỉnh", "Phòng Nội vụ", "Tháng 12/2027"),
            prose=(_PROSE.format(of=_OF),),
        ),
    ),
)
