"""Whose deadline is whose."""

import pytest

from vanban.language.deadlines import Deadline, DeadlineKind
from vanban.plans.ties import tie


def deadlines(*labels: str | None) -> list[Deadline]:
    return [Deadline(DeadlineKind.CONTINUOUS, "thường xuyên", label) for label in labels]


@pytest.mark.parametrize(
    ("deliverables", "labels", "tied"),
    [
        (["Kế hoạch kiểm tra", "Báo cáo kết quả"], ["Kế hoạch", "Báo cáo"], [(0,), (1,)]),
        (["Kế hoạch kiểm tra", "Báo cáo kết quả"], ["Báo cáo", "Kế hoạch"], [(1,), (0,)]),
        (["Kế hoạch", "Báo cáo"], [None], [(0,), (0,)]),
        (["Kế hoạch", "Báo cáo"], [None, None], [(0,), (1,)]),
        (["Kế hoạch", "Báo cáo", "Tờ trình"], [None, None], [(0, 1), (0, 1), (0, 1)]),
        (["Kế hoạch", "Báo cáo"], ["Báo cáo"], [(), (0,)]),
        (["Kế hoạch", "Báo cáo"], [None, "Báo cáo"], [(0,), (1,)]),
        (["Báo cáo kết quả"], ["Tổ chức thực hiện", "Báo cáo"], [(1,)]),
        (["Kế hoạch", "Báo cáo"], ["Tổ chức thực hiện"], [(0,), (0,)]),
        (["Kế hoạch", "Báo cáo"], ["Xây dựng kế hoạch", "Báo cáo quý", "Báo cáo năm"], [(0,), (1, 2)]),
        (["Báo cáo của tỉnh", "Báo cáo của xã"], ["Báo cáo của xã"], [(), (0,)]),
        (["Kế hoạch", "Báo cáo"], ["’", "Báo cáo"], [(0,), (1,)]),  # a speck that a scan left before the date
        (["Báo cáo"], ["|"], [(0,)]),
        ([], ["Báo cáo"], []),
        (["Báo cáo"], [], [()]),
    ],
)
def test_ties(deliverables: list[str], labels: list[str | None], tied: list[tuple[int, ...]]) -> None:
    assert list(tie(deliverables, deadlines(*labels))) == tied


def test_terms_in_one_run_are_for_every_deliverable() -> None:
    assert tie(["Kế hoạch", "Báo cáo"], deadlines(None, None), listed=False) == ((0, 1), (0, 1))
