"""What a survey or another body found, as it is typed or filled in: whether it can be taken, and the points it gives.

Owns: the rules of a result from outside. Does not: write it (``appraise.outside_save``).
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.scoring.constants import Stage
from caicach.scoring.mapping import typed_value, value_text
from caicach.scoring.models import Score
from caicach.scoring.services.marks import MarkDraft
from caicach.web.errors import BadInput
from reform.forms import Value
from reform.index import SubCriterion, points_of
from vanban.text.forms import squeeze
from vanban.text.numbers import UnreadableNumber, typed_number

__all__ = ["OutsideDraft", "outside_mark"]

_SOURCE_LENGTH = 500
_MOST_SAMPLE = 10_000_000
_WHOLE = Decimal(100)  # per cent


@dataclass(frozen=True, slots=True)
class OutsideDraft:
    """The result of a survey, or one that another body published, at one score."""

    score_id: int
    revision: int
    text: str  # the value in the rule's unit; empty: it is taken back
    source: str = ""  # who published it, where
    sample: str = ""  # valid answers of a survey


def outside_mark(draft: OutsideDraft, score: Score, leaf: SubCriterion, digits: int, stage: Stage) -> MarkDraft:
    """Return what shall stand at ``score`` at ``stage``; the points follow from the value by the rule.

    Raises:
        BadInput: the agency scores it itself; the value, the source or the sample cannot be taken; or a result that
            stands since the appraisal would be left blank.
    """
    if leaf.rule.is_self_scored:
        raise BadInput(
            _("Tiêu chí %(number)s do cơ quan tự chấm, không nhập kết quả từ bên ngoài.") % {"number": leaf.number}
        )
    value = typed_value(draft.text, leaf, digits)
    if value is None:
        return _taken_back(draft, leaf, stage)
    _refuse_above_whole(value, leaf)
    source = squeeze(draft.source)
    if not source or len(source) > _SOURCE_LENGTH:
        words = {"number": leaf.number, "limit": _SOURCE_LENGTH}
        raise BadInput(_("Tiêu chí %(number)s: ghi nguồn của kết quả, không quá %(limit)s ký tự.") % words)
    values = {"claimed_value": value_text(value), "source_note": source, "sample_size": _sample(draft.sample, leaf)}
    return MarkDraft(score.pk, draft.revision, points_of(leaf, value, digits), words=source, values=values)


def _taken_back(draft: OutsideDraft, leaf: SubCriterion, stage: Stage) -> MarkDraft:
    if stage == Stage.REVIEWED:
        raise BadInput(
            _("Tiêu chí %(number)s: kết quả đã có từ lần thẩm định đầu; ghi kết quả đúng thay vì xóa.")
            % {"number": leaf.number}
        )
    values = {"claimed_value": "", "source_note": "", "sample_size": None}
    return MarkDraft(draft.score_id, draft.revision, None, values=values)


def _refuse_above_whole(value: Value, leaf: SubCriterion) -> None:
    if leaf.rule.unit == "%" and isinstance(value, Decimal) and value > _WHOLE:
        words = {"number": leaf.number, "value": f"{value:f}".replace(".", ",")}
        raise BadInput(_("Tiêu chí %(number)s: kết quả %(value)s %% lớn hơn 100 %%. Kiểm tra lại.") % words)


def _sample(text: str, leaf: SubCriterion) -> int | None:
    """Return how many valid answers a survey had; it must be said where the set asks for so many."""
    if not text.strip() and not leaf.rule.least_sample:
        return None
    try:
        number = typed_number(text, whole=True, grouped=True)
    except UnreadableNumber:
        number = Decimal(0)
    if not 1 <= number <= _MOST_SAMPLE:
        raise BadInput(
            _("Tiêu chí %(number)s: ghi số phiếu hợp lệ của khảo sát, là số nguyên từ 1.") % {"number": leaf.number}
        )
    return int(number)
