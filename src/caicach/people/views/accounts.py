"""Accounts: one, many from a list, a new code, closed and opened."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.people import access, exports, imports, selectors, services
from caicach.people.forms import AccountForm, SheetForm
from caicach.people.mapping.columns import find_heading, lines_below
from caicach.people.mapping.lines import AccountLine
from caicach.people.pages.importing import (
    AccountPage,
    PreviewPage,
    SheetPage,
    SlipsPage,
    lines_carried,
    missing_words,
    steps,
)
from caicach.web import workbooks
from caicach.web.downloads import XLSX, attachment
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["code_issue", "create", "disable", "enable", "import_confirm", "import_sample", "import_sheet"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    """Make one account; show its slip, once."""
    access.require(access.can_manage_somewhere(request.actor))
    form = AccountForm(request.POST if request.method == "POST" else None, roles=access.givable_roles(request.actor))
    if form.is_valid():
        (checked,) = selectors.lines_checked((form.line(),), actor=request.actor, on=request.today)
        if checked.fate is selectors.LineFate.NEW:
            return _import((form.line(),), request, is_import=False)
        _tell(form, checked)
    return page(request, "people/create.html", AccountPage(form), status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def import_sheet(request: ActorRequest) -> HttpResponse:
    """Take a list of accounts and show what it would make; nothing is stored."""
    access.require(access.can_manage_somewhere(request.actor))
    is_sent = request.method == "POST"
    form = SheetForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_valid():
        try:
            lines = _lines(form.cleaned_data["file"].read(workbooks.MAX_BYTES + 1))
        except BadInput as error:
            form.add_error("file", str(error))
        else:
            checked = selectors.lines_checked(lines, actor=request.actor, on=request.today)
            return page(request, "people/preview.html", PreviewPage.of(checked, actor=request.actor))
    return page(request, "people/import.html", SheetPage(form, steps(0)), status=422 if form.is_bound else 200)


@require_safe
def import_sample(request: ActorRequest) -> HttpResponse:
    """Hand out an empty list with the headings and two examples."""
    access.require(access.can_manage_somewhere(request.actor))
    return attachment(exports.sample_sheet(), name="danh-sach-tai-khoan.xlsx", media_type=XLSX)


@never_cache
@require_POST
def import_confirm(request: ActorRequest) -> HttpResponse:
    """Make the accounts of a list that was looked over; show their slips, once."""
    access.require(access.can_manage_somewhere(request.actor))
    lines = lines_carried(request.POST.get("lines", ""), actor=request.actor)
    return _import(lines, request, is_import=True)


@never_cache
@require_POST
def code_issue(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Give a person a new one-time code; show its slip, once."""
    rows = selectors.person_to_manage(request.actor, uid, on=request.today)
    slip = services.code_issue(rows.user, actor=request.actor, now=request.now, today=request.today)
    content = SlipsPage.of((slip,), site=_site(request), is_import=False)
    return page(request, "people/slips.html", content)


@require_POST
def disable(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Close a person's account."""
    rows = selectors.person_to_manage(request.actor, uid, on=request.today)
    services.person_disable(rows.user, actor=request.actor, now=request.now, today=request.today)
    messages.success(request, _("Đã khóa tài khoản. Mọi phiên đăng nhập của người này đã hết."))
    return done(request, "people:detail", uid=uid)


@require_POST
def enable(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Open a person's account again."""
    rows = selectors.person_to_manage(request.actor, uid, on=request.today)
    services.person_enable(rows.user, actor=request.actor, now=request.now, today=request.today)
    messages.success(request, _("Đã mở khóa tài khoản."))
    return done(request, "people:detail", uid=uid)


def _lines(data: bytes) -> tuple[AccountLine, ...]:
    """Return the people of a sheet."""
    rows = imports.read_sheet(data)
    heading = find_heading(rows)
    if heading.missing:
        raise BadInput(missing_words(heading))
    lines = lines_below(rows, heading)
    if not lines:
        raise BadInput(_("Dưới dòng tiêu đề không có người nào."))
    return lines


def _import(lines: tuple[AccountLine, ...], request: ActorRequest, *, is_import: bool) -> HttpResponse:
    slips, left_out = services.people_import(lines, actor=request.actor, now=request.now, today=request.today)
    return page(request, "people/slips.html", SlipsPage.of(slips, left_out, site=_site(request), is_import=is_import))


def _site(request: ActorRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _tell(form: AccountForm, checked: selectors.CheckedLine) -> None:
    """Put what is wrong with the one line on the form."""
    if checked.fate is selectors.LineFate.THERE:
        form.add_error(None, _("Người này đã có tài khoản ở cơ quan đó."))
    for problem in checked.problems:
        form.add_error(None if checked.agency_id else "agency", problem)
    if checked.candidates:
        form.add_error("agency", _("Có phải: %(names)s?") % {"names": "; ".join(checked.candidates)})
