"""What the tests of the house itself look at: sources, templates, imports."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["APPS", "ROOT", "SRC", "Import", "imports_of", "python_files", "templates", "tree"]

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src"

# From the highest to the lowest; the same order stands in pyproject.toml, where import-linter holds it.
APPS = (
    "config", "demo", "api", "desk", "meetings", "scoring", "reports", "figures", "plans", "notices", "obligations",
    "doctor", "documents", "sheets", "people", "calendars", "agencies", "accounts", "mail", "files", "audit", "jobs",
    "ui", "web",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module of ``caicach``: where it is imported, and whether only for annotations."""

    path: Path
    line: int
    app: str  # that imports
    module: str  # "caicach.agencies.selectors"
    is_for_types: bool  # under `if TYPE_CHECKING`


def python_files(*folders: str) -> list[Path]:
    """Return the hand-written modules of the folders (no migrations), sorted."""
    return sorted(
        path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts
    )


def templates() -> list[Path]:
    """Return all templates, sorted."""
    return sorted(SRC.rglob("templates/**/*.html"))


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports_of(path: Path) -> Iterator[Import]:
    """Yield every import of ``caicach`` in one of its modules; ``from caicach.x import y`` is ``caicach.x.y``."""
    app = path.relative_to(SRC / "caicach").parts[0]
    for node, is_for_types in _walk(tree(path), is_for_types=False):
        for module in _modules(node):
            if module.startswith("caicach."):
                yield Import(path.relative_to(ROOT), node.lineno, app, module, is_for_types)


def _walk(node: ast.AST, *, is_for_types: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, is_for_types
        guarded = isinstance(child, ast.If) and ast.unparse(child.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")
        yield from _walk(child, is_for_types=is_for_types or guarded)


def _modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    parts = (node.module or "").split(".")
    if len(parts) == 2:  # from caicach.agencies import selectors
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return [node.module or ""]
