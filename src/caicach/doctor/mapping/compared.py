"""In what a draft falls short of a superior's plan, as findings in the draft.

Owns: their places in the draft, their titles. Does not: compare (``vanban.plans.comparison``).
"""

from collections.abc import Iterator
from dataclasses import replace

from caicach.doctor.constants import COMPARED, LOWER_GOAL, TWO_YEARS
from vanban.checks import Paper
from vanban.plans.comparison import Comparison
from vanban.text.findings import Finding, Place
from vanban.text.forms import squeeze

__all__ = ["shortfalls_in"]

_HEAD = 30  # blocks among which the title of a document stands


def shortfalls_in(paper: Paper, comparison: Comparison) -> Iterator[tuple[Finding, str]]:
    """Yield the findings of a comparison with their titles; what is missing in the draft has no place in it."""
    if comparison.years is not None:
        yield replace(comparison.years, place=_title_of(paper)), TWO_YEARS
    for finding in comparison.goals:
        yield replace(finding, place=_goal_of(paper, str(finding.params["lower"]))), LOWER_GOAL
    for one in comparison.shortfalls:
        yield replace(one.finding, place=one.place or Place()), COMPARED[one.kind]


def _title_of(paper: Paper) -> Place:
    """Return where the draft names its year: in its title, or anywhere in its head."""
    year = str(paper.plan.header.year)
    head = paper.document.blocks[:_HEAD]
    places = (block.place for block in head if year in getattr(block, "text", ""))
    return next(places, Place(block=0) if head else Place())


def _goal_of(paper: Paper, words: str) -> Place:
    """Return where the draft sets the goal of these words."""
    return next((place for target, place in paper.plan.targets if squeeze(target.text) == words), Place())
