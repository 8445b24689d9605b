"""Periods of years that titles name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.language.periods import is_of_period, read_period


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Kế hoạch cải cách hành chính giai đoạn 2021 - 2025", (2021, 2025)),
        ("Kế hoạch cải cách hành chính giai đoạn 2026–2030 tỉnh Sông Mây", (2026, 2030)),
        ("KẾ HOẠCH THỰC HIỆN GIAI ĐOẠN TỪ NĂM 2021 ĐẾN NĂM 2030", (2021, 2030)),
        ("Kế hoạch cải cách hành chính năm 2026", None),
        ("Kế hoạch giai đoạn 2030 - 2021", None),
        ("", None),
    ],
)
def test_a_period_is_its_first_and_last_year(title: str, period: tuple[int, int] | None) -> None:
    assert read_period(title) == period


@pytest.mark.parametrize(
    ("title", "is_period"),
    [
        ("Cải cách hành chính nhà nước tỉnh Sông Mây giai đoạn 2026 - 2030", True),
        ("Thực hiện giai đoạn từ năm 2021 đến năm 2030", True),
        ("Cải cách hành chính năm 2026, thuộc giai đoạn 2026 - 2030", False),
        ("Cải cách hành chính năm 2026", False),
    ],
)
def test_a_title_that_names_one_year_is_of_that_year(title: str, *, is_period: bool) -> None:
    assert is_of_period(title) is is_period


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    found = read_period(text)
    assert found is None or found[0] < found[1]
