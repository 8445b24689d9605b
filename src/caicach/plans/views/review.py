"""The review of a plan, row by row."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.plans import selectors, services
from caicach.plans.forms import SettleForm
from caicach.plans.pages.people import offers_for
from caicach.plans.pages.review import OptionsPage
from caicach.plans.pages.rows import Rank
from caicach.plans.views.moved import told_in_words
from caicach.plans.views.rows import RowView
from caicach.ui.notation import number_text
from caicach.web.pages import page
from caicach.web.requests import ActorRequest, whole_number

__all__ = ["accept", "agencies", "overview", "row", "settle", "suggestion"]


@require_safe
@told_in_words
def overview(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Go to the row where the review begins, or goes on."""
    return redirect("plans:row", uid=uid, position=RowView(request, uid).rows.first())


@require_http_methods(["GET", "HEAD", "POST"])
@told_in_words
def row(request: ActorRequest, uid: UUID, position: int) -> HttpResponse:
    """Show or correct one row."""
    view = RowView(request, uid, position)
    form = view.form(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return view.page(form)
    if not form.is_valid():
        return view.page(form, status=422)
    version = form.cleaned_data["version"]
    edit = view.edit(form)
    try:
        services.deliverable_edit(view.deliverable, actor=request.actor, edit=edit, now=request.now, version=version)
    except services.StaleRow as refusal:
        view.say_stale(form)
        return view.page(form, status=409, stale=str(refusal))
    messages.success(request, _("Đã lưu dòng %(number)s.") % {"number": view.number})
    return redirect("plans:row", uid=uid, position=RowView(request, uid).rows.following(position))


@require_POST
@told_in_words
def accept(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take a row, or all sure rows of its area, as they were read, and go on."""
    view = RowView(request, uid, _position(request))
    is_area = request.POST.get("scope") == "area"
    line = view.rows.at(view.position)
    if line.rank is Rank.OPEN and not is_area:
        messages.error(
            request, _("Dòng %(number)s còn chỗ chưa rõ. Xử lý xong rồi chấp nhận.") % {"number": view.number}
        )
        return redirect("plans:row", uid=uid, position=view.position)
    chosen = view.rows.sure_of_area(view.position) if is_area else (line,)
    try:
        services.rows_accept(
            view.plan,
            actor=request.actor,
            deliverable_ids=[one.deliverable.pk for one in chosen],
            now=request.now,
            version="" if is_area else request.POST.get("version", ""),
        )
    except services.StaleRow as refusal:
        messages.error(request, f"{refusal} {_('Xem lại rồi chấp nhận.')}")
        return redirect("plans:row", uid=uid, position=view.position)
    after = RowView(request, uid).rows
    messages.success(request, _accepted(len(chosen), view.number, after.seen, len(after.lines)))
    return redirect("plans:row", uid=uid, position=after.following(view.position))


def _accepted(count: int, number: str, seen: int, total: int) -> str:
    progress = _("%(seen)s/%(total)s đã xem.") % {"seen": number_text(seen), "total": number_text(total)}
    if count == 1:
        return _("Đã chấp nhận dòng %(number)s.") % {"number": number} + f" {progress}"
    said = ngettext("Đã chấp nhận %(count)s dòng.", "Đã chấp nhận %(count)s dòng.", count)
    return said % {"count": number_text(count)} + f" {progress}"


@require_POST
@told_in_words
def suggestion(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Write a suggested word into its field, as a person asked."""
    view = RowView(request, uid, _position(request))
    doubt = view.doubt(request.POST.get("suggestion", ""))
    back = redirect("plans:row", uid=uid, position=view.position)
    if doubt is None or not doubt.fields:
        messages.error(request, _("Gợi ý này không còn khớp với dòng. Xem lại rồi sửa trong ô."))
        return back
    edit, version = view.edit_with(doubt.fields), request.POST.get("version", "")
    try:
        services.deliverable_edit(
            view.deliverable, actor=request.actor, edit=edit, now=request.now, version=version, is_seen=False
        )
    except services.StaleRow as refusal:
        again = _("Xem lại rồi chọn gợi ý lần nữa.")
        messages.error(request, f"{refusal} {again}")
        return back
    words = {"raw": doubt.raw, "suggested": doubt.suggested, "number": view.number}
    messages.success(request, _("Đã sửa “%(raw)s” thành “%(suggested)s” ở dòng %(number)s.") % words)
    return back


@require_POST
@told_in_words
def settle(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Say whom a phrase means."""
    plan = selectors.plan_to_review(request.actor, uid)
    position = _position(request)
    form = SettleForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("plans:row", uid=uid, position=position)
    count = services.phrase_settle(
        plan,
        actor=request.actor,
        phrase=form.cleaned_data["phrase"],
        choice=form.cleaned_data["choice"],
        is_remembered=form.cleaned_data["is_remembered"],
        now=request.now,
    )
    words = ngettext("Đã xử lý %(count)s chỗ.", "Đã xử lý %(count)s chỗ.", count) % {"count": count}
    messages.success(request, words)
    return redirect("plans:row", uid=uid, position=position)


@require_safe
@told_in_words
def agencies(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the bodies and groups that fit what was typed, as options of a picker."""
    plan = selectors.plan_to_review(request.actor, uid)
    resolver = selectors.resolver_of(plan)
    query = request.GET.get("q", "").strip()[:200]
    found = selectors.bodies_named(resolver, query)
    offers = offers_for(resolver, query, request.GET.get("cum-tu", "").strip()[:1000], found)
    return page(request, "plans/_options.html", OptionsPage(offers))


def _position(request: ActorRequest) -> int:
    return whole_number(request.POST.get("position", "")) or 1
