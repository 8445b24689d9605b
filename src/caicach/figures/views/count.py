"""Counting what the program can count, when a person asks for it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caicach.figures import selectors
from caicach.figures.services.count import figures_count
from caicach.ui.notation import number_text
from caicach.web.pages import done
from caicach.web.requests import ActorRequest

__all__ = ["count"]


@require_POST
def count(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Fill the cells that the registers know, and say how many changed."""
    sheet = selectors.return_for(request.actor, uid)
    saved = figures_count(sheet, actor=request.actor, now=request.now)
    if saved.changed:
        messages.success(request, _("Đã lấy %(count)s số từ các sổ.") % {"count": number_text(len(saved.changed))})
    else:
        messages.info(request, _("Các sổ không có số mới cho biểu này."))
    return done(request, "figures:entry", uid=uid)
