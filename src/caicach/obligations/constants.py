"""Words of the ledger."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = [
    "AWAITS_HAND_IN",
    "COORDINATION_SOURCE",
    "AcceptorReason",
    "ClockKind",
    "ContestOutcome",
    "ContestReason",
    "DormantAnswerKind",
    "DraftState",
    "DueChangeKind",
    "DutyOrigin",
    "EventHintState",
    "ExtensionState",
    "LateCause",
    "ManyAct",
    "Measure",
    "Missing",
    "ObligationState",
    "ParticipantRole",
    "PauseKind",
    "ReceiptState",
    "SubmissionState",
    "TrackingMode",
    "Whose",
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
    DUE = "due", _("đã đến hạn")  # with days of the past: without those whose clock stands since before
    ON_TIME = "on_time", _("đúng hạn")
    MET_LATE = "met_late", _("nộp muộn")
    BEHIND = "behind", _("quá hạn hoặc nộp muộn")
    UNEXPLAINED = "unexplained", _("trễ, chưa nêu nguyên nhân")
    WAITING_FOR_OTHERS = "waiting_for_others", _("đến hạn khi đang chờ cơ quan khác")
    GIVEN_BACK = "given_back", _("đến hạn, từng bị trả lại")


class Whose(models.TextChoices):
    """What an obligation is to the agency of whoever looks."""

    OWED = "owed", _("chúng tôi chủ trì")
    ACCEPTED = "accepted", _("chúng tôi nghiệm thu")
    COORDINATED = "coordinated", _("chúng tôi phối hợp")
    WATCHED = "watched", _("chúng tôi theo dõi")


class SubmissionState(models.TextChoices):
    """What became of a hand-in."""

    PENDING = "pending", _("chờ nghiệm thu")
    RETURNED = "returned", _("trả lại")
    ACCEPTED = "accepted", _("đã nghiệm thu")
    REOPENED = "reopened", _("đã mở lại")


class Missing(models.TextChoices):
    """What an acceptor names as missing or wrong when giving back; codes are permanent, words may change."""

    NUMBER_DATE = "number_date", _("chưa có số, ngày văn bản")
    WRONG_DOCUMENT = "wrong_document", _("không đúng văn bản được giao")
    UNSIGNED = "unsigned", _("chưa ký, chưa đóng dấu hoặc ký không đúng thẩm quyền")
    FILE_UNREADABLE = "file_unreadable", _("tệp thiếu trang, mờ hoặc không mở được")
    CONTENT = "content", _("nội dung chưa trả lời nhiệm vụ được giao")
    WRONG_PERIOD = "wrong_period", _("không đúng kỳ, không đúng thời điểm số liệu")
    FIGURES = "figures", _("thiếu số liệu hoặc số liệu không khớp")
    ANNEX = "annex", _("thiếu phụ lục, biểu mẫu kèm theo")
    EVIDENCE = "evidence", _("thiếu tài liệu chứng minh kết quả")
    OTHER = "other", _("thiếu hoặc sai nội dung khác")


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
    ASKED = "asked", _("cơ quan chủ trì đã đề nghị phối hợp")


class DutyOrigin(models.TextChoices):
    """Where a duty came from; each origin is counted apart."""

    PLAN = "plan", _("kế hoạch")
    FROM_ABOVE = "from_above", _("nhiệm vụ cấp trên giao")
    CONCLUSION = "conclusion", _("kết luận cuộc họp")
    COORDINATION = "coordination", _("đề nghị phối hợp")
    REPORTING = "reporting", _("chế độ báo cáo")
    IMPROVEMENT = "improvement", _("nâng điểm chỉ số")  # set by whoever is scored: never figures of a plan


class ReceiptState(models.TextChoices):
    """What became of the question whether a duty is the agency's own."""

    CONFIRMED = "confirmed", _("đã tiếp nhận")
    CONTESTED = "contested", _("có kiến nghị")
    UPHELD = "upheld", _("kiến nghị được chấp nhận")
    REJECTED = "rejected", _("kiến nghị không được chấp nhận")


class ContestReason(models.TextChoices):
    """Why an agency does not take a duty as it stands."""

    NOT_COMPETENT = "not_competent", _("không thuộc thẩm quyền")
    WRONG_LEAD = "wrong_lead", _("giao nhầm cơ quan chủ trì")
    DATE_PASSED = "date_passed", _("hạn trước ngày nhận được văn bản")
    OTHER = "other", _("lý do khác")


class ContestOutcome(models.TextChoices):
    """What whoever assigned a duty answers to a contest."""

    REJECT = "reject", _("giữ nguyên: cơ quan vẫn thực hiện")
    TRANSFER = "transfer", _("chuyển cho cơ quan khác")
    NEW_DATE = "new_date", _("cho hạn mới")
    CANCEL = "cancel", _("hủy: cơ quan không phải thực hiện")


class ClockKind(models.TextChoices):
    """Steps of the ledger that have a term of their own."""

    RECEIPT = "receipt", _("tiếp nhận hoặc kiến nghị")
    CONTEST = "contest", _("trả lời kiến nghị")
    EXTENSION = "extension", _("trả lời đề nghị gia hạn")
    ACCEPTANCE = "acceptance", _("nghiệm thu")


class ExtensionState(models.TextChoices):
    """What became of a request for a later date."""

    WAITING = "waiting", _("chờ quyết định")
    GRANTED = "granted", _("được gia hạn")
    REFUSED = "refused", _("không được gia hạn")
    WITHDRAWN = "withdrawn", _("đã rút")


class PauseKind(models.TextChoices):
    """Why the clock stands."""

    PRESENTED = "presented", _("đã trình, chờ ban hành")
    WAITING = "waiting", _("chờ ý kiến của cơ quan khác")


class DueChangeKind(models.TextChoices):
    """Why a due day moved."""

    EXTENSION = "extension", _("gia hạn")
    PAUSE = "pause", _("trừ thời gian chờ cơ quan khác")
    CONTEST = "contest", _("chấp nhận kiến nghị")
    CORRECTION = "correction", _("sửa dòng của kế hoạch")
    AMENDMENT = "amendment", _("kế hoạch được sửa đổi")


class ManyAct(models.TextChoices):
    """What can be done with many obligations at once; the value stands in addresses."""

    ACCEPT = "nghiem-thu", _("nghiệm thu")
    RETURN = "tra-lai", _("trả lại")
    EXTEND = "gia-han", _("gia hạn")
    ASSIGN = "phan-cong", _("phân công")
    REMIND = "don-doc", _("đôn đốc")


class LateCause(models.TextChoices):
    """Whose the cause of a delay is; counted apart."""

    OBJECTIVE = "objective", _("khách quan")
    SUBJECTIVE = "subjective", _("chủ quan")


class DormantAnswerKind(models.TextChoices):
    """What a monitor answers about a duty that waits for a document."""

    NOT_YET = "not_yet", _("chưa có văn bản")
    HAS_COME = "has_come", _("đã có văn bản")
    NO_LONGER = "no_longer", _("không còn phải chờ")


# ``Duty.source_kind`` of what a lead asked of another body; ``source_id`` is the lead's obligation.
COORDINATION_SOURCE = "obligations.Obligation"


class EventHintState(models.TextChoices):
    """What became of the question whether a registered document is what a duty waits for."""

    WAITING = "waiting", _("chờ xem")
    RECORDED = "recorded", _("đã ghi nhận")
    DISMISSED = "dismissed", _("không phải")


# The owing agency has to act.
AWAITS_HAND_IN = (ObligationState.OPEN, ObligationState.RETURNED)
