"""The scores of an assessment with their proof, and the log of what changed, as programs read them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from caicach.scoring import access
from caicach.scoring.models import AdjustmentScore, Round, Score, ScoreChange, ScoreProof
from caicach.scoring.selectors.assessments import assessment_for
from caicach.scoring.selectors.proofs import proofs_of
from caicach.web.actor import Actor

__all__ = [
    "AdjustmentRecord",
    "ChangeRecord",
    "ProofRecord",
    "ScoreRecord",
    "ScoresRecord",
    "changes_after",
    "notes_of",
    "proof_record",
    "score_ids",
    "scores_record",
]


@dataclass(frozen=True, slots=True)
class ProofRecord:
    """A document beside a claim."""

    document: UUID
    type: str
    symbol: str
    issued_on: date | None
    issuer_name: str
    subject: str
    words: str
    is_supplement: bool
    added_at: datetime


@dataclass(frozen=True, slots=True)
class ScoreRecord:
    """One sub-criterion of one agency: what was claimed, and the scores side by side."""

    leaf: str
    area: str
    maximum: Decimal
    revision: int
    value: str
    note: str
    claimed: Decimal | None
    appraised: Decimal | None
    appraised_reason: str
    appraised_words: str
    reviewed: Decimal | None
    reviewed_reason: str
    reviewed_words: str
    settled: Decimal | None
    settled_words: str
    standing: Decimal | None
    left_out: str
    left_out_reason: str
    more_asked: str
    proposed: Decimal | None
    proposed_value: str
    proposed_lines: tuple[str, ...]
    proposed_at: datetime | None
    sample_size: int | None
    source: str
    is_proof_met: bool | None
    proofs: tuple[ProofRecord, ...]
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class AdjustmentRecord:
    """Bonus or penalty points of one agency, without a sign."""

    key: str
    revision: int
    words: str
    claimed: Decimal | None
    appraised: Decimal | None
    appraised_words: str
    settled: Decimal | None
    settled_words: str


@dataclass(frozen=True, slots=True)
class ScoresRecord:
    """All that stands in an assessment."""

    items: tuple[ScoreRecord, ...]
    adjustments: tuple[AdjustmentRecord, ...]


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """One change of one score; changes are numbered as they came, over all assessments."""

    number: int
    leaf: str
    stage: str
    old: Decimal | None
    new: Decimal | None
    old_left_out: str
    new_left_out: str
    reason: str
    words: str
    by: str
    agency: UUID | None
    at: datetime

    @property
    def uid(self) -> UUID:
        """The number as pages of rows take a place."""
        return UUID(int=self.number)


def scores_record(actor: Actor, uid: UUID) -> ScoresRecord:
    """Return all that stands in an assessment, in the set's order. Four queries.

    Raises:
        Beyond: there is none, or not for this actor.
    """
    assessment = assessment_for(actor, uid)
    scores = tuple(Score.objects.filter(assessment=assessment).order_by("position"))
    proofs = proofs_of(scores)
    adjustments = AdjustmentScore.objects.filter(assessment=assessment).order_by("key")
    return ScoresRecord(
        items=tuple(_score(score, proofs[score.pk]) for score in scores),
        adjustments=tuple(map(_adjustment, adjustments)),
    )


def _score(score: Score, proofs: Iterable[ScoreProof]) -> ScoreRecord:
    return ScoreRecord(
        leaf=score.leaf_key,
        area=score.area_key,
        maximum=score.maximum,
        revision=score.revision,
        value=score.claimed_value,
        note=score.claim_note,
        claimed=score.claimed,
        appraised=score.appraised,
        appraised_reason=score.appraised_reason,
        appraised_words=score.appraised_note,
        reviewed=score.reviewed,
        reviewed_reason=score.reviewed_reason,
        reviewed_words=score.reviewed_note,
        settled=score.settled,
        settled_words=score.settled_note,
        standing=score.standing,
        left_out=score.left_out,
        left_out_reason=score.left_out_reason,
        more_asked=score.more_asked,
        proposed=score.proposed,
        proposed_value=score.proposed_value,
        proposed_lines=tuple(score.proposed_lines.splitlines()),
        proposed_at=score.proposed_at,
        sample_size=score.sample_size,
        source=score.source_note,
        is_proof_met=score.is_proof_met,
        proofs=tuple(map(proof_record, proofs)),
        updated_at=score.updated_at,
    )


def proof_record(proof: ScoreProof) -> ProofRecord:
    """Return a document beside a claim as programs read it; ``proof`` with its document."""
    document = proof.document
    return ProofRecord(
        document=document.uid,
        type=document.type,
        symbol=document.symbol,
        issued_on=document.issued_on,
        issuer_name=document.issuer_name,
        subject=document.subject,
        words=proof.words,
        is_supplement=proof.is_supplement,
        added_at=proof.added_at,
    )


def _adjustment(row: AdjustmentScore) -> AdjustmentRecord:
    return AdjustmentRecord(
        key=row.key,
        revision=row.revision,
        words=row.words,
        claimed=row.claimed,
        appraised=row.appraised,
        appraised_words=row.appraised_note,
        settled=row.settled,
        settled_words=row.settled_note,
    )


def notes_of(actor: Actor, uid: UUID) -> dict[str, str]:
    """Return the words beside the claims of an assessment, by sub-criterion. One query."""
    sheets = access.visible_assessments(actor).filter(uid=uid)
    return dict(Score.objects.filter(assessment__in=sheets).values_list("leaf_key", "claim_note"))


def changes_after(
    actor: Actor, uid: UUID, after: UUID | None, limit: int, *, leaf: str | None = None
) -> tuple[ChangeRecord, ...]:
    """Return the log of an assessment, the oldest change first. Two queries.

    Raises:
        Beyond: there is no such assessment, or not for this actor.
    """
    rows = ScoreChange.objects.filter(score__assessment=assessment_for(actor, uid))
    wanted = {"pk__gt": after.int if after else None, "score__leaf_key": leaf}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    related = rows.select_related("score", "by", "of_agency").order_by("pk")
    return tuple(_change(row) for row in related[:limit])


def _change(row: ScoreChange) -> ChangeRecord:
    return ChangeRecord(
        number=row.pk,
        leaf=row.score.leaf_key,
        stage=row.stage,
        old=row.old,
        new=row.new,
        old_left_out=row.old_left_out,
        new_left_out=row.new_left_out,
        reason=row.reason,
        words=row.words,
        by=row.by.full_name if row.by else "",
        agency=row.of_agency.uid if row.of_agency else None,
        at=row.at,
    )


def score_ids(actor: Actor, round_: Round, wanted: Iterable[tuple[UUID, str]]) -> Mapping[tuple[UUID, str], int]:
    """Return the ids of scores by (assessment, sub-criterion), those within reach. One query."""
    pairs = set(wanted)
    rows = Score.objects.filter(
        assessment__in=access.visible_assessments(actor).filter(round=round_, uid__in={uid for uid, _key in pairs}),
        leaf_key__in={key for _uid, key in pairs},
    )
    found = {(uid, key): pk for uid, key, pk in rows.values_list("assessment__uid", "leaf_key", "pk")}
    return {pair: pk for pair, pk in found.items() if pair in pairs}
