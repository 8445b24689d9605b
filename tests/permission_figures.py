"""Which objects the addresses of figures are asked with, where it is not the commune's return."""

import json
from datetime import date
from typing import Any

from caicach.figures.imports.bringing import paste_bring, table_bring
from caicach.figures.mapping import form_of
from caicach.figures.models import Correction, Period, Publication
from caicach.figures.selectors.doubts import Doubt
from caicach.figures.services.form_drafts import NewVersion, form_copy
from figures_cast import FiguresCast

__all__ = ["figures_objects", "published_objects"]

# A line with its parts, one without a figure, one that is chosen: everything that a public page shows.
_PUBLISHED = (
    ("steer.docs", "", "12", 5, 6),
    ("dossier.received", "channel_in=online,tier=commune", "8803", 5, 6),
    ("dossier.received", "", "8803", 5, 6),
    ("money.spent", "", "@none_yet", 5, 6),
    ("steer.plan", "", "yes", 5, 6),
)
_OF_PERIOD = ("lock", "period", "period-data", "period-decide", "publish", "unpublish")

_OF_WHOLE = (
    "whole",
    "whole-all",
    "whole-cell",
    "whole-changes",
    "whole-explain",
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
        **{f"figures:{name}": {"uid": figures.period.uid, "ending": "csv"} for name in _OF_PERIOD},
        **{f"figures:{name}": {"uid": figures.period.uid, "section": "steer"} for name in _OF_WHOLE},
        "figures:correction": {"uid": _correction(figures).uid},
        **_form_objects(figures),
    }


def _form_objects(figures: FiguresCast) -> dict[str, dict[str, Any]]:
    """Let the standing body keep a draft of the form with a point to look at."""
    cast = figures.cast
    new = NewVersion("2027.1", date(2027, 1, 1), "Công văn số 9", doubts=(Doubt("FD002", "Dòng không có số."),))
    draft = form_copy(figures.form, new, actor=cast.standing_officer.actor, owner_id=cast.province.pk, now=cast.now)
    changed = ("form-changes", "form-doubt", "form-drop", "form-publish", "form-text", "line-new", "rule-new")
    rule = form_of(draft).rules[0].key
    return {
        **{f"figures:{name}": {"uid": draft.uid, "number": 0} for name in changed},
        **{f"figures:{name}": {"uid": draft.uid, "key": "steer.docs"} for name in ("line", "line-move", "line-remove")},
        **{f"figures:{name}": {"uid": draft.uid, "key": rule} for name in ("rule", "rule-remove")},
        **{f"figures:form{name}": {"uid": figures.form.uid} for name in ("", "-copy", "-file", "-switch", "-trial")},
    }


def _correction(figures: FiguresCast) -> Correction:
    """Let a slip of the commune wait for a decision."""
    cells = '[{"line": "steer.docs", "members": "", "old": "", "new": "5"}]'
    return Correction.objects.create(
        sheet=figures.commune, number=1, reason="Thiếu năm văn bản", cells=cells, asked_at=figures.cast.now
    )


def published_objects(figures: FiguresCast) -> dict[str, Any]:
    """Let the quarter be public, as of a period that was closed, published and opened again."""
    period, now = figures.period, figures.cast.now
    Publication.objects.create(period=period, number=1, cells=json.dumps(_PUBLISHED), received=5, expected=6, at=now)
    Period.objects.filter(pk=period.pk).update(published_at=now)
    return {"uid": period.uid, "ending": "csv"}
