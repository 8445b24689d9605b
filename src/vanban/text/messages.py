"""The sentence of every finding, in Vietnamese, by its permanent code.

Each package that finds things adds its codes to one table here, so that wording is reviewed in one place.
The sentences are message ids of the application's catalogue; placeholders are ``%(name)s``.
"""

from vanban.text.findings import Finding

__all__ = ["MESSAGES", "message_of"]

# code -> sentence: what is wrong, then what to do. Codes are permanent.
MESSAGES: dict[str, str] = {}

# vanban.reading: RD001-RD099 refuse a file, RD101 and up tell how it was read.
MESSAGES |= {
    "RD001": "Tệp không có nội dung. Hãy mở lại tệp gốc, kiểm tra rồi tải lên lần nữa; chưa có gì được lưu.",
    "RD002": "Tệp lớn hơn %(limit)d MB. Hãy bỏ bớt hình ảnh hoặc tách phụ lục rồi tải lên lại; chưa có gì được lưu.",
    "RD003": "Tệp bị hỏng hoặc tải lên chưa hết. Hãy mở tệp gốc, lưu lại rồi tải lên lần nữa; chưa có gì được lưu.",
    "RD004": "Tệp đang được đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại; chưa có gì được lưu.",
    "RD005": (
        "Đây là tệp Word kiểu cũ (.doc). Hãy mở bằng Word hoặc LibreOffice, lưu thành .docx rồi tải lên lại; "
        "chưa có gì được lưu."
    ),
    "RD006": "Đây là tệp PDF, chưa đọc được ở đây. Hãy tải lên bản .docx hoặc bản văn bản thuần; chưa có gì được lưu.",
    "RD007": "Đây là tệp hình ảnh, không có chữ để đọc. Hãy tải lên bản .docx của văn bản; chưa có gì được lưu.",
    "RD008": "Đây là tệp bảng tính. Kế hoạch được đọc từ tệp .docx hoặc văn bản thuần; chưa có gì được lưu.",
    "RD009": "Đây là tệp trình chiếu. Kế hoạch được đọc từ tệp .docx hoặc văn bản thuần; chưa có gì được lưu.",
    "RD010": "Đây là tệp nén, không phải văn bản Word. Hãy giải nén rồi tải lên tệp .docx; chưa có gì được lưu.",
    "RD011": "Đây là tệp RTF. Hãy mở bằng Word hoặc LibreOffice, lưu thành .docx rồi tải lên lại; chưa có gì được lưu.",
    "RD012": "Không nhận ra loại tệp này. Hãy tải lên tệp .docx hoặc văn bản thuần; chưa có gì được lưu.",
    "RD013": (
        "Tệp bung ra lớn bất thường nên không được mở, để bảo vệ máy chủ. Hãy mở tệp gốc bằng Word, lưu thành tệp mới "
        "rồi tải lên lại; chưa có gì được lưu."
    ),
    "RD014": "Nội dung bên trong tệp .docx bị hỏng. Hãy mở tệp gốc, lưu lại rồi tải lên lần nữa; chưa có gì được lưu.",
    "RD015": (
        "Tệp .docx có khai báo mà Word không bao giờ viết, nên không được mở, để bảo vệ máy chủ. Hãy mở tệp gốc bằng "
        "Word, lưu thành tệp mới rồi tải lên lại; chưa có gì được lưu."
    ),
    "RD016": (
        "Không đọc được bảng mã của tệp (có thể là phông cũ như TCVN3 hoặc VNI). Hãy chuyển sang Unicode (UTF-8) rồi "
        "tải lên lại; chưa có gì được lưu."
    ),
    "RD101": "Tệp còn vết sửa (Track Changes); đã đọc theo bản chấp nhận mọi thay đổi. Hãy kiểm tra lại.",
    "RD102": "Bảng mã của tệp được đoán là %(encoding)s. Hãy xem chữ có đúng không.",
}

# vanban.language.agencies, citations, targets
MESSAGES |= {
    "AG001": "Không nhận ra cơ quan nào trong “%(evidence)s”. Hãy chọn cơ quan, đơn vị cho cụm từ này.",
    "CT001": "Ngày trong “%(evidence)s” không có trên lịch. Hãy đối chiếu với văn bản được viện dẫn.",
    "CT002": (
        "“%(evidence)s”: tên loại văn bản không khớp với ký hiệu %(symbol)s. Hãy đối chiếu với văn bản được viện dẫn."
    ),
    "TG001": "Khoảng giá trị trong “%(evidence)s” bị ngược: số đầu lớn hơn số cuối. Hãy kiểm tra chỉ tiêu này.",
}


def message_of(finding: Finding) -> str:
    """Return the Vietnamese sentence of ``finding`` with its parameters filled in.

    Raises:
        KeyError: the code has no sentence, or a parameter is missing (a programmer's error).
    """
    return MESSAGES[finding.code] % {"evidence": finding.evidence, **finding.params}
