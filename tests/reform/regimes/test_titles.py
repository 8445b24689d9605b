"""Which period a report is about, by its title."""

import pytest

from reform.regimes import PeriodCode, ReportPeriod, period_of_title


@pytest.mark.parametrize(
    ("title", "code", "year"),
    [
        ("Kết quả cải cách hành chính 9 tháng năm 2026; nhiệm vụ trọng tâm quý IV năm 2026", PeriodCode.Q3, 2026),
        ("Tình hình thực hiện cải cách hành chính quý I, nhiệm vụ trọng tâm quý II năm 2024", PeriodCode.Q1, 2024),
        ("Công tác cải cách hành chính 6 tháng đầu năm 2025", PeriodCode.H1, 2025),
        ("Công tác cải cách hành chính sáu tháng đầu năm, phương hướng 6 tháng cuối năm 2025", PeriodCode.H1, 2025),
        ("KẾT QUẢ CẢI CÁCH HÀNH CHÍNH QUÝ III/2025", PeriodCode.Q3, 2025),
        ("Kết quả thực hiện quý 2 năm 2025", PeriodCode.H1, 2025),
        ("Kết quả công tác cải cách hành chính năm 2026 và phương hướng năm 2027", PeriodCode.YEAR, 2026),
        ("Công tác cải cách hành chính tháng 3/2026", PeriodCode.M03, 2026),
        ("Công tác cải cách hành chính tháng 11 năm 2026", PeriodCode.M11, 2026),
    ],
)
def test_the_period_that_a_title_names_first(title: str, code: PeriodCode, year: int) -> None:
    assert period_of_title(title) == ReportPeriod(year, code)


def test_a_title_without_a_year_takes_that_of_the_report() -> None:
    assert period_of_title("Kết quả quý I", year=2026) == ReportPeriod(2026, PeriodCode.Q1)
    assert period_of_title("Kết quả quý I") is None


@pytest.mark.parametrize(
    "title", [None, "", "Kết quả cải cách hành chính", "Kết quả quý IV", "Nhiệm vụ 6 tháng cuối năm"]
)
def test_a_title_that_names_none_says_nothing(title: str | None) -> None:
    assert period_of_title(title, year=2026) is None
