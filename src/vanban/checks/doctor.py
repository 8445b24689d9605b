"""The examination: every rule over one document.

Owns: the order of what is found. Does not: hold any rule, or compare two documents (``vanban.plans.comparison``).
"""

from collections.abc import Iterable

from vanban.checks.model import KnownDocument, Paper
from vanban.checks.rules import RULES
from vanban.plans import Plan
from vanban.reading.model import Document
from vanban.text.findings import Finding, Severity

__all__ = ["check_document", "check_paper"]

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.ADVICE: 2, Severity.NOTE: 3}


def check_document(
    document: Document,
    *,
    known: Iterable[KnownDocument] = (),
    year: int | None = None,
    plan: Plan | None = None,
) -> tuple[Finding, ...]:
    """Return what the rules find in ``document``: errors first, then by place; the same words under a code once.

    Args:
        document: What a reader of ``vanban.reading`` gave.
        known: Documents of the register that it cites or that bear the same symbol.
        year: The year of the plan; None takes it from the document.
        plan: ``document`` as it was read already by ``vanban.plans.read_plan``, so that it is not read again; its own
            year counts then.

    Never raises on what a document says.
    """
    return check_paper(Paper(document, known=tuple(known), year=year, read=plan))


def check_paper(paper: Paper) -> tuple[Finding, ...]:
    """Return what the rules find in ``paper``, as ``check_document``; what it has derived is used."""
    found = (finding for rule in RULES for finding in rule.run(paper))
    unique = {(finding.code, finding.place, finding.evidence): finding for finding in found}
    return tuple(sorted(unique.values(), key=_order))


def _order(finding: Finding) -> tuple[int, ...]:
    place = finding.place
    where = (place.block, place.row, place.column, place.start)
    return (_WEIGHT[finding.severity], *(-1 if at is None else at for at in where))
