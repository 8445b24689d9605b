"""Lines that bodies added for themselves: the list, taking them into a form, no longer using one."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caicach.reports import selectors, services
from caicach.reports.pages.own_lines import OwnLinesPage
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest, whole_number

__all__ = ["listing", "switch", "take"]


@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """Show the lines within reach."""
    return page(request, "reports/own_lines.html", OwnLinesPage.of(selectors.kept_lines(request.actor)))


@require_POST
def take(request: ActorRequest) -> HttpResponse:
    """Take one line, or those that were chosen, into the next version of their form."""
    one = request.POST.get("line", "")
    wanted = {whole_number(text) for text in ([one] if one else request.POST.getlist("chon"))}
    lines = selectors.kept_lines(request.actor)
    chosen = [line for line in lines if line.row.pk in wanted]
    try:
        taken = services.own_lines_take(chosen, actor=request.actor, now=request.now, today=request.today)
    except BadInput as error:
        return page(request, "reports/own_lines.html", OwnLinesPage.of(lines, error=str(error)), status=422)
    messages.success(request, taken.sentence)
    return done(request, "reports:own-lines")


@require_POST
def switch(request: ActorRequest, pk: int) -> HttpResponse:
    """Let a line stand in no new report, or in reports again."""
    line = selectors.kept_line_for(request.actor, pk).row
    is_active = request.POST.get("is_active") == "1"
    services.own_line_switch(line, is_active=is_active, actor=request.actor, now=request.now)
    said = _("Dùng lại “%(label)s”.") if is_active else _("Thôi dùng “%(label)s” trong báo cáo mới; số cũ vẫn giữ.")
    messages.success(request, said % {"label": line.label})
    return done(request, "reports:own-lines")
