"""What closing a phase does, and where something waits, in words."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from caicach.scoring.constants import Phase
from caicach.scoring.selectors.phases import MissingBody, PhaseFacts
from caicach.ui.notation import date_text, number_text

__all__ = ["effects_of", "numbers_said"]

_NUMBERS = 8  # sub-criteria named beside a body
_Facts = Mapping[Phase, PhaseFacts]


def effects_of(there: PhaseFacts, facts: _Facts, differing: int) -> tuple[str, ...]:
    """Return what closing ``there`` does as things stand; ``differing``: whom something else was given than claimed."""
    return _EFFECTS[there.phase](there, facts, differing)


def numbers_said(missing: MissingBody | None) -> str:
    """Return the numbers of the sub-criteria at which something waits, the first ones."""
    numbers = list(dict.fromkeys(leaf.number for leaf in missing.leaves)) if missing else []
    more = len(numbers) - _NUMBERS
    return ", ".join(numbers[:_NUMBERS]) + (_(" và %(count)s tiêu chí khác") % {"count": more} if more > 0 else "")


def _of_scoring(there: PhaseFacts, _facts: _Facts, _differing: int) -> tuple[str, ...]:
    found = [_("Các phiếu đã khóa chuyển sang thẩm định; nhiệm vụ tự chấm đã nộp được nghiệm thu.")]
    missing = len(there.missing.units)
    if missing:
        words = {"count": number_text(missing)}
        found.append(
            _("%(count)s phiếu chưa khóa: khóa như đang có, chưa chấm là 0 điểm; nhiệm vụ tự chấm còn mở, trễ hạn.")
            % words
        )
    return tuple(found)


def _of_appraisal(there: PhaseFacts, facts: _Facts, differing: int) -> tuple[str, ...]:
    found = []
    waits = sum(body.count for body in there.missing.bodies)
    if waits:
        found.append(_("%(count)s điểm chưa thẩm định: giữ điểm tự chấm.") % {"count": number_text(waits)})
    words = {"count": number_text(differing), "day": date_text(facts[Phase.EXPLANATION].row.due_on)}
    if differing:
        found.append(
            _("%(count)s cơ quan có điểm khác tự chấm: được giao đồng ý hoặc giải trình đến hết ngày %(day)s.") % words
        )
    return (*found, _("Các cơ quan không có chênh lệch coi như đã giải trình."))


def _of_explanation(there: PhaseFacts, _facts: _Facts, _differing: int) -> tuple[str, ...]:
    missing = len(there.missing.units)
    if not missing:
        return (_("Các kiến nghị chuyển sang thẩm định lại."),)
    words = {"count": number_text(missing)}
    return (
        _("%(count)s cơ quan chưa kết thúc giải trình: chỗ không có ý kiến là đồng ý với điểm thẩm định.") % words,
        _("Các kiến nghị đã gửi chuyển sang thẩm định lại."),
    )


def _of_second(there: PhaseFacts, _facts: _Facts, _differing: int) -> tuple[str, ...]:
    waits = sum(body.count for body in there.missing.bodies)
    if waits:
        words = {"count": number_text(waits)}
        return (_("%(count)s kiến nghị chưa trả lời: không chấp nhận, lấy lý do dưới đây làm trả lời.") % words,)
    if not there.total:
        return (_("Không có kiến nghị nào: kết thúc được ngay."),)
    return (_("Mọi kiến nghị đã được trả lời; kết quả chuyển sang công nhận."),)


def _elsewhere(there: PhaseFacts, _facts: _Facts, _differing: int) -> tuple[str, ...]:
    if there.phase == Phase.SETTLEMENT:
        return (_("Bước này kết thúc khi công nhận kết quả."),)
    return (_("Bước này kết thúc khi ghi quyết định công bố kết quả."),)


_EFFECTS: Mapping[Phase, Callable[[PhaseFacts, _Facts, int], tuple[str, ...]]] = {
    Phase.SELF_SCORING: _of_scoring,
    Phase.APPRAISAL: _of_appraisal,
    Phase.EXPLANATION: _of_explanation,
    Phase.SECOND_APPRAISAL: _of_second,
    Phase.SETTLEMENT: _elsewhere,
    Phase.PUBLICATION: _elsewhere,
}
