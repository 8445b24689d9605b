"""A machine on which the printer of PDF cannot be loaded."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType

import pytest

__all__ = ["without_pango"]


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
