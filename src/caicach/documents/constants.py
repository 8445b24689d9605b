"""Kinds of documents."""

__all__ = ["DOCUMENT_TYPES"]

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
