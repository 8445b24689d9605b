"""Two steps: an officer prepares a hand-in, the leader approves it and it leaves, or sends it back with a note.

The obligation stays open or returned until the hand-in leaves; a draft is the agency's own paper. Every act holds the
obligation's row first, so that of two at once one wins and the other is told.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.files.services import file_forget
from caicach.obligations import access
from caicach.obligations.constants import DraftState
from caicach.obligations.mapping import Proof, proof_of
from caicach.obligations.models import HandInDraft, Obligation, Submission
from caicach.obligations.selectors import next_number
from caicach.obligations.services.papers import evidence_of, file_of
from caicach.obligations.services.submit import Leaving, leave, refuse_unsubmittable
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import compare_key, normalise, squeeze

__all__ = ["draft_approve", "draft_prepare", "draft_send_back", "draft_withdraw"]

_NOTE_LENGTH = 2000
_NOTE_LETTERS = 5  # below this the officer would not know what to mend
_FOLLOWED = (DraftState.WAITING, DraftState.SENT_BACK)  # the next wording starts from such a one


@transaction.atomic
def draft_prepare(
    obligation: Obligation, *, actor: Actor, proof: Proof, now: datetime, today: date, version: int | None = None
) -> HandInDraft:
    """Lay a hand-in before the leader, or word anew the one that waits; nothing is registered before it leaves.

    Where ``proof`` brings no file, the one of the draft before (waiting or sent back) is kept, unless another document
    was picked meanwhile. A picked document is remembered by the draft, its facts are not.

    Transition: none.  Audit: ``obligations.prepare``.

    Args:
        obligation: As the actor saw it.
        actor: Who prepares.
        proof: What the duty's mode asks for.
        now: The moment.
        today: The civil day of ``now``.
        version: The wording that the form was shown for (0 for none); None where no form was shown.

    Raises:
        NotAllowed: the actor is no officer of the owing agency, or the agency hands in in one step.
        BadInput: what the mode asks for is missing, cannot be right, or bears the stamp of a state secret.
        WrongState: it is not open or returned, or somebody prepared another wording or decided meanwhile.
        Beyond: the picked document is not within the actor's reach.
    """
    access.require(actor, "prepare", obligation)
    refuse_unsubmittable(obligation)
    _hold(obligation)
    last = obligation.drafts.select_related("file").order_by("-version").first()
    if version is not None and version != (last.version if last else 0):
        raise _stale()
    before = last if last and last.state in _FOLLOWED else None
    old = before.file if before else None
    kept = old if before and _is_of_same_paper(proof, before) else None
    stored = file_of(obligation, proof, actor=actor, now=now, today=today, kept=kept)
    draft = before if before and before.state == DraftState.WAITING else HandInDraft(obligation=obligation)
    draft.version = (last.version if last else 0) + 1
    draft.number = next_number(obligation)
    draft.file = stored
    draft.file_name = _file_name(proof, before) if stored else ""
    _word(draft, proof)
    draft.prepared_by_id, draft.prepared_at = actor.user_id, now
    draft.save()
    if old is not None and old != stored:
        file_forget(old)
    new = {"number": draft.number, "version": draft.version}
    audit.record("obligations.prepare", obligation, actor=actor, new=new, at=now)
    return draft


@transaction.atomic
def draft_withdraw(obligation: Obligation, *, actor: Actor, now: datetime, version: int) -> None:
    """Take a draft back before the leader decides; its file goes, unless something else names it, and its pick.

    Audit: ``obligations.withdraw``.

    Raises:
        NotAllowed: the actor is no officer or leader of the owing agency.
        WrongState: it does not wait any more, or was worded anew meanwhile.
    """
    access.require(actor, "withdraw", obligation)
    draft = _decide(obligation, DraftState.WITHDRAWN, actor=actor, now=now, version=version)
    HandInDraft.objects.filter(pk=draft.pk).update(file=None, file_name="", document=None)
    if draft.file is not None:
        file_forget(draft.file)
    audit.record("obligations.withdraw", obligation, actor=actor, new={"version": version}, at=now)


@transaction.atomic
def draft_send_back(obligation: Obligation, *, actor: Actor, note: str, now: datetime, version: int) -> None:
    """Give a draft back to its officer with a note; the officer words it anew.

    Audit: ``obligations.send_back``.

    Raises:
        NotAllowed: the actor does not lead the owing agency.
        BadInput: no note.
        WrongState: it does not wait any more, or was worded anew meanwhile.
    """
    access.require(actor, "approve", obligation)
    words = normalise(note).strip()
    if len(compare_key(words)) < _NOTE_LETTERS:
        raise BadInput(_("Thiếu ý kiến: viết rõ cần sửa gì để công chức trình lại."))
    if len(words) > _NOTE_LENGTH:
        raise BadInput(_("Ý kiến dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _NOTE_LENGTH})
    _decide(obligation, DraftState.SENT_BACK, actor=actor, now=now, version=version, note=words)
    audit.record("obligations.send_back", obligation, actor=actor, new={"version": version, "note": words}, at=now)


@transaction.atomic
def draft_approve(obligation: Obligation, *, actor: Actor, now: datetime, today: date, version: int) -> Submission:
    """Approve a draft: it leaves to the acceptor at this moment, with the names of both.

    Transition: open, returned → submitted.  Audit: ``obligations.submit``.

    Raises:
        NotAllowed: the actor does not lead the owing agency.
        BadInput: its document is known with another file, or its day has become impossible.
        WrongState: it does not wait any more, was worded anew meanwhile, or the obligation is no longer open.
    """
    access.require(actor, "approve", obligation)
    refuse_unsubmittable(obligation)
    draft = _decide(obligation, DraftState.LEFT, actor=actor, now=now, version=version)
    evidence = evidence_of(obligation, proof_of(draft), draft.file, actor=actor, now=now)
    return leave(
        obligation,
        actor=actor,
        evidence=evidence,
        now=now,
        today=today,
        number=draft.number,
        leaving=Leaving(draft=draft),
    )


def _hold(obligation: Obligation) -> None:
    """Hold the obligation's row to the end of the transaction, in the state that the actor saw."""
    if not Obligation.objects.filter(pk=obligation.pk, state=obligation.state).update(state=obligation.state):
        raise WrongState(_("Có người vừa xử lý nhiệm vụ này trước bạn. Tải lại trang để xem; chưa có gì thay đổi."))


def _decide(
    obligation: Obligation, state: DraftState, *, actor: Actor, now: datetime, version: int, note: str = ""
) -> HandInDraft:
    """Claim the wording that the actor looked at; the first who comes is the only one."""
    _hold(obligation)
    claimed = obligation.drafts.filter(state=DraftState.WAITING, version=version).update(
        state=state, decided_by_id=actor.user_id, decided_at=now, note=note
    )
    if not claimed:
        raise _stale()
    return obligation.drafts.select_related("file", "prepared_by", "document").get(version=version)


def _stale() -> WrongState:
    return WrongState(
        _("Trang này đã cũ: bản trình vừa được sửa, rút hoặc xử lý. Tải lại trang để xem; chưa có gì thay đổi.")
    )


def _is_of_same_paper(proof: Proof, before: HandInDraft) -> bool:
    """Whether the file of the wording before may be the file of ``proof``: not where another document was picked."""
    return not proof.is_secret and before.document_id == (proof.document.pk if proof.document else None)


def _file_name(proof: Proof, before: HandInDraft | None) -> str:
    return proof.file_name if proof.file is not None or before is None else before.file_name


def _word(draft: HandInDraft, proof: Proof) -> None:
    """Write the words of ``proof`` into ``draft``; of a secret nothing but its day, symbol and place."""
    draft.document = proof.document
    draft.kept_at = squeeze(proof.kept_at) if _is_elsewhere(proof, draft) else ""
    said = Proof() if proof.document is not None else proof
    draft.type, draft.symbol, draft.issued_on = said.type, squeeze(said.symbol), said.issued_on
    draft.issuer_name = "" if said.is_secret else squeeze(said.issuer_name)
    draft.subject = "" if said.is_secret else squeeze(said.subject)
    draft.secret_place = squeeze(proof.secret_place)
    draft.value, draft.unit, draft.sentence = proof.value, proof.unit.strip(), proof.sentence.strip()
    draft.is_return = proof.is_return


def _is_elsewhere(proof: Proof, draft: HandInDraft) -> bool:
    """Whether the picked document has to be looked at elsewhere: neither the register nor the draft has its file."""
    return proof.document is not None and proof.document.file_id is None and draft.file is None
