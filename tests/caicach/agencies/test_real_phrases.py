"""How many agency phrases of real plans resolve without a question, over the register of the fictional province."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caicach.agencies import selectors
from caicach.demo.province import province_build

pytestmark = [pytest.mark.django_db, pytest.mark.shared]
TODAY = date(2026, 11, 16)
SETTLED = {"agency", "group", "related"}


def phrases(gold: Path) -> Iterator[tuple[str, str]]:
    document = json.loads(gold.read_text(encoding="utf-8"))
    rows = (row for annex in document["annexes"] for task in annex["tasks"] for row in task["rows"])
    for row in rows:
        for column in ("lead", "coordinating", "monitoring"):
            yield from ((phrase["text"], phrase["kind"]) for phrase in row.get(column) or ())


def place_of(gold: Path) -> str:
    """The name of the issuer's place: its last two words."""
    issuer = json.loads(gold.read_text(encoding="utf-8"))["document"]["issuer"]
    return " ".join(issuer.split()[-2:])


@pytest.mark.parametrize(
    ("number", "level", "share"), [("003", "tinh", 0.95), ("001", "tinh", 0.95), ("000", "huyen-nam-tram", 0.9)]
)
def test_nearly_all_phrases_of_a_plan_are_settled(shared: Path, number: str, level: str, share: float) -> None:
    gold = shared / "gold" / f"{number}.json"
    resolver = selectors.resolver_for(province_build(TODAY)[level], on=date(2023, 12, 15))
    named = [(text, kind) for text, kind in phrases(gold) if kind != "related" and place_of(gold) not in text]
    named = [(text, kind) for text, kind in named if ":" not in text]  # lists of places that are not in the register
    settled = [text for text, kind in named if resolver.resolve(text, kind).status in SETTLED]
    assert len(settled) / len(named) >= share
    assert all(resolver.resolve(text, kind).status == "related" for text, kind in phrases(gold) if kind == "related")


def test_what_is_not_settled_offers_candidates(shared: Path) -> None:
    resolver = selectors.resolver_for(province_build(TODAY).province, on=date(2023, 12, 15))
    asked = {
        text for text, kind in phrases(shared / "gold" / "003.json") if resolver.resolve(text, kind).status == "open"
    }
    assert len(asked) <= 8
    offered = [text for text in asked if resolver.resolve(text, "group").candidates]
    assert len(offered) >= len(asked) - 2
