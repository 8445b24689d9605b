"""The sheet to fill in elsewhere: handed out, taken back, shown, done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.obligations import selectors
from caicach.obligations.exports.sheets import sheet_file, sheet_name
from caicach.obligations.forms import FilterForm
from caicach.obligations.forms.sheets import SheetForm
from caicach.obligations.imports.sheets import MAX_BYTES, read_filled
from caicach.obligations.pages.sheets import SheetDiffPage, SheetLeftPage, SheetPage, entries_carried
from caicach.obligations.selectors.sheets import sheet_rows
from caicach.obligations.services.sheets import sheet_apply, sheet_checked
from caicach.ui.notation import number_text
from caicach.web.downloads import XLSX, attachment
from caicach.web.errors import BadInput
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["sheet_confirm", "sheet_in", "sheet_out"]


@require_safe
def sheet_out(request: ActorRequest) -> HttpResponse:
    """Hand out what the filters of the list find, as a sheet to fill in."""
    people = selectors.colleagues(request.actor, today=request.today)
    filters = FilterForm(request.GET, today=request.today, people=[(str(one.pk), "") for one in people]).filters()
    rows = sheet_rows(request.actor, filters, today=request.today)
    if rows is None:
        raise BadInput(_("Danh sách có hơn 2.000 nhiệm vụ. Lọc hẹp hơn rồi tải bảng điền."))
    return attachment(sheet_file(rows, today=request.today), name=sheet_name(request.today), media_type=XLSX)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_in(request: ActorRequest) -> HttpResponse:
    """Take a filled-in sheet and show what it would change; nothing is stored."""
    is_sent = request.method == "POST"
    form = SheetForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_valid():
        try:
            content = _diff(request, form.cleaned_data["file"].read(MAX_BYTES + 1))
        except BadInput as error:
            form.add_error("file", str(error))
        else:
            return page(request, "obligations/sheets_diff.html", content)
    return page(request, "obligations/sheets.html", SheetPage.of(form), status=422 if form.is_bound else 200)


@never_cache
@require_POST
def sheet_confirm(request: ActorRequest) -> HttpResponse:
    """Do what was shown, as far as it is still right; say what was left."""
    entries = entries_carried(request.POST.get("rows", ""), actor=request.actor)
    done, left = sheet_apply(entries, actor=request.actor, now=request.now, today=request.today)
    if left:
        return page(request, "obligations/sheets_left.html", SheetLeftPage.of(done, left))
    messages.success(request, _("Đã ghi %(count)s nhiệm vụ.") % {"count": number_text(done)})
    return redirect("obligations:list")


def _diff(request: ActorRequest, data: bytes) -> SheetDiffPage:
    read = read_filled(data, today=request.today)
    checked = sheet_checked(read.entries, actor=request.actor, today=request.today)
    return SheetDiffPage.of(checked, others=read.other_sheets, actor=request.actor)
