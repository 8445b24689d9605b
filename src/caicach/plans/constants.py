"""Words of plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["DELIVERABLE", "PLAN", "MeaningState", "Ownership", "PartyRole", "PlanState"]

# What a duty's ``source_kind`` says of where it came from.
DELIVERABLE = "plans.Deliverable"
PLAN = "plans.Plan"


class PlanState(models.TextChoices):
    """Where a plan stands between the upload and the duties."""

    READING = "reading", _("đang đọc")
    REVIEW = "review", _("đang rà soát")
    CONFIRMED = "confirmed", _("đã giao việc")
    WITHDRAWN = "withdrawn", _("đã thu hồi")


class PartyRole(models.TextChoices):
    """What a body is to a deliverable."""

    LEAD = "lead", _("chủ trì")
    COORDINATING = "coordinating", _("phối hợp")
    MONITORING = "monitoring", _("theo dõi")


class MeaningState(models.TextChoices):
    """Whether it is known which body a phrase means."""

    AGENCY = "agency", _("một cơ quan")
    GROUP = "group", _("nhóm cơ quan")
    RELATED = "related", _("cơ quan liên quan, không nêu tên")  # nobody owes it, nobody is asked
    OPEN = "open", _("chưa rõ")
    DROPPED = "dropped", _("bỏ, không giao")


class Ownership(models.TextChoices):
    """Whether each lead owes the deliverable, or they owe it together through one."""

    EACH = "each", _("mỗi cơ quan một sản phẩm")
    ONE = "one", _("một cơ quan, các cơ quan khác cùng làm")
