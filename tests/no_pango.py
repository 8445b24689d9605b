"""Machines on which the printer of PDF cannot be loaded: a real one, where tests are left out, and a pretended one."""

import sys
from collections.abc import Sequence
from ctypes.util import find_library
from importlib.abc import MetaPathFinder
from types import ModuleType

import pytest

__all__ = ["needs_pango", "without_pango"]

needs_pango = pytest.mark.skipif(
    not (find_library("pangoft2-1.0") and find_library("harfbuzz-subset")),
    reason="libpangoft2-1.0-0 or libharfbuzz-subset0 is not installed; see tools/system-packages",
)


class _Refusing(MetaPathFinder):
    """Fails as WeasyPrint does when it opens the system's libraries."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


def without_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Pango be missing for the rest of a test."""
    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint" or name.endswith("pdf.printing")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [_Refusing(), *sys.meta_path])
