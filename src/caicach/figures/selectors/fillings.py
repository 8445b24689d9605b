"""What this ledger tells the other one about an obligation: there is a form to fill in."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures import access
from caicach.figures.constants import ReturnKind, ReturnState
from caicach.figures.selectors.returns import with_everything
from caicach.obligations.registry import Fill
from caicach.ui.notation import number_text
from caicach.web.actor import Actor

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation

__all__ = ["fill_of"]

_OPEN = (ReturnState.DRAFT, ReturnState.RETURNED)


def fill_of(actor: Actor, obligation: "Obligation") -> Fill | None:
    """Return the return that stands for an obligation (``obligations.registry.fillings``); None where none does."""
    mine = access.visible_returns(actor).filter(kind=ReturnKind.OWN)
    # A report that is handed in with another one is filled in there.
    mine = mine.filter(obligation__in=[obligation.pk, obligation.carrier_id or obligation.pk])
    sheet = with_everything(mine).first()
    if sheet is None:
        return None
    is_open = sheet.state in _OPEN
    fills = is_open and any(access.can(actor, act, sheet).allowed for act in ("fill", "fill_for"))
    left = sheet.hard_count + sheet.soft_count
    words = {
        "filled": number_text(sheet.filled_count),
        "required": number_text(sheet.required_count),
        "left": number_text(left),
    }
    said = _("Đã nhập %(filled)s/%(required)s ô bắt buộc; %(left)s chỗ chưa khớp, chưa giải trình.")
    plain = _("Đã nhập %(filled)s/%(required)s ô bắt buộc.")
    return Fill(
        title=_("Bản số liệu %(period)s") % {"period": sheet.period.name},
        state=str(ReturnState(sheet.state).label),
        progress=(said if left else plain) % words,
        url=reverse("figures:entry", args=[sheet.uid]),
        act=_("Nhập số liệu") if fills else _("Xem số liệu"),
        takes_over=is_open,
    )
