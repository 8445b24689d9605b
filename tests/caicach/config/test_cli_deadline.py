"""``caicach deadline``: readable lines, the list of the contract, no Django, quick."""

import json
import subprocess
import sys
import time

import pytest

from caicach.config.cli_pure import deadline

COMMAND = "import sys; from caicach.config.cli_pure import deadline; sys.exit(deadline(sys.argv[1:]))"
# The promise is 0.3 s on a quiet machine; a test may run beside others.
BOUND_SECONDS = 1.5


def test_json_is_the_list_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert deadline(["Quý II", "--year", "2026", "--json"]) == 0

    out = capsys.readouterr()
    assert json.loads(out.out) == [
        {
            "label": None,
            "kind": "within",
            "start": "2026-04-01",
            "end": "2026-06-30",
            "year_inferred": True,
            "text": "Quý II",
        }
    ]
    assert out.err == ""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Trước ngày 30/12/2026", "trước ngày 30/12/2026 — “Trước ngày 30/12/2026”"),
        ("15/3/2026", "chậm nhất ngày 15/03/2026 — “15/3/2026”"),
        ("Báo cáo: Quý I/2026", "Báo cáo: từ ngày 01/01/2026 đến hết ngày 31/03/2026 — “Quý I/2026”"),
        ("02 lần/năm", "hằng năm, 2 lần — “02 lần/năm”"),
        ("tháng 12 hằng năm", "hằng năm, trong tháng 12 — “tháng 12 hằng năm”"),
        ("trước ngày 25 hằng tháng", "hằng tháng, trước ngày 25 — “trước ngày 25 hằng tháng”"),
        ("ngày 7 tháng cuối quý", "hằng quý, chậm nhất ngày 7 tháng cuối quý — “ngày 7 tháng cuối quý”"),
        ("05 ngày kể từ khi nhận", "trong 5 ngày kể từ khi nhận — “05 ngày kể từ khi nhận”"),
        ("trong vòng 05 ngày", "trong 5 ngày kể từ sự kiện (chưa nêu rõ) — “trong vòng 05 ngày”"),
        ("ngay sau khi ký", "ngay sau khi ký — “ngay sau khi ký”"),
        ("Thường xuyên", "thường xuyên — “Thường xuyên”"),
        ("Theo quy định", "theo văn bản hoặc sự kiện khác — “Theo quy định”"),
        ("Đã thực hiện", "đã thực hiện — “Đã thực hiện”"),
        ("đột xuất", "đột xuất, khi có yêu cầu — “đột xuất”"),
        ("", "không ghi thời hạn"),
        ("31/02/2026", "ngày không có trên lịch — “31/02/2026”"),
        ("mai này", "không đọc được — “mai này”"),
    ],
)
def test_a_deadline_is_a_readable_line(capsys: pytest.CaptureFixture[str], text: str, line: str) -> None:
    assert deadline([text, "--year=2026"]) == 0

    assert capsys.readouterr().out == line + "\n"


def test_findings_stand_on_the_error_output(capsys: pytest.CaptureFixture[str]) -> None:
    deadline(["--year", "2026", "Quý II"])

    assert capsys.readouterr().err == "DL003: “Quý II” không ghi năm; lấy theo năm kế hoạch 2026.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["Quý II"],
        ["--year", "2026"],
        ["Quý II", "--year"],
        ["Quý II", "--year", "26"],
        ["Quý II", "--year", "hai nghìn"],
        ["Quý II", "Quý III", "--year", "2026"],
        ["Quý II", "--year", "2026", "--xml"],
    ],
)
def test_arguments_that_are_not_understood_are_answered_with_the_usage(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert deadline(arguments) == 2

    out = capsys.readouterr()
    assert (out.out, out.err) == ("", "Cách dùng: caicach deadline NỘI_DUNG --year NĂM [--json]\n")


def test_the_whole_process_is_quick_and_prints_utf_8_in_any_locale() -> None:
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "Quý I/2026", "--year", "2026"],
        capture_output=True,
        check=True,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )

    assert time.perf_counter() - started < BOUND_SECONDS
    assert done.stdout.decode() == "từ ngày 01/01/2026 đến hết ngày 31/03/2026 — “Quý I/2026”\n"


def test_no_django_is_loaded() -> None:
    code = f"{COMMAND.replace('sys.exit', 'print')}; sys.exit(any(name.startswith('django') for name in sys.modules))"

    assert subprocess.run([sys.executable, "-c", code, "Quý I", "--year", "2026"], capture_output=True).returncode == 0
