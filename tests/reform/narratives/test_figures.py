"""Numbers that people type are held against the ledger; names, days and articles are no figures."""

import pytest

from reform.forms import Cell
from reform.narratives import Facts, MatchKind, matched, rendered, typed_numbers


def found(text: str, facts: Facts) -> list[str]:
    """Return the numbers that are figures."""
    return [one.text for one in typed_numbers(rendered(text, facts))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("tiếp nhận 8.803 hồ sơ, đạt 99,03%", ["8.803", "99,03%"]),
        ("ngày 12/01/2026, tháng 3 năm 2026, quý 2", []),
        ("Kế hoạch số 41/KH-UBND, Điều 5, khoản 2", []),
        ("a) Thành lập 3 tổ", ["3"]),
        ("1. Thành lập 3 tổ", ["3"]),
        ("giải quyết 288/367 hồ sơ trong 6 tháng đầu năm", ["288", "367"]),
        ("từ 12/2025 đến ngày 14/3", []),
        ("tăng từ 12 lên 15 đơn vị", ["12", "15"]),
        ("{{ so('d.received') }} hồ sơ và 7 việc", ["7"]),
    ],
)
def test_figures_are_told_from_names(text: str, wanted: list[str], facts: Facts) -> None:
    assert found(text, facts) == wanted


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("tiếp nhận 8.803 hồ sơ", MatchKind.MATCHED, "d.received"),
        ("hồ sơ tiếp nhận: 8.801", MatchKind.NEAR, "d.received"),
        ("tỷ lệ đúng hạn 99,30%", MatchKind.NEAR, "d.rate"),
        ("trồng 37 cây xanh", MatchKind.UNMATCHED, None),
    ],
)
def test_a_typed_number_is_matched_near_or_unknown(text: str, kind: MatchKind, key: str | None, facts: Facts) -> None:
    (number,) = typed_numbers(rendered(text, facts))
    match = matched(number, facts)
    assert match.kind is kind
    assert match.cell == (Cell(key) if key else None)
