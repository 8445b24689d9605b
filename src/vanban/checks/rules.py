"""The list of rules, in the order of their codes. One rule a module; a new one is added here and nowhere else."""

from vanban.checks.dates import impossible
from vanban.checks.model import Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (impossible.RULE,)
