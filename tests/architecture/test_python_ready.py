"""``tools/python-ready`` on machines of all kinds, made of a few stand-ins on a path of their own."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from house import ROOT

SCRIPT = str(ROOT / "tools" / "python-ready")
# Answers the two questions of the script: which version, and whether environments can be made.
PYTHON = """#!/bin/sh
case "$2" in
    *sys.executable*) {version} && echo "$0" ;;
    *version_info\\[:2\\]*) echo python3.12-venv ;;
    *ensurepip*) [ -e "{marker}" ] ;;
esac
"""


class Machine:
    """A folder that stands for the path, with the few programs that the script needs."""

    def __init__(self, folder: Path, *, user: int) -> None:
        self.folder = folder / "bin"
        self.folder.mkdir()
        self.marker = folder / "has-ensurepip"
        self.log = folder / "apt.log"
        for name in ("sh", "dirname", "cat", "touch"):
            (self.folder / name).symlink_to(str(shutil.which(name)))
        self.put("id", f"#!/bin/sh\necho {user}\n")

    def put(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
        return str(path)

    def put_python(self, name: str, *, is_new: bool = True) -> str:
        return self.put(name, PYTHON.format(version="true" if is_new else "false", marker=self.marker))

    def put_apt(self, then: str) -> None:
        self.put("apt-get", f'#!/bin/sh\necho "$@" >>"{self.log}"\ncase "$1" in install) {then} ;; esac\n')

    def run(self, **environment: str) -> "subprocess.CompletedProcess[str]":
        given = {"PATH": str(self.folder), **environment}
        return subprocess.run([str(self.folder / "sh"), SCRIPT], env=given, capture_output=True, text=True)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path, user=1000)


@pytest.fixture
def as_root(tmp_path: Path) -> Machine:
    return Machine(tmp_path, user=0)


def test_the_newest_complete_python_is_named(machine: Machine) -> None:
    machine.marker.touch()
    machine.put_python("python3")
    newest = machine.put_python("python3.12")
    result = machine.run()
    assert (result.returncode, result.stdout, result.stderr) == (0, f"{newest}\n", "")


def test_the_python_asked_for_comes_first(machine: Machine) -> None:
    machine.marker.touch()
    machine.put_python("python3.13")
    own = machine.put_python("my-python")
    assert machine.run(PYTHON=own).stdout == f"{own}\n"


def test_an_old_python_is_passed_over(machine: Machine) -> None:
    machine.marker.touch()
    machine.put_python("python3.13", is_new=False)
    right = machine.put_python("python3")
    assert machine.run().stdout == f"{right}\n"


def test_without_any_the_command_is_printed(machine: Machine) -> None:
    machine.put_python("python3", is_new=False)
    result = machine.run()
    assert (result.returncode, result.stdout) == (1, "")
    assert "    sudo apt-get install python3 python3-venv\n" in result.stderr


def test_without_ensurepip_the_package_of_that_python_is_named(machine: Machine) -> None:
    machine.put_python("python3.12")
    machine.put_apt("exit 1")
    result = machine.run()
    assert (result.returncode, result.stdout) == (1, "")
    assert "    sudo apt-get install python3.12-venv\n" in result.stderr
    assert not machine.log.exists()


def test_as_root_the_package_is_installed(as_root: Machine) -> None:
    python = as_root.put_python("python3.12")
    as_root.put_apt(f'touch "{as_root.marker}"')
    result = as_root.run()
    assert (result.returncode, result.stdout) == (0, f"{python}\n")
    calls = as_root.log.read_text(encoding="utf-8").splitlines()
    assert calls == ["update -qq", "install -y -qq --no-install-recommends python3.12-venv"]


def test_as_root_where_installing_fails_the_command_is_printed(as_root: Machine) -> None:
    as_root.put_python("python3.12")
    as_root.put_apt("exit 100")
    result = as_root.run()
    assert result.returncode == 1
    assert "    sudo apt-get install python3.12-venv\n" in result.stderr


def test_as_root_a_machine_without_python_gets_one(as_root: Machine) -> None:
    as_root.marker.touch()
    hidden = as_root.put_python("hidden")
    as_root.put("cp", f'#!/bin/sh\nexec {shutil.which("cp")} "$@"\n')
    as_root.put_apt(f'cp "{hidden}" "{as_root.folder}/python3"')
    assert as_root.run().stdout == f"{as_root.folder}/python3\n"


@pytest.mark.skipif(not os.access("/bin/sh", os.X_OK), reason="needs /bin/sh")
def test_this_machine_is_ready() -> None:
    path = subprocess.run([SCRIPT], capture_output=True, text=True, check=True).stdout.strip()
    assert Path(path).is_file()
