"""The list of rules, in the order of their codes. One rule a module; a new one is added here and nowhere else."""

from vanban.checks.dates import impossible
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
    impossible.RULE,
    letters.RULE,
    skipped.RULE,
    repeated.RULE,
    foreign.RULE,
    duplicate_codes.RULE,
    foreign_codes.RULE,
    final_dots.RULE,
    alone.RULE,
)
