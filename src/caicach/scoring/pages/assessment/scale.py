"""Where a value lies on the linear scale of a sub-criterion, as a small drawing and in words."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.ui.notation import decimal_text
from reform.index import ScoringKind, SubCriterion, points_of

__all__ = ["Scale", "scale_of"]

_LEFT, _WIDTH = 20, 600  # of the bar, in the units of the drawing
_ROOM = 150  # of a label beside another


@dataclass(frozen=True, slots=True)
class Scale:
    """The drawing: places are texts, since an attribute takes no local notation."""

    width: str  # of the part that is reached
    at: str  # where the value lies
    label_at: str
    label_anchor: str  # "start", "middle", "end"
    value: str
    earlier_at: str  # empty: no value of last year
    earlier_label_at: str
    earlier: str
    low: str
    high: str
    words: str  # the same, for those who do not see the drawing


def scale_of(leaf: SubCriterion, text: str, earlier: str, year: int, digits: int) -> Scale | None:
    """Return the scale with the value ``text`` and last year's ``earlier``; None of what is no line, or not known."""
    rule = leaf.rule
    if rule.kind is not ScoringKind.SPAN or not text or rule.low is None or rule.high is None:
        return None
    value, low, high = Decimal(text), rule.low, rule.high
    share = _share(value, low, high)
    now = _said(value, rule.unit)
    said = {
        "low": _said(low, rule.unit), "high": _said(high, rule.unit), "now": now, "most": decimal_text(leaf.points),
        "points": decimal_text(points_of(leaf, value, digits)),
    }  # fmt: skip
    before = _share(Decimal(earlier), low, high) if earlier else None
    return Scale(
        width=_place(share, start=0),
        at=_place(share),
        label_at=_place(share),
        label_anchor=_anchor(share),
        value=now,
        earlier_at="" if before is None else _place(before),
        earlier_label_at="" if before is None else _place(before),
        earlier=_before(earlier, rule.unit, year),
        low=_("%(low)s: 0 điểm") % said,
        high=_("%(high)s: %(most)s điểm") % said,
        words=_("%(low)s được 0 điểm, %(high)s được %(most)s điểm; đạt %(now)s, tức %(points)s điểm.") % said,
    )


def _before(earlier: str, unit: str, year: int) -> str:
    words = {"year": str(year - 1), "value": _said(Decimal(earlier), unit)} if earlier else {}
    return _("năm %(year)s: %(value)s") % words if words else ""


def _share(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    return min(max((value - low) / (high - low), Decimal(0)), Decimal(1))


def _place(share: Decimal, start: int = _LEFT) -> str:
    return str(round(start + share * _WIDTH))


def _anchor(share: Decimal) -> str:
    if share * _WIDTH < _ROOM:
        return "start"
    return "end" if share * _WIDTH > _WIDTH - _ROOM / 2 else "middle"


def _said(value: Decimal, unit: str) -> str:
    text = decimal_text(value).rstrip("0").rstrip(",") if value % 1 else decimal_text(value, 0)
    return f"{text} {unit}".strip()
