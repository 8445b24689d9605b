"""``caicach read``: a summary, JSON, and sentences where a file cannot be read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from caicach.config.cli_read import read
from corpora.papers import annotation_of, text_of

NAME = "tinh-song-may-2026"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / f"{NAME}.txt"
    path.write_bytes(text_of(NAME))
    return path


def test_json_is_the_contract(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read([str(paper), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["source"] == paper.name
    assert printed["document"] == annotation_of(NAME)["document"]
    assert set(printed["findings"][0]) == {"code", "severity", "where", "evidence", "message"}


def test_the_summary_is_readable(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read([str(paper)]) == 0
    printed = capsys.readouterr().out
    assert "Số, ký hiệu: 318/KH-UBND; ngày ban hành: 24/12/2025; năm: 2026" in printed
    assert "II. Cải cách thủ tục hành chính [Cải cách thủ tục hành chính]" in printed
    assert "Cần xem lại (1):" in printed


def test_the_year_may_be_given(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read([str(paper), "--json", "--year", "2030"]) == 0
    assert json.loads(capsys.readouterr().out)["document"]["year"] == 2030


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["a", "--xml"], ["a", "--year"], ["a", "--year", "xx"]])
def test_arguments_that_are_not_understood(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert read(arguments) == 2
    assert capsys.readouterr().err.startswith("Cách dùng: caicach read")


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path, tmp_path / "khong-co.docx"):
        assert read([str(path)]) == 2
        assert "không mở được tệp" in capsys.readouterr().err


def test_a_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ke-hoach.doc"
    path.write_bytes(b"")
    assert read([str(path)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("ke-hoach.doc: Tệp không có nội dung.")


def test_no_django_is_loaded(paper: Path) -> None:
    program = (
        "import sys; from caicach.config.cli_read import read; "
        f"code = read([{str(paper)!r}]); assert not any(name.split('.')[0] == 'django' for name in sys.modules); "
        "sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [(b"%PDF-1.7\n", "kế hoạch.docx", "kế hoạch.docx: Tệp bị hỏng"), (None, "không có.docx", "không mở được tệp")],
)
def test_names_and_sentences_are_utf_8_in_any_locale(
    tmp_path: Path, content: bytes | None, name: str, said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from caicach.config.cli_read import read; sys.exit(read(sys.argv[1:]))",
            path,
        ],
        capture_output=True,
        check=False,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr
