"""Words of scoring: states of sets, rounds and assessments, phases and stages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

__all__ = [
    "BOOK_COLUMNS",
    "IMPROVEMENT_SOURCE",
    "OPEN_STATES",
    "PROPOSE_DAILY_KIND",
    "PROPOSE_KIND",
    "ROUND_SOURCE",
    "SET_STAMP_SHEET",
    "SURVEY_COLUMNS",
    "AppealState",
    "AssessmentState",
    "ImprovementKind",
    "LeftOut",
    "Phase",
    "RoundState",
    "SetState",
    "Stage",
]

# Titles of the columns of a workbook of claims, by which they are found again; Vietnamese whatever the screen speaks.
BOOK_COLUMNS = (
    "Mã", "TT", "Tiêu chí", "Tối đa", "Cách chấm", "Giá trị tự chấm", "Giải trình", "Điểm đề xuất", "Lần sửa",
)  # fmt: skip
SURVEY_COLUMNS = (
    "Mã", "TT", "Tiêu chí", "Cơ quan", "Đơn vị tính", "Kết quả", "Số phiếu hợp lệ", "Nguồn", "Điểm đang có", "Lần sửa",
)  # fmt: skip
ROUND_SOURCE = "scoring.Round"  # what duties of a round say they come from
IMPROVEMENT_SOURCE = "scoring.Improvement"  # … and those that points are to be won or mended by
# The jobs that compute what data proposes: for a round that was opened, and every day for all open ones.
PROPOSE_KIND = "scoring.propose"
PROPOSE_DAILY_KIND = "scoring.propose_daily"

SET_STAMP_SHEET = "_caicach"  # hidden, in the workbook of a criteria set: by what the file is known again


class SetState(models.TextChoices):
    """States of a version of a criteria set; what is published never changes."""

    DRAFT = "draft", _("đang soạn")
    PUBLISHED = "published", _("đã ban hành")
    RETIRED = "retired", _("đã thôi dùng")


class RoundState(models.TextChoices):
    """States of a round."""

    OPEN = "open", _("đang chấm")
    SETTLED = "settled", pgettext_lazy("đợt chấm", "đã công nhận")
    PUBLISHED = "published", pgettext_lazy("đợt chấm", "đã công bố")


class Phase(models.TextChoices):
    """Phases of a round, in their order; each is owed by somebody, with a day."""

    SELF_SCORING = "self_scoring", _("tự chấm")
    APPRAISAL = "appraisal", _("thẩm định")
    EXPLANATION = "explanation", pgettext_lazy("đợt chấm", "giải trình")
    SECOND_APPRAISAL = "second_appraisal", _("thẩm định lại")
    SETTLEMENT = "settlement", pgettext_lazy("đợt chấm", "công nhận")
    PUBLICATION = "publication", pgettext_lazy("đợt chấm", "công bố")


class AssessmentState(models.TextChoices):
    """States of what is scored of one agency in one round."""

    SCORING = "scoring", _("đang tự chấm")
    LOCKED = "locked", _("đã khóa điểm tự chấm")
    APPRAISED = "appraised", _("đã thẩm định")
    EXPLAINED = "explained", _("đã giải trình")
    REVIEWED = "reviewed", _("đã thẩm định lại")
    SETTLED = "settled", pgettext_lazy("phiếu chấm", "đã công nhận")


# What is not settled yet: the agency's points can still move.
OPEN_STATES = tuple(state for state in AssessmentState if state != AssessmentState.SETTLED)


class Stage(models.TextChoices):
    """Whose points a change speaks of: the scores that stand side by side."""

    CLAIMED = "claimed", _("tự chấm")
    APPRAISED = "appraised", _("thẩm định")
    REVIEWED = "reviewed", _("thẩm định lại")
    SETTLED = "settled", pgettext_lazy("đợt chấm", "công nhận")
    CORRECTED = "corrected", _("sửa sau công bố")


class LeftOut(models.TextChoices):
    """Whether a sub-criterion applies to an agency."""

    NO = "", _("áp dụng")
    ASKED = "asked", _("đề nghị không áp dụng")
    APPROVED = "approved", _("không áp dụng")
    REFUSED = "refused", _("vẫn áp dụng")


class AppealState(models.TextChoices):
    """States of what an agency objects to the points of a sub-criterion."""

    ASKED = "asked", _("chờ xem xét")
    ACCEPTED = "accepted", pgettext_lazy("kiến nghị", "chấp nhận")
    PARTLY = "partly", _("chấp nhận một phần")
    REFUSED = "refused", pgettext_lazy("kiến nghị", "không chấp nhận")
    WITHDRAWN = "withdrawn", _("đã rút")
    AGREED = "agreed", _("đồng ý với điểm thẩm định")


class ImprovementKind(models.TextChoices):
    """Why a duty came from a score: points that could still be won this year, or a weakness for the next plan."""

    WIN = "win", _("giành điểm còn có thể đạt")
    REMEDY = "remedy", _("khắc phục điểm mất")
