"""What a round lacks before it can be settled, and what stands side by side then: for each agency, for each leaf."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from caicach.scoring.constants import AppealState, AssessmentState, LeftOut
from caicach.scoring.mapping import set_of
from caicach.scoring.models import AdjustmentScore, Appeal, Assessment, Round, RoundSet, Score
from reform.index import SubCriterion

__all__ = ["BLANK", "UNGIVEN", "MissingLeaf", "Readiness", "readiness_of"]

_NAMED = 5  # agencies or sub-criteria named in a sentence

# Scores that count and have no points but perhaps those that were claimed.
BLANK = Q(settled__isnull=True, reviewed__isnull=True, appraised__isnull=True) & ~Q(left_out=LeftOut.APPROVED)
# Bonus and penalty that an agency claims and nobody judged.
UNGIVEN = Q(settled__isnull=True, appraised__isnull=True, claimed__gt=0)


@dataclass(frozen=True, slots=True)
class MissingLeaf:
    """A sub-criterion of which points are missing, and at how many agencies."""

    leaf: SubCriterion
    kind: str  # of the set, as ``RoundSet`` says it
    count: int


@dataclass(frozen=True)
class Readiness:
    """What keeps a round from being settled; what nobody found out yet waits for a decision."""

    unreviewed: tuple[str, ...]  # names of agencies whose appraisal is not finished
    appeals: int  # not answered
    requests: int  # to leave a sub-criterion out, not decided
    unscored: tuple[MissingLeaf, ...]  # that agencies score themselves and nobody appraised
    adjustments: int  # bonus and penalty points that nobody appraised
    blanks: tuple[MissingLeaf, ...]  # results of surveys and of other bodies that are not there

    @cached_property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each thing that must be done first; empty: it can be settled."""
        said = (
            _unreviewed(self.unreviewed),
            _counted(self.appeals, _("Còn %(count)s kiến nghị chưa trả lời. Trả lời ở trang kiến nghị.")),
            _counted(
                self.requests,
                _("Còn %(count)s đề nghị không áp dụng chưa quyết định. Quyết định ở trang của tiêu chí."),
            ),
            _unscored(self.unscored),
            _counted(
                self.adjustments,
                _("Còn %(count)s điểm thưởng, điểm trừ chưa thẩm định. Ghi điểm công nhận cho từng khoản."),
            ),
        )
        return tuple(one for one in said if one)

    @property
    def blank_keys(self) -> tuple[str, ...]:
        """The sub-criteria of which somebody must say how they count."""
        return tuple(dict.fromkeys(one.leaf.key for one in self.blanks))


def _counted(count: int, sentence: str) -> str:
    return sentence % {"count": count} if count else ""


def _unreviewed(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    words = {"count": len(names), "names": _some(names)}
    return _("Còn %(count)s cơ quan chưa xong thẩm định lại: %(names)s. Kết thúc các bước trước.") % words


def _unscored(rows: tuple[MissingLeaf, ...]) -> str:
    if not rows:
        return ""
    words = {"count": sum(one.count for one in rows), "numbers": _some(tuple(one.leaf.number for one in rows))}
    return _("Còn %(count)s điểm tự chấm chưa thẩm định ở các tiêu chí %(numbers)s. Ghi điểm công nhận trước.") % words


def _some(names: tuple[str, ...]) -> str:
    once = tuple(dict.fromkeys(names))
    more = len(once) - _NAMED
    return ", ".join(once[:_NAMED]) + (_(" và %(count)s nữa") % {"count": more} if more > 0 else "")


def readiness_of(round_: Round) -> Readiness:
    """Return what ``round_`` lacks: six queries, one more for a set that was not read lately."""
    sheets = Assessment.objects.filter(round=round_)
    unreviewed = sheets.exclude(state__in=(AssessmentState.REVIEWED, AssessmentState.SETTLED))
    scores = Score.objects.filter(assessment__round=round_)
    missing = tuple(_missing(round_, scores))
    adjustments = AdjustmentScore.objects.filter(UNGIVEN, assessment__round=round_)
    return Readiness(
        unreviewed=tuple(unreviewed.order_by("agency__current_name").values_list("agency__current_name", flat=True)),
        appeals=Appeal.objects.filter(score__assessment__round=round_, state=AppealState.ASKED).count(),
        requests=scores.filter(left_out=LeftOut.ASKED).count(),
        unscored=tuple(one for one in missing if one.leaf.rule.is_self_scored),
        adjustments=adjustments.count(),
        blanks=tuple(one for one in missing if not one.leaf.rule.is_self_scored),
    )


def _missing(round_: Round, scores: "Iterable[Score]") -> "Iterable[MissingLeaf]":
    """Return the sub-criteria without points, in the order of the sets; one of which is to be decided is told so."""
    blank = scores.filter(BLANK).exclude(left_out=LeftOut.ASKED)  # type: ignore[attr-defined]
    grouped = blank.order_by().values_list("assessment__round_set", "leaf_key").annotate(n=Count("pk"))
    counted: Mapping[tuple[int, str], int] = {(set_id, key): number for set_id, key, number in grouped}
    sets = RoundSet.objects.filter(round=round_).select_related("set_version").defer("set_version__definition")
    for row in sets:
        for leaf in set_of(row.set_version).leaves:
            if (row.pk, leaf.key) in counted:
                yield MissingLeaf(leaf, row.kind, counted[row.pk, leaf.key])
