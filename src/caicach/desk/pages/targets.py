"""The targets that a plan sets, as its reading found them; what was reached is for the figures to say."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caicach.ui.notation import NO_BREAK, number_text
from vanban.language.targets.units import UNITS

if TYPE_CHECKING:
    from caicach.plans.models import Plan

__all__ = ["TargetLine", "targets_of"]

_KEPT = 64  # plans whose targets stay in memory
_known: dict[UUID, tuple["TargetLine", ...]] = {}


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target of a plan."""

    subject: str
    text: str  # the plan's own words around the number
    comparator: str
    value: Decimal | None
    unit: str
    horizon_year: int | None  # None: the plan's own year
    scope: str  # the plan's words: "bình quân cả tỉnh"

    @property
    def mark(self) -> str:
        """What is to be reached, in words: "ít nhất 98 %"."""
        if self.value is None:
            return _("hoàn thành")
        amount = f"{number_text(self.value)}{NO_BREAK}{self.unit}".strip(NO_BREAK)
        pattern = _patterns().get(self.comparator, "%(amount)s")
        return pattern % {"amount": amount}


def targets_of(plan: "Plan") -> tuple[TargetLine, ...]:
    """Return the targets of a plan; read once, since a reading is never edited."""
    if plan.uid not in _known:
        if len(_known) >= _KEPT:
            _known.clear()
        _known[plan.uid] = tuple(_line(row) for row in json.loads(plan.reading).get("targets", []))
    return _known[plan.uid]


def _line(row: Mapping[str, Any]) -> TargetLine:
    unit = row.get("unit") or ""
    value = row.get("value")
    return TargetLine(
        subject=capfirst(row.get("subject") or row["text"]),
        text=row["text"],
        comparator=row["comparator"],
        value=None if value is None else Decimal(str(value)),
        unit=unit if unit == "%" else UNITS.get(unit, ("",))[0],
        horizon_year=row.get("horizon_year"),
        scope=row.get("scope") or "",
    )


def _patterns() -> dict[str, str]:
    return {
        ">=": _("ít nhất %(amount)s"),
        ">": _("trên %(amount)s"),
        "<=": _("không quá %(amount)s"),
        "<": _("dưới %(amount)s"),
        "=": _("đạt %(amount)s"),
        "top": _("trong nhóm đầu: %(amount)s"),
        "increase_by": _("tăng %(amount)s"),
        "decrease_by": _("giảm %(amount)s"),
        "exists": _("có %(amount)s"),
    }
