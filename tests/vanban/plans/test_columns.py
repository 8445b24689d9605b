"""Headers of many plans: what their columns hold."""

import pytest

from vanban.plans.columns import Role, role_of


@pytest.mark.parametrize(
    ("header", "role"),
    [
        *((text, Role.NO) for text in ("TT", "STT", "Số TT", "Số thứ tự", "S TT", "Stt.")),
        *((text, Role.TASK) for text in ("Nội dung", "Nhiệm vụ", "Nhiệm vụ cụ thể", "Công việc", "Hoạt động")),
        *((text, Role.TASK) for text in ("Nội dung thực hiện", "Tên nhiệm vụ", "Nội dung công việc", "Đầu việc")),
        *((text, Role.TASK) for text in ("Nhiệm vụ, giải pháp", "Mục tiêu", "Lĩnh vực/nhiệm vụ")),
        *((text, Role.DELIVERABLE) for text in ("Sản phẩm", "Kết quả", "Sản phẩm, Kết quả", "Sản phẩm đầu ra")),
        *((text, Role.DELIVERABLE) for text in ("Yêu cầu kết quả", "Kết quả thực hiện nhiệm vụ", "Dự kiến kết quả")),
        *((text, Role.DELIVERABLE) for text in ("SẢN PHẨM/ KẾT QUẢ", "Minh chứng", "Sản phẩm hoàn thành")),
        *((text, Role.LEAD) for text in ("Chủ trì", "Cơ quan chủ trì", "Đơn vị thực hiện", "Cơ quan thực hiện")),
        *((text, Role.MONITORING) for text in ("Lãnh đạo phụ trách", "Lãnh đạo chỉ đạo")),
        *((text, Role.LEAD) for text in ("Trách nhiệm", "Phân công thực hiện", "Đơn vị đầu mối", "Đơn vị được giao")),
        *((text, Role.LEAD) for text in ("Cơ quan, đơn vị chịu trách nhiệm", "Người phụ trách", "Chủ trì thực hiện")),
        *((text, Role.COORDINATING) for text in ("Phối hợp", "Cơ quan phối hợp", "Đơn vị phối hợp thực hiện")),
        *((text, Role.DEADLINE) for text in ("Thời gian", "Thời hạn", "Tiến độ", "Hạn hoàn thành")),
        *((text, Role.DEADLINE) for text in ("Thời gian thực hiện", "Thời gian hoàn thành", "Thời điểm hoàn thành")),
        *((text, Role.DEADLINE) for text in ("Thời gian trình, ban hành", "Ngày hoàn thành", "Hoàn thành")),
        *((text, Role.BUDGET) for text in ("Kinh phí", "Kinh phí dự kiến", "Dự toán (triệu đồng)", "Nguồn vốn")),
        *((text, Role.NOTE) for text in ("Ghi chú", "GHI CHÚ")),
        *((text, Role.MONITORING) for text in ("Theo dõi, kiểm tra, đôn đốc", "Cơ quan theo dõi", "Đơn vị giám sát")),
        *((text, Role.MONITORING) for text in ("Cơ quan kiểm tra", "Kiểm tra, đôn đốc", "Cơ quan thẩm định")),
        *(
            (text, Role.DEADLINE)
            for text in ("Xong trước", "Hoàn thành trước", "Hạn", "Hạn chót", "Deadline", "Đến hạn")
        ),
        *((text, Role.DEADLINE) for text in ("Phải xong trước ngày", "TG hoàn thành", "T/g thực hiện", "Hạn xử lý")),
        *((text, Role.DEADLINE) for text in ("Ngày kết thúc", "Trước ngày", "Cần hoàn thành", "Ngày đến hạn")),
        *((text, Role.LEAD) for text in ("CQ chủ trì", "ĐV chủ trì", "CQCT", "ĐVTH", "CQ thực hiện", "Giao cho")),
        *((text, Role.LEAD) for text in ("Người làm", "Sở, ngành", "Phòng, ban", "Đ/v thực hiện", "Bộ phận")),
        *((text, Role.COORDINATING) for text in ("CQ phối hợp", "ĐVPH", "Cùng thực hiện", "Phối kết hợp", "Hỗ trợ")),
        *((text, Role.DELIVERABLE) for text in ("Đầu ra", "SP", "SP/KQ", "Sản phẩm bàn giao", "Kết quả cần đạt")),
        *((text, Role.TASK) for text in ("Hạng mục", "Việc cần làm", "Phần việc", "Tên công việc")),
        *((text, Role.NO) for text in ("Mã nhiệm vụ", "Mã NV")),
        *((text, Role.NOTE) for text in ("Lưu ý", "Chú thích")),
        *((text, Role.MONITORING) for text in ("LĐ phụ trách", "Lãnh đạo UBND phụ trách", "Lãnh đạo Sở theo dõi")),
        *((text, Role.LEAD_AND_COORDINATING) for text in ("Cơ quan chủ trì/phối hợp", "Chủ trì, phối hợp")),
    ],
)
def test_what_a_header_means(header: str, role: Role) -> None:
    meaning = role_of(header)
    assert meaning is not None
    assert meaning[0] is role


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Đã xong",
        "Tình trạng",
        "Từ ngày",
        "Số ngày",
        "Yêu cầu",
        "Căn cứ",
        "Người ký",
        "Thời gian bắt đầu",
        "Đơn vị tính",
        "Mã số",
        "x" * 100,
        "một " * 20 + "nhiệm vụ",
    ],
)
def test_headers_without_a_meaning(header: str) -> None:
    assert role_of(header) is None
