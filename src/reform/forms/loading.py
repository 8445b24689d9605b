"""The YAML of a form as plain values, and its fingerprint.

Owns: the sentences in which a form is refused. Does not: know the parts of a form (reading.py).
"""

from collections.abc import Mapping
from typing import Any

from reform.definitions import Codes, DefinitionError, definition_table, table_fingerprint

__all__ = ["FORM_CODES", "FormError", "fingerprint", "form_table"]

FORM_CODES = Codes(broken="FM001", too_big="FM017", missing="FM002", unknown="FM004", formula="FM003", near="FM018")


class FormError(DefinitionError):
    """A form cannot be used as it is written; ``problems`` says all that is wrong, ``str()`` the first of it."""


def form_table(text: str) -> Mapping[str, Any]:
    """Return what the YAML ``text`` says.

    Raises:
        FormError: it is no YAML, too long or too deep, or no table with the part ``form``.
    """
    return definition_table(text, "form", FORM_CODES, FormError)


def fingerprint(text: str) -> str:
    """Return the SHA-256 of what the YAML ``text`` says, whatever its blanks and comments: two forms are one or not.

    Raises:
        FormError: as ``form_table``.
    """
    return table_fingerprint(form_table(text))
