"""Whether a document has effect, as far as the register knows, and why."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from caicach.documents.constants import Relation, Standing
from caicach.documents.models import Citation, Document

__all__ = ["StandingReason", "in_standing", "standing_of"]

# The heaviest first: what is replaced is no longer merely amended.
_BY_RELATION = (
    (Relation.REPEALS, Standing.EXPIRED),
    (Relation.REPLACES, Standing.REPLACED),
    (Relation.AMENDS, Standing.AMENDED),
)


@dataclass(frozen=True, slots=True)
class StandingReason:
    """Where a document stands, and what says so."""

    standing: Standing
    on: date | None = None  # the day its own effect begins or ends
    by: Document | None = None  # the document that amends, replaces or repeals it


def standing_of(document: Document, *, today: date) -> StandingReason:
    """Return where ``document`` stands on ``today``: one query.

    Its own last day comes first, then what later documents of the register say of it.
    """
    if document.expires_on is not None and document.expires_on <= today:
        return StandingReason(Standing.EXPIRED, on=document.expires_on)
    said = {one.relation: one.citing for one in reversed(_said_of(document, today=today))}
    for relation, standing in _BY_RELATION:
        if relation in said:
            return StandingReason(standing, by=said[relation])
    if document.effective_on is not None and document.effective_on > today:
        return StandingReason(Standing.NOT_YET, on=document.effective_on)
    return StandingReason(Standing.IN_FORCE, on=document.effective_on)


def in_standing(standing: Standing, *, today: date) -> Q:
    """Return the condition on documents that they stand so on ``today``: what ``standing_of`` says, in SQL."""
    expired, not_begun = Q(expires_on__lte=today), Q(effective_on__gt=today)
    repealed, replaced, amended = (_is_said(relation, today=today) for relation, _standing in _BY_RELATION)
    over = expired | repealed
    conditions = {
        Standing.EXPIRED: over,
        Standing.REPLACED: ~over & replaced,
        Standing.AMENDED: ~over & ~replaced & amended,
        Standing.NOT_YET: ~over & ~replaced & ~amended & not_begun,
        Standing.IN_FORCE: ~over & ~replaced & ~amended & ~not_begun,
    }
    return conditions[standing] & Q(is_placeholder=False)


def _said_of(document: Document, *, today: date) -> list[Citation]:
    heavy = [relation for relation, _standing in _BY_RELATION]
    said = Citation.objects.filter(cited=document, relation__in=heavy, citing__issued_on__lte=today)
    return list(said.select_related("citing").order_by("-citing__issued_on", "-pk"))


def _is_said(relation: Relation, *, today: date) -> Q:
    return Q(Exists(Citation.objects.filter(cited=OuterRef("pk"), relation=relation, citing__issued_on__lte=today)))
