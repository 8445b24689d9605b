"""The whole of a period: looking at it, down to what each body gave; adding it up, merging its sections, closing it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.figures import access, services
from caicach.figures.pages.whole import (
    CellBelow,
    cell_page,
    changes_page,
    matrix_page,
    overview_page,
    preview_page,
    section_page,
)
from caicach.figures.pages.whole.frame import address
from caicach.figures.pages.whole.matrix import wanted_units
from caicach.figures.pages.whole.notes import Refused, place_of
from caicach.figures.selectors import changes_of
from caicach.figures.selectors.causes import Causes, causes_of
from caicach.figures.selectors.corrections import approved_between
from caicach.figures.selectors.drill import explained_below, parts_of_cell, parts_of_lines
from caicach.figures.selectors.proofs import proofs_below
from caicach.figures.selectors.sums import Below
from caicach.figures.selectors.whole import (
    added_up,
    changed_between,
    difference_of,
    runs_of,
    sources_of,
    standing_of,
    whole_for,
)
from caicach.figures.selectors.whole_view import (
    WholeView,
    cell_in,
    revisions_of,
    section_in,
    section_of_cell,
    waiting_corrections,
    whole_view,
)
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = [
    "all_sections",
    "cell",
    "changes",
    "explain",
    "finish",
    "matrix",
    "merge",
    "overview",
    "preview",
    "section",
    "unfinish",
    "unmerge",
]


@require_safe
def overview(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show how far the whole is."""
    return _overview(request, whole_view(request.actor, uid))


def _overview(request: ActorRequest, view: WholeView, refused: Refused | None = None) -> HttpResponse:
    below = explained_below(view.whole.period, {one.cell.key for one in view.state.findings})
    waiting = waiting_corrections(view.whole)
    content = overview_page(view, today=request.today, corrections=waiting, below=below, refused=refused)
    return page(request, "figures/whole/overview.html", content, status=422 if refused else 200)


@require_safe
def section(request: ActorRequest, uid: UUID, section: str) -> HttpResponse:
    """Show one section."""
    return _section(request, whole_view(request.actor, uid), section)


def _section(request: ActorRequest, view: WholeView, key: str, refused: Refused | None = None) -> HttpResponse:
    shown = section_in(view, key)
    explained = explained_below(view.whole.period, {row.line.key for row in shown.rows})
    content = section_page(view, [shown], explained, refused=refused)
    return page(request, "figures/whole/section.html", content, status=422 if refused else 200)


@require_safe
def all_sections(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show every section on one page, for paper."""
    view = whole_view(request.actor, uid)
    explained = explained_below(view.whole.period, {row.line.key for row in view.printed.rows})
    content = section_page(view, view.printed.sections, explained, is_all=True)
    return page(request, "figures/whole/section.html", content)


@require_safe
def cell(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what one figure is made of."""
    view = whole_view(request.actor, uid)
    row = cell_in(view, request.GET.get("dong", ""), request.GET.get("o", ""))
    parts = parts_of_cell(view.whole, view.units, row.cell)
    history = changes_of(view.whole, cell=row.cell, limit=20)
    key = section_of_cell(view, row.cell)
    below = CellBelow(parts, proofs_below(request.actor, view.whole, parts))
    content = cell_page(view, row, below, history, section_key=key, today=request.today)
    return page(request, "figures/whole/cell.html", content)


@require_safe
def matrix(request: ActorRequest, uid: UUID, section: str) -> HttpResponse:
    """Show the bodies side by side for one section."""
    view = whole_view(request.actor, uid)
    shown = section_in(view, section)
    units, is_comparison = wanted_units(view.units, request.GET)
    keys = list(dict.fromkeys(row.line.key for row in shown.rows))
    parts = parts_of_lines(view.whole, units, keys)
    content = matrix_page(view, shown, units, parts, query=request.GET, is_comparison=is_comparison)
    return page(request, "figures/whole/matrix.html", content)


@require_safe
def changes(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what a run changed; without one, what changed since the latest."""
    view = whole_view(request.actor, uid)
    runs = runs_of(view.whole)
    run = next((one for one in runs if str(one.number) == request.GET.get("lan")), None)
    before = runs[0] if run is None and runs else next((one for one in runs if run and one.number < run.number), None)
    after = view.revisions if run is None else sources_of(run)
    causes = causes_of(
        view.whole, view.units, sources_of(before), after,
        since=before.at if before else None, until=run.at if run else None, levels=view.below.levels,
    )  # fmt: skip
    changed = changed_between(view.whole, before, run)
    slips = approved_between(view.whole, before.at if before else None, run.at if run else None)
    waiting = waiting_corrections(view.whole)
    content = changes_page(view, runs, run, changed, causes, corrections=waiting, slips=slips)
    return page(request, "figures/whole/changes.html", content)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what adding up would change; by POST add up."""
    view = whole_view(request.actor, uid)
    access.require(request.actor, "consolidate", view.whole.period)
    with_submitted = (request.POST or request.GET).get("ca-ban-da-gui") == "1"
    reason, error = request.POST.get("reason", ""), ""
    if request.method == "POST":
        try:
            made = services.consolidate(
                view.whole.period, actor=request.actor, now=request.now, with_submitted=with_submitted, reason=reason
            )
        except BadInput as refusal:
            error = str(refusal)
        else:
            messages.success(request, _consolidated(len(made.changed)))
            return done(request, "figures:whole", uid=uid)
    return _preview(request, view, with_submitted=with_submitted, error=error, reason=reason)


def _preview(request: ActorRequest, view: WholeView, *, with_submitted: bool, error: str, reason: str) -> HttpResponse:
    added = added_up(view.whole, view.units, with_submitted=with_submitted)
    difference = difference_of(standing_of(view.stored), added.sums)
    content = preview_page(
        view, added, difference, _causes_now(view, added.below), with_submitted=with_submitted, error=error,
        reason=reason,
    )  # fmt: skip
    return page(request, "figures/whole/preview.html", content, status=422 if error else 200)


def _causes_now(view: WholeView, below: Below) -> Causes:
    since = view.run.at if view.run is not None else None
    return causes_of(
        view.whole, view.units, sources_of(view.run), revisions_of(below), since=since, levels=view.below.levels
    )


def _consolidated(count: int) -> str:
    if not count:
        return _("Đã tổng hợp; không có số nào thay đổi.")
    words = ngettext("Đã tổng hợp; %(count)s số thay đổi.", "Đã tổng hợp; %(count)s số thay đổi.", count)
    return words % {"count": number_text(count)}


@require_POST
def merge(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Merge the chosen sections."""
    whole = whole_for(request.actor, uid)
    fresh = services.sections_merge(whole, request.POST.getlist("phan"), actor=request.actor, now=request.now)
    words = ngettext("Đã ghép %(count)s phần.", "Đã ghép %(count)s phần.", len(fresh))
    messages.success(request, words % {"count": number_text(len(fresh))})
    return done(request, "figures:whole", uid=uid)


@require_POST
def explain(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Keep why a finding of the whole stands all the same; a blank text takes the explanation back."""
    view = whole_view(request.actor, uid)
    access.require(request.actor, "merge", view.whole)
    key, _sign, members = request.POST.get("cell", "").partition("[")
    if not key:
        raise BadInput(_("Không rõ ô nào. Tải lại trang rồi làm lại."))
    about, is_listed = cell_in(view, key, members.removesuffix("]")).cell, request.POST.get("ve") == "tong-quan"
    rule, text = request.POST.get("rule", ""), request.POST.get("text", "")
    try:
        services.explain(view.whole, rule=rule, cell=about, text=text, actor=request.actor, now=request.now)
    except BadInput as refusal:
        refused = Refused(rule, about, text, str(refusal))
        if not any((one.rule, one.cell) == (rule, about) for one in view.state.findings):
            messages.error(request, str(refusal))  # there is no field any more that it could stand under
        if is_listed:
            return _overview(request, view, refused)
        return _section(request, view, section_of_cell(view, about), refused)
    messages.success(request, _("Đã ghi giải trình.") if text.strip() else _("Đã bỏ giải trình."))
    if is_listed:
        return HttpResponseRedirect(f"{address(view.whole)}#h-chua-khop")
    base = address(view.whole, "whole-section", section=section_of_cell(view, about))
    return HttpResponseRedirect(f"{base}#{place_of(view, about)}")


@require_POST
def unmerge(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Open a merged section again."""
    whole = whole_for(request.actor, uid)
    services.sections_unmerge(whole, request.POST.getlist("phan"), actor=request.actor, now=request.now)
    messages.success(request, _("Đã mở lại phần này."))
    return done(request, "figures:whole", uid=uid)


@require_POST
def finish(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Close the whole."""
    services.whole_finish(whole_for(request.actor, uid), actor=request.actor, now=request.now)
    messages.success(request, _("Đã chốt số liệu tổng hợp. Bản số liệu nào đổi sau đây sẽ được báo, không tự cộng."))
    return done(request, "figures:whole", uid=uid)


@require_POST
def unfinish(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Open a closed whole again."""
    whole = whole_for(request.actor, uid)
    services.whole_unfinish(whole, actor=request.actor, reason=request.POST.get("reason", ""), now=request.now)
    messages.success(request, _("Đã mở lại số liệu tổng hợp; các số lại theo bản số liệu của đơn vị."))
    return done(request, "figures:whole", uid=uid)
