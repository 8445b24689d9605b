"""A whole plan that was assigned is taken back, while nobody has acted on it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.documents import services as documents
from caicach.obligations.selectors.acts import acts_of_source
from caicach.obligations.services.change import duties_withdraw
from caicach.plans.constants import PlanState
from caicach.plans.models import Plan
from caicach.plans.services.reasons import claim_assigned, reason_words
from caicach.web.actor import Actor
from caicach.web.errors import WrongState

__all__ = ["plan_withdraw"]

NAMED = 5  # that the refusal names; the page lists all


@transaction.atomic
def plan_withdraw(plan: Plan, *, actor: Actor, reason: str, now: datetime) -> int:
    """Take back everything that ``plan`` assigned; return how many obligations were cancelled.

    The duties stay in the ledger as cancelled, with the reason; the agencies are not shown the plan any more. Its
    document goes where this plan alone brought it in and nothing else uses it.

    Transition: confirmed → withdrawn; every obligation → cancelled.  Audit: plans.withdraw (reason, count).

    Raises:
        NotAllowed: the actor does not assign for the plan's issuer.
        BadInput: no reason.
        WrongState: it is not assigned, or somebody has acted on it; the sentence says who.
    """
    claim_assigned(plan, actor)
    words = reason_words(reason)
    # First the obligations, so that nobody acts between the question and the answer.
    count = duties_withdraw(plan.uid, actor=actor, reason=words, now=now)
    _refuse_acted(plan)
    fresh = Plan.objects.select_related("document").get(pk=plan.pk)
    document, confirmed_at = fresh.document, fresh.confirmed_at
    fresh.state, fresh.document = PlanState.WITHDRAWN, None
    fresh.withdrawn_at, fresh.withdrawn_by_id, fresh.withdraw_reason = now, actor.user_id, words
    fresh.save(update_fields=["state", "document", "withdrawn_at", "withdrawn_by", "withdraw_reason"])
    if document is not None and document.registered_at == confirmed_at:
        documents.document_forget(document, actor=actor, now=now)
    elif document is not None:
        Plan.objects.filter(pk=plan.pk).update(document=document)
    audit.record("plans.withdraw", fresh, actor=actor, new={"reason": words, "obligations": count}, at=now)
    return count


def _refuse_acted(plan: Plan) -> None:
    acts = acts_of_source(plan.uid)
    if not acts:
        return
    names = list(dict.fromkeys(act.who for act in acts))
    shown = "; ".join(names[:NAMED])
    more = _(" và %(count)s nơi khác") % {"count": len(names) - NAMED} if len(names) > NAMED else ""
    raise WrongState(
        _("Không thu hồi được: %(names)s%(more)s đã làm việc theo kế hoạch này. Sửa từng dòng thay cho thu hồi.")
        % {"names": shown, "more": more}
    )
