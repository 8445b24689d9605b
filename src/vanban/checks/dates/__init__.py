"""Rules about days and years."""

from vanban.checks.dates import (
    dated_twice,
    early,
    impossible,
    out_of_period,
    outside_year,
    plan_of_another_year,
    ranked_early,
    results_of_another_year,
    sunday,
)

__all__ = ["RULES"]

RULES = (
    impossible.RULE,
    early.RULE,
    outside_year.RULE,
    dated_twice.RULE,
    plan_of_another_year.RULE,
    results_of_another_year.RULE,
    out_of_period.RULE,
    sunday.RULE,
    ranked_early.RULE,
)
