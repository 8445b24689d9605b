"""Words of the figures ledger: states of forms, periods and returns, and where a figure came from."""

from datetime import timedelta
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

__all__ = [
    "BASE_COLUMN",
    "BOOK_COLUMNS",
    "BOOK_SHEET",
    "COUNT_DAILY_KIND",
    "COUNT_KIND",
    "INTAKE_KEPT_FOR",
    "KEY_COLUMN",
    "MOST_FIGURE",
    "OPEN_DATA_LICENCE",
    "PERIOD_SOURCE",
    "READ_KIND",
    "STAMP_SHEET",
    "CorrectionState",
    "FormState",
    "IntakeKind",
    "Origin",
    "PeriodState",
    "ReturnKind",
    "ReturnState",
]

# The workbook of a return, which goes out and comes back. The words are of the file, not of the screen.
BOOK_SHEET = "Biểu"
STAMP_SHEET = "_cai_cach"  # very hidden: what the file is known again by
BOOK_COLUMNS = (
    "STT",
    "Mã",
    "Chỉ tiêu",
    "ĐVT",
    "Phân tổ",
    "Kỳ trước",
    "Số liệu",
    "Lý do không có số",
    "Ghi chú",
)
KEY_COLUMN = "Khóa dòng"  # hidden: the cell of the form
BASE_COLUMN = "Số khi tải"  # hidden: what stood there when the file was handed out, and the note behind "|"
INTAKE_KEPT_FOR = timedelta(days=1)  # what somebody brought and did not confirm goes after that
READ_KIND = "figures.read"  # the job that reads a report
COUNT_KIND = "figures.count"  # the job that counts what it can for a period that was just opened
COUNT_DAILY_KIND = "figures.count_daily"  # and for all open ones, every day
MOST_FIGURE = Decimal(10) ** 12  # larger ones are a slip of typing

# What others may do with published figures; files say it in Vietnamese, pages in the reader's language.
OPEN_DATA_LICENCE = gettext_noop(
    "Được tự do sao chép, chia sẻ, dùng lại và kết hợp với dữ liệu khác, miễn phí, kể cả trong sản phẩm thương mại. "
    "Khi dùng phải ghi nguồn và không làm sai lệch số liệu."
)

PERIOD_SOURCE = "figures.Period"  # what duties of a period say they come from


class FormState(models.TextChoices):
    """States of a version of a form; what is published never changes."""

    DRAFT = "draft", _("đang soạn")
    PUBLISHED = "published", _("đã ban hành")
    RETIRED = "retired", _("đã thôi dùng")


class PeriodState(models.TextChoices):
    """States of a period."""

    OPEN = "open", _("đang thu số liệu")
    CONSOLIDATED = "consolidated", _("đã tổng hợp")
    LOCKED = "locked", pgettext_lazy("kỳ báo cáo", "đã khóa")


class ReturnKind(models.TextChoices):
    """Whose figures a return holds."""

    OWN = "own", _("số liệu của đơn vị")
    WHOLE = "whole", _("số liệu tổng hợp")  # computed from the own one and those of all who report to it
    ASIDE = "aside", _("không còn phải gửi")  # asked of nobody any more; what was filled in stays and counts nowhere


class ReturnState(models.TextChoices):
    """States of a return; late is never a state, it is computed from dates."""

    DRAFT = "draft", _("đang nhập")
    SUBMITTED = "submitted", _("đã gửi")
    RETURNED = "returned", _("bị trả lại")
    ACCEPTED = "accepted", _("đã nhận")
    CONSOLIDATED = "consolidated", _("đã tổng hợp")
    LOCKED = "locked", pgettext_lazy("kỳ báo cáo", "đã khóa")


class Origin(models.TextChoices):
    """Where the value of a cell came from."""

    TYPED = "typed", _("nhập tay")
    PASTED = "pasted", _("dán từ bảng tính")
    SHEET = "sheet", _("tệp XLSX của biểu")
    IMPORT = "import", _("hệ thống khác")
    LEDGER = "ledger", _("tự lấy từ sổ")  # counted by a source of the program
    DOCUMENT = "document", _("đọc từ báo cáo")
    PAPER = "paper", _("nhập thay từ bản giấy")
    API = "api", _("API")
    COMPUTED = "calc", _("tự tính")
    CONSOLIDATED = "consolidated", _("tổng hợp")
    CORRECTED = "corrected", _("đính chính")


class CorrectionState(models.TextChoices):
    """States of a correction slip."""

    ASKED = "asked", _("chờ duyệt")
    APPROVED = "approved", _("đã duyệt")
    REFUSED = "refused", _("không duyệt")


class IntakeKind(models.TextChoices):
    """How figures are brought in from outside the pages."""

    WORKBOOK = "workbook", _("tệp XLSX của biểu")
    PASTE = "paste", _("dán từ bảng tính")
    SYSTEM = "system", _("bảng của hệ thống khác")
    DOCUMENT = "document", _("báo cáo dạng văn bản")
