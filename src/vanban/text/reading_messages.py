"""The sentence of every code of the readers of files.

A part of the one table of ``messages``, so that no module grows beyond reading.
"""

__all__ = ["READING"]

READING: dict[str, str] = {}

# vanban.reading: RD001-RD099 refuse a file, RD101 and up tell how it was read.
READING |= {
    "RD001": "Tệp không có nội dung. Hãy mở lại tệp gốc, kiểm tra rồi tải lên lần nữa; chưa có gì được lưu.",
    "RD002": "Tệp lớn hơn %(limit)d MB. Hãy bỏ bớt hình ảnh hoặc tách phụ lục rồi tải lên lại; chưa có gì được lưu.",
    "RD003": "Tệp bị hỏng hoặc tải lên chưa hết. Hãy mở tệp gốc, lưu lại rồi tải lên lần nữa; chưa có gì được lưu.",
    "RD004": "Tệp đang được đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại; chưa có gì được lưu.",
    "RD005": (
        "Đây là tệp Word kiểu cũ (.doc). Hãy mở bằng Word hoặc LibreOffice, lưu thành .docx rồi tải lên lại; "
        "chưa có gì được lưu."
    ),
    "RD006": "Đây là tệp PDF, chưa đọc được ở đây. Hãy tải lên bản .docx hoặc bản văn bản thuần; chưa có gì được lưu.",
    "RD007": (
        "Đây là tệp hình ảnh kiểu không đọc được. Hãy tải lên ảnh quét PNG, JPEG, TIFF, hoặc bản .docx, PDF của văn "
        "bản; chưa có gì được lưu."
    ),
    "RD008": (
        "Đây là tệp Excel kiểu cũ hoặc nhị phân (.xls, .xlsb). Hãy mở bằng Excel hoặc LibreOffice, lưu thành .xlsx rồi "
        "tải lên lại; chưa có gì được lưu."
    ),
    "RD009": "Đây là tệp trình chiếu. Kế hoạch được đọc từ tệp .docx hoặc văn bản thuần; chưa có gì được lưu.",
    "RD010": "Đây là tệp nén, không phải văn bản Word. Hãy giải nén rồi tải lên tệp .docx; chưa có gì được lưu.",
    "RD011": "Đây là tệp RTF. Hãy mở bằng Word hoặc LibreOffice, lưu thành .docx rồi tải lên lại; chưa có gì được lưu.",
    "RD012": "Không nhận ra loại tệp này. Hãy tải lên tệp .docx hoặc văn bản thuần; chưa có gì được lưu.",
    "RD013": (
        "Tệp bung ra lớn bất thường nên không được mở, để bảo vệ máy chủ. Hãy mở tệp gốc, lưu thành tệp mới rồi "
        "tải lên lại; chưa có gì được lưu."
    ),
    "RD014": "Nội dung bên trong tệp bị hỏng. Hãy mở tệp gốc, lưu lại rồi tải lên lần nữa; chưa có gì được lưu.",
    "RD015": (
        "Tệp có khai báo mà Word và Excel không bao giờ viết, nên không được mở, để bảo vệ máy chủ. Hãy mở tệp gốc "
        "bằng Word hoặc Excel, lưu thành tệp mới rồi tải lên lại; chưa có gì được lưu."
    ),
    "RD016": (
        "Không đọc được bảng mã của tệp (có thể là phông cũ như TCVN3 hoặc VNI). Hãy chuyển sang Unicode (UTF-8) rồi "
        "tải lên lại; chưa có gì được lưu."
    ),
    "RD017": (
        "Tệp có kèm chương trình (macro). Hãy mở bằng Word, lưu thành “Word Document (*.docx)” rồi tải lên lại; "
        "chưa có gì được lưu."
    ),
    "RD018": (
        "Đây là tệp OpenDocument (.odt). Hãy mở bằng LibreOffice hoặc Word, lưu thành .docx rồi tải lên lại; "
        "chưa có gì được lưu."
    ),
    "RD019": (
        "Đây là trang web hoặc tệp XML, không phải tệp Word (dù tên có thể là .doc). Hãy mở bằng Word, lưu thành .docx "
        "rồi tải lên lại; chưa có gì được lưu."
    ),
    "RD020": (
        "Văn bản có bảng, ô hoặc đoạn lớn hơn mọi văn bản hành chính, nên không được đọc. Hãy kiểm tra tệp gốc, tách "
        "phụ lục rồi tải lên lại; chưa có gì được lưu."
    ),
    "RD021": (
        "Tệp trộn chữ của phông cũ (%(encoding)s) với chữ Unicode nên không thể chuyển chắc chắn. Hãy chuyển cả văn "
        "bản sang phông Unicode (như Times New Roman) rồi tải lên lại; chưa có gì được lưu."
    ),
    "RD051": (
        "Bảng tính có kèm chương trình (macro). Hãy mở bằng Excel, lưu thành “Excel Workbook (*.xlsx)” rồi tải lên "
        "lại; chưa có gì được lưu."
    ),
    "RD052": (
        "Không chuyển được tệp Word kiểu cũ (.doc) này (tệp hỏng, đặt mật khẩu hoặc quá phức tạp). Hãy mở bằng Word, "
        "lưu thành .docx rồi tải lên lại; chưa có gì được lưu."
    ),
    "RD101": "Tệp còn vết sửa (Track Changes); đã đọc theo bản chấp nhận mọi thay đổi. Hãy kiểm tra lại.",
    "RD102": "Bảng mã của tệp được đoán là %(encoding)s. Hãy xem chữ có đúng không.",
    "RD103": "Văn bản dùng phông chữ cũ (%(encoding)s); chữ đã được chuyển sang Unicode. Hãy xem chữ có đúng không.",
    "RD104": "Văn bản có %(count)d chú thích; lời chú thích được giữ riêng ở cuối, không lẫn vào câu.",
    "RD141": (
        "%(count)d ô là công thức chưa có kết quả trong tệp, đầu tiên là ô %(cell)s; các ô đó được đọc là trống. Hãy "
        "mở tệp bằng Excel, lưu lại rồi tải lên lần nữa, hoặc nhập giá trị."
    ),
    "RD142": "Trang tính “%(sheet)s” đang ẩn nên không được đọc. Nếu cần, hãy bỏ ẩn rồi tải lên lại.",
    "RD143": "Bảng có %(count)d dòng đang ẩn, đầu tiên là dòng %(row)d của trang tính; vẫn được đọc. Hãy xem lại.",
    "RD144": "%(count)d ô báo lỗi công thức, đầu tiên là ô %(cell)s. Hãy sửa trong bảng tính.",
    "RD145": "Bảng có %(count)d cột đang ẩn, đầu tiên là cột %(column)s của trang tính; vẫn được đọc. Hãy xem lại.",
    "RD146": (
        "%(count)d ô ngày trong bảng tính chỉ còn là con số: ô %(cell)s ghi %(number)s, được đọc là ngày %(day)s. Hãy "
        "kiểm tra lại các ngày này."
    ),
    "RD147": (
        "Đây là bảng tính OpenDocument (.ods). Hãy mở bằng LibreOffice hoặc Excel, lưu thành .xlsx rồi tải lên lại; "
        "chưa có gì được lưu."
    ),
    "RD148": (
        "Đây là trang web hoặc tệp XML mang đuôi của bảng tính (.xls). Hãy mở bằng Excel hoặc LibreOffice, lưu thành "
        ".xlsx rồi tải lên lại; chưa có gì được lưu."
    ),
}

# vanban.reading.pdf
READING |= {
    "RD022": "Tệp PDF có hơn %(limit)d trang. Hãy tách phần cần đọc thành tệp riêng rồi tải lên; chưa có gì được lưu.",
    "RD023": (
        "Phông chữ trong tệp PDF không cho biết chữ nào là chữ nào nên không đọc được. Hãy tải lên bản .docx, hoặc "
        "xuất lại PDF từ Word; chưa có gì được lưu."
    ),
    "RD024": (
        "Trang %(page)d của tệp PDF có lượng chữ hoặc nét vẽ bất thường nên không được đọc, để bảo vệ máy chủ. Hãy "
        "xuất lại PDF từ tệp gốc rồi tải lên; chưa có gì được lưu."
    ),
    "RD105": "Trang %(page)d còn %(count)d chữ chưa được đọc vào đâu. Hãy đối chiếu trang này với bản gốc.",
    "RD106": (
        "Trang %(page)d có %(count)d chữ bị mất vì phông chữ không cho biết là chữ gì. Hãy đối chiếu với bản gốc, hoặc "
        "tải lên bản .docx."
    ),
    "RD107": "Tệp PDF có phần tự chạy hoặc tệp đính kèm (%(parts)s); phần đó không được mở, chỉ phần chữ được đọc.",
    "RD108": "Trang %(page)d bị hỏng, có thể chưa đọc được hết. Hãy đối chiếu trang này với bản gốc.",
    "RD109": (
        "%(count)d trang là ảnh quét; chữ được lấy từ lớp chữ máy quét ghi kèm, có thể nhầm. "
        "Hãy đối chiếu với bản giấy."
    ),
}

READING |= {
    "RD110": (
        "Trang %(page)d có chữ đóng chìm hoặc khung chữ ký số (“%(words)s”) nằm đè lên trang; chữ đó được để riêng, "
        "không lẫn vào nội dung."
    ),
    "RD111": (
        "Trang %(page)d có bảng không kẻ đường dọc hoặc đường ngang; cột và dòng được chia theo chỗ chữ đứng thẳng "
        "hàng và theo số thứ tự. Hãy đối chiếu với bản gốc."
    ),
    "RD112": (
        "Trang %(page)d có chỗ giống bảng nhưng không kẻ khung, không đủ chắc để chia cột nên được đọc như đoạn văn. "
        "Hãy đối chiếu với bản gốc, hoặc tải lên bản .docx."
    ),
    "RD113": (
        "Trang %(page)d có rất nhiều nét vẽ (bản đồ, biểu đồ); chỉ chữ trên trang được đọc, không dò khung bảng. Hãy "
        "đối chiếu với bản gốc."
    ),
}

# vanban.reading.scan: pages recognised from pictures.
READING |= {
    "RD030": (
        "Ảnh của trang %(page)d lớn hơn %(limit)d triệu điểm ảnh nên không được mở. Hãy quét lại ở 200 đến 300 dpi rồi "
        "tải lên; chưa có gì được lưu."
    ),
    "RD031": "Tệp ảnh có hơn %(limit)d trang. Hãy tách thành nhiều tệp rồi tải lên lại; chưa có gì được lưu.",
    "RD032": (
        "Văn bản này là bản quét; máy chủ chưa cài bộ nhận dạng chữ tiếng Việt nên chưa đọc được. Hãy tải lên bản "
        ".docx hoặc PDF có chữ, hoặc nhờ quản trị máy chủ cài gói tesseract-ocr-vie (sudo apt-get install "
        "tesseract-ocr-vie); chưa có gì được lưu."
    ),
    "RD130": "Trang %(page)d trống, không có chữ nào để đọc.",
    "RD131": (
        "Trang %(page)d khó đọc: chữ nhận dạng chỉ chắc chắn khoảng %(percent)d %%. Hãy đối chiếu kỹ với bản giấy, "
        "hoặc quét lại rõ hơn."
    ),
    "RD132": "Trang %(page)d quét lệch chiều, đã được xoay %(degrees)d độ trước khi đọc. Hãy kiểm tra lại.",
    "RD133": "Số thứ tự của dòng này không đọc rõ; số gợi ý được suy từ các dòng liền kề. Hãy kiểm tra lại.",
    "RD134": "%(count)d trang được nhận dạng từ ảnh quét. Hãy đối chiếu với bản giấy trước khi dùng.",
    "RD135": "Có %(count)d chỗ có thể nhận dạng nhầm chữ hoặc dấu; gợi ý đứng bên cạnh, chữ đọc được vẫn giữ nguyên.",
    "RD136": (
        "Trang %(page)d: có chữ chưa đọc được ở khoảng %(percent)d %% chiều cao trang, tính từ trên xuống. Hãy đối "
        "chiếu chỗ này với bản giấy."
    ),
    "RD137": (
        "Trang %(page)d mất quá nhiều thời gian để nhận dạng nên chỉ đọc được một phần: ảnh quá nhiễu hoặc quá dày "
        "chữ. Hãy quét lại rõ hơn ở 200 đến 300 dpi, hoặc nhập phần còn thiếu từ bản giấy."
    ),
}
