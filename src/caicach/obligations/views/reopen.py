"""What was accepted is open again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caicach.obligations import selectors, services
from caicach.obligations.forms import ReopenForm
from caicach.obligations.pages.parts.reopen import reopen_part
from caicach.obligations.views.detail import show_refused
from caicach.web.errors import BadInput
from caicach.web.pages import done
from caicach.web.requests import ActorRequest

__all__ = ["reopen"]


@require_POST
def reopen(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Give back what was accepted, with the reason."""
    one = selectors.obligation_for(request.actor, uid, action="reopen")
    form = ReopenForm(request.POST, auto_id="mo-lai-%s")
    if form.is_valid():
        try:
            services.obligation_reopen(one, actor=request.actor, now=request.now, **form.cleaned_data)
        except BadInput as error:
            form.add_error("reason", str(error))
        else:
            words = _("Đã mở lại; %(agency)s phải nộp lại.") % {"agency": one.agency.current_name}
            messages.success(request, words)
            return done(request, "obligations:detail", uid=uid)
    facts = selectors.facts_of(one, actor=request.actor)
    return show_refused(request, uid, reopen_part(facts, request.actor, request.today, form=form))
