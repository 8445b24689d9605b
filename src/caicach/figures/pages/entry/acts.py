"""What a person may do with a return besides filling it, as its pages offer it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures import access
from caicach.figures.constants import ReturnState
from caicach.figures.pages.entry.section import Acts
from caicach.figures.selectors.entry import Entry
from caicach.web.actor import Actor

__all__ = ["acts_of"]


def acts_of(entry: Entry, actor: Actor) -> Acts:
    """Return the acts of the pages of a return."""
    sheet = entry.sheet
    may_decide = sheet.state == ReturnState.SUBMITTED and access.can(actor, "decide", sheet).allowed
    return Acts(
        may_talk=entry.is_filler or entry.is_helper or may_decide or access.can(actor, "decide", sheet).allowed,
        may_assign=entry.is_filler,
        hand_in_label=_hand_in_label(entry, actor),
        decide_url=reverse("figures:period", args=[sheet.period.uid]) if may_decide else "",
    )


def _hand_in_label(entry: Entry, actor: Actor) -> str:
    sheet = entry.sheet
    if not entry.may_fill:
        return ""
    receiver = {"receiver": sheet.period.receiver.current_name}
    if access.can(actor, "submit", sheet).allowed:
        return _("Gửi %(receiver)s") % receiver
    if entry.is_helper:
        return _("Gửi thay cho %(agency)s") % {"agency": sheet.agency.current_name}
    return _("Trình lãnh đạo duyệt") if access.can(actor, "prepare", sheet).allowed else ""
