"""How the program counted a figure, in words: kept in Vietnamese beside the figure, read in one's own language."""

from django.utils.translation import gettext_noop

__all__ = ["BODIES", "DOCUMENTS", "FROM_ABOVE", "NOTES", "PLANNED", "REGISTERED"]

PLANNED = gettext_noop(
    "Đếm trong sổ nhiệm vụ đến hết ngày %(day)s: nhiệm vụ của kế hoạch năm %(year)s. Một nhiệm vụ giao cho nhiều "
    "đơn vị đếm là một; hoàn thành khi mọi sản phẩm của mọi đơn vị đã được nghiệm thu."
)
FROM_ABOVE = gettext_noop(
    "Đếm trong sổ nhiệm vụ đến hết ngày %(day)s: nhiệm vụ năm %(year)s do cấp trên giao cho đơn vị. Mỗi nhiệm vụ "
    "đếm một lần, theo phần việc của riêng đơn vị; đúng hạn khi mọi phần việc đều đúng hạn."
)
DOCUMENTS = gettext_noop(
    "Đếm trong sổ văn bản từ %(begins)s đến %(ends)s, văn bản chỉ đạo của đơn vị về cải cách hành chính: %(names)s"
)
REGISTERED = gettext_noop("Theo sổ văn bản: %(names)s")
BODIES = gettext_noop("Đếm trong danh bạ cơ quan: đơn vị trực thuộc còn hoạt động ngày %(day)s.")
NOTES = (PLANNED, FROM_ABOVE, DOCUMENTS, REGISTERED, BODIES)
