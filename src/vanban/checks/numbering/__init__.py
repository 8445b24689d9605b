"""Rules about headings, items and rows in their order."""

from vanban.checks.numbering import (
    alone,
    annexes,
    duplicate_codes,
    final_dots,
    foreign,
    foreign_codes,
    letters,
    repeated,
    rows,
    skipped,
    two_numberings,
)

__all__ = ["RULES"]

RULES = (
    letters.RULE,
    skipped.RULE,
    repeated.RULE,
    foreign.RULE,
    rows.RULE,
    duplicate_codes.RULE,
    foreign_codes.RULE,
    final_dots.RULE,
    alone.RULE,
    annexes.RULE,
    two_numberings.RULE,
)
