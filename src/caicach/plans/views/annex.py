"""A plan's annex with results, as a file or asked for."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.plans import selectors
from caicach.plans.constants import ASSIGNED
from caicach.plans.exports import Annex, annex_docx, annex_of, annex_xlsx
from caicach.plans.exports.form import AnnexForm
from caicach.plans.pages.annex import annex_page
from caicach.web.downloads import DOCX, XLSX, attachment
from caicach.web.errors import WrongState
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["annex"]

# Format in the address -> (writer, type of the answer).
WRITERS: dict[str, tuple[Callable[[Annex], bytes], str]] = {
    "docx": (annex_docx, DOCX),
    "xlsx": (annex_xlsx, XLSX),
}


@require_safe
def annex(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out the annex in the format asked for; without one, offer what to choose."""
    plan = selectors.plan_for(request.actor, uid)
    if plan.state not in ASSIGNED:
        raise WrongState(_("Phụ lục kết quả chỉ có khi kế hoạch đã giao việc và không bị thu hồi."))
    form = AnnexForm(request.GET or None, plan=plan, actor=request.actor)
    if not form.is_valid() or not form.cleaned_data["format"]:
        return page(request, "plans/annex.html", annex_page(plan, form), status=422 if form.errors else 200)
    ending = form.cleaned_data["format"]
    made = annex_of(plan, actor=request.actor, filters=form.filters(), now=request.now, today=request.today)
    return _file(made, ending)


def _file(made: Annex, ending: str) -> HttpResponse:
    write, media_type = WRITERS[ending]
    return attachment(write(made), name=made.file_name(ending), media_type=media_type)
