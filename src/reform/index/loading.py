"""The YAML of a criteria set as plain values, and its fingerprint.

Owns: the sentences in which a set is refused. Does not: know the parts of a set (reading.py).
"""

from collections.abc import Mapping
from typing import Any

from reform.definitions import Codes, DefinitionError, definition_table, table_fingerprint

__all__ = ["SET_CODES", "SetError", "fingerprint", "set_table"]

SET_CODES = Codes(
    broken="IX001", too_big="IX002", missing="IX003", unknown="IX004", formula="IX005", near="IX006"
)  # fmt: skip


class SetError(DefinitionError):
    """A set cannot be used as it is written; ``problems`` says all that is wrong, ``str()`` the first of it."""


def set_table(text: str) -> Mapping[str, Any]:
    """Return what the YAML ``text`` says.

    Raises:
        SetError: it is no YAML, too long or too deep, or no table with the part ``set``.
    """
    return definition_table(text, "set", SET_CODES, SetError)


def fingerprint(text: str) -> str:
    """Return the SHA-256 of what the YAML ``text`` says, whatever its blanks and comments: two sets are one or not.

    Raises:
        SetError: as ``set_table``.
    """
    return table_fingerprint(set_table(text))
