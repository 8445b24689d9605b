"""What a decision froze: the fingerprint of its rows, which stays the same as long as nobody touches them."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from hashlib import sha256

from caicach.scoring.models import ResultRow
from reform.index import AreaSum

__all__ = ["areas_text", "digest_of"]

_NUMBERS = ("claimed", "appraised", "points", "maximum", "bonus", "penalty", "index")


def areas_text(areas: Mapping[str, AreaSum]) -> str:
    """Return the sums of the areas as a row keeps them: JSON, area key -> [points, maximum] as decimal texts."""
    return json.dumps({key: [_text(one.points), _text(one.maximum)] for key, one in areas.items()})


def digest_of(rows: Iterable[ResultRow], fingerprints: Iterable[str]) -> str:
    """Return the SHA-256 of ``rows`` (with their assessments) and of the sets that scored them, in any order."""
    said = sorted(
        [
            str(row.assessment.uid),
            *(_text(getattr(row, name)) for name in _NUMBERS),
            str(row.rank or ""),
            row.grade_key,
            row.grade_label,
            row.areas,
        ]
        for row in rows
    )
    told = {"rows": said, "sets": sorted(set(fingerprints))}
    return sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _text(number: Decimal | None) -> str:
    """Return a number with one spelling, however many noughts the database gives back."""
    return "" if number is None else f"{number.normalize():f}"
