"""Lines and rules of the draft of a form."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caicach.figures import access
from caicach.figures.forms.definition import LineForm, RuleForm
from caicach.figures.mapping import form_of
from caicach.figures.pages.versions import FormPage
from caicach.figures.selectors.versions import DraftOpened, draft_for
from caicach.figures.services.form_drafts import form_change
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest, whole_number
from reform.forms import Form
from reform.forms.editing import put_line, put_rule, shifted, without_line, without_rule

__all__ = ["line", "line_move", "line_new", "line_remove", "rule", "rule_new", "rule_remove"]

_FORM = ["GET", "HEAD", "POST"]


@require_http_methods(_FORM)
def line_new(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Add a line."""
    return _line(request, uid, "")


@require_http_methods(_FORM)
def line(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Change a line."""
    return _line(request, uid, key)


@require_POST
def line_remove(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Take a line out."""
    return _changed(request, uid, lambda form: without_line(form, key))


@require_POST
def line_move(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Move a line up or down in its group."""
    steps = -1 if request.POST.get("huong") == "len" else 1
    return _changed(request, uid, lambda form: shifted(form, key, steps))


@require_http_methods(_FORM)
def rule_new(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Add a rule."""
    return _rule(request, uid, "")


@require_http_methods(_FORM)
def rule(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Change a rule."""
    return _rule(request, uid, key)


@require_POST
def rule_remove(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Take a rule out."""
    return _changed(request, uid, lambda form: without_rule(form, key))


def _opened(request: ActorRequest, uid: UUID) -> DraftOpened:
    opened = draft_for(request.actor, uid)
    access.require(request.actor, "open", opened.owner_id)
    return opened


def _changed(request: ActorRequest, uid: UUID, change: Callable[[Form], Form]) -> HttpResponse:
    opened = _opened(request, uid)
    revision = whole_number(request.POST.get("revision", "")) or opened.draft.revision
    form = change(form_of(opened.draft))
    form_change(opened.draft, form, actor=request.actor, revision=revision, now=request.now)
    return done(request, "figures:form", uid=uid)


def _line(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    opened = _opened(request, uid)
    whole = form_of(opened.draft)
    before = whole.by_key().get(key)
    if key and before is None:
        raise Http404
    initial = LineForm.initial_of(before, whole) if before else {}
    form = LineForm(
        request.POST if request.method == "POST" else None,
        form_of=whole,
        initial={**initial, "revision": opened.draft.revision},
    )

    def put() -> Form:
        return put_line(whole, form.line(before), group=form.cleaned_data["group"], before_key=key)

    title = _("Sửa dòng %(number)s") % {"number": before.number} if before else _("Thêm dòng")
    return _saved(request, opened, form, put, title)


def _rule(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    opened = _opened(request, uid)
    whole = form_of(opened.draft)
    before = next((one for one in whole.rules if one.key == key), None)
    if key and before is None:
        raise Http404
    initial = RuleForm.initial_of(before) if before else {}
    form = RuleForm(
        request.POST if request.method == "POST" else None,
        form_of=whole,
        initial={**initial, "revision": opened.draft.revision},
    )

    def put() -> Form:
        return put_rule(whole, form.rule(), before_key=key)

    title = _("Sửa quy tắc %(key)s") % {"key": key} if before else _("Thêm quy tắc")
    return _saved(request, opened, form, put, title)


def _saved(request: ActorRequest, opened: DraftOpened, form: Any, put: Callable[[], Form], title: str) -> HttpResponse:
    """Save what was filled in, or show it again with everything that keeps it from being used."""
    problems: tuple[str, ...] = ()
    if form.is_valid():
        try:
            form_change(
                opened.draft, put(), actor=request.actor, revision=form.cleaned_data["revision"], now=request.now
            )
        except BadInput as refusal:
            problems = tuple(getattr(refusal, "problems", (str(refusal),)))
            form.add_error(None, _("Chưa lưu được: biểu sẽ không còn khớp. Xem danh sách bên dưới."))
        else:
            return done(request, "figures:form", uid=opened.draft.uid)
    names = tuple((one.key, f"{one.number} {one.label}") for one in form_of(opened.draft).lines)
    content = FormPage.of(opened.draft, form, title=title, names=names, problems=problems)
    return page(request, "figures/versions/form.html", content, status=422 if form.is_bound else 200)
