"""Amendments of plans: what they change row by row, and which of them a plan went through."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.plans import access
from caicach.plans.constants import AmendmentKind, PairChoice, PlanState
from caicach.plans.mapping.meaning import meaning_of
from caicach.plans.mapping.wordings import line_of
from caicach.plans.models import Deliverable, Plan, RowPair, RowVersion
from caicach.plans.selectors.expanding import deliverables_of, resolver_of
from caicach.plans.selectors.plans import label_of, plan_to_review
from caicach.web.actor import Actor
from caicach.web.errors import WrongState
from vanban.plans.amending import Item, amend
from vanban.plans.lines import unsaid_parts

__all__ = [
    "Comparison",
    "amendment_to_review",
    "amendments_of",
    "comparison_of",
    "issuer_doubt",
    "rows_with_versions",
    "standing_rows",
    "stated_issuer",
    "versions_of",
]


@dataclass(frozen=True, slots=True)
class Comparison:
    """An amendment beside the plan that it amends."""

    amendment: Plan
    plan: Plan
    old: tuple[Deliverable, ...]  # rows that stand in the plan
    new: tuple[Deliverable, ...]  # rows of the amending document
    items: tuple[Item, ...]  # keys are those of the rows

    @property
    def is_whole(self) -> bool:
        """Whether the amendment takes the place of all rows."""
        return self.amendment.amends_how == AmendmentKind.WHOLE


def amendment_to_review(actor: Actor, uid: UUID) -> tuple[Plan, Plan]:
    """Return an amendment under review that the actor may change, and the plan that it amends.

    Raises:
        Beyond, NotAllowed, WrongState: as ``plan_to_review``; WrongState too where it amends nothing.
    """
    amendment = plan_to_review(actor, uid)
    if amendment.amends_id is None:
        raise WrongState(_("Văn bản này là kế hoạch, không phải văn bản sửa đổi. Mở lại từ danh sách kế hoạch."))
    plan = Plan.objects.select_related("issuer", "standing_body").get(amendments=amendment)
    return amendment, plan


def standing_rows(plan: Plan) -> list[Deliverable]:
    """Return the rows of ``plan`` that no amendment dropped: two queries."""
    return [row for row in deliverables_of(plan) if row.dropped_by_id is None]


def comparison_of(amendment: Plan, plan: Plan) -> Comparison:
    """Return ``amendment`` beside ``plan``, with what its reviewer said: five queries."""
    old, new = standing_rows(plan), deliverables_of(amendment)
    said = list(RowPair.objects.filter(amendment=amendment))
    lines = [line_of(row) for row in new]
    # A row entered by hand says all its parts; those of the file only what its table has columns for.
    read = {line.key: line for line, row in zip(lines, new, strict=True) if row.place not in ("{}", "")}
    items = amend(
        [line_of(row) for row in old],
        lines,
        is_whole=amendment.amends_how == AmendmentKind.WHOLE,
        settled={one.new_id: one.old_id for one in said if one.new_id is not None},
        dropped=_olds(said, PairChoice.DROPPED),
        kept=_olds(said, PairChoice.KEPT),
        silent=dict.fromkeys(read, unsaid_parts(read.values())),
    )
    return Comparison(amendment, plan, tuple(old), tuple(new), items)


def _olds(said: Sequence[RowPair], choice: PairChoice) -> list[int]:
    return [one.old_id for one in said if one.choice == choice and one.old_id is not None]


def stated_issuer(plan: Plan) -> str:
    """Return the issuer as the document of ``plan`` names it; empty where it could not be read, or nothing was."""
    return json.loads(plan.reading).get("document", {}).get("issuer") or ""


def issuer_doubt(amendment: Plan, plan: Plan) -> str:
    """Return the sentence that asks about another issuer of ``amendment``; empty where it is that of ``plan``."""
    stated = stated_issuer(amendment)
    if not stated:
        return ""
    meant = meaning_of(resolver_of(amendment).resolve(stated, "agency"))
    if meant.agency_id == plan.issuer_id:
        return ""
    return _("Văn bản sửa đổi do %(other)s ban hành, còn %(plan)s là của %(issuer)s.") % {
        "other": stated,
        "plan": label_of(plan),
        "issuer": plan.issuer.current_name,
    }


def amendments_of(plan: Plan, actor: Actor) -> list[Plan]:
    """Return what amended ``plan``, in the order of their days; what is under review only for who reviews it."""
    found = plan.amendments.filter(state=PlanState.CONFIRMED)
    if access.can_assign(actor, plan.issuer_id).allowed:
        found = plan.amendments.exclude(state=PlanState.WITHDRAWN)
    return sorted(found, key=lambda one: (one.issued_on or date.max, one.pk))


def versions_of(plan: Plan) -> dict[int, list[RowVersion]]:
    """Return what amendments did to the rows of ``plan``, by row, the first amendment first: one query."""
    by_row: dict[int, list[RowVersion]] = {}
    for one in RowVersion.objects.filter(deliverable__plan=plan).select_related("amendment").order_by("pk"):
        by_row.setdefault(one.deliverable_id, []).append(one)
    return by_row


def rows_with_versions(plan: Plan) -> list[tuple[Deliverable, list[RowVersion]]]:
    """Return the rows of ``plan`` that amendments touched, in their order, with what each did: three queries."""
    versions = versions_of(plan)
    return [(row, versions[row.pk]) for row in deliverables_of(plan) if row.pk in versions]
