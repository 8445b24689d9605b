"""What must be said in words where something that was assigned is changed."""

from django.utils.translation import gettext as _

from caicach.plans import access
from caicach.plans.constants import PlanState
from caicach.plans.models import Plan
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import compare_key, squeeze

__all__ = ["claim_assigned", "reason_words"]

REASON_LENGTH = 500
REASON_LETTERS = 5  # below this the agencies would not know why their work changed


def reason_words(text: str) -> str:
    """Return a reason as it is kept.

    Raises:
        BadInput: it says nothing, or too much.
    """
    words = squeeze(text)
    if len(compare_key(words)) < REASON_LETTERS:
        raise BadInput(_("Thiếu lý do: viết rõ vì sao đổi, theo văn bản nào."))
    if len(words) > REASON_LENGTH:
        raise BadInput(_("Lý do dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": REASON_LENGTH})
    return words


def claim_assigned(plan: Plan, actor: Actor) -> None:
    """Let the actor change what an assigned plan made, holding the plan's row until the transaction ends.

    Raises:
        NotAllowed: the actor does not assign for the plan's issuer.
        WrongState: the plan is not assigned, or was withdrawn meanwhile.
    """
    access.require(actor, plan.issuer_id)
    if not Plan.objects.filter(pk=plan.pk, state=PlanState.CONFIRMED).update(state=PlanState.CONFIRMED):
        raise WrongState(_("Kế hoạch này chưa giao việc, đã đóng hoặc đã có người thu hồi. Tải lại trang để xem."))
