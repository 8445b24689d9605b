"""What people write in the scoring of the demonstration: titles, notes, reasons, appeals and answers."""

from collections.abc import Mapping

__all__ = [
    "APPEALS",
    "APPLIES",
    "APPLIES_POINTS",
    "ASKED_FOR_MORE",
    "BASIS",
    "BONUSES",
    "CORRECTION",
    "LEFT_OUT",
    "LONGER",
    "NOTES",
    "NO_BONUS",
    "ON_PAPER",
    "OUTSIDE_SOURCE",
    "PENALTIES",
    "PUBLISHED_BY",
    "REASONS",
    "SETTLED_BY",
    "SURVEY_SOURCE",
    "TITLE",
    "UNMET",
]

TITLE = "Chỉ số cải cách hành chính năm %(year)s"
BASIS = "Quyết định số %(number)s/QĐ-UBND ngày %(day)s của UBND tỉnh ban hành bộ tiêu chí xác định Chỉ số CCHC"

# Of a claim without any document.
NOTES = (
    "Đã thực hiện; tài liệu lưu bản giấy tại bộ phận chuyên môn, sẽ số hóa và bổ sung.",
    "Kết quả có trong phần mềm chuyên ngành, hệ thống không xuất được văn bản có chữ ký.",
    "Việc làm thường xuyên trong năm, không ban hành văn bản riêng; sẵn sàng giải trình tại chỗ.",
)
# Of an agency that has nothing in the register yet.
ON_PAPER = "Tài liệu kiểm chứng bản giấy gửi kèm phiếu chấm, lưu tại cơ quan thường trực."
# Of a claim whose document is not what is asked for.
UNMET = (
    "Nội dung thể hiện trong công văn gửi cơ quan chủ trì, cơ quan không lập báo cáo riêng.",
    "Văn bản của kỳ trước vẫn áp dụng trong năm nên dùng làm tài liệu kiểm chứng.",
)
# What an appraiser writes to other points than claimed, by the coded reason.
REASONS: Mapping[str, tuple[str, ...]] = {
    "no_proof": (
        "Không có văn bản nào kèm theo nên không có căn cứ để chấm mức tự chấm.",
        "Thuyết minh không kèm tài liệu; đề nghị gửi bản quét nếu có.",
    ),
    "not_enough": (
        "Công văn đôn đốc không thay được báo cáo kết quả theo yêu cầu của tiêu chí.",
        "Tài liệu mới nêu chủ trương, chưa có kết quả thực hiện.",
    ),
    "outside_window": ("Văn bản ban hành trước kỳ đánh giá, không dùng chấm cho năm nay.",),
    "late": ("Văn bản ban hành sau hạn nên chỉ được mức tương ứng với thời điểm ban hành.",),
    "figures_differ": (
        "Lấy theo số liệu đã chốt của hệ thống; số tự chấm cao hơn số trên hệ thống.",
        "Đối chiếu với hệ thống thông tin giải quyết thủ tục hành chính thì tỷ lệ thấp hơn số tự chấm.",
    ),
    "miscalculated": (
        "Tính nhầm mẫu số: phải tính trên tổng số việc đến hạn, không trừ việc xin lùi hạn.",
        "Áp dụng nhầm mức điểm; theo cách chấm thì kết quả này ở mức dưới.",
    ),
    "not_reached": (
        "Có thực hiện nhưng chưa đủ các nội dung của mức tự chấm.",
        "Đoàn kiểm tra ghi nhận còn tồn tại chưa khắc phục xong.",
    ),
    "higher": ("Số liệu và tài liệu cho thấy đáng được mức cao hơn mức cơ quan tự chấm.",),
}
# Of a sub-criterion that an agency finds does not apply to it.
LEFT_OUT = (
    "Trong năm không phát sinh việc thuộc tiêu chí này.",
    "Cơ quan không được giao chức năng, nhiệm vụ này.",
)
APPLIES = "Cơ quan vẫn có việc thuộc tiêu chí này trong năm nên vẫn chấm."
APPLIES_POINTS = "Tiêu chí vẫn áp dụng; chấm theo kết quả mà cơ quan thẩm định nắm được."
# What an agency writes against the appraised points, and what it is answered.
APPEALS = (
    (
        "Báo cáo đã gửi đúng hạn qua trục liên thông; phiếu gửi kèm theo. Đề nghị công nhận mức tự chấm.",
        "Đã kiểm tra nhật ký gửi nhận: báo cáo đến đúng hạn. Chấp nhận mức tự chấm.",
    ),
    (
        "Hai hồ sơ bị tính quá hạn do hệ thống gián đoạn, đã có văn bản xác nhận. Đề nghị tính lại.",
        "Chấp nhận với một hồ sơ có xác nhận của đơn vị vận hành; hồ sơ còn lại quá hạn do xử lý chậm.",
    ),
    (
        "Nội dung đã triển khai xong trong tháng 12, đề nghị xem xét cho điểm tối đa.",
        "Việc xong sau ngày chốt số liệu; giữ điểm thẩm định, tính cho năm sau.",
    ),
)
ASKED_FOR_MORE = "Bổ sung danh sách chi tiết kèm ngày hoàn thành của từng việc để đối chiếu."
SURVEY_SOURCE = "Kết quả khảo sát mức độ hài lòng năm %(year)s do Sở Nội vụ chủ trì"
OUTSIDE_SOURCE = "Kết quả công bố trên Cổng dịch vụ công quốc gia, Hệ thống đánh giá năm %(year)s"
# Key of the bonus or penalty -> why.
BONUSES = (
    ("bonus.copied", "Mô hình “Ngày không chờ” được UBND tỉnh ra văn bản cho nhân rộng."),
    ("bonus.honoured", "Tập thể được Chủ tịch UBND tỉnh tặng bằng khen về cải cách hành chính."),
)
NO_BONUS = "Văn bản biểu dương chung, không phải quyết định khen thưởng hoặc cho nhân rộng; không cộng điểm."
PENALTIES = (
    ("penalty.untrue", "Biên bản kiểm tra ghi nhận số liệu số hóa hồ sơ cao hơn thực tế."),
    ("penalty.criticised", "UBND tỉnh phê bình bằng văn bản vì chậm báo cáo hai kỳ liên tiếp."),
)
SETTLED_BY = "Biên bản họp Hội đồng thẩm định ngày %(day)s."
CORRECTION = (
    "Tính sót một đợt đối soát: hồ sơ trả kết quả qua bưu chính chưa được ghi nhận đúng hạn.",
    "Sửa kết quả của một xã sau khi đối soát lại dữ liệu hồ sơ với hệ thống; thứ hạng các đơn vị được tính lại.",
)
LONGER = "Mưa lũ làm gián đoạn đường truyền một tuần; xin thêm thời gian tập hợp tài liệu kiểm chứng."
PUBLISHED_BY = "%(number)s/QĐ-UBND"
