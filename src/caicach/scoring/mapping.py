"""Between the rows of this app and the values of ``reform.index``: sets, claimed values, points that people type.

Owns: how a claimed value is written in one line, and why what was typed cannot be read. Does not: ask the database.
"""

import json
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.scoring.constants import AssessmentState, LeftOut, SetState, Stage
from caicach.scoring.models import AdjustmentScore, Score, SetVersion
from caicach.web.errors import BadInput
from reform.definitions import Problem
from reform.forms import Value
from reform.index import (
    Adjustment,
    CriteriaSet,
    Mark,
    ScoringKind,
    SubCriterion,
    points_problem,
    read_draft,
    read_set,
    rounded_points,
)
from reform.messages import explain, message_of
from vanban.text.findings import Finding, Severity
from vanban.text.forms import compare_key, squeeze
from vanban.text.numbers import UnreadableNumber, typed_number

__all__ = [
    "NO",
    "STAGES",
    "YES",
    "Doubt",
    "adjusted_at",
    "claimed_cell",
    "column_of",
    "doubts_from",
    "doubts_of",
    "draft_of",
    "marks_of",
    "points_at",
    "set_of",
    "speaks_against",
    "stage_open",
    "standing_points",
    "typed_adjustment",
    "typed_points",
    "typed_text",
    "typed_value",
    "value_of_text",
    "value_text",
]

_KEPT_SETS = 32
_YES, _NO = "yes", "no"
YES, NO = "Có", "Không"  # as workbooks say it, whatever language the screen speaks
_TRUTHS = {"yes": True, "co": True, "dat": True, "no": False, "khong": False, "khong dat": False}
_MOST = Decimal(10) ** 12  # what is as large is a slip of the hand
_SHOWN_LENGTH = 40  # of what was typed, in a sentence about it
# The stages whose points stand side by side, the latest last.
STAGES = (Stage.CLAIMED, Stage.APPRAISED, Stage.REVIEWED, Stage.SETTLED)


class _Sets:
    """The sets that were read lately, by fingerprint: a fingerprint says what the definition says."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, CriteriaSet] = OrderedDict()

    def of(self, version: SetVersion) -> CriteriaSet:
        if version.fingerprint not in self._kept:
            self._kept[version.fingerprint] = read_set(version.definition)
            while len(self._kept) > _KEPT_SETS:
                self._kept.popitem(last=False)
        return self._kept[version.fingerprint]


_sets = _Sets()


def set_of(version: SetVersion) -> CriteriaSet:
    """Return the set that ``version`` defines; read once, so that the definition itself may stay in the database.

    Raises:
        reform.index.SetError: the definition of a draft cannot be used.
    """
    return _sets.of(version)


def draft_of(version: SetVersion) -> tuple[CriteriaSet, tuple[Problem, ...]]:
    """Return what ``version`` says so far, and all that keeps it from being published; nothing of one that is.

    Raises:
        reform.index.SetError: its definition is no YAML of a set at all.
    """
    return (set_of(version), ()) if version.state != SetState.DRAFT else read_draft(version.definition)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One point of a draft that a person must look at: what is asked, and the document's own words."""

    code: str
    sentence: str
    evidence: str = ""
    is_settled: bool = False


def doubts_of(version: SetVersion) -> tuple[Doubt, ...]:
    """Return the points of a draft that was made of an annex, in its order."""
    return tuple(Doubt(**one) for one in json.loads(version.doubts))


def doubts_from(findings: Iterable[Finding]) -> tuple[Doubt, ...]:
    """Return what a person must look at of what reading an annex found."""
    asked = (one for one in findings if one.severity is not Severity.NOTE)
    return tuple(Doubt(one.code, message_of(one), one.evidence) for one in asked)


def value_text(value: Value) -> str:
    """Return a claimed value in one line, free of language: "99.03", "yes", the key of an option; "" is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _YES if value else _NO
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def value_of_text(text: str, leaf: SubCriterion) -> Value:
    """Return what ``value_text`` wrote; None where nothing was claimed or the rule takes no such value any more."""
    if not text:
        return None
    if leaf.rule.kind is ScoringKind.YES_NO:
        return text == _YES
    if leaf.rule.kind is ScoringKind.CHOICE:
        return text if any(option.key == text for option in leaf.rule.options) else None
    return Decimal(text)


def typed_text(text: str, leaf: SubCriterion) -> str:
    """Return what ``value_text`` wrote as a person types it: 99,03; a choice by its key."""
    return text if leaf.rule.kind in (ScoringKind.YES_NO, ScoringKind.CHOICE) else text.replace(".", ",")


def typed_points(text: str, leaf: SubCriterion, digits: int) -> Decimal | None:
    """Return the points that a person typed; None of nothing.

    Raises:
        BadInput: they are no number, or cannot be given for ``leaf``; the sentence names it.
    """
    if not text.strip():
        return None
    try:
        points = typed_number(text, whole=False, grouped=False)
    except UnreadableNumber:
        raise BadInput(
            _("Tiêu chí %(number)s: không đọc được điểm “%(text)s”. Ghi số có dấu phẩy thập phân, ví dụ 0,75.")
            % {"number": leaf.number, "text": text.strip()[:40]}
        ) from None
    problem = points_problem(leaf, points, digits)
    if problem is not None:
        raise BadInput(explain([problem]))
    return points


def typed_adjustment(text: str, one: Adjustment, digits: int) -> Decimal | None:
    """Return the bonus or penalty points that a person typed, without a sign; None of nothing.

    Raises:
        BadInput: they are no number, below nought or above the cap; the sentence names it.
    """
    typed = text.strip()
    if not typed:
        return None
    said = {"number": one.number, "text": typed[:_SHOWN_LENGTH], "most": f"{one.most.normalize():f}".replace(".", ",")}
    try:
        points = typed_number(typed, whole=False, grouped=False)
    except UnreadableNumber:
        raise BadInput(_("%(number)s: không đọc được điểm “%(text)s”. Ghi dạng 0,75.") % said) from None
    if not 0 <= points <= one.most or points != rounded_points(points, digits):
        raise BadInput(_("%(number)s: điểm “%(text)s” phải từ 0 đến %(most)s.") % said)
    return points


def claimed_cell(leaf: SubCriterion, score: Score) -> str | Decimal | None:
    """Return what is claimed as a cell holds it: a number, or the words of what was chosen."""
    value = value_of_text(score.claimed_value, leaf) if score.claimed_value else None
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, str):
        return next(option.label for option in leaf.rule.options if option.key == value)
    return value if isinstance(value, Decimal) else None


def typed_value(text: str, leaf: SubCriterion, digits: int) -> Value:
    """Return the value that a person chose or typed for ``leaf``, from which its points follow; None of nothing.

    A yes or no and an option are taken by their keys or their words, a number in the rule's unit, the points
    themselves where the rule has no value.

    Raises:
        BadInput: it cannot be read, or cannot be true; the sentence names the sub-criterion.
    """
    said = squeeze(text)
    if not said:
        return None
    if leaf.rule.kind is ScoringKind.FORMULA:
        return typed_points(said, leaf, digits)
    if leaf.rule.kind is ScoringKind.YES_NO:
        return _typed_truth(said, leaf)
    return _typed_option(said, leaf) if leaf.rule.kind is ScoringKind.CHOICE else _typed_number(said, leaf)


def _typed_truth(said: str, leaf: SubCriterion) -> bool:
    found = _TRUTHS.get(compare_key(said))
    if found is None:
        raise BadInput(
            _("Tiêu chí %(number)s: “%(text)s” không rõ là có hay không. Chọn Có hoặc Không.") % _of(leaf, said)
        )
    return found


def _typed_option(said: str, leaf: SubCriterion) -> str:
    folded = compare_key(said)
    for option in leaf.rule.options:
        if said == option.key or folded == compare_key(option.label):
            return option.key
    raise BadInput(_("Tiêu chí %(number)s: không có mức “%(text)s”. Chọn một mức của tiêu chí.") % _of(leaf, said))


def _typed_number(said: str, leaf: SubCriterion) -> Decimal:
    is_rate = leaf.rule.unit == "%"
    try:
        value = typed_number(said.removesuffix("%").strip() if is_rate else said, whole=False, grouped=not is_rate)
    except UnreadableNumber:
        raise BadInput(
            _("Tiêu chí %(number)s: không đọc được số “%(text)s”. Ghi dạng 8.803 hoặc 85,75.") % _of(leaf, said)
        ) from None
    if not 0 <= value < _MOST:
        raise BadInput(_("Tiêu chí %(number)s: số “%(text)s” âm hoặc quá lớn. Kiểm tra lại.") % _of(leaf, said))
    return value


def _of(leaf: SubCriterion, said: str) -> dict[str, str]:
    return {"number": leaf.number, "text": said[:_SHOWN_LENGTH]}


def points_at(score: Score, stage: Stage) -> Decimal | None:
    """Return the points that stand at ``stage`` (``CORRECTED``: those settled)."""
    found: Decimal | None = getattr(score, column_of(stage))
    return found


# Which columns of a bonus or penalty speak at a stage, the first that is filled; there is one appraisal of it.
_ADJUSTED = {
    None: ("settled", "appraised", "claimed"),
    Stage.CLAIMED: ("claimed",),
    Stage.APPRAISED: ("appraised",),
    Stage.REVIEWED: ("appraised",),
    Stage.SETTLED: ("settled",),
    Stage.CORRECTED: ("settled",),
}


def adjusted_at(row: AdjustmentScore, stage: Stage | None = None) -> Decimal | None:
    """Return the bonus or penalty points that stand at ``stage``, or (None) now."""
    columns = _ADJUSTED[None if stage is None else Stage(stage)]
    return next((one for name in columns if (one := getattr(row, name)) is not None), None)


# Which points an appraiser gives while an assessment is in a state.
_GIVEN = {AssessmentState.LOCKED: Stage.APPRAISED, AssessmentState.EXPLAINED: Stage.REVIEWED}
_AFTER_EXPLAINING = (AssessmentState.EXPLAINED, AssessmentState.REVIEWED)


def stage_open(score: Score, leaf: SubCriterion, state: str) -> Stage | None:
    """Return which points can be given at a score while its assessment is in ``state``; None: none can be.

    What comes from outside may come until the settlement: the first result is the appraisal's, another one stands
    beside it once the agency has explained itself.
    """
    if leaf.rule.is_self_scored:
        return _GIVEN.get(AssessmentState(state))
    if state in _AFTER_EXPLAINING and score.appraised is not None:
        return Stage.REVIEWED
    return Stage.APPRAISED if state in (AssessmentState.LOCKED, AssessmentState.APPRAISED, *_AFTER_EXPLAINING) else None


def speaks_against(score: Score) -> str:
    """Return why data says that a sub-criterion does not apply to the agency; "" where it says no such thing.

    Kept as the lines of a proposal that gives no points.
    """
    return score.proposed_lines if score.proposed is None else ""


def standing_points(score: Score) -> Decimal | None:
    """Return the points of the latest stage that has any."""
    return next((points for stage in reversed(STAGES) if (points := points_at(score, stage)) is not None), None)


def marks_of(scores: Iterable[Score], stage: Stage | None = None) -> dict[str, Mark]:
    """Return what stands at each sub-criterion, at ``stage`` or (None) as it stands now."""
    return {
        score.leaf_key: Mark(
            score.standing if stage is None else points_at(score, stage), score.left_out == LeftOut.APPROVED
        )
        for score in scores
    }


def column_of(stage: Stage) -> str:
    """Return the column of a score that holds the points of ``stage``: a correction changes those settled."""
    return Stage.SETTLED.value if stage == Stage.CORRECTED else stage.value
