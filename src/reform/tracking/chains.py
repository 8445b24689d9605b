"""Which deliverable of a plan is the event of another: "tờ trình → quyết định 03 ngày làm việc → quy trình điện tử".

Owns: a proposal from the words: a deadline counts from a document, and an earlier deliverable of the same plan is that
document. Does not: decide: a person confirms each.
Source: practice of plans: one body's submission starts the clock of the next.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reform.due import Awaited
from reform.tracking.cases import LEADING_VERBS
from vanban.text.forms import compare_key, squeeze

__all__ = ["ChainLink", "ChainRow", "propose_chains"]

# Documents that one body hands to the next.
_KIND = re.compile(
    r"\b(?:tờ trình|quyết định|kế hoạch|đề án|nghị quyết|báo cáo|văn bản thẩm định|kết quả thẩm định|quy chế|quy trình"
    r"|thông báo|kết luận|chương trình|hướng dẫn|công văn|hồ sơ trình|danh mục)\b"
)
_SAID_OFTEN = frozenset(
    """
    cua cac ve va khi co tu ngay ban hanh nhan duoc ky theo den cho tinh ubnd
    """.split()  # noqa: SIM905 - one word after the other reads better than a list
)


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One deliverable as the rule sees it."""

    row_id: int
    task: str  # what groups the rows of one task: the same text for all of them
    title: str
    awaits: str = ""  # the words of the event it waits for; empty where it has days of its own


@dataclass(frozen=True, slots=True)
class ChainLink:
    """``row_id`` waits for ``on_row_id``."""

    row_id: int
    on_row_id: int
    is_same_task: bool  # False: found elsewhere in the plan, look twice


def propose_chains(rows: Sequence[ChainRow]) -> tuple[ChainLink, ...]:
    """Return which rows of one plan wait for which others, in the order of the plan, never in a circle.

    Within a task the kind of document is enough ("kể từ ngày nhận tờ trình" after "Tờ trình công bố danh mục");
    elsewhere the event must also say what the document is about.

    Example:
        >>> propose_chains([
        ...     ChainRow(1, "Công bố", "Tờ trình công bố danh mục"),
        ...     ChainRow(2, "Công bố", "Quyết định công bố danh mục", awaits="03 ngày kể từ ngày nhận tờ trình"),
        ... ])
        (ChainLink(row_id=2, on_row_id=1, is_same_task=True),)
    """
    kinds: dict[str, list[ChainRow]] = defaultdict(list)
    for row in rows:
        kinds[_kind_of(row)].append(row)
    links: list[ChainLink] = []
    for row in rows:
        link = next(_candidates(row, kinds), None) if row.awaits else None
        if link is not None and not _closes(link, links):
            links.append(link)
    return tuple(links)


def _candidates(row: ChainRow, kinds: Mapping[str, Sequence[ChainRow]]) -> Iterator[ChainLink]:
    """Yield what the row may wait for, the best first: of its own task, then by shared words, then as they stand."""
    awaited = Awaited(row.awaits)
    said = dict.fromkeys(_KIND.findall(squeeze(row.awaits).lower()))
    fitting = [
        (one, *fit)
        for kind in (said if not awaited.symbols else ())
        for one in kinds.get(kind, ())
        if one.row_id != row.row_id and (fit := _fit(row, awaited, kind, one)) is not None
    ]
    fitting.sort(key=lambda made: (not made[1], -made[2]))
    return (ChainLink(row.row_id, one.row_id, is_same_task) for one, is_same_task, _shared in fitting)


def _kind_of(row: ChainRow) -> str:
    """Return the kind of document that a row makes; empty where it is none that one body hands to the next."""
    found = _KIND.match(LEADING_VERBS.sub("", squeeze(row.title).lower()))
    return found[0] if found else ""


def _fit(row: ChainRow, awaited: Awaited, kind: str, one: ChainRow) -> tuple[bool, int] | None:
    """Return (of the same task, words shared) where ``one``, of that kind, may be what ``row`` waits for."""
    if awaited.from_centre != Awaited(one.title).from_centre:
        return None
    about = _words(awaited.key) - _words(kind)
    shared = len(about & _words(one.title))
    is_same_task = bool(row.task) and compare_key(row.task) == compare_key(one.task)
    needed = 0 if is_same_task else max(2, (len(about) + 1) // 2)
    return (is_same_task, shared) if shared >= needed else None


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in compare_key(text).split() if not word.isdecimal()) - _SAID_OFTEN


def _closes(link: ChainLink, links: Iterable[ChainLink]) -> bool:
    """Return whether ``link`` would make a row wait for itself."""
    waits = {one.row_id: one.on_row_id for one in links}
    at: int | None = link.on_row_id
    while at is not None:
        if at == link.row_id:
            return True
        at = waits.get(at)
    return False
