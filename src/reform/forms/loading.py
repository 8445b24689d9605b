"""The YAML of a form as plain values, and its fingerprint; what is no YAML, or no table, is refused.

Owns: what may be in the file at all. Does not: know the parts of a form (reading.py).
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from reform.forms.problems import Problem

__all__ = ["FormError", "fingerprint", "form_table"]

LONGEST = 500_000  # characters; the longest form that we know has 60,000
DEEPEST = 30  # parts within parts
MOST = 200_000  # parts, those counted again that are named again
# Brackets that are open at once, and dashes in a row: a reader of YAML goes as deep, before anybody can look.
MOST_OPEN = 100
_DASHES = re.compile(r"(?:[-?:][ \t]+){50}")
# The same reader in C, where the machine has it: four times as fast.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# PyYAML lets through what its parts raise on values that are written like days, numbers or truths and are none.
_BROKEN = (yaml.YAMLError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)


class FormError(ValueError):
    """A form cannot be used as it is written; ``problems`` says all that is wrong, ``str()`` the first of it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(str(self.problems[0]))


def form_table(text: str) -> Mapping[str, Any]:
    """Return what the YAML ``text`` says.

    Raises:
        FormError: it is no YAML, too long or too deep, or no table with the part ``form``.
    """
    if len(text) > LONGEST or _is_deep(text):
        raise FormError([Problem("FM017", "YAML")])
    try:
        table = yaml.load(text, Loader=_LOADER)  # noqa: S506  # a safe one
    except _BROKEN as error:
        mark = getattr(error, "problem_mark", None)
        raise FormError(
            [Problem("FM001", "YAML", (("line", str(mark.line + 1 if mark is not None else 1)),))]
        ) from None
    if not _is_within_bounds(table):
        raise FormError([Problem("FM017", "YAML")])
    if not isinstance(table, dict) or not isinstance(table.get("form"), dict):
        raise FormError([Problem("FM002", "YAML", (("name", "form"),))])
    return table


def fingerprint(text: str) -> str:
    """Return the SHA-256 of what the YAML ``text`` says, whatever its blanks and comments: two forms are one or not.

    Raises:
        FormError: as ``form_table``.
    """
    said = json.dumps(_plain(form_table(text)), sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _is_deep(text: str) -> bool:
    """Tell whether the text opens more brackets, or has more dashes in a row, than any form."""
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
