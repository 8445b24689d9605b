"""Writing a definition as YAML: tables in blocks, short ones in a line, only what says something.

Owns: the layout. Does not: know the parts of any definition.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

__all__ = ["definition_text", "plain_number", "said"]

WIDTH = 120


def definition_text(table: Mapping[str, Any]) -> str:
    """Return the YAML of ``table``, its parts in the order given."""
    return yaml.dump(
        dict(table), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=None
    )


def said(**parts: Any) -> dict[str, Any]:  # noqa: ANN401  # whatever YAML takes
    """Return the parts that say something: what is left out is read as it is unsaid."""
    return {name: value for name, value in parts.items() if value not in (None, "", False, {}, [])}


def plain_number(value: Decimal) -> int | float:
    """Return ``value`` as YAML writes numbers: whole ones without a point."""
    return int(value) if value == value.to_integral_value() else float(value)


class _Dumper(yaml.SafeDumper):
    """Writes tables of tables in blocks, and repeats what is said twice instead of pointing at it."""

    def ignore_aliases(self, _data: object) -> bool:
        return True
