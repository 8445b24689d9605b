"""Words and shades that all pages of ranks share."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.figures.selectors import LEVEL_WORDS
from caicach.scoring.models import ResultIssue
from caicach.ui.notation import date_text, decimal_text, number_text
from reform.index import CriteriaSet, Grade

__all__ = [
    "SHADES",
    "decision_words",
    "grade_place",
    "grades_sentence",
    "kind_title",
    "kind_words",
    "plain",
    "raised",
    "shade_legend",
    "shade_of",
    "shown_name",
]

# From how many per cent of an area on a cell has which shade, the darkest first.
SHADES = ((Decimal(95), "v5"), (Decimal(88), "v4"), (Decimal(80), "v3"), (Decimal(70), "v2"), (Decimal(0), "v1"))
_DOTS = ("", "grade--tot", "grade--kha")
_REST = "grade--tb"
_COLUMNS = ("c5", "c4", "c3")
_DEPARTMENT, _COMMUNE = "department", "commune"


def kind_title(kind: str, count: int) -> str:
    """Return how many agencies of a kind there are: "60 xã, phường"."""
    words = {"count": number_text(count)}
    if kind == _DEPARTMENT:
        return ngettext("%(count)s cơ quan cấp tỉnh", "%(count)s cơ quan cấp tỉnh", count) % words
    if kind == _COMMUNE:
        return ngettext("%(count)s xã, phường", "%(count)s xã, phường", count) % words
    return f"{number_text(count)} {kind_words(kind)}"


def kind_words(kind: str) -> str:
    """Return the name of a kind within a sentence: "cấp xã"."""
    if kind == _DEPARTMENT:
        return _("cấp tỉnh")
    if kind == _COMMUNE:
        return _("cấp xã")
    return str(LEVEL_WORDS.get(kind, kind))


def shade_of(percent: Decimal | None) -> str:
    """Return the shade of a cell; none of what does not apply."""
    return "" if percent is None else next(shade for least, shade in SHADES if percent >= least)


def shade_legend() -> tuple[tuple[str, str], ...]:
    """Return what the shades mean, the lightest first: (shade, words)."""
    words = []
    above: Decimal | None = None
    for least, shade in SHADES:
        bounds = {"low": decimal_text(least, 0), "high": decimal_text(above, 0) if above is not None else ""}
        if above is None:
            words.append((shade, _("từ %(low)s") % bounds))
        elif least:
            words.append((shade, _("%(low)s đến dưới %(high)s") % bounds))
        else:
            words.append((shade, _("dưới %(high)s") % bounds))
        above = least
    return tuple(reversed(words))


def grade_place(criteria: CriteriaSet, key: str) -> tuple[str, str]:
    """Return how a grade looks: (class of its dot, class of its column), by its place among the grades."""
    place = next((at for at, grade in enumerate(criteria.grades) if grade.key == key), len(_DOTS))
    return (_DOTS[place], _COLUMNS[place]) if place < len(_DOTS) else (_REST, "c1")


def grades_sentence(grades: Sequence[Grade]) -> str:
    """Return from what on which grade is given: "Xuất sắc từ 90, Tốt từ 80 đến dưới 90, Yếu dưới 50"."""
    return ", ".join(_grade_words(grades))


def _grade_words(grades: Sequence[Grade]) -> Iterator[str]:
    above: Grade | None = None
    for grade in grades:
        words = {
            "label": grade.label,
            "low": plain(grade.from_percent),
            "high": plain(above.from_percent) if above else "",
            "least": plain(grade.area_least_percent) if grade.area_least_percent is not None else "",
        }
        if above is None:
            said = _("%(label)s từ %(low)s") % words
        elif grade.from_percent:
            said = _("%(label)s từ %(low)s đến dưới %(high)s") % words
        else:
            said = _("%(label)s dưới %(high)s") % words
        least = _("và không lĩnh vực nào dưới %(least)s") % words
        yield f"{said} {least}" if words["least"] else said
        above = grade


def decision_words(issue: ResultIssue) -> str:
    """Return a decision with its day and who issued it: "Quyết định số 86/QĐ-UBND ngày 15/01/2026 của …"."""
    if issue.decided_on is None:
        return _("quyết định chưa ban hành")
    issuer = issue.document.issuer_name if issue.document is not None else issue.round.owner.current_name
    words = {"number": issue.decision_number, "day": date_text(issue.decided_on), "issuer": issuer}
    return _("Quyết định số %(number)s ngày %(day)s của %(issuer)s") % words


def plain(value: Decimal) -> str:
    """Return a number as short as it can be written: 90, 97,5."""
    return decimal_text(value).rstrip("0").rstrip(",") if value % 1 else decimal_text(value, 0)


def shown_name(name: str) -> str:
    """Return an agency as results name it: of a people's committee its place, "xã Suối Nhạn"."""
    return name.removeprefix("UBND ").removeprefix("Ủy ban nhân dân ")


def raised(text: str) -> str:
    """Return ``text`` with a capital at its front."""
    return text[:1].upper() + text[1:]
