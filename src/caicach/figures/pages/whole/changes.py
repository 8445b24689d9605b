"""What changed in the whole, and what would change: old, new, and the bodies whose figures are behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.figures.mapping import figure_of_text
from caicach.figures.models import Correction, WholeRun
from caicach.figures.pages.entry.shown import Shown, change_text, shown_of
from caicach.figures.pages.whole.frame import (
    Banner,
    address,
    banner_of,
    cell_address,
    crumbs_of,
    kicker_of,
    tabs_of,
)
from caicach.figures.selectors.causes import Causes
from caicach.figures.selectors.whole import Added, Difference
from caicach.figures.selectors.whole_view import WholeView
from caicach.ui.notation import moment_text, number_text
from caicach.ui.values import Link
from reform.forms.figures import Figure
from reform.forms.tree import Cell

__all__ = ["ChangesPage", "PreviewPage", "changes_page", "preview_page"]

_MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One figure that is another."""

    number: str
    label: str
    url: str
    old: Shown
    new: Shown
    change: str
    causes: str  # names of bodies


@dataclass(frozen=True, slots=True)
class RunLink:
    """A run, to look at what it changed."""

    label: str
    note: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class SlipLink:
    """A correction slip that was approved meanwhile."""

    label: str
    reason: str
    url: str
    note: str  # by whom, when


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What changed between two runs."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    tabs: tuple[Link, ...]
    banner: Banner | None  # that figures moved and nobody added up again
    runs: tuple[RunLink, ...]
    slips: tuple[SlipLink, ...]
    lines: tuple[ChangeLine, ...]
    came: str  # bodies that came into the sum
    went: str


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What adding up now would change."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    lines: tuple[ChangeLine, ...]
    came: str
    went: str
    url: str
    with_submitted: bool
    waiting: int  # handed in, not taken in
    needs_reason: bool
    error: str
    reason: str
    back: str


def changes_page(
    view: WholeView,
    runs: Sequence[WholeRun],
    run: WholeRun | None,
    changed: Mapping[Cell, tuple[str, str]],
    causes: Causes,
    *,
    corrections: int,
    slips: Sequence[Correction] = (),
) -> ChangesPage:
    """Return what ``run`` changed; without it what changed since the latest. ``slips``: approved in that time."""
    rows = view.printed.by_cell()
    figures = {
        cell: (figure_of_text(old, rows[cell].line), figure_of_text(new, rows[cell].line))
        for cell, (old, new) in changed.items()
        if cell in rows
    }
    return ChangesPage(
        title=_title(len(figures), run),
        kicker=kicker_of(view),
        lead=run.reason if run is not None else _("Các thay đổi sau lần tổng hợp gần nhất."),
        crumbs=crumbs_of(view.whole, Link(_("Thay đổi"))),
        tabs=tabs_of(view, "changes", corrections=corrections),
        banner=banner_of(view) if run is None and view.whole.stale_since is not None else None,
        slips=tuple(map(_slip_link, slips)),
        runs=tuple(_run_link(view, one, run) for one in runs),
        lines=_lines(view, figures, causes),
        came=_names(causes.came),
        went=_names(causes.went),
    )


def preview_page(
    view: WholeView,
    added: Added,
    difference: Difference,
    causes: Causes,
    *,
    with_submitted: bool,
    error: str = "",
    reason: str = "",
) -> PreviewPage:
    """Return what adding up now would change."""
    return PreviewPage(
        title=_preview_title(len(difference.figures)),
        kicker=kicker_of(view),
        lead=_("%(counted)s trong %(owed)s đơn vị được tính. Chưa có gì thay đổi cho đến khi bạn tổng hợp.")
        % {"counted": number_text(len(added.below.counted)), "owed": number_text(len(added.below.owed))},
        crumbs=crumbs_of(view.whole, Link(_("Tổng hợp"))),
        lines=_lines(view, difference.figures, causes),
        came=_names(causes.came),
        went=_names(causes.went),
        url=address(view.whole, "whole-preview"),
        with_submitted=with_submitted,
        waiting=view.waiting,
        needs_reason=view.is_locked,
        error=error,
        reason=reason,
        back=address(view.whole),
    )


def _slip_link(one: Correction) -> SlipLink:
    who = one.decided_by.full_name if one.decided_by is not None else _("hệ thống")
    words = {"number": number_text(one.number), "agency": one.sheet.agency.current_name}
    return SlipLink(
        label=_("Phiếu số %(number)s, %(agency)s") % words,
        reason=one.reason,
        url=reverse("figures:correction", args=[one.uid]),
        note=_("%(who)s duyệt, %(at)s") % {"who": who, "at": moment_text(one.decided_at)} if one.decided_at else who,
    )


def _title(count: int, run: WholeRun | None) -> str:
    number = {"count": number_text(count), "run": number_text(run.number) if run is not None else ""}
    if run is None:
        return _("%(count)s số đổi sau lần tổng hợp gần nhất") % number
    return _("Lần %(run)s: %(count)s số thay đổi") % number


def _preview_title(count: int) -> str:
    if not count:
        return _("Tổng hợp lại không làm đổi số nào")
    words = ngettext("Tổng hợp lại sẽ đổi %(count)s số", "Tổng hợp lại sẽ đổi %(count)s số", count)
    return words % {"count": number_text(count)}


def _run_link(view: WholeView, run: WholeRun, current: WholeRun | None) -> RunLink:
    base = address(view.whole, "whole-changes")
    note = _("%(received)s/%(expected)s đơn vị, %(changed)s số đổi") % {
        "received": number_text(run.received),
        "expected": number_text(run.expected),
        "changed": number_text(run.changed_count),
    }
    label = _("Lần %(number)s, %(at)s") % {"number": number_text(run.number), "at": moment_text(run.at)}
    return RunLink(label, note, f"{base}?lan={run.number}", current is not None and current.pk == run.pk)


def _lines(
    view: WholeView, figures: Mapping[Cell, tuple[Figure | None, Figure | None]], causes: Causes
) -> tuple[ChangeLine, ...]:
    """Return the lines in printed order; a member carries the label of its line."""
    form, made = view.printed.form, []
    above = ""
    for row in view.printed.rows:
        above = row.label if row.depth == 0 else above
        if row.cell not in figures:
            continue
        old, new = figures[row.cell]
        made.append(
            ChangeLine(
                number=row.number,
                label=row.label if row.depth == 0 else f"{above}: {row.label}",
                url=cell_address(view.whole, row.cell),
                old=shown_of(old, row.line, form),
                new=shown_of(new, row.line, form),
                change=change_text(new, old, row.line),
                causes=_names(causes.of(row.cell)),
            )
        )
    return tuple(made)


def _names(names: Iterable[str]) -> str:
    every = list(names)
    if len(every) <= _MOST_NAMES:
        return ", ".join(every)
    more = {"names": ", ".join(every[:_MOST_NAMES]), "count": number_text(len(every) - _MOST_NAMES)}
    return _("%(names)s và %(count)s đơn vị nữa") % more
