"""The list of rules, in the order of their codes. One rule a module, listed by its package and nowhere else."""

from vanban.checks.arithmetic import RULES as ARITHMETIC
from vanban.checks.consistency import RULES as CONSISTENCY
from vanban.checks.dates import RULES as DATES
from vanban.checks.form import RULES as FORM
from vanban.checks.model import Rule
from vanban.checks.numbering import RULES as NUMBERING
from vanban.checks.references import RULES as REFERENCES

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = tuple(
    sorted((*ARITHMETIC, *CONSISTENCY, *DATES, *FORM, *NUMBERING, *REFERENCES), key=lambda rule: rule.code)
)
