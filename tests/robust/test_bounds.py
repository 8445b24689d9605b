"""Whatever is sent, reading it stays within half a gigabyte and ten seconds."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from corpora.bad.files import FILES

TESTS = Path(__file__).resolve().parents[1]
MOST_MB = 500
MOST_SECONDS = 10  # of a processor that has nothing else to do
BESIDE_OTHERS = 2  # tests run beside others
# Each file is made in a process of its own, whose needs are not counted; reading it is.
READ = """
import pickle, resource, sys, time
from vanban.plans import read_plan
from vanban.reading import ReadError, read_document
import vanban.reading.docx.document

name, data = pickle.load(sys.stdin.buffer)
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
started = time.process_time()
try:
    read_plan(read_document(data, name=name), year=2026)
except ReadError as refusal:
    print(refusal.code, file=sys.stderr)
# The kernel's own figure of this program; that of getrusage is inherited from whoever started it.
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(peak) // 1024, time.process_time() - started)
"""
# The largest papers that the bounds let through.
PROSE = "Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 đạt 95% trở lên; "
LARGEST = {
    "400 pages of prose": "\n\n".join([PROSE * 600] * 36),
    "paragraphs": (PROSE[:30] + "\n\n") * 45_000,
    "rows": "TT\tNhiệm vụ\tSản phẩm\tThời hạn\tChủ trì\n" + "1\tRà soát\tBáo cáo\tQuý I\tSở Tài chính\n" * 19_000,
}


def needs_of(name: str, data: bytes) -> tuple[int, float, str]:
    """Return the memory in MB and the seconds of the processor that reading takes, and the code of a refusal."""
    done = subprocess.run(
        [sys.executable, "-c", READ], input=pickle.dumps((name, data)), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    memory, seconds = done.stdout.split()
    return int(memory), float(seconds), done.stderr.decode().strip()


@pytest.mark.skipif(sys.platform != "linux", reason="measures in the units of Linux")
@pytest.mark.parametrize(
    "name", [name for name, bad in FILES.items() if bad.code in {"RD013", "RD015", "RD020", "PL001"}]
)
def test_a_file_built_to_exhaust_costs_little(name: str) -> None:
    memory, seconds, _code = needs_of(FILES[name].name, FILES[name].build())
    assert memory < MOST_MB
    assert seconds < MOST_SECONDS * BESIDE_OTHERS


@pytest.mark.skipif(sys.platform != "linux", reason="measures in the units of Linux")
@pytest.mark.parametrize("name", LARGEST)
def test_the_largest_paper_that_is_read_costs_no_more(name: str) -> None:
    memory, seconds, code = needs_of("a.txt", LARGEST[name].encode())
    assert memory < MOST_MB
    assert seconds < MOST_SECONDS * BESIDE_OTHERS
    assert code == ""
