"""Numbers against numbers: totals, rates, parts and wholes, prose and annex."""

from vanban.checks.arithmetic import (
    columns,
    hundred,
    narrative,
    prose_sums,
    rates,
    table_sums,
    total_lines,
    wholes,
)

__all__ = ["RULES"]

RULES = (
    *table_sums.RULES,
    total_lines.RULE,
    prose_sums.RULE,
    *rates.RULES,
    wholes.RULE,
    narrative.RULE,
    columns.RULE,
    *table_sums.BLANK_RULES,
    hundred.RULE,
    columns.CUT_RULE,
)
