"""Kinds of documents with their abbreviations, titles of laws, words of issuers: data.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục III (29 kinds with abbreviations); Luật Ban hành văn bản quy phạm pháp luật
2015 and 2025 (legal documents); Hướng dẫn 36-HD/VPTW (documents of the Party); "Công văn" has no abbreviation.
"""

__all__ = ["ABBREVIATIONS", "ISSUER_STOPS", "ISSUER_WORDS", "LAW_KINDS", "LAW_TITLES", "TYPES"]

# Abbreviation in a symbol -> kind of document.
ABBREVIATIONS = {
    "NQ": "Nghị quyết",
    "NQLT": "Nghị quyết liên tịch",
    "NĐ": "Nghị định",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "L": "Lệnh",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "CTR": "Chương trình",
    "CTHĐ": "Chương trình hành động",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "TTR": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "CV": "Công văn",
    "GM": "Giấy mời",
    "KL": "Kết luận",
    "VBHN": "Văn bản hợp nhất",
    "PL": "Pháp lệnh",
    "QCPH": "Quy chế phối hợp",
    "CTPH": "Chương trình phối hợp",
}

LAW_KINDS = ("Bộ luật", "Luật", "Pháp lệnh")

# Kinds as they are written before a symbol, beside those of ABBREVIATIONS.
TYPES = (
    *ABBREVIATIONS.values(),
    *LAW_KINDS,
    "Hiến pháp",
    "Công văn",
    "Văn bản",
    "Thông tri",
    "Quy định",
    "Kế hoạch liên tịch",
    "Hướng dẫn liên tịch",
    "Kế hoạch liên ngành",
    "Bản ghi nhớ",
    "Thỏa thuận",
    "Phiếu chuyển",
)

# Laws that plans of reform name without number or date; compared without regard to case.
LAW_TITLES = (
    "An ninh mạng",
    "An toàn thông tin mạng",
    "Ban hành văn bản quy phạm pháp luật",
    "Bảo hiểm xã hội",
    "Bảo vệ bí mật nhà nước",
    "Bảo vệ dữ liệu cá nhân",
    "Cán bộ, công chức",
    "Căn cước",
    "Chuyển đổi số",
    "Công nghệ thông tin",
    "Cư trú",
    "Dữ liệu",
    "Đất đai",
    "Đầu tư",
    "Đầu tư công",
    "Đấu thầu",
    "Doanh nghiệp",
    "Giao dịch điện tử",
    "Giáo dục",
    "Hỗ trợ doanh nghiệp nhỏ và vừa",
    "Hộ tịch",
    "Khiếu nại",
    "Lưu trữ",
    "Ngân sách nhà nước",
    "Nhà ở",
    "Phòng, chống tham nhũng",
    "Quản lý, sử dụng tài sản công",
    "Quản lý thuế",
    "Quy hoạch",
    "Tiếp cận thông tin",
    "Tiếp công dân",
    "Thanh tra",
    "Thi đua, khen thưởng",
    "Thống kê",
    "Thủ đô",
    "Thực hành tiết kiệm, chống lãng phí",
    "Thực hiện dân chủ ở cơ sở",
    "Tố cáo",
    "Tổ chức Chính phủ",
    "Tổ chức chính quyền địa phương",
    "Trách nhiệm bồi thường của Nhà nước",
    "Viên chức",
    "Viễn thông",
    "Xây dựng",
    "Xử lý vi phạm hành chính",
)

# Words in small letters that belong to the name of an issuer: "Ủy ban nhân dân tỉnh", "Hội đồng nhân dân".
ISSUER_WORDS = (
    "an", "ban", "biểu", "bộ", "chính", "chấp", "các", "cách", "công", "cải", "cục", "du", "dân", "gia", "giáo", "huy",
    "huyện", "hành", "hội", "khu", "kiểm", "kê", "liên", "lịch", "môi", "nghệ", "ngành", "nhiệm", "nhà", "nhân",
    "nông", "nước", "nội", "pháp", "phòng", "phó", "phường", "phố", "phủ", "quân", "quận", "quốc", "sát", "sự", "thao",
    "thành", "thôn", "thông", "thư", "thường", "thể", "thị", "thống", "toán", "tra", "trung", "truyền", "trường",
    "trưởng", "trấn", "trị", "trực", "tướng", "tạo", "tỉnh", "tịch", "tổng", "uỷ", "viên", "vận", "vụ", "xã", "đoàn",
    "đào", "đại", "đạo", "đảng", "đặc", "đốc", "đồng", "động", "ương", "ủy",
)  # fmt: skip

# Words after which no issuer goes on.
ISSUER_STOPS = (
    "về", "ban hành", "thực hiện", "quy định", "hướng dẫn", "sửa đổi", "phê duyệt", "triển khai", "công bố", "giao",
    "bãi bỏ", "thay thế", "tại", "theo", "để", "nhằm", "trong", "đã", "được", "cho", "đối với", "giai đoạn", "năm",
    "ngày", "kèm theo", "khóa", "nhiệm kỳ", "chỉ đạo", "là", "có", "phân cấp", "thành lập", "kiện toàn", "điều chỉnh",
    "tiếp tục", "đẩy mạnh", "tăng cường", "số", "đến", "gửi", "yêu cầu", "như",
)  # fmt: skip
