"""Kinds of documents, and what their rows can be in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.web.actor import Role

__all__ = [
    "DOCUMENT_TYPES",
    "READ_KIND",
    "REGISTER_ROLES",
    "Direction",
    "Doubt",
    "FileKind",
    "PairState",
    "ReadState",
    "Relation",
    "SignatureState",
    "Standing",
]

READ_KIND = "documents.read"  # the job that reads files of registered documents

# Who keeps the register of their own body, and sees all of it.
REGISTER_ROLES = (Role.CLERK, Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.STANDING_OFFICER, Role.AREA_LEAD)


class Direction(models.TextChoices):
    """Whether a document came to a body, left it, or stayed inside it."""

    IN = "in", _("văn bản đến")
    OUT = "out", _("văn bản đi")
    INTERNAL = "internal", _("văn bản nội bộ")


class FileKind(models.TextChoices):
    """What a file is to its document; the document's own file has no row of this kind."""

    ANNEX = "annex", _("phụ lục")
    DRAFT = "draft", _("bản Word")


class ReadState(models.TextChoices):
    """Whether the words of a document's file are known."""

    NONE = "none", _("không có tệp")
    WAITING = "waiting", _("chờ đọc")
    READ = "read", _("đã đọc")
    FAILED = "failed", _("không đọc được")


class Relation(models.TextChoices):
    """What a document does with one that it names."""

    BASIS = "basis", _("căn cứ")
    AMENDS = "amends", _("sửa đổi, bổ sung")
    REPLACES = "replaces", _("thay thế")
    REPEALS = "repeals", _("bãi bỏ")
    ATTACHED = "attached", _("kèm theo")
    MENTION = "mention", _("nhắc đến")


class Standing(models.TextChoices):
    """Whether a document has effect, as far as the register knows."""

    IN_FORCE = "in_force", _("còn hiệu lực")
    NOT_YET = "not_yet", _("chưa có hiệu lực")
    AMENDED = "amended", _("đã được sửa đổi")
    REPLACED = "replaced", _("đã bị thay thế")
    EXPIRED = "expired", _("hết hiệu lực")


class Doubt(models.TextChoices):
    """Why two rows may be one document."""

    ISSUER = "issuer", _("cùng số và ngày, tên cơ quan ban hành viết khác nhau")
    DATE = "date", _("cùng số và cơ quan ban hành, khác ngày trong một năm")
    TYPE = "type", _("cùng số, ngày và cơ quan ban hành, khác loại văn bản")
    FILE = "file", _("cùng một tệp, khác số hoặc ngày")


class PairState(models.TextChoices):
    """What a person said of a doubtful pair."""

    OPEN = "open", _("chưa trả lời")
    SAME = "same", _("là một văn bản")
    DIFFERENT = "different", _("là hai văn bản")


class SignatureState(models.TextChoices):
    """What is known of a digital signature."""

    VALID = "valid", _("chữ ký hợp lệ")
    UNCHECKED = "unchecked", _("có chữ ký số, chưa kiểm tra")
    CHANGED = "changed", _("đã bị sửa sau khi ký")
    INVALID = "invalid", _("chữ ký không hợp lệ")


# The kinds of administrative documents that prove work, in the order people use them here.
# Source: Nghị định 30/2020/NĐ-CP, Điều 7; nghị quyết, quyết định and chỉ thị may be legal documents too.
DOCUMENT_TYPES = (
    "Báo cáo",
    "Kế hoạch",
    "Quyết định",
    "Công văn",
    "Tờ trình",
    "Thông báo",
    "Biên bản",
    "Hướng dẫn",
    "Chương trình",
    "Nghị quyết",
    "Chỉ thị",
    "Quy chế",
    "Quy định",
    "Phương án",
    "Đề án",
    "Dự án",
    "Hợp đồng",
    "Bản ghi nhớ",
    "Bản thỏa thuận",
    "Giấy ủy quyền",
    "Giấy mời",
    "Giấy giới thiệu",
    "Phiếu gửi",
    "Phiếu chuyển",
    "Phiếu báo",
    "Thư công",
    "Thông cáo",
    "Công điện",
)
