"""What a person may do with a return besides filling it, as its pages offer it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures import access
from caicach.figures.constants import PeriodState, ReturnState
from caicach.figures.pages.entry.section import Acts
from caicach.figures.selectors.entry import Entry
from caicach.web.actor import Actor

__all__ = ["acts_of"]


def acts_of(entry: Entry, actor: Actor) -> Acts:
    """Return the acts of the pages of a return."""
    sheet = entry.sheet
    decides = access.can(actor, "decide", sheet).allowed
    may_decide = sheet.state == ReturnState.SUBMITTED and decides
    label, is_presenting = _hand_in(entry, actor)
    is_locked = sheet.state == ReturnState.LOCKED or sheet.period.state == PeriodState.LOCKED
    is_unsent = sheet.state in (ReturnState.DRAFT, ReturnState.RETURNED)
    is_closed = sheet.state in (ReturnState.ACCEPTED, ReturnState.CONSOLIDATED) and not entry.is_open
    may_reopen = is_closed and access.can(actor, "reopen", sheet).allowed
    may_correct = (is_closed or sheet.state == ReturnState.LOCKED) and access.can(actor, "correct", sheet).allowed
    return Acts(
        may_talk=entry.is_filler or entry.is_helper or decides,
        may_assign=entry.is_filler,
        may_explain=sheet.state != ReturnState.LOCKED and (entry.is_filler or (entry.is_helper and entry.is_open)),
        may_prove=not is_locked and (entry.is_filler or (entry.is_helper and is_unsent)),
        hand_in_label=label,
        is_presenting=is_presenting,
        decide_url=reverse("figures:period", args=[sheet.period.uid]) if may_decide else "",
        reopen_url=reverse("figures:reopen", args=[sheet.uid]) if may_reopen else "",
        correct_url=reverse("figures:correction-ask", args=[sheet.uid]) if may_correct else "",
    )


def _hand_in(entry: Entry, actor: Actor) -> tuple[str, bool]:
    """Return the words of the button that hands in, and whether the leader approves first."""
    sheet = entry.sheet
    if not entry.may_fill or sheet.state not in (ReturnState.DRAFT, ReturnState.RETURNED):
        return "", False
    if not entry.is_filler:
        return _("Gửi thay %(agency)s") % {"agency": sheet.agency.current_name}, False
    if access.can(actor, "submit", sheet).allowed:
        return _("Gửi %(receiver)s") % {"receiver": sheet.period.receiver.current_name}, False
    presents = access.can(actor, "prepare", sheet).allowed
    return (_("Trình lãnh đạo duyệt") if presents else "", presents)
