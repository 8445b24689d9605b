"""What an agency claims of what it earns, and how that ends: most as it is, some too high, a little too low."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from caicach.demo.scored.values import Earned, better, earned
from caicach.demo.scored.words import LEFT_OUT, NOTES, REASONS, UNMET
from caicach.demo.whole.stage import dice
from reform.index import CriteriaSet, ScoringKind, SubCriterion, points_of

__all__ = ["Claim", "Proof", "claims_of"]

_HIGH, _HIGH_MORE = 45, 90  # of a thousand claims so many are too high; some agencies see themselves better
_LOW = 8
_LEFT_OUT = 14  # of a thousand leaves that may be left out so many are
_REFUSED = 5  # one of so many is refused
_LINEAR = (ScoringKind.SPAN, ScoringKind.STEPS, ScoringKind.FORMULA)


class Proof(StrEnum):
    """What stands beside a claim."""

    GOOD = "good"
    NONE = "none"
    WRONG_TYPE = "wrong_type"
    OUTSIDE = "outside"  # issued before the window
    LATE = "late"  # issued after the due day


@dataclass(frozen=True, slots=True)
class Claim:
    """One leaf of one agency."""

    leaf: SubCriterion
    text: str  # the value claimed, as it is typed; empty: nothing
    claimed: Decimal
    given: Decimal  # points that it is worth, whatever was claimed
    proof: Proof = Proof.GOOD
    note: str = ""
    reason: str = ""  # coded, where ``given`` is not what was claimed
    words: str = ""
    left_out: str = ""  # why it does not apply
    is_refused: bool = False  # it applies all the same

    @property
    def number(self) -> int:
        """A number of its own, for whatever is chosen by chance."""
        return dice(self.leaf.key, self.text, self.given)


def claims_of(
    key: str, criteria: CriteriaSet, levels: Mapping[str, float], known: Mapping[str, Earned]
) -> Iterator[Claim]:
    """Yield what the agency of ``key`` claims at each leaf that it scores.

    Args:
        key: Of the province.
        criteria: By which it is scored.
        levels: Per cent of each area that it is worth.
        known: What figures and duties say it earns, by leaf.
    """
    gains = earned(key, criteria, levels, known)
    high = _HIGH + dice(key, "high") % _HIGH_MORE
    for leaf in criteria.leaves:
        if leaf.rule.is_self_scored:
            yield _claim(leaf, gains[leaf.key], dice(key, leaf.key, criteria.year), high, key)


def _claim(leaf: SubCriterion, one: Earned, number: int, high: int, key: str) -> Claim:
    lot = number % 1000
    if leaf.can_be_left_out and number // 1000 % 1000 < _LEFT_OUT:
        why = LEFT_OUT[number % len(LEFT_OUT)]
        return Claim(leaf, "", Decimal(0), one.points, left_out=why, is_refused=number % _REFUSED == 0)
    if lot < high and (more := better(leaf, one, key)) is not None:
        return _too_high(leaf, one, more, number)
    if lot >= 1000 - _LOW and one.points and _is_nothing_at_zero(leaf):
        return Claim(leaf, "0", Decimal(0), one.points, reason="higher", words=REASONS["higher"][0])
    return Claim(leaf, one.text, one.points, one.points)


def _is_nothing_at_zero(leaf: SubCriterion) -> bool:
    return leaf.rule.kind in _LINEAR and not points_of(leaf, Decimal(0))


def _too_high(leaf: SubCriterion, one: Earned, more: Earned, number: int) -> Claim:
    reasons = tuple(_reasons(leaf))
    reason, proof = reasons[number // 7 % len(reasons)]
    words = REASONS[reason]
    return Claim(
        leaf=leaf,
        text=more.text,
        claimed=more.points,
        given=one.points,
        proof=proof,
        note=_note(proof, number),
        reason=reason,
        words=words[number // 11 % len(words)],
    )


def _note(proof: Proof, number: int) -> str:
    """Return what the agency writes where its proof is not what is asked for: without it nothing can be locked."""
    if proof is Proof.NONE:
        return NOTES[number % len(NOTES)]
    return UNMET[number % len(UNMET)] if proof in (Proof.WRONG_TYPE, Proof.OUTSIDE) else ""


def _reasons(leaf: SubCriterion) -> Iterable[tuple[str, Proof]]:
    """Yield why points of a leaf may be refused, and what is wrong with the proof then."""
    if leaf.rule.value is not None:
        yield "figures_differ", Proof.GOOD
        yield "figures_differ", Proof.GOOD
    if leaf.rule.kind in _LINEAR:
        yield "miscalculated", Proof.GOOD
    yield "not_reached", Proof.GOOD
    if leaf.proofs:
        yield "no_proof", Proof.NONE
        yield "not_enough", Proof.WRONG_TYPE
        yield "outside_window", Proof.OUTSIDE
        if any(rule.due is not None for rule in leaf.proofs):
            yield "late", Proof.LATE
