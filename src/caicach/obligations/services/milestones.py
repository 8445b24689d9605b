"""Two milestones where another body decides: the lead presents, the decider issues or asks to mend.

*Trình* stops the lead's clock; *ban hành* is the ordinary hand-in with the issued document, which ends the decider's
days (``pauses.end_at_hand_in``); *yêu cầu sửa lại* sets the lead's clock going.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from caicach.obligations.constants import PauseKind, TrackingMode
from caicach.obligations.mapping import asks_for
from caicach.obligations.models import Obligation, Pause
from caicach.obligations.services.pauses import PauseDraft, pause_end, pause_start
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import compare_key

if TYPE_CHECKING:
    from caicach.agencies.models import Agency

__all__ = ["decider_of", "milestone_present", "milestone_return"]

_WORDS_LETTERS = 5  # below this the lead would not know what to mend


def milestone_present(obligation: Obligation, draft: PauseDraft, *, actor: Actor, now: datetime) -> Pause:
    """Enter that the lead presented a draft: its clock stands, the waiting days are the decider's.

    Args:
        obligation: A duty proved by a document.
        draft: Symbol and day of the letter of presentation; without a body, the one that assigned the duty decides.
        actor: Somebody of the lead.
        now: The moment.

    Raises:
        WrongState: it is proved by no document of its own.
        NotAllowed, BadInput, WrongState: as ``pause_start``.
    """
    if obligation.duty.is_report or asks_for(obligation.duty) != TrackingMode.DOCUMENT:
        raise WrongState(_("Chỉ sản phẩm là văn bản mới trình cơ quan khác quyết định."))
    presented = replace(draft, kind=PauseKind.PRESENTED)
    decider = decider_of(obligation)
    if draft.waits_for_id is None and decider and not compare_key(draft.waits_for_words):
        presented = replace(presented, waits_for_id=decider.pk)
    return pause_start(obligation, presented, actor=actor, now=now)


def milestone_return(pause: Pause, *, actor: Actor, until_on: date, words: str, now: datetime) -> Obligation:
    """Enter that the decider asked to mend what was presented: the clock runs on.

    Raises:
        BadInput: it does not say what to mend.
        NotAllowed, BadInput, WrongState: as ``pause_end``.
    """
    if len(compare_key(words)) < _WORDS_LETTERS:
        raise BadInput(_("Thiếu nội dung yêu cầu sửa: viết rõ cần sửa gì."))
    return pause_end(pause, actor=actor, until_on=until_on, words=words, now=now)


def decider_of(obligation: Obligation) -> "Agency | None":
    """Return who decides where nobody else is named: who assigned the duty, or the body above where that one owes."""
    owner = obligation.duty.owner
    return owner if owner.pk != obligation.agency_id else owner.current_parent
