"""Fields that behave the same on both databases."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

import uuid_utils
from django.db import models

__all__ = ["FOREVER", "ScaledDecimalField", "from_scaled", "new_uid", "to_scaled"]

SCALE = Decimal(10_000)

if TYPE_CHECKING:
    _BigInteger = models.BigIntegerField[Any, Any]
else:
    _BigInteger = models.BigIntegerField

# The end of what has no end yet: validity is half open and `valid_to` is never null.
FOREVER = date(9999, 12, 31)


def new_uid() -> UUID:
    """Return a UUIDv7: sortable by time, for whatever leaves the system (API, calendars, export)."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


class ScaledDecimalField(_BigInteger):
    """A decimal number kept as an integer of 10⁻⁴, so that sums in SQL are exact on both databases.

    Python sees ``Decimal``; SQL sees the integer. A sum in SQL is read back with ``from_scaled``.
    """

    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    description = "decimal with four places, kept as an integer"

    def from_db_value(self, value: int | None, *_: object) -> Decimal | None:
        """Return what Python sees of a stored integer."""
        return None if value is None else from_scaled(value)

    def to_python(self, value: Any) -> Decimal | None:
        """Return the decimal of what a form or fixture gives."""
        if value is None or isinstance(value, Decimal):
            return value
        return Decimal(str(value))

    def get_prep_value(self, value: Any) -> int | None:
        """Return the integer to store; more than four places are rounded half up."""
        number = self.to_python(value)
        return None if number is None else to_scaled(number)


def to_scaled(value: Decimal) -> int:
    """Return ``value`` in units of 10⁻⁴, rounded half up."""
    return int((value * SCALE).to_integral_value(rounding=ROUND_HALF_UP))


def from_scaled(value: int) -> Decimal:
    """Return the decimal of a number of 10⁻⁴."""
    return Decimal(value) / SCALE
