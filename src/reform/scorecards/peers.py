"""Which bodies are compared with one another, and from how many tasks on a body is ranked at all.

Owns: the packaged tables. Does not: count tasks.
Source: ``data/peers.yaml``, ``data/ranking.yaml``; each row says whose rule it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from reform.tables import Row, Source, in_force, read_table

__all__ = ["OTHERS", "Peers", "fewest_ranked", "peers_of", "peers_on"]

OTHERS = "others"  # the group of whoever belongs to no other


@dataclass(frozen=True, slots=True)
class Peers:
    """One group of bodies that are ranked among themselves."""

    key: str
    title: str
    levels: tuple[str, ...]  # of ``AgencyLevel``; empty: any
    kinds: tuple[str, ...]  # of ``AgencyKind``; empty: any
    source: Source

    def holds(self, level: str, kind: str) -> bool:
        """Whether a body of this level and kind belongs here."""
        return (not self.levels or level in self.levels) and (not self.kinds or kind in self.kinds)


def peers_on(on: date) -> tuple[Peers, ...]:
    """Return the groups in force on ``on``, in the order in which they are asked and shown."""
    return in_force(_groups(), on)


def peers_of(level: str, kind: str, on: date) -> Peers:
    """Return the first group that a body of this level and kind belongs to; the last row takes all that is left."""
    return next(group for group in peers_on(on) if group.holds(level, kind))


def fewest_ranked(on: date) -> int:
    """Return how many due tasks a body must have for a share and a rank."""
    (row,) = in_force(_ranking(), on)
    return row.fewest_tasks


@dataclass(frozen=True, slots=True)
class _Ranking:
    fewest_tasks: int
    source: Source


@cache
def _groups() -> tuple[Peers, ...]:
    return tuple(_group(row) for row in read_table(__package__, "peers"))


def _group(row: Row) -> Peers:
    values = row.values
    return Peers(values["key"], values["title"], _words(values, "levels"), _words(values, "kinds"), row.source)


def _words(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(values.get(name, ()))


@cache
def _ranking() -> tuple[_Ranking, ...]:
    return tuple(_Ranking(row.values["fewest_tasks"], row.source) for row in read_table(__package__, "ranking"))
