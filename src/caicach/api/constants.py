"""What a token may be for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["KEPT_DAYS", "MOST_DAYS", "TOKEN_PREFIX", "Scope"]

TOKEN_PREFIX = "cctoken_"  # noqa: S105 -- how a token begins, so that scanners of leaked secrets find it
MOST_DAYS = 366  # a token lives
KEPT_DAYS = 7  # an answer to an idempotent write is kept


class Scope(models.TextChoices):
    """What the holder of a token may ask for; never more than its person may."""

    PLANS_READ = "plans:read", _("đọc kế hoạch")
    DUTIES_READ = "duties:read", _("đọc việc phải làm và sự kiện")
    OBLIGATIONS_READ = "obligations:read", _("đọc nhiệm vụ")
    OBLIGATIONS_WRITE = "obligations:write", _("nghiệm thu, trả lại, xin gia hạn")
    EVIDENCE_READ = "evidence:read", _("đọc sản phẩm đã nộp")
    EVIDENCE_WRITE = "evidence:write", _("nộp sản phẩm")
    FIGURES_READ = "figures:read", _("đọc biểu, kỳ và số liệu")
    FIGURES_WRITE = "figures:write", _("nhập và gửi số liệu")
    SCORING_READ = "scoring:read", _("đọc bộ tiêu chí, đợt chấm, phiếu chấm và kết quả")
    SCORING_WRITE = "scoring:write", _("tự chấm điểm và thẩm định")
    AGENCIES_READ = "agencies:read", _("đọc danh bạ cơ quan")
