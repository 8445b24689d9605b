"""The doctor: what a careful clerk would find in a document before it is signed."""

from vanban.checks.doctor import check_document
from vanban.checks.model import KnownDocument, Paper, Rule
from vanban.checks.rules import RULES

__all__ = ["RULES", "KnownDocument", "Paper", "Rule", "check_document"]
