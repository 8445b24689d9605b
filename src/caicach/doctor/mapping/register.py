"""What a document says of others, kept so that it can be held against the register again as that grows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from caicach.doctor.mapping.places import Places
from vanban.checks import Mention, Paper
from vanban.language.citations import Citation
from vanban.text.findings import Place

__all__ = ["mention_of_json", "mentions_to_json"]


def mentions_to_json(paper: Paper, *, most: int) -> list[dict[str, Any]]:
    """Return the dated mentions of other documents as JSON values, one for each naming, ``most`` of them."""
    places = Places(paper)
    dated = (one for one in paper.mentions if one.citation.date is not None and one.citation.symbol)
    once = {(one.key, one.citation.date, one.citation.issuer, one.subject): one for one in reversed(tuple(dated))}
    first = sorted(once.values(), key=_order)[:most]
    return [_to_json(one, places) for one in first]


def _to_json(one: Mention, places: Places) -> dict[str, Any]:
    return one.citation.to_json() | {
        "words": one.words,
        "subject": one.subject,
        "at": replace(one.place, box=None).to_json(),
        "where": [places.words(one.place)],
    }


def _order(one: Mention) -> tuple[int, int, int, int]:
    place = one.place
    return (place.block or 0, place.row or 0, place.column or 0, place.start or 0)


def mention_of_json(kept: Mapping[str, Any]) -> Mention:
    """Return a mention as it was kept."""
    cited = Citation(kept["type"], kept["symbol"], date.fromisoformat(kept["date"]), kept["issuer"])
    return Mention(cited, Place(**kept["at"]), kept["words"], kept["subject"])
