"""Agencies score themselves: claims with proof, what does not apply to them, the lock."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from caicach.demo.scored.claims import Claim, claims_of
from caicach.demo.scored.levels import area_levels
from caicach.demo.scored.papers import Filing, proofs_handed_in, proofs_registered
from caicach.demo.scored.rounds import Play
from caicach.demo.scored.values import Earned, said
from caicach.demo.scored.words import NOTES, ON_PAPER
from caicach.demo.whole.stage import dice
from caicach.scoring.selectors.played import scores_played
from caicach.scoring.services.claims import ClaimDraft, claims_save, left_out_ask
from caicach.scoring.services.locking import LockDraft, assessment_lock
from caicach.scoring.services.proofs import ProofDraft, proofs_add
from caicach.web.actor import Actor
from caicach.web.clock import local_date
from reform.index import ScoringKind

if TYPE_CHECKING:
    from caicach.scoring.models import Assessment, Score

__all__ = ["claim", "claims_for", "lock"]

_SCANNED = 9  # of the communes one of so many had its papers scanned last year


def claims_for(play: Play, assessment: "Assessment") -> tuple[Claim, ...]:
    """Return what an agency claims and what it is worth, always the same."""
    criteria, key = play.criteria_of(assessment), play.key_of(assessment)
    levels = area_levels(key, assessment.round_set.kind, criteria, years_on=play.years_on)
    return tuple(claims_of(key, criteria, levels, _known(play, assessment)))


def _known(play: Play, assessment: "Assessment") -> dict[str, Earned]:
    """Return what data proposes."""
    leaves = play.criteria_of(assessment).by_key()
    rows = scores_played([assessment.pk], proposed__isnull=False)
    return {row.leaf_key: Earned(_typed(row, leaves[row.leaf_key].rule.kind), row.proposed) for row in rows}


def _typed(row: "Score", kind: ScoringKind) -> str:
    is_word = kind in (ScoringKind.YES_NO, ScoringKind.CHOICE)
    return row.proposed_value if is_word else said(Decimal(row.proposed_value))


def claim(play: Play, assessment: "Assessment", claims: Iterable[Claim], *, now: datetime, is_registered: bool) -> None:
    """Let an agency claim, with proof; ``is_registered``: its documents are registered for it now.

    What proof is asked for and not there is explained in words.
    """
    actor, some = play.stage.officers[assessment.agency_id], [one for one in claims if not one.left_out]
    proofs = _proofs(play, assessment, some, actor=actor, now=now, is_registered=is_registered)
    proved = {one.leaf_key for one in proofs}
    drafts = [ClaimDraft(one.leaf.key, one.text, _note(one, proved)) for one in some]
    claims_save(assessment, drafts, actor=actor, now=now)
    if proofs:
        proofs_add(assessment, proofs, actor=actor, now=now)
    for one in claims:
        if one.left_out:
            left_out_ask(assessment, one.leaf.key, reason=one.left_out, actor=actor, now=now)


def _proofs(
    play: Play, assessment: "Assessment", claims: Iterable[Claim], *, actor: Actor, now: datetime, is_registered: bool
) -> list[ProofDraft]:
    owner, criteria = play.round.owner, play.criteria_of(assessment)
    filing = Filing(assessment.agency, owner, criteria, local_date(now))
    if not is_registered:
        return proofs_handed_in(filing, claims)
    is_shown = assessment.agency_id == play.stage.shown
    if assessment.round_set.kind == "commune" and not is_shown and dice(play.key_of(assessment), "scans") % _SCANNED:
        return []
    return proofs_registered(filing, claims, actor=actor, now=now)


def _note(one: Claim, proved: Iterable[str]) -> str:
    if one.note or not one.claimed or not one.leaf.proofs or one.leaf.key in proved:
        return one.note
    return ON_PAPER if not proved else NOTES[one.number % len(NOTES)]


def lock(play: Play, assessment: "Assessment", *, now: datetime) -> None:
    """Lock what an agency claimed; what it did not claim counts as nothing."""
    actor = play.stage.officers[assessment.agency_id]
    assessment_lock(assessment, LockDraft(blanks_are_zero=True), actor=actor, now=now)
