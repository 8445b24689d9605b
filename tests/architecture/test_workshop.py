"""The commands a stranger types, and what they lean on."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from house import ROOT

PUBLIC = ("https://pypi.org/simple", "https://files.pythonhosted.org/")
SCRIPTS = ("python-ready", "system-packages", "postgres-cluster", "templates")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))


class TestLock:
    def test_only_public_addresses_stand_in_it(self) -> None:
        found = re.findall(r'(?:url|registry|path|directory|editable|git|find-links) = "([^"]+)"', read("uv.lock"))
        assert [address for address in found if not address.startswith(PUBLIC) and address != "."] == []

    def test_no_machine_s_own_index_is_named(self) -> None:
        text = read("pyproject.toml") + read("tools/uv.requirements.txt")
        assert not re.search(r"--?(extra-)?index-url|find-links|file://|\[\[tool\.uv\.index\]\]", text)

    def test_uv_is_the_one_that_the_project_asks_for_and_has_hashes(self) -> None:
        version = re.search(r"^uv==(\d+)\.(\d+)", read("tools/uv.requirements.txt"), re.MULTILINE)
        wanted = tomllib.loads(read("pyproject.toml"))["tool"]["uv"]["required-version"].removeprefix(">=")
        assert version is not None
        assert tuple(map(int, version.groups())) >= tuple(map(int, wanted.split(".")))
        assert read("tools/uv.requirements.txt").count("--hash=sha256:") > 10

    def test_every_dependency_says_why_it_is_there(self) -> None:
        lines = [line.strip() for line in read("pyproject.toml").splitlines()]
        start, end = lines.index("dependencies = ["), lines.index("[project.optional-dependencies]")
        pairs = zip(lines[start:end], lines[start + 1 : end], strict=False)
        assert [line for before, line in pairs if line.startswith('"') and not before.startswith("#")] == []


class TestMakefile:
    def test_it_has_what_the_project_promises(self) -> None:
        promised = {"demo", "test", "setup", "lint", "types", "check", "bench", "browser", "messages", "help", "clean"}
        assert targets() >= promised

    @pytest.mark.parametrize("document", ["README.md", "README.vi.md", "CONTRIBUTING.md"])
    def test_it_has_every_command_of(self, document: str) -> None:
        named = set(re.findall(r"\bmake ([a-z][a-z-]+)", "\n".join(_code_of(read(document)))))
        assert named <= targets()

    def test_the_readme_starts_with_two_commands(self) -> None:
        assert {"make demo", "make test"} <= set(re.findall(r"\bmake [a-z]+", "\n".join(_code_of(read("README.md")))))

    def test_help_lists_what_is_explained(self) -> None:
        said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        assert "make demo" in said


def _code_of(text: str) -> list[str]:
    """Return what stands in code: blocks and words in backquotes."""
    blocks = re.findall(r"```[a-z]*\n(.*?)```", text, re.DOTALL)
    return blocks + re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


class TestScripts:
    @pytest.mark.parametrize("name", SCRIPTS)
    def test_it_is_plain_sh_and_may_be_run(self, name: str) -> None:
        path = ROOT / "tools" / name
        assert path.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
        assert os.access(path, os.X_OK)
        subprocess.run(["sh", "-n", str(path)], check=True)

    def test_ci_runs_with_bash(self) -> None:
        assert read(".ci/run").startswith("#!/usr/bin/env bash\n")
        subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=True)


class TestSkipsInCi:
    """A test that is skipped in CI has failed: everything can be installed there."""

    def run(self, folder: Path, reason: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        (folder / "tests").mkdir()
        (folder / "tests" / "conftest.py").write_text(read("tests/conftest.py"), encoding="utf-8")
        test = f"import pytest\n\ndef test_it():\n    pytest.skip({reason!r})\n"
        (folder / "tests" / "test_one.py").write_text(test, encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:django", "tests"]
        given = {**{name: value for name, value in os.environ.items() if name != "CI"}, **environment}
        return subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True)

    def test_a_skip_passes_on_a_person_s_machine(self, tmp_path: Path) -> None:
        assert self.run(tmp_path, "no browser").returncode == 0

    def test_a_skip_fails_in_ci_and_says_why(self, tmp_path: Path) -> None:
        result = self.run(tmp_path, "no browser", CI="true")
        assert result.returncode == 1
        assert "skipped, but in CI everything runs: Skipped: no browser" in result.stdout

    def test_real_documents_may_be_absent_in_ci(self, tmp_path: Path) -> None:
        reason = "the real documents are not beside this checkout"
        assert self.run(tmp_path, reason, CI="true", CAICACH_SHARED=str(tmp_path)).returncode == 0

    def test_but_not_skipped_where_they_are(self, tmp_path: Path) -> None:
        (tmp_path / "gold").mkdir()
        reason = "the real documents are not beside this checkout"
        assert self.run(tmp_path, reason, CI="true", CAICACH_SHARED=str(tmp_path)).returncode == 1

    def test_missing_packages_are_listed_at_the_end(self, tmp_path: Path) -> None:
        (tmp_path / "build").mkdir()
        (tmp_path / "build" / "system-packages.missing").write_text("browser chromium\n", encoding="utf-8")
        assert "browser: its tests were skipped; install chromium" in self.run(tmp_path, "no browser").stdout
