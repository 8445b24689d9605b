"""Putting documents beside claims: what the agency handed in, picked again from the register, or one brought now.

A proof gives and takes no points. After the lock it is a dated supplement, until the points are settled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.documents.selectors import documents_of_body
from caicach.documents.services import document_register
from caicach.documents.services.headers import refuse_unopenable
from caicach.files.services import Source, file_store, without_secrets
from caicach.obligations.services import Proof
from caicach.scoring import access
from caicach.scoring.constants import OPEN_STATES, AssessmentState
from caicach.scoring.models import Assessment, Score, ScoreProof
from caicach.scoring.selectors.proofs import judge
from caicach.scoring.services.holding import SCORING, hold
from caicach.scoring.services.writing import scores_write
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import compare_key, squeeze

if TYPE_CHECKING:
    from caicach.documents.models import Document
    from caicach.files.models import StoredFile

__all__ = ["ProofDraft", "RefusedProof", "proof_add", "proof_remove", "proofs_add", "proofs_project", "registered"]

_MOST = 30  # documents beside one claim
_WORDS_LENGTH = 500


@dataclass(frozen=True, slots=True)
class ProofDraft:
    """A document that is to prove a claim: picked from the register, or a file that is registered with its facts."""

    leaf_key: str
    document: "Document | None" = None
    words: str = ""  # what in it proves the claim: "trang 3, bảng 2"
    file: "Source | bytes | None" = None
    file_name: str = ""
    type: str = ""  # of a file, as the next four
    symbol: str = ""
    issued_on: date | None = None
    issuer_name: str = ""  # empty: the agency
    subject: str = ""

    @property
    def name(self) -> str:
        """What people call it."""
        return str(self.document) if self.document is not None else squeeze(self.symbol) or self.file_name

    def handed_in(self, sentence: str, *, as_type: str) -> Proof:
        """Return the file as a body above hands it in for the agency; ``as_type`` where no type was said."""
        return Proof(
            type=self.type or as_type,
            symbol=self.symbol,
            issued_on=self.issued_on,
            subject=self.subject or sentence,
            file=self.file,
            file_name=self.file_name,
            sentence=sentence,
        )


@dataclass(frozen=True, slots=True)
class RefusedProof:
    """A document that cannot be taken, with the sentence why."""

    draft: ProofDraft
    reason: str


@transaction.atomic
def proofs_add(
    assessment: Assessment, drafts: Sequence[ProofDraft], *, actor: Actor, now: datetime
) -> tuple[tuple[ScoreProof, ...], tuple[RefusedProof, ...]]:
    """Put documents beside claims; one that cannot be right is refused with its reason, and the others go on.

    A fixed number of statements, but for documents that are registered.

    Audit: ``scoring.proof_add``, one for each; ``documents.register`` with it.

    Raises:
        NotAllowed: the actor scores neither the agency nor for it.
        WrongState: the points are settled.
    """
    access.require_scorer(actor, assessment)
    refused = _("Điểm của cơ quan này đã được công nhận, không thêm minh chứng được nữa; chưa có gì được lưu.")
    hold(assessment, OPEN_STATES, refused=refused)
    taking = _Taking(assessment, drafts, actor=actor, now=now)
    rows: list[ScoreProof] = []
    out: list[RefusedProof] = []
    for draft in drafts:
        try:
            rows.append(taking.row(draft))
        except BadInput as error:
            out.append(RefusedProof(draft, str(error)))
    ScoreProof.objects.bulk_create(rows)
    proofs_project(assessment, {row.score_id for row in rows})
    audit.record_many("scoring.proof_add", [(assessment, {}, _told(row)) for row in rows], actor=actor, at=now)
    return tuple(rows), tuple(out)


@transaction.atomic
def proof_add(assessment: Assessment, draft: ProofDraft, *, actor: Actor, now: datetime) -> ScoreProof:
    """Put one document beside a claim: ``proofs_add`` for one.

    Raises:
        BadInput: it cannot be taken; nothing was kept.
    """
    rows, refused = proofs_add(assessment, [draft], actor=actor, now=now)
    if refused:
        raise BadInput(refused[0].reason)
    return rows[0]


@transaction.atomic
def proof_remove(proof: ScoreProof, *, actor: Actor, now: datetime) -> None:
    """Take a document back; the row stays and says who did it and when.

    Audit: ``scoring.proof_remove``.

    Raises:
        NotAllowed: the actor scores neither the agency nor for it.
        WrongState: the self-scoring is locked, or somebody took it back first.
    """
    assessment = proof.score.assessment
    access.require_scorer(actor, assessment)
    refused = _("Điểm tự chấm đã khóa nên không bỏ minh chứng được. Thêm minh chứng đúng bên cạnh.")
    hold(assessment, SCORING, refused=refused)
    there = ScoreProof.objects.filter(pk=proof.pk, removed_at=None)
    if not there.update(removed_at=now, removed_by_id=actor.user_id):
        raise WrongState(_("Minh chứng này đã được bỏ. Tải lại trang để xem."))
    proofs_project(assessment, {proof.score_id})
    audit.record("scoring.proof_remove", assessment, actor=actor, old=_told(proof), at=now)


def proofs_project(assessment: Assessment, score_ids: set[int]) -> None:
    """Keep with the scores how many documents there are, and whether they meet what is asked: six statements."""
    if not score_ids:
        return
    scores = list(Score.objects.filter(pk__in=score_ids))
    judged = judge(assessment, scores)
    for score in scores:
        found = judged[score.pk]
        score.proof_count = len(found.rows)
        score.is_proof_met = found.check.is_met if found.check.found else None
    scores_write(scores, ["proof_count", "is_proof_met"])


class _Taking:
    """Makes the rows of proofs, each checked against what stands beside its claim."""

    def __init__(self, assessment: Assessment, drafts: Sequence[ProofDraft], *, actor: Actor, now: datetime) -> None:
        self.assessment, self.actor, self.now = assessment, actor, now
        keys = {draft.leaf_key for draft in drafts}
        self.scores = {one.leaf_key: one for one in Score.objects.filter(assessment=assessment, leaf_key__in=keys)}
        there = ScoreProof.objects.filter(score__in=self.scores.values(), removed_at=None)
        self.known: set[tuple[int, int]] = set(there.values_list("score_id", "document_id"))
        self.is_supplement = assessment.state != AssessmentState.SCORING
        picked = {one.document.pk for one in drafts if one.document is not None}
        name = assessment.agency.current_name
        found = documents_of_body(actor, picked, agency_id=assessment.agency_id, agency_name=name) if picked else ()
        self.of_body = frozenset(found)

    def row(self, draft: ProofDraft) -> ScoreProof:
        """Return the row of a proof, its document registered.

        Raises:
            BadInput: it cannot be taken; nothing of it was kept.
        """
        score = self._checked(draft)
        document = draft.document or registered(draft, self.assessment, actor=self.actor, now=self.now)
        if (score.pk, document.pk) in self.known:
            raise BadInput(_("“%(name)s” đã là minh chứng của tiêu chí này.") % {"name": str(document)})
        self.known.add((score.pk, document.pk))
        return ScoreProof(
            score=score,
            document=document,
            words=squeeze(draft.words),
            is_supplement=self.is_supplement,
            added_by_id=self.actor.user_id,
            added_at=self.now,
        )

    def _checked(self, draft: ProofDraft) -> Score:
        score = self.scores.get(draft.leaf_key)
        if score is None:
            raise BadInput(_("Không có tiêu chí “%(key)s” trong phiếu chấm này.") % {"key": draft.leaf_key[:80]})
        if sum(score_id == score.pk for score_id, _document in self.known) >= _MOST:
            raise BadInput(_("Một tiêu chí giữ nhiều nhất %(most)s minh chứng. Bỏ bớt rồi thêm lại.") % {"most": _MOST})
        if len(squeeze(draft.words)) > _WORDS_LENGTH:
            words = {"limit": _WORDS_LENGTH}
            raise BadInput(_("Nội dung chứng minh dài quá %(limit)s ký tự. Viết ngắn lại.") % words)
        if draft.document is None and draft.file is None:
            raise BadInput(_("Chưa chọn minh chứng. Chọn một văn bản trong sổ, hoặc chọn một tệp."))
        if draft.document is not None and draft.document.pk not in self.of_body:
            named = {"document": str(draft.document), "agency": self.assessment.agency.current_name}
            raise BadInput(
                _("%(document)s không do %(agency)s ban hành và không có trong sổ của %(agency)s. Chọn văn bản khác.")
                % named
            )
        return score


def registered(draft: ProofDraft, assessment: Assessment, *, actor: Actor, now: datetime) -> "Document":
    """Return the document of a file that was brought, kept and registered with its facts.

    Raises:
        BadInput: its symbol or its day is missing, it bears the stamp of a state secret, or nobody can open it.
    """
    if not squeeze(draft.symbol) or draft.issued_on is None:
        raise BadInput(_("Ghi số, ký hiệu và ngày ban hành của văn bản để vào sổ; minh chứng phải là một văn bản."))
    agency = assessment.agency
    name = squeeze(draft.issuer_name) or agency.current_name
    is_own = compare_key(name) == compare_key(agency.current_name)
    return document_register(
        actor=actor, type=draft.type or "Báo cáo", symbol=draft.symbol, issued_on=draft.issued_on,
        issuer=agency if is_own else None, issuer_name=name, subject=draft.subject, signer="",
        file=_stored(draft, now), file_name=_file_name(draft), now=now,
    )  # fmt: skip


def _stored(draft: ProofDraft, now: datetime) -> "StoredFile":
    words = (draft.symbol, draft.subject, draft.words)
    data = without_secrets(draft.file or b"", name=draft.file_name, words=words)
    refuse_unopenable(data, name=_file_name(draft))
    return file_store(data, now=now)


def _file_name(draft: ProofDraft) -> str:
    return squeeze(draft.file_name)[:255] or "tep"


def _told(row: ScoreProof) -> dict[str, object]:
    """Return what the audit keeps of a proof."""
    return {"score": row.score_id, "document": row.document_id, "words": row.words, "supplement": row.is_supplement}
