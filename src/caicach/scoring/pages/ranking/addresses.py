"""Public addresses of results: of a year alone for the PAR index, with the purpose in words for others."""

import re
from collections.abc import Iterable

from django.urls import reverse

from caicach.scoring.models import Round
from reform.index import Purpose

__all__ = ["public_url", "which_of", "year_and_purpose"]

_SLUGS = {
    Purpose.PAR_INDEX: "",
    Purpose.TASK_COMPLETION: "hoan-thanh-nhiem-vu",
    Purpose.DIGITAL_COMMUNE: "chuyen-doi-so-cap-xa",
    Purpose.PROCEDURE_CONTROL: "kiem-soat-thu-tuc",
}
_WHICH = re.compile(r"(?P<year>\d{4})(?:-(?P<slug>[a-z-]+))?")


def which_of(round_: Round) -> str:
    """Return the word of the address: "2026", "2026-chuyen-doi-so-cap-xa"."""
    slug = _SLUGS[Purpose(round_.purpose)]
    return f"{round_.year}-{slug}" if slug else str(round_.year)


def year_and_purpose(which: str) -> tuple[int, Purpose] | None:
    """Return what the word of an address names; None where it names nothing."""
    found = _WHICH.fullmatch(which)
    if found is None:
        return None
    slug = found["slug"] or ""
    purpose = next((purpose for purpose, said in _SLUGS.items() if said == slug), None)
    return (int(found["year"]), purpose) if purpose is not None else None


def public_url(name: str, round_: Round, rounds: Iterable[Round], *arguments: object) -> str:
    """Return a public address of a round's results; where a higher body has the same of that year, it names the owner.

    Args:
        name: Of the address within ``ranking``: "year", "sheet".
        round_: Whose results.
        rounds: All whose results are public, the highest body first within a year.
        arguments: What stands behind the year in the address.
    """
    address = reverse(f"ranking:{name}", args=[which_of(round_), *arguments])
    same = (one.pk for one in rounds if (one.year, one.purpose) == (round_.year, round_.purpose))
    return address if next(same, round_.pk) == round_.pk else f"{address}?cua={round_.owner.uid}"
