"""Words of plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = [
    "ASSIGNED",
    "DELIVERABLE",
    "PLAN",
    "AmendmentKind",
    "Fate",
    "MeaningState",
    "OwnPlanState",
    "Ownership",
    "PairChoice",
    "PartyRole",
    "PlanKind",
    "PlanState",
    "RowChange",
]

# What a duty's ``source_kind`` says of where it came from.
DELIVERABLE = "plans.Deliverable"
PLAN = "plans.Plan"


class PlanState(models.TextChoices):
    """Where a plan stands between the upload and the duties."""

    READING = "reading", _("đang đọc")
    REVIEW = "review", _("đang rà soát")
    CONFIRMED = "confirmed", _("đã giao việc")
    CLOSED = "closed", _("đã đóng")
    WITHDRAWN = "withdrawn", _("đã thu hồi")


# Something is or was owed by it, and whoever it concerns may read it.
ASSIGNED = (PlanState.CONFIRMED, PlanState.CLOSED)


class PlanKind(models.TextChoices):
    """What a plan is for."""

    YEAR = "year", _("kế hoạch năm")
    PERIOD = "period", _("kế hoạch giai đoạn")
    AMENDMENT = "amendment", _("văn bản sửa đổi")  # its rows are those of the plan that it amends
    OWN = "own", _("kế hoạch của cơ quan cấp dưới")


class AmendmentKind(models.TextChoices):
    """How much of a plan an amending document is about."""

    PARTIAL = "partial", _("sửa đổi, bổ sung một số nhiệm vụ")  # what it does not name stays
    WHOLE = "whole", _("thay thế toàn bộ phụ lục")  # what it does not name is dropped


class PairChoice(models.TextChoices):
    """What a reviewer says of a row of an amendment, or of a row of the plan."""

    SAME = "same", _("là dòng đã có")
    NEW = "new", _("là dòng mới")
    DROPPED = "dropped", _("bãi bỏ")
    KEPT = "kept", _("giữ nguyên")


class Fate(models.TextChoices):
    """What becomes of what is not done when a plan is closed."""

    STAYS = "stays", _("còn phải làm")  # late days go on
    CARRY = "carry", _("chuyển tiếp sang kế hoạch sau")  # as a line of its own
    MERGE = "merge", _("nhập vào dòng của kế hoạch sau")
    CANCEL = "cancel", _("hủy, có lý do")


class RowChange(models.TextChoices):
    """What an amendment did to a row."""

    ADDED = "added", _("bổ sung")
    CHANGED = "changed", _("sửa đổi")
    DROPPED = "dropped", _("bãi bỏ")


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


class OwnPlanState(models.TextChoices):
    """Where the plan that an agency writes itself stands."""

    DRAFT = "draft", _("đang soạn")
    ISSUED = "issued", _("đã ban hành")
