"""Programmes of work: under each month or quarter the things to hand in, each with its body in brackets.

"3. Tháng 3/2027" / "a) Đề án phát triển du lịch (Sở Văn hóa, Thể thao và Du lịch chủ trì)."
Owns: finding the periods and their items. Does not: read tasks with labels (``listed``) or tables (``gather``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.plans.columns import Role
from vanban.plans.drafts import Part, RowDraft, TaskDraft
from vanban.plans.gather import Group
from vanban.reading.model import Paragraph
from vanban.text.findings import Place

__all__ = ["monthly_groups"]

_PERIOD = re.compile(
    r"\A\s*(?:(?:\d{1,2}|[IVX]{1,5}|[a-zđ])[.)]|[-+*])?\s*(?:Trong\s+)?"
    r"(?P<period>(?:tháng\s+\d{1,2}|quý\s+(?:IV|I{1,3}|[1-4]))(?:(?:\s?/\s?|\s+năm\s+)20\d\d)?)\s*[:.]?\s*\Z",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\A\s*(?:(?P<no>\d{1,2}(?:\.\d{1,2})*)\s?[.)]|(?P<letter>[a-zđ])\)|[-+*])\s*(?=\S)")
_GENERAL = re.compile(r"\A\s*(?:[IVX]{1,6}|[A-H])[.)]\s|\A\s*(?:Phần|PHẦN|Điều)\s")
_LEAD = re.compile(
    r"\(\s*(?:(?:(?:cơ quan|đơn vị)\s+)?(?:chủ trì|thực hiện|tham mưu)\s*:\s*(?P<named>[^();]{3,160})[^()]*"
    r"|(?:giao\s+)?(?P<acting>[^();]{3,160}?),?\s+(?:chủ trì|tham mưu|chuẩn bị|trình|thực hiện)\b[^()]*)\)"
    r"\s*[.;]?\s*\Z",
    re.IGNORECASE,
)
_LEAST_PERIODS = 2
_LEAST_ITEMS = 3
_LEAST_LED = 0.5  # of the items: a list that names no bodies is no programme of work


@dataclass(frozen=True, slots=True)
class _Period:
    text: str
    place: Place


def monthly_groups(paragraphs: Sequence[Paragraph]) -> list[Group]:
    """Return the items under months or quarters as one group of tasks; empty where ``paragraphs`` are no programme."""
    period: _Period | None = None
    found: list[tuple[_Period, TaskDraft]] = []
    for paragraph in paragraphs:
        heading = _PERIOD.match(paragraph.text)
        if heading:
            period = _Period(heading["period"], paragraph.place.within(*heading.span("period")))
        elif _GENERAL.match(paragraph.text):
            period = None
        elif period is not None and (item := _ITEM.match(paragraph.text)):
            found.append((period, _task(paragraph, item, period)))
    tasks = [task for _, task in found]
    led = sum(Role.LEAD in task.rows[0].parts for task in tasks)
    periods = {period.text for period, _ in found}
    if len(periods) < _LEAST_PERIODS or len(tasks) < _LEAST_ITEMS or led < _LEAST_LED * len(tasks):
        return []
    return [Group(None, (str(Role.TASK), str(Role.LEAD), str(Role.DEADLINE)), above=True, tasks=tasks)]


def _task(paragraph: Paragraph, item: re.Match[str], period: _Period) -> TaskDraft:
    """Return an item with its body and the period that it stands under."""
    text = paragraph.text
    lead = _LEAD.search(text, item.end())
    words = text[item.end() : lead.start() if lead else len(text)].rstrip(" .;,")
    place = paragraph.place.within(item.end(), item.end() + len(words))
    parts = {Role.DEADLINE: [Part(period.text, period.place)]}
    if lead:
        group = "named" if lead["named"] else "acting"
        parts[Role.LEAD] = [Part(lead[group].strip(), paragraph.place.within(*lead.span(group)))]
    row = RowDraft(parts, [], paragraph.place, frozenset(parts))
    return TaskDraft(item["no"] or item["letter"], [Part(words, place)], paragraph.place, rows=[row])
