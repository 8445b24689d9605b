"""Rules about what a document points at."""

from vanban.checks.references import (
    against_register,
    broken_symbol,
    captions,
    issuer_against_symbol,
    no_annex,
    no_such_annex,
    no_such_section,
    no_year,
    two_issuers,
    two_kinds,
    type_against_symbol,
    undated,
    unidentified,
)

__all__ = ["RULES"]

RULES = (
    no_such_section.RULE,
    no_such_annex.RULE,
    no_annex.RULE,
    two_issuers.RULE,
    against_register.RULE,
    type_against_symbol.RULE,
    two_kinds.RULE,
    broken_symbol.RULE,
    undated.RULE,
    unidentified.RULE,
    no_year.RULE,
    issuer_against_symbol.RULE,
    captions.RULE,
)
