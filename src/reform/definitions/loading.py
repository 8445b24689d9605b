"""The YAML of a definition as plain values, and its fingerprint; what is no YAML, or no table, is refused.

Owns: what may be in the file at all. Does not: know the parts of any definition.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from reform.definitions.problems import Codes, DefinitionError, Problem

__all__ = ["definition_table", "table_fingerprint"]

LONGEST = 500_000  # characters; the longest definition that we know has 60,000
PLACE = "YAML"  # of what is wrong with the file as a whole
DEEPEST = 30  # parts within parts
MOST = 200_000  # parts, those counted again that are named again
# Brackets that are open at once, and dashes in a row: a reader of YAML goes as deep, before anybody can look.
MOST_OPEN = 100
_DASHES = re.compile(r"(?:[-?:][ \t]+){50}")
# The same reader in C, where the machine has it: four times as fast.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# PyYAML lets through what its parts raise on values that are written like days, numbers or truths and are none.
_BROKEN = (yaml.YAMLError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)


def definition_table(text: str, head: str, codes: Codes, refused: type[DefinitionError]) -> Mapping[str, Any]:
    """Return what the YAML ``text`` says.

    Args:
        text: What somebody wrote.
        head: The part that must be there: "form".
        codes: Of the sentences that tell what is wrong.
        refused: What is raised.

    Raises:
        DefinitionError: of the class ``refused``: it is no YAML, too long or too deep, or no table with ``head``.
    """
    if len(text) > LONGEST or _is_deep(text):
        raise refused([Problem(codes.too_big, PLACE)])
    try:
        table = yaml.load(text, Loader=_LOADER)  # noqa: S506  # a safe one
    except _BROKEN as error:
        mark = getattr(error, "problem_mark", None)
        line = str(mark.line + 1 if mark is not None else 1)
        raise refused([Problem(codes.broken, PLACE, (("line", line),))]) from None
    if not _is_within_bounds(table):
        raise refused([Problem(codes.too_big, PLACE)])
    if not isinstance(table, dict) or not isinstance(table.get(head), dict):
        raise refused([Problem(codes.missing, PLACE, (("name", head),))])
    return table


def table_fingerprint(table: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what a definition says, whatever its blanks and comments: two are one or not."""
    plain = json.dumps(_plain(table), sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def _is_deep(text: str) -> bool:
    """Tell whether the text opens more brackets, or has more dashes in a row, than any definition."""
    opened = most = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        opened += 1 if bracket in "[{" else -1
        most = max(most, opened)
    return most > MOST_OPEN or _DASHES.search(text) is not None


def _plain(value: object) -> object:
    """Return ``value`` with texts for keys, as JSON takes them."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple | set) else value


def _is_within_bounds(table: object) -> bool:
    """Tell whether the parts are few and shallow; a part that contains itself is neither."""
    seen, level = 0, [table]
    for _depth in range(DEEPEST):
        seen += len(level)
        if not level or seen > MOST:
            break
        level = [inner for one in level for inner in _inside(one)]
    return not level


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list | tuple | set) else ()
