"""A plan of former bodies: who goes on for each, and what would follow."""

from dataclasses import dataclass

from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.plans.forms.heirs import HeirsForm
from caicach.plans.models import Plan
from caicach.plans.selectors import label_of
from caicach.plans.selectors.heirs import Former, FormerBody
from caicach.plans.services.heirs import Application, LeftOut
from caicach.ui.notation import number_text
from caicach.ui.values import Link

__all__ = ["BodyLine", "HeirsPage", "Preview", "heirs_page", "preview_of"]

SHOWN = 12  # bodies of the preview that owe the most


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One ended body with the choice to make."""

    name: str
    rows: str  # "chủ trì 12, phối hợp 3"
    heirs: str
    field: BoundField


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be owed."""

    obligation_count: int
    agency_count: int
    heaviest: list[tuple[str, str]]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class HeirsPage:
    """The page."""

    plan: Plan
    heading: str
    kicker: str
    crumbs: list[Link]
    form: HeirsForm
    to_decide: list[BodyLine]  # several heirs, or none
    plain: list[BodyLine]  # one heir
    standing_count: int
    preview: Preview | None
    error: str


def heirs_page(plan: Plan, former: Former, form: HeirsForm, *, preview: Preview | None, error: str = "") -> HeirsPage:
    """Return the page of ``plan``."""
    lines = [(body, _line(body, former, form)) for body in former.bodies]
    return HeirsPage(
        plan=plan,
        heading=_heading(former),
        kicker=label_of(plan),
        crumbs=[
            Link(_("Kế hoạch"), reverse("plans:list")),
            Link(label_of(plan), reverse("plans:detail", args=[plan.uid])),
            Link(_("Áp dụng cho bộ máy hiện nay")),
        ],
        form=form,
        to_decide=[line for body, line in lines if not body.is_plain],
        plain=[line for body, line in lines if body.is_plain],
        standing_count=former.standing_count,
        preview=preview,
        error=error,
    )


def _heading(former: Former) -> str:
    if not former.bodies:
        return _("Mọi cơ quan của kế hoạch này vẫn hoạt động")
    return _("%(count)s cơ quan của kế hoạch này đã kết thúc hoạt động") % {"count": number_text(len(former.bodies))}


def _line(body: FormerBody, former: Former, form: HeirsForm) -> BodyLine:
    counts = ((_("chủ trì"), body.lead_count), (_("phối hợp, theo dõi"), body.other_count))
    return BodyLine(
        name=body.facts.name,
        rows=", ".join(f"{words} {number_text(count)}" for words, count in counts if count),
        heirs=", ".join(former.names[one] for one in body.heirs) or _("chưa ghi nhận cơ quan kế thừa"),
        field=form[f"body_{body.id}"],
    )


def preview_of(made: Application, names: dict[int, str]) -> Preview:
    """Return what a page shows of ``made``."""
    ranked = sorted(made.counts.items(), key=lambda item: (-item[1], names.get(item[0], "")))
    return Preview(
        obligation_count=made.expansion.obligation_count,
        agency_count=len(made.counts),
        heaviest=[(names.get(one, ""), number_text(count)) for one, count in ranked[:SHOWN]],
        left_out=made.left_out,
    )
