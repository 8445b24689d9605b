"""Lines of the annex as they are printed."""

import pytest

from caicach.reports.exports.paper import row_label
from caicach.reports.mapping import FrozenRow
from reform.forms.tree import Cell
from vanban.checks import check_document
from vanban.checks.samples import statistics_text
from vanban.reading import read_document

# A total split twice: what came in, by how it was sent, each by level.
ROWS = (("", "Trực tiếp", 40, 1), ("", "Cấp tỉnh", 10, 2), ("", "Cấp xã", 30, 2), ("", "Trực tuyến", 60, 1),
        ("", "Cấp tỉnh", 20, 2), ("", "Cấp xã", 40, 2))  # fmt: skip


@pytest.mark.parametrize(("depth", "printed"), [(0, "Cấp xã"), (1, "Cấp xã"), (2, "+ Cấp xã")])
def test_a_part_of_a_part_bears_a_plus(depth: int, printed: str) -> None:
    row = FrozenRow("", "Cấp xã", "Hồ sơ", "30", "", depth, Cell("dossier.received"))
    assert row_label(row) == printed


def test_so_marked_the_parts_add_up_to_whoever_reads_the_paper() -> None:
    rows = [FrozenRow(number, label, "Hồ sơ", str(value), "", depth, None) for number, label, value, depth in ROWS]
    lines = [("", row_label(row), row.unit, row.printed, "") for row in rows]
    first = ("Trong đó", *lines[0][1:])
    text = statistics_text(
        ("1.", "Giải quyết hồ sơ", "", "", ""), ("1.1.", "Hồ sơ tiếp nhận mới", "Hồ sơ", "100", ""), first, *lines[1:]
    )
    assert [
        one.code
        for one in check_document(read_document(text.encode(), name="bao-cao.txt"))
        if one.code in ("A501", "A502", "A507")
    ] == []
