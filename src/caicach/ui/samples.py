"""What the style guide shows: content of the fictional province, as of Monday 16/11/2026.

Sample content is not translated; names are the longest that a register may hold.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import QueryDict

from caicach.ui.charts import Bar, Chart, Series, Target, bar_chart, line_chart, target_chart
from caicach.ui.forms import DateField
from caicach.ui.states import LOOKS
from caicach.ui.values import Check, Day, DueStep, Fact, Figure, Link, Moment, Row, Share, Step

__all__ = ["StyleGuidePage", "style_guide_page"]

TODAY = date(2026, 11, 16)
LONG_NAME = "Trung tâm Quan trắc môi trường và Kỹ thuật tài nguyên nước vùng thượng lưu Sông Mây"
LONG_TITLE = "Quy chế phối hợp giải quyết thủ tục cấp phép xây dựng liên thông giữa sở và cấp xã"
HERE = "/giao-dien/"


class SampleForm(forms.Form):
    """Every kind of field, some of them wrong."""

    symbol = forms.CharField(label="Số, ký hiệu văn bản", help_text="Như trên văn bản, ví dụ 63/BB-UBND.")
    issued = DateField(label="Ngày ban hành", help_text="Ngày trước, tháng sau.")
    redone = DateField(label="Hạn nộp lại", required=False)
    reason = forms.ChoiceField(
        label="Lý do chậm",
        choices=[("", "Chọn một lý do"), ("wait", "Chờ cơ quan phối hợp"), ("own", "Chậm do đơn vị")],
    )
    words = forms.CharField(label="Giải thích", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    amount = forms.DecimalField(label="Kinh phí, triệu đồng", required=False)
    way = forms.ChoiceField(
        label="Cách giao",
        widget=forms.RadioSelect,
        choices=[("each", "Mỗi cơ quan một sản phẩm"), ("joint", "Cùng làm chung một sản phẩm")],
    )
    areas = forms.MultipleChoiceField(
        label="Lĩnh vực",
        widget=forms.CheckboxSelectMultiple,
        choices=[("institutions", "Cải cách thể chế"), ("digital", "Chính quyền số")],
        required=False,
    )
    remind = forms.BooleanField(label="Nhắc trước 5 ngày làm việc", help_text="Gửi thư cho người được giao.")
    file = forms.FileField(label="Tệp bổ sung", help_text="PDF, DOCX hoặc XLSX, không quá 25 MB.", required=False)


def _sample_form() -> SampleForm:
    return SampleForm(
        QueryDict("symbol=63%2FBB-UBND&issued=13%2F11%2F2026&redone=31%2F11%2F2026&reason=wait&way=each&remind=on"),
        auto_id="mau_%s",
    )


def _links(*labels: str) -> tuple[Link, ...]:
    return tuple(Link(label, HERE, current=place == 0) for place, label in enumerate(labels))


def _moments() -> tuple[Moment, ...]:
    return (
        Moment("Chờ UBND xã Suối Nhạn nộp lại", "trước 20/11/2026", "flag", "next"),
        Moment(
            "Sở Nội vụ trả lại, mã lý do: thiếu thành phần",
            "Thứ Năm, 05/11/2026 09:14 · Nguyễn Quang Vinh",
            "arrow-back-up",
            "tra",
            "Thiếu biên bản kiểm tra việc sửa biển chỉ dẫn.",
            "warn",
        ),
        Moment("UBND xã Suối Nhạn nộp sản phẩm, 3 tệp", "Thứ Năm, 29/10/2026 16:40 · trước hạn 1 ngày", "send", "nop"),
        Moment("Sở Nội vụ đồng ý gia hạn đến 30/10/2026", "Thứ Năm, 24/09/2026 10:05", "calendar-plus", "ok"),
        Moment("Nhiệm vụ phát sinh từ Kế hoạch số 512/KH-UBND", "Thứ Hai, 15/12/2025", "file-text"),
    )


def _chain() -> tuple[DueStep, ...]:
    return (
        DueStep(date(2026, 9, 30), "Hạn gốc", "Kế hoạch 512/KH-UBND, phụ lục, dòng 2.08: “quý III năm 2026”", "old"),
        DueStep(date(2026, 10, 30), "Gia hạn 1 tháng", "Công văn 1187/SNV-CCHC ngày 24/09/2026", "old"),
        DueStep(date(2026, 11, 20), "Hạn nộp lại", "Sở Nội vụ ấn định khi trả lại ngày 05/11/2026", "now"),
    )


def _week() -> tuple[Day, ...]:
    return (
        Day(date(2026, 11, 16)),
        Day(date(2026, 11, 17), (Link("Bảng tự kiểm tra Bộ phận Một cửa tháng 11", HERE),)),
        Day(date(2026, 11, 18), (Link("Danh sách công chức bồi dưỡng kỹ năng số", HERE),)),
        Day(date(2026, 11, 19)),
        Day(
            date(2026, 11, 20),
            (Link("Nộp lại kết quả khắc phục sau khảo sát", HERE, tone="warn"), Link(LONG_NAME, HERE, tone="bad")),
        ),
    )


def _figures() -> tuple[Figure, ...]:
    return (
        Figure("Đúng hạn", "90,73", "%", "1.389 trong 1.531 nhiệm vụ đến hạn", HERE),
        Figure("Quá hạn chưa xong", "83", "", "22 cấp tỉnh, 61 cấp xã", HERE, "bad"),
        Figure("Chờ nghiệm thu", "71", "", "9 quá 5 ngày làm việc", HERE),
        Figure("Mức độ hài lòng", "chưa có số liệu", "", "có sau 10/12/2026", word=True),
    )


def _values(*values: str) -> tuple[Decimal | None, ...]:
    return tuple(Decimal(value) if value else None for value in values)


def _trend() -> Chart:
    quarters = ("Quý I/2025", "Quý II/2025", "Quý III/2025", "Quý IV/2025", "Quý I/2026", "Quý II/2026", "Quý III/2026")
    commune = Series("Cấp xã", _values("40", "52", "", "63", "70", "74.5", "81"))
    department = Series("Các sở, ban, ngành", _values("60", "62", "66", "68", "71", "73", "79.2"))
    return line_chart("Tỷ lệ hồ sơ trực tuyến", quarters, (commune, department), goal=("Mục tiêu", Decimal(80)))


def _bars() -> Chart:
    bars = (
        Bar("Sở Tư pháp", Decimal(100)),
        Bar(LONG_NAME, Decimal("96.4")),
        Bar("UBND xã Suối Nhạn", Decimal("79.25"), is_marked=True),
        Bar("UBND phường Bến Cát", None),
    )
    return bar_chart("Tỷ lệ đúng hạn theo cơ quan", bars, goal=("Mục tiêu", Decimal(95)))


def _targets() -> Chart:
    targets = (
        Target("Hồ sơ trực tuyến toàn trình", Decimal("81.3"), Decimal(80), "2026", Decimal("62.5"), "2025"),
        Target("Thủ tục được cắt giảm thời gian giải quyết", Decimal("12.5"), Decimal(30), "31/12/2026", Decimal(0)),
        Target("Hồ sơ trễ hạn", Decimal("3.6"), Decimal(5), "2026", Decimal("8.1"), "2025", is_at_most=True),
        Target("Số hóa kết quả còn hiệu lực", None, Decimal(100), "2026"),
    )
    return target_chart("Mục tiêu năm 2026", targets)


@dataclass(frozen=True, slots=True)
class StyleGuidePage:
    """Every component's sample values."""

    query: QueryDict
    today: date = TODAY
    moment: datetime = datetime(2026, 11, 16, 3, 42, tzinfo=UTC)
    long_name: str = LONG_NAME
    long_title: str = LONG_TITLE
    here: str = HERE
    tomorrow: date = date(2026, 11, 17)
    friday: date = date(2026, 11, 20)
    late: date = date(2026, 9, 15)
    big: int = 8803
    share: Decimal = Decimal("85.75")
    states: tuple[str, ...] = tuple(LOOKS)
    form: SampleForm = field(default_factory=_sample_form)
    crumbs: tuple[Link, ...] = (
        Link("Kế hoạch", HERE),
        Link("Cải cách thủ tục hành chính", HERE),
        Link("Nhiệm vụ 2.08"),
    )
    tabs: tuple[Link, ...] = (
        Link("Nhiệm vụ", HERE, current=True, count=24),
        Link("Số liệu", HERE),
        Link("Quá hạn", HERE, count=3, tone="bad"),
    )
    periods: tuple[Link, ...] = _links("Cả năm", "Quý IV")
    filters: tuple[Link, ...] = (
        Link("Quá hạn", HERE, current=True, count=83),
        Link("Trả lại", HERE, count=1234),
        Link("Sở Nông nghiệp và Môi trường", HERE, current=True, icon="x"),
    )
    steps: tuple[Step, ...] = (
        Step("Tải lên", "done", HERE),
        Step("Đọc", "done"),
        Step("Rà soát", "now"),
        Step("Giao việc"),
    )
    pages: Page[Any] = field(default_factory=lambda: Paginator(range(1876), 100).page(3))
    moments: tuple[Moment, ...] = field(default_factory=_moments)
    chain: tuple[DueStep, ...] = field(default_factory=_chain)
    week: tuple[Day, ...] = field(default_factory=_week)
    figures: tuple[Figure, ...] = field(default_factory=_figures)
    trend: Chart = field(default_factory=_trend)
    bars: Chart = field(default_factory=_bars)
    targets: Chart = field(default_factory=_targets)
    facts: tuple[Fact, ...] = (
        Fact("Chủ trì", LONG_NAME, strong=True),
        Fact("Kế hoạch", "512/KH-UBND", "ngày 12/12/2025", HERE),
        Fact("Theo dõi và nghiệm thu", "Sở Nội vụ, Nguyễn Quang Vinh"),
    )
    checks: tuple[Check, ...] = (
        Check("Kế hoạch khắc phục do UBND xã ban hành, có số và ngày", met=True),
        Check("Biên bản kiểm tra việc sửa biển chỉ dẫn", met=False),
        Check("Biểu kết quả có chữ ký số hợp lệ", met=False, word="Chưa đạt"),
        Check("Ảnh trước và sau khi sửa", met=None),
    )
    shares: tuple[Share, ...] = (Share(15, "đúng hạn", "ok"), Share(1, "muộn", "warn"), Share(2, "quá hạn", "bad"))
    duty_info: tuple[str, ...] = ("Thủ tục hành chính", "Theo dõi: Văn phòng UBND tỉnh", "Giao cho: Trần Văn Lực")
    rows: tuple[Row, ...] = (
        Row("3.05", "Tái cấu trúc quy trình liên thông", HERE, 1, "Cơ quan “TT PVHCC” chưa rõ", current=True),
        Row("1.04", "Sơ kết giữa năm", HERE, 2, "Hạn “31/6/2027” không có trong lịch", "bad"),
        Row("1.01", "Kế hoạch cải cách hành chính của từng cơ quan", HERE),
    )
    read_names: tuple[str, ...] = ("14 sở và tương đương", LONG_NAME)
    unknown_names: tuple[str, ...] = ("TT PVHCC",)
    sha256: str = "9f2c41d07be8c6a55f4c3c8b4d1e2f3a9f2c41d07be8c6a55f4c3c8b4d1ea41c"


def style_guide_page(query: QueryDict) -> StyleGuidePage:
    """Return the page; ``query`` is the address's, which the pager keeps."""
    return StyleGuidePage(query)
