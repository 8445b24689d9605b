"""What every test may use; in CI a skipped test is a failed one."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("CAICACH_SHARED") or ROOT.parent / "shared")
NO_SHARED = "the real documents are not beside this checkout"
MISSING = ROOT / "build" / "system-packages.missing"  # written by tools/system-packages


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents that lies beside the repository; the test is skipped where it is absent."""
    if not (SHARED / "gold").is_dir():
        pytest.skip(NO_SHARED)
    return SHARED


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests of writers at the same time to the database that has them: SQLite lets one in at a time."""
    if os.environ.get("CAICACH_DATABASE", "").startswith("postgres"):
        return
    other = [item for item in items if item.get_closest_marker("postgresql")]
    config.hook.pytest_deselected(items=other)
    items[:] = [item for item in items if item not in other]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a test into a failure where everything can be installed."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and _must_run(_reason(report)):
        report.outcome = "failed"
        report.longrepr = f"skipped, but in CI everything runs: {_reason(report)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a module that skips itself."""
    report = yield
    if report.skipped and _must_run(_reason(report)):
        report.outcome = "failed"
        report.longrepr = f"skipped, but in CI everything runs: {_reason(report)}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which system packages were missing, and what to do."""
    if not MISSING.exists() or not (lines := MISSING.read_text(encoding="utf-8").splitlines()):
        return
    terminalreporter.section("missing system packages", sep="-")
    for line in lines:
        group, _, packages = line.partition(" ")
        terminalreporter.line(f"{group}: its tests were skipped; install {packages}")


def _must_run(reason: str) -> bool:
    is_excused = NO_SHARED in reason and not (SHARED / "gold").is_dir()
    return os.environ.get("CI") == "true" and not is_excused


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)
