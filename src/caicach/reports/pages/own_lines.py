"""Lines that bodies added for themselves, with where each stands by now."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.reports.selectors import KeptLine
from caicach.ui.notation import number_text
from caicach.ui.values import Link

__all__ = ["OwnLinesPage"]


@dataclass(frozen=True, slots=True)
class OwnLineShown:
    """One line."""

    pk: int
    label: str
    unit: str
    agency: str
    values: str  # "quý I năm 2026: 23; quý IV năm 2025: 20"
    state: str
    tone: str
    version: Link  # of the form that has it
    writer: str  # who writes the draft that has it
    is_active: bool
    may_take: bool
    switch_url: str  # empty where the reader does not write for the body


@dataclass(frozen=True, slots=True)
class OwnLinesPage:
    """All lines within reach."""

    title: str
    crumbs: tuple[Link, ...]
    lines: tuple[OwnLineShown, ...]
    may_take: bool
    take_url: str
    error: str

    @classmethod
    def of(cls, lines: Sequence[KeptLine], *, error: str = "") -> "OwnLinesPage":
        """Return the page; ``error`` is why nothing was taken."""
        shown = tuple(map(_line, lines))
        title = _("Chỉ tiêu bổ sung")
        return cls(
            title=title,
            crumbs=(Link(_("Báo cáo"), reverse("reports:list")), Link(title)),
            lines=shown,
            may_take=any(one.may_take for one in shown),
            take_url=reverse("reports:own-lines-take"),
            error=error,
        )


def _line(one: KeptLine) -> OwnLineShown:
    state, tone = _state(one)
    place = one.place
    return OwnLineShown(
        pk=one.row.pk,
        label=one.row.label,
        unit="%" if one.row.is_rate else one.row.unit,
        agency=one.row.agency.current_name,
        values="; ".join(f"{period}: {number_text(value)}" for period, value in one.values),
        state=state,
        tone=tone,
        version=Link(place.version, reverse("figures:form", args=[place.uid])) if place else Link(""),
        writer=place.by if place and place.is_draft else "",
        is_active=one.row.is_active,
        may_take=one.may_take and place is None and one.row.is_active,
        switch_url=reverse("reports:own-line-switch", args=[one.row.pk]) if one.may_switch and place is None else "",
    )


def _state(one: KeptLine) -> tuple[str, str]:
    if one.place is not None and one.place.is_draft:
        return _("trong bản soạn"), "warn"
    if one.place is not None:
        return _("đã là dòng của biểu"), "ok"
    return (_("chỉ có trong báo cáo"), "") if one.row.is_active else (_("thôi dùng"), "line")
