"""From the bodies that a plan named to those that go on for them: values in, values out.

Owns: which parties and deadlines a row has once it is applied to the bodies of today. Does not: touch the database.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from caicach.plans.constants import MeaningState

__all__ = ["AppliedParty", "Heirs", "NamedParty", "applied_parties", "moved_day", "moved_deadlines", "moved_words"]

# What a person decided of each ended body: the bodies that go on for it; none: dropped.
Heirs = Mapping[int, tuple[int, ...]]
_DAYS = ("start", "end", "date")


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A phrase of the old plan, and whom it meant then."""

    role: str
    text: str
    note: str
    kind: str
    meaning: MeaningState
    agency_id: int | None
    expression: str
    is_request: bool
    members: tuple[int, ...]  # then: the one body, or those of the group


@dataclass(frozen=True, slots=True)
class AppliedParty:
    """A phrase of the plan of today."""

    role: str
    text: str
    note: str
    kind: str
    meaning: MeaningState
    agency_id: int | None
    expression: str
    is_request: bool


def applied_parties(
    parties: Iterable[NamedParty],
    heirs: Heirs,
    *,
    members_today: Callable[[str], frozenset[int]],
    name_of: Callable[[int], str],
) -> tuple[AppliedParty, ...]:
    """Return the parties of a row for today; each body stands once in each role.

    A group whose heirs are just the group of today stays a group; else its bodies are named one by one. Who is dropped
    leaves a phrase that means nobody, so that it is seen that the row named somebody.
    """
    seen: set[tuple[str, int]] = set()
    made: list[AppliedParty] = []
    for party in parties:
        made.extend(_applied(party, heirs, members_today, name_of, seen))
    return tuple(made)


def _applied(
    party: NamedParty,
    heirs: Heirs,
    members_today: Callable[[str], frozenset[int]],
    name_of: Callable[[int], str],
    seen: set[tuple[str, int]],
) -> Iterator[AppliedParty]:
    if not any(one in heirs for one in party.members):
        if party.meaning is MeaningState.GROUP and members_today(party.expression) != frozenset(party.members):
            yield from _named(party, party.members, name_of, seen)  # the group means other bodies today
        else:
            yield _as_it_is(party)
        return
    after = tuple(dict.fromkeys(heir for one in party.members for heir in heirs.get(one, (one,))))
    if not after:
        yield AppliedParty(
            party.role, party.text, party.note, party.kind, MeaningState.DROPPED, None, "", party.is_request
        )
    elif party.meaning is MeaningState.GROUP and members_today(party.expression) == frozenset(after):
        yield _as_it_is(party)
    else:
        yield from _named(party, after, name_of, seen)


def _as_it_is(party: NamedParty) -> AppliedParty:
    return AppliedParty(
        party.role,
        party.text,
        party.note,
        party.kind,
        party.meaning,
        party.agency_id,
        party.expression,
        party.is_request,
    )


def _named(
    party: NamedParty, agency_ids: Iterable[int], name_of: Callable[[int], str], seen: set[tuple[str, int]]
) -> Iterator[AppliedParty]:
    for agency_id in agency_ids:
        if (party.role, agency_id) not in seen:
            seen.add((party.role, agency_id))
            yield AppliedParty(
                party.role,
                name_of(agency_id),
                party.note,
                "agency",
                MeaningState.AGENCY,
                agency_id,
                "",
                party.is_request,
            )


def moved_deadlines(stored: str, years: int) -> str:
    """Return deadlines (JSON) with each day ``years`` later; 29 February becomes the 28th where there is none."""
    deadlines: list[dict[str, Any]] = json.loads(stored)
    for one in deadlines:
        for name in _DAYS:
            if one.get(name):
                one[name] = moved_day(date.fromisoformat(one[name]), years).isoformat()
    return json.dumps(deadlines, ensure_ascii=False)


def moved_day(day: date, years: int) -> date:
    """Return the same day ``years`` later."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=last)


def moved_words(text: str, years: int) -> str:
    """Return the words of a deadline with each year ``years`` later: "Trước ngày 31/01/2023", "Quý I/2023"."""
    return re.sub(r"(?<!\d)20\d\d(?!\d)", lambda found: str(int(found[0]) + years), text)
