"""The proof beside claims: judged by the rules of the set, offered from the register, and who reaches it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.agencies.selectors import ids_above
from caicach.documents import selectors as documents
from caicach.documents.constants import SignatureState
from caicach.documents.registry import Use
from caicach.scoring import access
from caicach.scoring.mapping import set_of
from caicach.scoring.models import AdjustmentScore, Assessment, Score, ScoreProof
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.index import CriteriaSet, Issuer, ProofCheck, ProofDocument, proof_of
from vanban.language.citations.names import ABBREVIATIONS
from vanban.text.forms import compare_key

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from caicach.documents.models import Document

__all__ = [
    "MOST_OFFERED",
    "JudgedProof",
    "documents_offered",
    "judge",
    "proof_for",
    "proofs_of",
    "reach_documents",
    "uses_of_document",
]

MOST_OFFERED = 12
_LIMIT = 50
_TYPE_CODES = {compare_key(name): code for code, name in reversed(ABBREVIATIONS.items())}


@dataclass(frozen=True, slots=True)
class JudgedProof:
    """What stands beside one claim, and how it meets what the sub-criterion asks for."""

    rows: tuple[ScoreProof, ...]
    check: ProofCheck


def proofs_of(scores: Iterable[Score]) -> dict[int, tuple[ScoreProof, ...]]:
    """Return what stands beside claims, by score, in the order it came. One query."""
    found: dict[int, tuple[ScoreProof, ...]] = {score.pk: () for score in scores}
    rows = ScoreProof.objects.filter(score__in=list(found), removed_at=None)
    for row in rows.select_related("document__file", "document__issuer", "added_by"):
        found[row.score_id] = (*found[row.score_id], row)
    return found


def judge(assessment: Assessment, scores: Sequence[Score]) -> dict[int, JudgedProof]:
    """Return the proof of claims of one agency, judged: four queries, however many.

    ``assessment`` with its round, its set and its agency.
    """
    criteria = set_of(assessment.round_set.set_version)
    leaves = criteria.by_key()
    rows = proofs_of(scores)
    facts = _facts(assessment, criteria, [row.document for some in rows.values() for row in some])
    return {
        score.pk: JudgedProof(
            rows[score.pk],
            proof_of(criteria, leaves[score.leaf_key], [facts[row.document_id] for row in rows[score.pk]]),
        )
        for score in scores
        if score.leaf_key in leaves
    }


def _facts(assessment: Assessment, criteria: CriteriaSet, found: Sequence["Document"]) -> Mapping[int, ProofDocument]:
    """Return what the rules of proof ask of documents: three queries, none where there is no document."""
    if not found:
        return {}
    signatures = documents.signatures_of_files({one.file_id for one in found if one.file_id is not None})
    years = _other_years(assessment, {one.pk for one in found})
    above = _bodies_above(assessment)
    return {
        one.pk: ProofDocument(
            key=str(one.uid),
            type=_TYPE_CODES.get(compare_key(one.type), ""),
            issued_on=one.issued_on,
            issuer=_issuer(one, assessment, above),
            is_signature_valid=_signature(signatures.get(one.file_id or 0, ())),
            used_in_years=tuple(years.get(one.pk, ())),
        )
        for one in found
    }


def _other_years(assessment: Assessment, ids: set[int]) -> Mapping[int, list[int]]:
    rows = ScoreProof.objects.filter(
        document__in=ids, removed_at=None, score__assessment__agency=assessment.agency_id
    ).exclude(score__assessment__round=assessment.round_id)
    wanted = ("document", "score__assessment__round__year")
    purpose = rows.filter(score__assessment__round__purpose=assessment.round.purpose)
    found: dict[int, list[int]] = {}
    for document, year in purpose.order_by(*wanted).values_list(*wanted).distinct():
        found.setdefault(document, []).append(year)
    return found


def _bodies_above(assessment: Assessment) -> frozenset[int]:
    bodies = {assessment.round.owner_id, assessment.round.standing_body_id} - {assessment.agency_id}
    return ids_above(assessment.agency_id) | bodies


def _issuer(one: "Document", assessment: Assessment, above: frozenset[int]) -> Issuer | None:
    """Return who issued a document, as seen from the agency; None where the register knows it by name alone."""
    is_named = one.issuer_id is None and compare_key(one.issuer_name) == compare_key(assessment.agency.current_name)
    if one.issuer_id == assessment.agency_id or is_named:
        return Issuer.OWN
    if one.issuer_id is None:
        return None
    return Issuer.SUPERIOR if one.issuer_id in above else Issuer.ANY


def _signature(found: Iterable[object]) -> bool | None:
    """Return whether the signatures of a file hold; None where there is none, or nobody could check them."""
    states = {one.state for one in found}  # type: ignore[attr-defined]  # rows of documents.Signature
    if states & {SignatureState.CHANGED, SignatureState.INVALID}:
        return False
    return True if states == {SignatureState.VALID} else None


def documents_offered(
    actor: Actor, assessment: Assessment, words: str, *, today: date
) -> tuple[tuple["Document", ...], bool]:
    """Return documents of the agency that may prove a claim, and whether there are more.

    They bear ``words`` and were issued by the agency or stand in its register; those of the set's window come first,
    and without words they alone. One query, two where nothing bears the marks typed.
    """
    window, year = set_of(assessment.round_set.set_version).window, assessment.round.year
    wanted = documents.Wanted(
        words=words,
        issuer_id=assessment.agency_id,
        issuer_name=assessment.agency.current_name,
        since=window.first.on(year),
        until=today,
        is_of_body=True,
    )
    found = documents.documents_to_pick(actor, wanted, limit=MOST_OFFERED + 1)
    return found[:MOST_OFFERED], len(found) > MOST_OFFERED


def proof_for(actor: Actor, pk: int | None) -> ScoreProof:
    """Return a proof of an assessment within the actor's reach.

    Raises:
        Beyond: there is none, or not for this actor.
    """
    rows = ScoreProof.objects.filter(pk=pk or 0, score__assessment__in=access.visible_assessments(actor))
    related = ("document", "score__assessment__round", "score__assessment__agency")
    found = rows.select_related(*related, "score__assessment__round_set__set_version").first()
    if found is None:
        raise Beyond(_("Không có minh chứng này, hoặc minh chứng nằm ngoài phạm vi của bạn."))
    return found


def reach_documents(actor: Actor) -> Q:
    """Return the condition that a document proves a claim, or a bonus or penalty, in reach (``registry.reaches``)."""
    signed = access.visible_assessments(actor).filter(signed_paper__isnull=False).values("signed_paper")
    adjusted = _adjusted(actor).filter(document__isnull=False).order_by().values("document")
    return Q(pk__in=_seen(actor).order_by().values("document")) | Q(pk__in=signed) | Q(pk__in=adjusted)


def uses_of_document(actor: Actor, document: "Document") -> tuple[Use, ...]:
    """Return the claims within reach that ``document`` proves, bonus and penalty after them (``registry.uses``)."""
    rows = _seen(actor).filter(document=document).order_by("-pk")
    related = rows.select_related("score__assessment__agency", "score__assessment__round")
    claims = related.select_related("score__assessment__round_set__set_version")[:_LIMIT]
    given = _adjusted(actor).filter(document=document).order_by("-pk")
    related_given = given.select_related(
        "assessment__agency", "assessment__round", "assessment__round_set__set_version"
    )
    return (*map(_use, claims), *map(_adjusted_use, related_given[:_LIMIT]))


def _adjusted(actor: Actor) -> "QuerySet[AdjustmentScore]":
    return AdjustmentScore.objects.filter(assessment__in=access.visible_assessments(actor))


def _adjusted_use(row: AdjustmentScore) -> Use:
    sheet = row.assessment
    known = {one.key: f"{one.number} {one.label}" for one in set_of(sheet.round_set.set_version).adjustments}
    return Use(
        label=_("Điểm thưởng, điểm trừ: %(label)s") % {"label": known.get(row.key, row.key)},
        address=reverse("scoring:summary", args=[sheet.uid]),
        note=f"{sheet.agency.current_name}, {sheet.round.title}",
    )


def _seen(actor: Actor) -> "QuerySet[ScoreProof]":
    return ScoreProof.objects.filter(removed_at=None, score__assessment__in=access.visible_assessments(actor))


def _use(row: ScoreProof) -> Use:
    assessment = row.score.assessment
    leaf = set_of(assessment.round_set.set_version).by_key().get(row.score.leaf_key)
    words = {"number": leaf.number if leaf else "", "label": leaf.label if leaf else row.score.leaf_key}
    return Use(
        label=_("Minh chứng tiêu chí %(number)s: %(label)s") % words,
        address=reverse("scoring:leaf", args=[assessment.uid, row.score.leaf_key]),
        note=f"{assessment.agency.current_name}, {assessment.round.title}",
    )
