"""What of the PAR Index is laid down for the play: last year's round, and this year's."""

from caicach.demo.scored.last_year import last_year_plan
from caicach.demo.scored.rounds import has_sets
from caicach.demo.scored.this_year import this_year_plan
from caicach.demo.whole.stage import Stage, moment
from caicach.scoring.services.sets_packaged import packaged_sets_bring_in

__all__ = ["index_plan"]

_FIRST_DAY = (12, 1)  # of the year before


def index_plan(stage: Stage) -> None:
    """Lay down the rounds of the years of which, or of a year before which, the program has sets."""
    last = stage.year - 1
    packaged_sets_bring_in(now=moment(stage.in_year(*_FIRST_DAY).replace(year=last), 7))
    if has_sets(last):
        last_year_plan(stage, last)
    if has_sets(stage.year):
        this_year_plan(stage)
