"""Rules about headings, items and rows in their order."""

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

RULES = (
    letters.RULE,
    skipped.RULE,
    repeated.RULE,
    foreign.RULE,
    duplicate_codes.RULE,
    foreign_codes.RULE,
    final_dots.RULE,
    alone.RULE,
)
