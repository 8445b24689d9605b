"""Tasks that stand in prose as lists: a task, then lines that name its product, bodies and term.

Owns: finding the labels ("Cơ quan chủ trì: …", "Thời gian hoàn thành: …") and the task above them.
Does not: read sentences without labels as tasks; such a document is left to a person.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban.language.area_titles import OTHER
from vanban.plans.columns import Role, role_of
from vanban.plans.drafts import Part, RowDraft, TaskDraft
from vanban.plans.gather import Group
from vanban.plans.headings import Heading, numbered_heading
from vanban.reading.model import Paragraph

__all__ = ["listed_groups"]

_FIELDS = frozenset(
    {Role.DELIVERABLE, Role.LEAD, Role.COORDINATING, Role.MONITORING, Role.DEADLINE, Role.BUDGET, Role.NOTE}
)
_TELLING = frozenset({Role.DELIVERABLE, Role.LEAD, Role.DEADLINE})  # two of these make a task
_LABEL = re.compile(r"(?:\A|(?<=[.;,(\n]))\s*(?:[-+]\s+)?(?P<label>[^\W\d_][^:;.,()\n]{1,50}):\s*")
_LEAST_WEIGHT = 3  # of a label's words: "Nội dung:" and "Mục tiêu:" head paragraphs of all kinds
_LONGEST_LABEL = 7  # words
_LEAST_FIELDS = 2
_MARK = re.compile(r"\A\s*(?:(?P<no>\d{1,2}(?:\.\d{1,2})*)\s?[.)]|(?P<letter>[a-zđ])\)|[-+])\s*")


@dataclass(frozen=True, slots=True)
class _Field:
    role: Role
    start: int  # span of the words behind the label
    end: int
    label_start: int


def listed_groups(paragraphs: Sequence[Paragraph]) -> list[Group]:
    """Return the tasks listed in ``paragraphs`` by the headings they stand under; empty where none is listed."""
    groups: list[Group] = []
    heading: Heading | None = None
    above: Paragraph | None = None  # the last paragraph that is no field: the task of the fields below it
    task: TaskDraft | None = None
    for paragraph in paragraphs:
        fields = tuple(_fields(paragraph.text))
        if not fields:
            # Only a line that turned out to have no fields below it can be a heading.
            heading = _heading(above) or heading if task is None else heading
            above, task = paragraph, None
            continue
        own = paragraph.text[: fields[0].label_start]
        if own.strip(" -+(.;,"):
            heading = _heading(above) or heading if task is None else heading
            above, task = paragraph, None
        if task is None and above is not None:
            task = _task(above, len(own) if above is paragraph else len(above.text))
            _group(groups, heading).tasks.append(task)
        if task is not None:
            _fill(task.rows[0], paragraph, fields)
    return _checked(groups)


def _heading(paragraph: Paragraph | None) -> Heading | None:
    found = numbered_heading(paragraph) if paragraph is not None else None
    return found if found is not None and found.area != OTHER else None


def _fields(text: str) -> Iterator[_Field]:
    """Yield the labelled parts of a paragraph."""
    labels = [
        (match, meaning[0]) for match in _LABEL.finditer(text) if (meaning := _meaning(match["label"])) is not None
    ]
    for index, (match, role) in enumerate(labels):
        end = labels[index + 1][0].start() if index + 1 < len(labels) else len(text)
        yield _Field(role, match.end(), end, match.start())


def _meaning(label: str) -> tuple[Role, int] | None:
    meaning = role_of(label) if len(label.split()) <= _LONGEST_LABEL else None
    return meaning if meaning is not None and meaning[0] in _FIELDS and meaning[1] >= _LEAST_WEIGHT else None


def _task(paragraph: Paragraph, end: int) -> TaskDraft:
    mark = _MARK.match(paragraph.text)
    start = mark.end() if mark else 0
    number = (mark["no"] or mark["letter"]) if mark else None
    words = paragraph.text[start:end].rstrip(" (.;,")
    part = Part(words, paragraph.place.within(start, start + len(words)))
    row = RowDraft({}, [], paragraph.place, frozenset())
    return TaskDraft(number, [part], paragraph.place, rows=[row])


def _fill(row: RowDraft, paragraph: Paragraph, fields: Sequence[_Field]) -> None:
    for field in fields:
        text = paragraph.text[field.start : field.end]
        words = text.rstrip(" .;,\n" if "(" in text else " .;,)\n")
        place = paragraph.place.within(field.start, field.start + len(words))
        row.parts.setdefault(field.role, []).append(Part(words, place))
    row.own = frozenset(row.parts)


def _group(groups: list[Group], heading: Heading | None) -> Group:
    """Return the group under ``heading``, opened where it is new."""
    if not groups or groups[-1].heading is not heading:
        groups.append(Group(heading, (), above=True))
    return groups[-1]


def _checked(groups: list[Group]) -> list[Group]:
    """Return the groups with what they say of columns; nothing where the labels are no list of tasks."""
    for group in groups:
        group.tasks = [task for task in group.tasks if len(_TELLING & task.rows[0].parts.keys()) >= _LEAST_FIELDS]
        roles = dict.fromkeys(role for task in group.tasks for role in task.rows[0].parts)
        group.columns = tuple(str(role) for role in (Role.TASK, *roles))
    return [group for group in groups if group.tasks]
