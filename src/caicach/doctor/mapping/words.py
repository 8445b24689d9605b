"""Words of findings: their weight, their place, the headline."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.doctor.mapping.result import Found

__all__ = ["SEVERITY_TONES", "fix_words", "headline", "severity_words", "where_words"]

_LONGEST_FIX = 40  # letters that a button can show
SEVERITY_TONES = {"error": "", "warning": "find__n--warn", "advice": "find__n--tip"}  # of the number of a finding


def severity_words(severity: str) -> str:
    """Return the name of a weight."""
    return {"error": _("Lỗi"), "warning": _("Cảnh báo")}.get(severity, _("Góp ý"))


def headline(found: Sequence[Found]) -> str:
    """Return how much there is to look at: "5 lỗi, 3 cảnh báo, 2 góp ý trước khi ký"."""
    errors, warnings, advice = (
        sum(one.severity == severity for one in found) for severity in ("error", "warning", "advice")
    )
    counted = (
        (errors, ngettext("%(count)d lỗi", "%(count)d lỗi", errors)),
        (warnings, ngettext("%(count)d cảnh báo", "%(count)d cảnh báo", warnings)),
        (advice, ngettext("%(count)d góp ý", "%(count)d góp ý", advice)),
    )
    said = ", ".join(words % {"count": count} for count, words in counted if count)
    return _("%(counts)s trước khi ký") % {"counts": said} if said else _("Không thấy lỗi nào")


def fix_words(edits: Sequence[Mapping[str, Any]]) -> str:
    """Return what accepting ``edits`` does, for a button: "Sửa thành 30/11/2027"."""
    new = {edit["new"] for edit in edits}
    if len(new) > 1 or max(map(len, new)) > _LONGEST_FIX:
        return _("Sửa như gợi ý")
    words = {"old": edits[0]["old"], "new": new.pop(), "count": len(edits)}
    if not words["new"]:
        return _("Bỏ chỗ này")
    if len(edits) > 1:
        return _("Sửa cả %(count)d chỗ thành “%(new)s”") % words
    is_plain = any(char.isdigit() for char in words["new"])  # a date or a number needs no quotation marks
    return (_("Sửa thành %(new)s") if is_plain else _("Sửa thành “%(new)s”")) % words


def where_words(places: Sequence[Mapping[str, Any]]) -> str:
    """Return the places of a finding, each once: "trang 1, mục II.1"; several are divided by semicolons."""
    said = dict.fromkeys(filter(None, map(_one, places[:4])))
    return "; ".join(said) + ("…" if len(places) > 4 else "")


def _one(place: Mapping[str, Any]) -> str:
    parts = [
        _("trang %(number)s") % {"number": place["page"]} if place.get("page") else "",
        _("mục %(number)s") % {"number": place["section"]} if place.get("section") else "",
        (_("Phụ lục %(number)s") % {"number": place["annex"]}).strip() if "annex" in place else "",
        _("dòng %(number)s") % {"number": place["row"]} if place.get("row") else "",
        _("cột %(name)s") % {"name": place["column"]} if place.get("column") else "",
    ]
    return ", ".join(filter(None, parts))
