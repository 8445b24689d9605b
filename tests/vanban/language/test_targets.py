"""Targets in paragraphs and cells: comparator, value, unit, subject; what is no target."""

from decimal import Decimal

import pytest

from vanban.language.targets import Target, is_target_section, read_targets, unique_targets

# One target.
ONE = [
    ("Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 98% trở lên", ">=", "98", "%", "Tỷ lệ hồ sơ giải quyết đúng hạn"),
    ("Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 98%", ">=", "98", "%", "Tỷ lệ hồ sơ giải quyết đúng hạn"),
    ("Tỷ lệ hồ sơ trực tuyến đạt 85% (năm 2025: 82%)", "=", "85", "%", "Tỷ lệ hồ sơ trực tuyến"),
    ("Tỷ lệ hài lòng của người dân đạt trên 95%", ">", "95", "%", "Tỷ lệ hài lòng của người dân"),
    ("Tỷ lệ hồ sơ trễ hạn dưới 2%", "<", "2", "%", "Tỷ lệ hồ sơ trễ hạn"),
    ("Tỷ lệ hồ sơ trễ hạn không quá 1,5%", "<=", "1.5", "%", "Tỷ lệ hồ sơ trễ hạn"),
    ("Tối đa 5% hồ sơ quá hạn", "<=", "5", "%", "hồ sơ quá hạn"),
    ("Tối thiểu 80% hồ sơ được số hóa", ">=", "80", "%", "hồ sơ được số hóa"),
    ("Ít nhất 90% số cán bộ được tập huấn", ">=", "90", "%", "cán bộ được tập huấn"),
    ("Không dưới 90% hồ sơ", ">=", "90", "%", "hồ sơ"),
    ("≥ 95% hồ sơ", ">=", "95", "%", "hồ sơ"),
    ("96% trở lên tổ chức, người dân hài lòng", ">=", "96", "%", "tổ chức, người dân hài lòng"),
    ("Phấn đấu 97% cơ sở dữ liệu được kết nối", "=", "97", "%", "cơ sở dữ liệu được kết nối"),
    ("phấn đấu tỷ lệ giải quyết đúng hạn đạt 100%", "=", "100", "%", "tỷ lệ giải quyết đúng hạn"),
    ("Số hóa đạt 85,75%", "=", "85.75", "%", "Số hóa"),
    ("Số hóa đạt 97.5%", "=", "97.5", "%", "Số hóa"),
    ("100 % văn bản được ký số", "=", "100", "%", "văn bản được ký số"),
    ("Tỷ lệ số hóa 100 phần trăm", "=", "100", "%", "Tỷ lệ số hóa"),
    ("Tỷ lệ thủ tục toàn trình: 100%", "=", "100", "%", "Tỷ lệ thủ tục toàn trình"),
    ("Mức độ hài lòng: từ 95% trở lên", ">=", "95", "%", "Mức độ hài lòng"),
    ("Tăng tối thiểu 5% số hồ sơ trực tuyến", "increase_by", "5", "%", "hồ sơ trực tuyến"),
    ("Giảm tối thiểu bình quân toàn ngành 8% đơn vị", "decrease_by", "8", "%", "đơn vị"),
    ("Thực hiện cắt giảm tối thiểu 20% thông tin", "decrease_by", "20", "%", "thông tin"),
    ("Rút ngắn ít nhất 30% thời gian giải quyết", "decrease_by", "30", "%", "thời gian giải quyết"),
    ("So với năm 2021 giảm 10% đơn vị sự nghiệp", "decrease_by", "10", "%", "đơn vị sự nghiệp"),
    ("giảm 10-15% chi phí tuân thủ", "decrease_by", "10", "%", "chi phí tuân thủ"),
    ("Hồ sơ xử lý trên môi trường mạng đạt 90%", "=", "90", "%", "Hồ sơ xử lý trên môi trường mạng"),
    ("Cung cấp dưới hình thức trực tuyến đạt 80%", "=", "80", "%", "Cung cấp dưới hình thức trực tuyến"),
    ("Giảm tỷ lệ hồ sơ trễ hạn xuống dưới 1%", "<", "1", "%", "tỷ lệ hồ sơ trễ hạn"),
    ("Tăng tỷ lệ hồ sơ trực tuyến lên 80%", "=", "80", "%", "tỷ lệ hồ sơ trực tuyến"),
    ("Nâng tỷ lệ hồ sơ trực tuyến từ 60% lên 80%", "=", "80", "%", "tỷ lệ hồ sơ trực tuyến"),
    ("Tăng cường kiểm tra 30% cơ quan", "=", "30", "%", "cơ quan"),
    ("Hoàn thành 100% chỉ tiêu (năm 2025 đạt 95%)", "=", "100", "%", "chỉ tiêu"),
    ("Chỉ số CCHC đứng trong top 5 của tỉnh", "top", "5", "rank", "Chỉ số CCHC"),
    ("Chỉ số PCI trong tốp 15 cả nước", "top", "15", "rank", "Chỉ số PCI"),
    ("Chỉ số PAR INDEX nằm trong nhóm 10 tỉnh, thành phố dẫn đầu", "top", "10", "rank", "Chỉ số PAR INDEX"),
    ("Chỉ số SIPAS xếp hạng từ 20 trở lên", "top", "20", "rank", "Chỉ số SIPAS"),
    ("Phấn đấu Chỉ số DTI xếp thứ 10/34", "=", "10", "rank", "Chỉ số DTI"),
    ("Chỉ số CCHC đạt từ 90 điểm trở lên", ">=", "90", "points", "Chỉ số CCHC"),
    (
        "Tối thiểu 45 thủ tục/nhóm thủ tục liên thông",
        ">=",
        "45",
        "procedures",
        "thủ tục/nhóm thủ tục liên thông",
    ),
    ("tại 24 UBND xã vùng cao", "=", "24", "units", "UBND xã vùng cao"),
    ("Có thêm 01 đơn vị sự nghiệp tự chủ", "increase_by", "1", "units", "đơn vị sự nghiệp tự chủ"),
    ("Giảm tối thiểu 02 đơn vị sự nghiệp", "decrease_by", "2", "units", "đơn vị sự nghiệp"),
    ("Mỗi cơ quan phải có ít nhất 01 giải pháp, sáng kiến", ">=", "1", "solutions", "giải pháp, sáng kiến"),
    ("Mỗi cơ quan có ít nhất một sáng kiến", ">=", "1", "solutions", "sáng kiến"),
    ("Mỗi xã xây dựng 01 mô hình điểm", "=", "1", "models", "mô hình điểm"),
    ("Tổ chức ít nhất 02 hội nghị đối thoại", ">=", "2", "events", "hội nghị đối thoại"),
    ("ban hành tối thiểu 03 văn bản chỉ đạo", ">=", "3", "documents", "văn bản chỉ đạo"),
    ("Có ít nhất 8.803 hồ sơ trực tuyến", ">=", "8803", "dossiers", "hồ sơ trực tuyến"),
    ("Thu hút tối thiểu 1.500 lượt người tham gia", ">=", "1500", "people", "lượt người tham gia"),
    ("Thời gian tiếp nhận không quá 30 phút/lượt", "<=", "30", "minutes", "Thời gian tiếp nhận"),
    ("Cử tối thiểu 20 cán bộ tập huấn", ">=", "20", "people", "cán bộ tập huấn"),
    ("Chỉ số SIPAS tăng từ 2 bậc trở lên", "increase_by", "2", "rank", "Chỉ số SIPAS"),
    ("Phấn đấu tối thiểu 01 xã đạt chuẩn", ">=", "1", "units", "xã đạt chuẩn"),
    ("Kiểm tra ít nhất 12 xã, phường", ">=", "12", "units", "xã, phường"),
]

# Several; a list hands its comparator on, a hundred per cent stays what it is.
SEVERAL = [
    ("Từ 20-35% các cuộc kiểm tra", [(">=", 20), ("<=", 35)]),
    ("Phấn đấu đạt 70 - 80% hồ sơ", [(">=", 70), ("<=", 80)]),
    ("từ 90% đến 95% hồ sơ", [(">=", 90), ("<=", 95)]),
    ("cấp tỉnh đạt tối thiểu 30%, cấp huyện đạt tối thiểu 20%, cấp xã 15%", [(">=", 30), (">=", 20), (">=", 15)]),
    ("Cắt giảm ít nhất 30% thời gian, 30% chi phí", [("decrease_by", 30), ("decrease_by", 30)]),
    ("giảm tối thiểu 12% số lượng trạm và 5% biên chế so với năm 2020", [("decrease_by", 12), ("decrease_by", 5)]),
    ("Ít nhất 50% thủ tục, 60% hồ sơ và 100% kết quả", [(">=", 50), (">=", 60), ("=", 100)]),
    ("100% cơ quan, đơn vị và tối thiểu 95% cán bộ", [("=", 100), (">=", 95)]),
    ("100% thủ tục; 90% hồ sơ; trên 50% giao dịch", [("=", 100), ("=", 90), (">", 50)]),
    ("Hồ sơ trực tuyến: tối thiểu 70%. Thanh toán: dưới 60%", [(">=", 70), ("<", 60)]),
    ("tăng từ 60% đến 80% hồ sơ", [("=", 80)]),
    ("giảm từ 15% đến 20% chi phí", [("decrease_by", 15)]),
    ("Tỷ lệ hồ sơ đạt 70% trở lên (trong đó toàn trình trên 60%)", [(">=", 70), (">", 60)]),
    ("trên 80% người dân hài lòng, trong đó lĩnh vực đất đai trên 75%", [(">", 80), (">", 75)]),
]

NOT = [
    "",
    "Báo cáo trước ngày 15/11/2026; quý I/2026; tháng 12 năm 2026",
    "Theo khoản 4 Điều 35 Nghị định số 60/2021/NĐ-CP, Phụ lục số 02",
    "Quyết định số 36/QĐ-UBND ngày 26/10/2025 của UBND tỉnh",
    "Đề án 06; tiêu chuẩn ISO 9001:2015; mô hình 3 lớp; mạng 5G; phương châm 3 biết, 5 không",
    "Sơ kết 03 năm thực hiện; định kỳ 3 tháng, 6 tháng, 9 tháng",
    "Trả kết quả trong vòng 05 ngày làm việc; trong thời hạn tối đa 10 ngày",
    "Không để xảy ra hồ sơ trễ hạn",
    "Đạt 2/3 số xã; 15/20 tiêu chí",
    "Kinh phí 1,5 tỷ đồng; tổ chức 02 lớp tập huấn",
    "hướng dẫn 166 xã, phường; gồm 12 xã và 2 phường; năm 2025 có 3 đơn vị bị nhắc nhở",
    "Xếp trong 34 tỉnh, thành phố",
    "nhóm 3 dự án; đơn vị tự chủ nhóm 2",
]


@pytest.mark.parametrize(("text", "comparator", "value", "unit", "subject"), ONE)
def test_a_target_has_its_parts(text: str, comparator: str, value: str, unit: str, subject: str) -> None:
    [target] = read_targets(text, section="1.1")
    assert (target.comparator, target.value, target.unit) == (comparator, Decimal(value), unit)
    assert target.subject == subject
    assert (target.text, target.section) == (text, "1.1")
    assert (target.at, target.until) == (0, len(text))


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_targets_stand_in_one_text(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(target.comparator, target.value) for target in read_targets(text)] == expected


@pytest.mark.parametrize("text", NOT)
def test_other_numbers_are_no_targets(text: str) -> None:
    assert read_targets(text) == ()


def test_in_a_section_of_goals_every_counted_unit_is_a_target() -> None:
    text = "Tổ chức 02 lớp tập huấn cho công chức"
    assert read_targets(text) == ()
    [target] = read_targets(text, goal=True)
    assert (target.comparator, target.value, target.unit) == ("=", 2, "classes")
    assert read_targets("Trả kết quả trong 05 ngày; kinh phí 2 tỷ đồng; mô hình 3 lớp", goal=True) == ()


def test_a_goal_without_a_number_is_to_be_completed() -> None:
    text = "1.4. Hoàn thành việc sắp xếp bộ máy; tiếp tục kiện toàn."
    assert read_targets(text) == ()
    [target] = read_targets("Hoàn thành việc sắp xếp bộ máy; tiếp tục kiện toàn.", section="1.4", goal=True)
    assert target.to_json() == {
        "text": "Hoàn thành việc sắp xếp bộ máy",
        "section": "1.4",
        "comparator": "exists",
        "value": None,
        "unit": None,
        "subject": "việc sắp xếp bộ máy",
    }


def test_more_units_without_a_number_have_no_value() -> None:
    [target] = read_targets("Có thêm đơn vị sự nghiệp công lập tự bảo đảm chi thường xuyên.")
    assert (target.comparator, target.value, target.unit) == ("increase_by", None, "units")


def test_a_list_by_level_keeps_its_measure() -> None:
    text = "Tỷ lệ số hóa hồ sơ của cấp tỉnh đạt tối thiểu 30%, cấp xã 15%"
    assert [target.subject for target in read_targets(text)] == [
        "Tỷ lệ số hóa hồ sơ của cấp tỉnh",
        "Tỷ lệ số hóa hồ sơ của cấp tỉnh; cấp xã",
    ]


def test_whole_values_are_whole_in_json() -> None:
    whole, part = read_targets("đạt 97% hồ sơ; đạt 97,5% văn bản")
    assert (whole.to_json()["value"], part.to_json()["value"]) == (97, 97.5)
    assert isinstance(whole.to_json()["value"], int)


def test_one_mark_said_twice_in_a_section_is_one() -> None:
    task = read_targets("đảm bảo 100% hồ sơ trực tuyến của xã được giải quyết", section="II/4")
    product = read_targets("100% hồ sơ trực tuyến của xã được giải quyết đúng hạn", section="II/4")
    other = read_targets("100% hồ sơ trực tuyến của xã được giải quyết", section="II/5")
    assert unique_targets((*task, *product, *other)) == (*task, *other)


@pytest.mark.parametrize(
    ("heading", "goals"),
    [
        ("1. Mục tiêu", True),
        ("1. Một số mục tiêu, chỉ tiêu cụ thể", True),
        ("II. CÁC CHỈ TIÊU CHỦ YẾU", True),
        ("2. Nhiệm vụ", False),
        ("I. MỤC ĐÍCH, YÊU CẦU", False),
    ],
)
def test_headings_of_goals_are_known(heading: str, goals: bool) -> None:
    assert is_target_section(heading) is goals


def test_a_target_is_a_value() -> None:
    assert Target("a", None, "=", Decimal(1), "%", "b") == Target("a", None, "=", Decimal("1.0"), "%", "b")
