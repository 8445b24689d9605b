"""Which objects the addresses of figures are asked with, where it is not the commune's return."""

from typing import Any

from caicach.figures.imports.bringing import paste_bring, table_bring
from caicach.figures.models import Correction
from figures_cast import FiguresCast

__all__ = ["figures_objects"]

_OF_WHOLE = (
    "whole",
    "whole-all",
    "whole-cell",
    "whole-changes",
    "whole-finish",
    "whole-matrix",
    "whole-merge",
    "whole-preview",
    "whole-section",
    "whole-unfinish",
    "whole-unmerge",
)


def figures_objects(figures: FiguresCast) -> dict[str, dict[str, Any]]:
    """Let the commune's officer paste a figure that waits, and bring a table of another system."""
    actor, now = figures.cast.commune_officer.actor, figures.cast.now
    pasted = paste_bring(figures.commune, "1.1.1\t4", start="", actor=actor, now=now)
    table = "Mã;Kết quả;Ngày\nHS1;Đúng hạn;05/01/2026\nHS2;Quá hạn;06/01/2026\n".encode()
    brought = table_bring(table, name="ho-so.csv", actor=actor, now=now, sheet=figures.commune)
    assert brought.recipe is not None
    return {
        **{name: {"uid": pasted.uid} for name in ("figures:intake", "figures:intake-drop")},
        "figures:recipe": {"uid": brought.uid},
        "figures:recipe-forget": {"uid": brought.recipe.uid},
        **{name: {"uid": figures.period.uid, "ending": "csv"} for name in ("figures:period", "figures:period-data")},
        **{f"figures:{name}": {"uid": figures.period.uid, "section": "steer"} for name in _OF_WHOLE},
        "figures:correction": {"uid": _correction(figures).uid},
    }


def _correction(figures: FiguresCast) -> Correction:
    """Let a slip of the commune wait for a decision."""
    cells = '[{"line": "steer.docs", "members": "", "old": "", "new": "5"}]'
    return Correction.objects.create(
        sheet=figures.commune, number=1, reason="Thiếu năm văn bản", cells=cells, asked_at=figures.cast.now
    )
