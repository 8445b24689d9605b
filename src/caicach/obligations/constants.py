"""Words of the ledger."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = [
    "AWAITS_HAND_IN",
    "AcceptorReason",
    "DraftState",
    "Measure",
    "ObligationState",
    "ParticipantRole",
    "SubmissionState",
    "TrackingMode",
]


class TrackingMode(models.TextChoices):
    """How a deliverable is proved."""

    DOCUMENT = "document", _("văn bản")
    FIGURE = "figure", _("số liệu")
    IN_REPORT = "in_report", _("trong báo cáo định kỳ")
    DECLARED = "declared", _("khai báo")
    NOT_TRACKED = "not_tracked", _("không theo dõi")


class ObligationState(models.TextChoices):
    """States of an obligation; lateness is never a state, it is computed from dates."""

    DORMANT = "dormant", _("chờ sự kiện")
    OPEN = "open", _("đang mở")
    SUBMITTED = "submitted", _("đã nộp")
    RETURNED = "returned", _("trả lại")
    ACCEPTED = "accepted", _("hoàn thành")
    CANCELLED = "cancelled", _("đã hủy")
    TRANSFERRED = "transferred", _("đã chuyển giao")


class ParticipantRole(models.TextChoices):
    """What an agency is to a duty, besides owing it."""

    JOINT = "joint", _("cùng chủ trì")
    COORDINATE = "coordinate", _("phối hợp")
    MONITOR = "monitor", _("theo dõi")


class Measure(models.TextChoices):
    """What statistics mean by a number of tasks; the conditions stand in ``selectors.tasks``."""

    TASK = "task", _("tính vào thống kê")
    ON_TIME = "on_time", _("đúng hạn")
    MET_LATE = "met_late", _("nộp muộn")


class SubmissionState(models.TextChoices):
    """What became of a hand-in."""

    PENDING = "pending", _("chờ nghiệm thu")
    RETURNED = "returned", _("trả lại")
    ACCEPTED = "accepted", _("đã nghiệm thu")


class DraftState(models.TextChoices):
    """What became of a hand-in that an officer prepared; until it leaves, the obligation stays open or returned."""

    WAITING = "waiting", _("đang trình lãnh đạo")
    SENT_BACK = "sent_back", _("lãnh đạo yêu cầu sửa")
    WITHDRAWN = "withdrawn", _("đã rút")
    LEFT = "left", _("đã duyệt và nộp")


class AcceptorReason(models.TextChoices):
    """Why this body accepts."""

    MONITOR = "monitor", _("cơ quan theo dõi của dòng này")
    AREA_LEAD = "area_lead", _("cơ quan chủ trì lĩnh vực")
    STANDING_BODY = "standing_body", _("cơ quan thường trực")
    NEXT_ABOVE = "next_above", _("cấp kế tiếp, vì cơ quan theo dõi chính là cơ quan chủ trì")
    CHOSEN = "chosen", _("người rà soát chọn")
    ON_BEHALF = "on_behalf", _("cấp kế tiếp, vì cơ quan nghiệm thu đã nộp thay")


# The owing agency has to act.
AWAITS_HAND_IN = (ObligationState.OPEN, ObligationState.RETURNED)
