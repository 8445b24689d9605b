"""Where a body that appraises says that it is done: on the page of what it appraises."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.constants import Phase
from caicach.scoring.models import Round
from caicach.scoring.pages.phase_words import numbers_said
from caicach.scoring.selectors.phases import Finishing
from caicach.ui.notation import number_text

__all__ = ["FinishBlock", "finish_block"]


@dataclass(frozen=True, slots=True)
class FinishBlock:
    """Where a body says that it is done: what is missing, or the button, or that it was said."""

    sentence: str
    tone: str
    url: str  # empty: it cannot be said now
    label: str


def finish_block(round_: Round, found: Finishing | None) -> FinishBlock | None:
    """Return what stands on the page of what a body appraises; None: it has nothing to say."""
    if found is None:
        return None
    phase = {"phase": found.facts.phase.label}
    label = _("Báo đã xong bước %(phase)s") % phase
    if found.is_reported:
        return FinishBlock(_("Cơ quan bạn đã báo xong bước %(phase)s.") % phase, "ok", "", label)
    if found.facts.missing.units:
        words = phase | {"count": number_text(len(found.facts.missing.units))}
        said = (
            _("Báo xong được khi mọi cơ quan đã khóa điểm tự chấm; còn %(count)s cơ quan chưa khóa.")
            if found.facts.phase == Phase.APPRAISAL
            else _("Báo xong được khi mọi cơ quan đã giải trình; còn %(count)s cơ quan chưa xong.")
        )
        return FinishBlock(said % words, "", "", label)
    if found.missing is not None:
        words = phase | {"count": number_text(found.missing.count), "numbers": numbers_said(found.missing)}
        said = _("Còn %(count)s điểm tự chấm phải xét trước khi báo xong bước %(phase)s: tiêu chí %(numbers)s.") % words
        return FinishBlock(said, "", "", label)
    url = reverse("scoring:appraisal-finish", args=[round_.uid])
    return FinishBlock(
        _("Cơ quan bạn đã xét hết. Báo xong để cơ quan thường trực kết thúc bước này."), "ok", url, label
    )
