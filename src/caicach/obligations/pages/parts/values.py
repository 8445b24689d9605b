"""What a part of an obligation's page is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caicach.obligations.selectors import ObligationFacts
from caicach.web.actor import Actor

__all__ = ["Column", "Part", "PartMaker"]


class Column(StrEnum):
    """Where a part stands."""

    FIRST = "first"  # wide, before what was handed in: what has to be settled first
    MAIN = "main"  # wide, after the forms of handing in and accepting
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Part:
    """Common to all parts; each module derives its own with what its template shows."""

    template: str  # "obligations/parts/receipt.html"; it gets ``part`` and ``csrf_token``
    column: Column


PartMaker = Callable[[ObligationFacts, Actor, date], Part | None]
