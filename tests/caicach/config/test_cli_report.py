"""``caicach read`` of a report: its statistics and figures, as a summary and in the contract's shape."""

import json
from pathlib import Path

import pytest

from caicach.config.cli_read import read

REPORT = """BÁO CÁO
Kết quả công tác cải cách hành chính quý I năm 2026

II. KẾT QUẢ

- Tổng số hồ sơ tiếp nhận: 1.250 hồ sơ, trong đó: trực tiếp 250 hồ sơ; trực tuyến 1.000 hồ sơ (đạt 80%).

STT\tChỉ tiêu thống kê\tĐơn vị tính\tSố liệu\tGhi chú
1.\tCải cách thủ tục hành chính\t\t\t
1.1.\tSố hồ sơ tiếp nhận\tHồ sơ\t1.250\t
Trong đó\t- Trực tiếp\t\t\t
1.2.\tHình thức khảo sát\tTrực tuyến = 0 Phát phiếu = 1\t1\t
1.3.\tTỷ lệ đúng hạn\t%\t99,6\t
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "bao-cao.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_json_is_the_contract(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read([str(paper), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["document"]["type"] == "báo cáo"
    assert printed["indicators"][2] == {
        "code": "1.1",
        "label": "Trực tiếp",
        "of_which": ["Trực tiếp"],
        "level": 3,
        "unit": None,
        "type": "count",
        "choices": None,
        "value": None,
        "raw": "",
        "note": "",
        "source": printed["indicators"][2]["source"],
    }
    assert [line["value"] for line in printed["indicators"]] == [None, 1250, None, 1, 99.6]
    assert printed["indicators"][3]["choices"] == {"0": "Trực tuyến", "1": "Phát phiếu"}
    (said,) = printed["narrative_figures"]
    assert said["section"] == "II"
    assert [figure["value"] for figure in said["figures"]] == [1250, 250, 1000, 80]
    assert [claim["kind"] for claim in printed["claims"]] == ["sum", "rate"]
    assert set(printed) >= {"citations", "findings"}


def test_the_summary_is_readable(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read([str(paper)]) == 0
    printed = capsys.readouterr().out
    assert "Số liệu thống kê: 5 dòng, 1 dòng để trống" in printed
    assert "    1.1. Số hồ sơ tiếp nhận: 1.250 Hồ sơ\n      - Trực tiếp: (để trống)" in printed
    assert "1.2. Hình thức khảo sát: 1 (Phát phiếu)" in printed
    assert "1.3. Tỷ lệ đúng hạn: 99,6%" in printed
    assert "II: 1.250 hồ sơ gồm 250 + 1.000" in printed
    assert "II: 1.000 / 1.250 = 80%" in printed


def test_the_year_may_be_given(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read([str(paper), "--json", "--year", "2030"]) == 0
    assert json.loads(capsys.readouterr().out)["document"]["year"] == 2030


def test_a_report_with_tasks_and_no_statistics_is_read_as_a_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bao-cao.txt"
    head = "BÁO CÁO\nTiến độ nhiệm vụ năm 2026\n\nTT\tNhiệm vụ\tSản phẩm\tCơ quan chủ trì\tThời hạn\n"
    path.write_text(head + "1\tRà soát thủ tục\tBáo cáo\tSở Nội vụ\tQuý I\n", encoding="utf-8")
    assert read([str(path), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert "annexes" in printed
    assert "PL017" in [finding["code"] for finding in printed["findings"]]
