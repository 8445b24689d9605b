"""Changing a criteria set row by row: numbers follow the tree, keys stay, whatever else is for ``rows_read``.

Owns: putting rows in, taking them out, moving them, with what stands under them. Does not: judge whether the set then
fits together.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from reform.index.rows import Rank, SetRow

__all__ = ["added_heading", "added_row", "changed_row", "shifted_row", "without_row"]

Cells = Mapping[str, str | Decimal]
_LEVEL = {Rank.AREA: 0, Rank.CRITERION: 1, Rank.LEAF: 2, Rank.BONUS: 0, Rank.PENALTY: 0}
_KEPT = ("rank", "num", "key")
# What the first bonus and the first penalty of a set are numbered.
_FIRST = {Rank.BONUS: "T1", Rank.PENALTY: "P1"}
_LAST = re.compile(r"(\d+)\D*\Z")


def changed_row(rows: Sequence[SetRow], key: str, cells: Cells) -> tuple[SetRow, ...]:
    """Return ``rows`` with ``cells`` in the row of ``key``; of what stood there its rank, number and key stay.

    An unknown key changes nothing.
    """
    found = _cells(rows)
    at = _at(found, key)
    if at is not None:
        kept: dict[str, str | Decimal] = {name: found[at][name] for name in _KEPT if name in found[at]}
        found[at] = {**kept, **cells}
    return _numbered(found)


def added_row(rows: Sequence[SetRow], under: str, cells: Cells) -> tuple[SetRow, ...]:
    """Return ``rows`` with a new row at the end of the area or criterion ``under``, and a number after the last there.

    Under an area it is a criterion, under a criterion one of its sub-criteria; an unknown key changes nothing.
    """
    found = _cells(rows)
    at = _at(found, under)
    if at is None:
        return _numbered(found)
    is_area = found[at]["rank"] == Rank.AREA
    rank, end = Rank.CRITERION if is_area else Rank.LEAF, _end(found, at)
    before = [one for one in found[at + 1 : end] if one["rank"] == rank]
    number = _after(str(before[-1]["num"])) if before and before[-1].get("num") else f"{found[at].get('num', '')}.1"
    return _numbered([*found[:end], {**cells, "rank": rank.value, "num": number}, *found[end:]])


def added_heading(rows: Sequence[SetRow], rank: Rank, under: str, cells: Cells) -> tuple[SetRow, ...]:
    """Return ``rows`` with an area, a criterion that has sub-criteria, a bonus or a penalty, numbered after the last.

    ``under`` is the area of a criterion and says nothing of the others; an unknown one changes nothing.
    """
    found = _cells(rows)
    if rank is Rank.CRITERION:
        at = _at(found, under)
        before, end = ([], None) if at is None else (_own(found[at + 1 : _end(found, at)], rank), _end(found, at))
        first = f"{found[at].get('num', '')}.1" if at is not None else ""
    else:
        before, end = _own(found, rank), _place(found, rank)
        first = _FIRST.get(rank, "1")
    if end is None:
        return _numbered(found)
    number = _after(str(before[-1].get("num", ""))) if before else first
    return _numbered([*found[:end], {**cells, "rank": rank.value, "num": number}, *found[end:]])


def _own(found: Sequence[Cells], rank: Rank) -> list[Cells]:
    return [cells for cells in found if cells["rank"] == rank]


def _place(found: Sequence[Cells], rank: Rank) -> int:
    """Return where the next area, bonus or penalty goes: areas before bonuses, bonuses before penalties."""
    behind = {Rank.AREA: (Rank.BONUS, Rank.PENALTY), Rank.BONUS: (Rank.PENALTY,)}.get(rank, ())
    return next((at for at, cells in enumerate(found) if cells["rank"] in behind), len(found))


def without_row(rows: Sequence[SetRow], key: str) -> tuple[SetRow, ...]:
    """Return ``rows`` without that of ``key`` and what stands under it; a criterion of which nothing is left goes too.

    Those behind it are numbered on. An unknown key changes nothing.
    """
    found = _cells(rows)
    at = _at(found, key)
    if at is None:
        return _numbered(found)
    siblings = _siblings(found, at)
    if len(siblings) == 1 and found[at]["rank"] == Rank.LEAF:
        return without_row(rows, str(found[at - 1]["key"]))
    return _arranged(found, siblings, [one for one in siblings if one != at])


def shifted_row(rows: Sequence[SetRow], key: str, steps: int) -> tuple[SetRow, ...]:
    """Return ``rows`` with that of ``key`` moved by ``steps`` among those beside it, not beyond their ends."""
    found = _cells(rows)
    at = _at(found, key)
    if at is None:
        return _numbered(found)
    siblings = _siblings(found, at)
    order = [one for one in siblings if one != at]
    order.insert(max(0, min(len(order), siblings.index(at) + steps)), at)
    return _arranged(found, siblings, order)


def _arranged(found: list[dict[str, str | Decimal]], siblings: list[int], order: list[int]) -> tuple[SetRow, ...]:
    """Return the rows with the blocks of ``siblings`` in ``order``, numbered as those that stood there."""
    numbers = [str(found[at].get("num", "")) for at in siblings]
    blocks = [_renumbered(found[at : _end(found, at)], number) for at, number in zip(order, numbers, strict=False)]
    first, end = siblings[0], _end(found, siblings[-1])
    return _numbered([*found[:first], *(row for block in blocks for row in block), *found[end:]])


def _renumbered(block: list[dict[str, str | Decimal]], number: str) -> list[dict[str, str | Decimal]]:
    """Return a row and those under it with ``number`` in the place of the number it had."""
    old = str(block[0].get("num", ""))
    made = [{**block[0], "num": number}]
    for row in block[1:]:
        own = str(row.get("num", ""))
        made.append({**row, "num": number + own.removeprefix(old) if own.startswith(f"{old}.") else own})
    return made


def _cells(rows: Iterable[SetRow]) -> list[dict[str, str | Decimal]]:
    """Return the cells without the sums that headings show: they follow what stands under them."""
    return [
        {name: value for name, value in row.cells.items() if name != "max" or not _is_heading(row.cells)}
        for row in rows
    ]


def _is_heading(cells: Cells) -> bool:
    return cells["rank"] == Rank.AREA or (cells["rank"] == Rank.CRITERION and "kind" not in cells)


def _numbered(found: Iterable[Cells]) -> tuple[SetRow, ...]:
    return tuple(SetRow(at, cells) for at, cells in enumerate(found, start=1))


def _at(found: Sequence[Cells], key: str) -> int | None:
    return next((at for at, cells in enumerate(found) if cells.get("key") == key), None)


def _end(found: Sequence[Cells], at: int) -> int:
    """Return where what stands under the row ``at`` ends."""
    level = _level(found[at])
    return next((one for one in range(at + 1, len(found)) if _level(found[one]) <= level), len(found))


def _siblings(found: Sequence[Cells], at: int) -> list[int]:
    """Return the places of the rows of the same rank under the same heading."""
    level, rank = _level(found[at]), found[at]["rank"]
    first = next((one + 1 for one in range(at, -1, -1) if _level(found[one]) < level), 0)
    last = next((one for one in range(at, len(found)) if _level(found[one]) < level), len(found))
    return [one for one in range(first, last) if found[one]["rank"] == rank]


def _level(cells: Cells) -> int:
    return _LEVEL[Rank(str(cells["rank"]))]


def _after(number: str) -> str:
    """Return the number behind ``number``: "1.2.9" is followed by "1.2.10"; one without figures by ".1" under it."""
    found = _LAST.search(number)
    if found is None:
        return f"{number}.1"
    return number[: found.start(1)] + str(int(found[1]) + 1) + number[found.end(1) :]
