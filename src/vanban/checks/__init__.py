"""The doctor: what a careful clerk would find in a document before it is signed."""

from vanban.checks.doctor import check_document, check_paper
from vanban.checks.mentions import Mention
from vanban.checks.model import KnownDocument, Paper, Rule
from vanban.checks.references.against_register import against_register
from vanban.checks.rules import RULES

__all__ = ["RULES", "KnownDocument", "Mention", "Paper", "Rule", "against_register", "check_document", "check_paper"]
