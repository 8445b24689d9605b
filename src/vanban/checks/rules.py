"""The list of rules, in the order of their codes. One rule a module; a new one is added here and nowhere else."""

from vanban.checks.consistency import RULES as CONSISTENCY
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
from vanban.checks.model import Rule
from vanban.checks.numbering import (
    alone,
    duplicate_codes,
    final_dots,
    foreign,
    foreign_codes,
    letters,
    repeated,
    skipped,
)

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    *CONSISTENCY,
    impossible.RULE,
    early.RULE,
    outside_year.RULE,
    dated_twice.RULE,
    plan_of_another_year.RULE,
    results_of_another_year.RULE,
    out_of_period.RULE,
    sunday.RULE,
    ranked_early.RULE,
    letters.RULE,
    skipped.RULE,
    repeated.RULE,
    foreign.RULE,
    duplicate_codes.RULE,
    foreign_codes.RULE,
    final_dots.RULE,
    alone.RULE,
)
