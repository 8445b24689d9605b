"""``caicach check`` and ``caicach rules``: like a compiler, JSON, exit codes, a plan against that of the body above."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from caicach.config.cli_check import check, rules
from corpora.papers import text_of
from vanban.checks import RULES

FAULTY = "Ủy ban nhân dân xã Suối Nhàn gửi báo cáo trước ngày 31/11/2027."
SOUND = "Ủy ban nhân dân xã Suối Nhàn gửi báo cáo trước ngày 30/11/2027."
PLAN = "tinh-song-may-2026"


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "bao-cao.txt"
    path.write_text(FAULTY, encoding="utf-8")
    return path


def test_an_error_is_printed_as_a_compiler_prints_it(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check([str(faulty)]) == 1
    lines = capsys.readouterr().out.splitlines()
    at = lines.index(
        "bao-cao.txt: đoạn 1: lỗi D101: “trước ngày 31/11/2027”: ngày này không có trên lịch. Hãy ghi ngày đúng."
    )
    assert lines[at + 1].startswith("    | …") and "trước ngày 31/11/2027." in lines[at + 1]
    assert lines[at + 2] == "    = sửa thành: 30/11/2027"
    assert "1 lỗi" in lines[-1]


def test_json_has_the_shape_of_the_contract(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check([str(faulty), "--json"]) == 1
    printed = json.loads(capsys.readouterr().out)
    assert printed["source"] == "bao-cao.txt"
    found = next(one for one in printed["findings"] if one["code"] == "D101")
    at = FAULTY.index("31/11")
    assert found == {
        "code": "D101",
        "severity": "error",
        "where": {"block": 0, "start": FAULTY.index("trước ngày 31/11"), "end": at + 10},
        "evidence": "trước ngày 31/11/2027",
        "message": "“trước ngày 31/11/2027”: ngày này không có trên lịch. Hãy ghi ngày đúng.",
        "edits": [{"place": {"block": 0, "start": at, "end": at + 10}, "old": "31/11/2027", "new": "30/11/2027"}],
    }


def test_without_errors_it_leaves_with_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "on.txt"
    path.write_text(SOUND, encoding="utf-8")
    assert check([str(path)]) == 0
    assert "lỗi D" not in capsys.readouterr().out


def test_a_plan_is_held_against_that_of_the_body_above(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    above, below = tmp_path / "tinh.txt", tmp_path / "xa.txt"
    above.write_bytes(text_of(PLAN))
    below.write_text(SOUND, encoding="utf-8")
    check([str(below), str(above), "--json"])
    against = [one for one in json.loads(capsys.readouterr().out)["findings"] if one["code"].startswith("PC")]
    assert against and {one["file"] for one in against} == {"tinh.txt"}
    assert "PC001" in {one["code"] for one in against}


def test_a_plan_does_not_fall_short_of_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tinh.txt"
    path.write_bytes(text_of(PLAN))
    check([str(path), str(path), "--json"])
    assert not [one for one in json.loads(capsys.readouterr().out)["findings"] if one["code"].startswith("PC")]


@pytest.mark.parametrize("arguments", [[], ["a", "--xml"], ["a", "--year"], ["a", "--year", "xx"], ["--json"]])
def test_arguments_that_are_not_understood(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert check(arguments) == 2
    assert capsys.readouterr().err.startswith("Cách dùng: caicach check")


def test_a_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "trong.docx"
    empty.write_bytes(b"")
    for path, said in ((empty, "Tệp không có nội dung"), (tmp_path / "khong-co.docx", "không mở được tệp")):
        assert check([str(path)]) == 2
        captured = capsys.readouterr()
        assert captured.out == "" and said in captured.err


def test_every_rule_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert rules([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in RULES]
    assert rules(["--json"]) == 0
    assert [one["title"] for one in json.loads(capsys.readouterr().out)] == [rule.title for rule in RULES]
    assert rules(["D101"]) == 2


def test_no_django_is_loaded(faulty: Path) -> None:
    program = (
        "import sys; from caicach.config.cli_check import check; "
        f"code = check([{str(faulty)!r}]); assert not any(name.split('.')[0] == 'django' for name in sys.modules); "
        "sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 1, done.stderr.decode()
