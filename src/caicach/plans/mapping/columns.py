"""The columns of a plan's sheet by what a person says they mean.

Owns: the choices, the header words that the reader of plans knows for each, a sheet's rows as a document. Does not:
remember anything (``caicach.sheets``) or read a plan.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from caicach.sheets.registry import ColumnRole, MappedRow
from vanban.plans.columns import Role, is_beginning, role_of
from vanban.plans.tables import read_table
from vanban.reading import Cell, Document, Row, Table
from vanban.reading.sheets import JOINT, retitled, titles_of
from vanban.text.findings import Place

__all__ = ["document_of_rows", "is_recognised", "propose", "roles", "with_columns"]

# The words that ``vanban.plans.columns`` reads surely.
_WORDS: dict[str, str] = {
    Role.NO: "TT",
    Role.TASK: "Nhiệm vụ",
    Role.DELIVERABLE: "Sản phẩm",
    Role.LEAD: "Cơ quan chủ trì",
    Role.COORDINATING: "Cơ quan phối hợp",
    Role.LEAD_AND_COORDINATING: "Cơ quan chủ trì, phối hợp",
    Role.MONITORING: "Cơ quan theo dõi",
    Role.DEADLINE: "Thời hạn hoàn thành",
    Role.BUDGET: "Kinh phí",
    Role.NOTE: "Ghi chú",
}
# A header needs three meanings, work and somebody who owes it or a time: what a sheet lacks stands empty behind it.
_FILLED_UP = (Role.TASK, Role.LEAD, Role.DEADLINE, Role.DELIVERABLE)
_LEAST = 3


def roles() -> tuple[ColumnRole, ...]:
    """Return what a column of a plan can hold."""
    return (
        ColumnRole(Role.NO, _("Số thứ tự")),
        ColumnRole(Role.TASK, _("Nhiệm vụ"), is_required=True),
        ColumnRole(Role.DELIVERABLE, _("Sản phẩm")),
        ColumnRole(Role.LEAD, _("Cơ quan chủ trì")),
        ColumnRole(Role.COORDINATING, _("Cơ quan phối hợp")),
        ColumnRole(Role.LEAD_AND_COORDINATING, _("Chủ trì và phối hợp trong một cột")),
        ColumnRole(Role.MONITORING, _("Cơ quan theo dõi")),
        ColumnRole(Role.DEADLINE, _("Thời hạn")),
        ColumnRole(Role.BUDGET, _("Kinh phí")),
        ColumnRole(Role.NOTE, _("Ghi chú"), is_many=True),
    )


def propose(titles: Sequence[str]) -> tuple[str, ...]:
    """Return what the words over each column say it holds; of several for one meaning the surest keeps it."""
    found = [_meaning_of(title) for title in titles]
    best: dict[str, tuple[int, int]] = {}
    for at, meaning in enumerate(found):
        if meaning is not None and str(meaning[0]) in _WORDS and meaning[1] > best.get(meaning[0], (0, 0))[0]:
            best[meaning[0]] = meaning[1], at
    return tuple(
        str(meaning[0]) if meaning is not None and best.get(meaning[0], (0, -1))[1] == at else ""
        for at, meaning in enumerate(found)
    )


def _meaning_of(title: str) -> tuple[Role, int] | None:
    """Return what a column under ``title`` holds: the lowest of its words that say it decide."""
    if is_beginning(title):
        return None
    return next(filter(None, map(role_of, reversed(title.split(JOINT)))), None) or role_of(title)


def is_recognised(document: Document) -> bool:
    """Whether the reader of plans knows the columns of some table by itself."""
    return any(read_table(table, None) is not None for table in document.tables())


def with_columns(document: Document, known: Callable[[tuple[str, ...]], tuple[str, ...] | None]) -> Document:
    """Return ``document`` with the headers that somebody settled in the words that the reader knows.

    Args:
        document: A sheet as it was read; places stay as they are.
        known: The titles of a table -> the role of each column; None where nobody settled them.
    """
    blocks = []
    for block in document.blocks:
        titles = titles_of(block) if isinstance(block, Table) else ()
        chosen = known(titles) if titles else None
        blocks.append(retitled(block, _header(chosen)) if isinstance(block, Table) and chosen else block)
    return replace(document, blocks=tuple(blocks))


def _header(chosen: Sequence[str]) -> tuple[str, ...]:
    header = [_WORDS.get(role, "") for role in chosen]
    held = {role for role in chosen if role}
    for role in _FILLED_UP:
        is_owed = bool(held & {Role.LEAD, Role.LEAD_AND_COORDINATING, Role.DEADLINE})
        if role not in held and (len(held) < _LEAST or not is_owed):
            header.append(_WORDS[role])
            held.add(role)
    return tuple(header)


def document_of_rows(rows: Sequence[MappedRow]) -> Document:
    """Return mapped rows as a document of one table; row 0 is the header, a column for each role that a row holds."""
    keys = [role.key for role in roles() if any(row.of(role.key) for row in rows)]
    header = _header(keys)
    texts = [list(header), *([row.of(key) for key in keys] + [""] * (len(header) - len(keys)) for row in rows)]
    table = tuple(
        Row(
            tuple(Cell(text, Place(block=0, table=0, row=at, column=to)) for to, text in enumerate(line)),
            header=at == 0,
        )
        for at, line in enumerate(texts)
    )
    return Document(format="xlsx", name="", blocks=(Table(table, Place(block=0, table=0)),))
