"""Versions of forms: reading, beginning, changing as text, trying, publishing."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.agencies.selectors import names_of
from caicach.figures import access
from caicach.figures.forms.definition import AnnexForm, NewVersionForm, SwitchForm, TextForm
from caicach.figures.imports.annexes import annex_begin
from caicach.figures.mapping import extra_keys, form_of
from caicach.figures.pages.versions import ChangesPage, FormPage, TrialPage, VersionPage, VersionsPage
from caicach.figures.selectors.versions import (
    bases_for,
    is_free,
    may_change,
    periods_to_try,
    trial_of,
    version_for,
    version_lines,
)
from caicach.figures.services import form_drafts as services
from caicach.web.downloads import attachment
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest, whole_number
from reform.forms import differences
from vanban.writing import file_name

__all__ = [
    "annex",
    "changes",
    "copy",
    "doubt",
    "drop",
    "file",
    "listing",
    "publish",
    "switch",
    "text",
    "trial",
    "version",
]

_FORM = ["GET", "HEAD", "POST"]


@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """Show the versions within reach."""
    content = VersionsPage(version_lines(request.actor), may_add=bool(access.owner_ids(request.actor)))
    return page(request, "figures/versions/list.html", content)


@require_safe
def version(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show one version with all its lines and rules."""
    found = version_for(request.actor, uid)
    form = form_of(found)
    has_optional = any(line.is_optional for line in form.lines)
    content = VersionPage.of(
        found,
        may_change=may_change(request.actor, found),
        may_copy=bool(access.owner_ids(request.actor)),
        switches=SwitchForm(form_of=form, initial={"lines": sorted(extra_keys(found))}) if has_optional else None,
        is_free=is_free(found),
    )
    return page(request, "figures/versions/version.html", content)


@require_safe
def file(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out the definition."""
    found = version_for(request.actor, uid)
    name = file_name(found.form_key, found.version, ending="yaml")
    return attachment(found.definition.encode(), name=name, media_type="application/yaml")


@require_http_methods(_FORM)
def copy(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Begin the next version."""
    base = version_for(request.actor, uid)
    bodies = _bodies(request)
    form = NewVersionForm(request.POST if request.method == "POST" else None, bodies=bodies)
    if form.is_valid():
        owner_id = form.cleaned_data["body"]
        try:
            draft = services.form_copy(base, form.new(), actor=request.actor, owner_id=owner_id, now=request.now)
        except BadInput as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, "figures:form", uid=draft.uid)
    lead = _("Bản soạn lấy mọi dòng và quy tắc của phiên bản %(version)s.") % {"version": base.version}
    return _form(request, FormPage.of(base, form, title=_("Soạn phiên bản mới"), lead=lead, button=_("Bắt đầu soạn")))


@require_http_methods(_FORM)
def annex(request: ActorRequest) -> HttpResponse:
    """Make the draft of a form of a blank annex."""
    bodies = _bodies(request)
    bases = [(str(one.uid), f"{one.title} {one.version}") for one in bases_for(request.actor)]
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AnnexForm(*sent, bodies=bodies, bases=bases)
    if form.is_valid():
        values = form.cleaned_data
        base = version_for(request.actor, UUID(values["base"])) if values["base"] else None
        try:
            draft = annex_begin(
                values["file"], form.new(), actor=request.actor, owner_id=values["body"], now=request.now, base=base,
                key=values["key"],
            )  # fmt: skip
        except BadInput as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("Đã đọc phụ lục. Xem từng điểm cần xem, rồi thử và ban hành."))
            return done(request, "figures:form", uid=draft.uid)
    lead = _("Chương trình đọc các dòng, đề nghị loại, công thức và mã cũ; bạn xem từng điểm rồi mới ban hành.")
    title = _("Lập biểu từ phụ lục mẫu")
    return _form(request, FormPage.of(None, form, title=title, lead=lead, button=_("Đọc phụ lục"), has_file=True))


@require_http_methods(_FORM)
def text(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Change the whole definition as text."""
    draft = version_for(request.actor, uid, draft=True)
    access.require(request.actor, "open", draft.owner_id or 0)
    initial = {"text": draft.definition, "revision": draft.revision}
    form = TextForm(request.POST if request.method == "POST" else None, initial=initial)
    problems: tuple[str, ...] = ()
    if form.is_valid():
        values = form.cleaned_data
        try:
            services.form_write(
                draft, values["text"], actor=request.actor, revision=values["revision"], now=request.now
            )
        except services.BadForm as refusal:
            problems = refusal.problems
            form.add_error("text", _("Định nghĩa chưa dùng được; chưa có gì được lưu. Xem danh sách bên dưới."))
        except BadInput as refusal:
            form.add_error("text", str(refusal))
        else:
            return done(request, "figures:form", uid=draft.uid)
    return _form(request, FormPage.of(draft, form, title=_("Sửa định nghĩa dạng văn bản"), problems=problems))


@require_safe
def changes(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what is otherwise than in the version before."""
    found = version_for(request.actor, uid)
    if found.based_on is None:
        raise Http404
    told = differences(form_of(found.based_on), form_of(found))
    return page(request, "figures/versions/changes.html", ChangesPage.of(found, told))


@require_safe
def trial(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Try a version on the returns of a period."""
    found = version_for(request.actor, uid)
    periods = periods_to_try(request.actor, found)
    asked = request.GET.get("ky", "")
    chosen = next((one for one in periods if str(one.uid) == asked), periods[0] if periods else None)
    made = trial_of(request.actor, found, chosen) if chosen else None
    return page(request, "figures/versions/trial.html", TrialPage.of(found, periods, made))


@require_POST
def switch(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Switch optional lines on and off."""
    found = version_for(request.actor, uid)
    form = SwitchForm(request.POST, form_of=form_of(found))
    keys = form.cleaned_data["lines"] if form.is_valid() else ["?"]
    services.form_lines_switch(found, keys, actor=request.actor, now=request.now)
    messages.success(request, _("Đã lưu các dòng bổ sung."))
    return done(request, "figures:form", uid=uid)


@require_POST
def doubt(request: ActorRequest, uid: UUID, number: int) -> HttpResponse:
    """Say that one point was looked at."""
    draft = version_for(request.actor, uid, draft=True)
    services.doubt_settle(draft, number, actor=request.actor, now=request.now)
    return done(request, "figures:form", uid=uid)


@require_POST
def publish(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Publish a draft."""
    draft = version_for(request.actor, uid, draft=True)
    revision = whole_number(request.POST.get("revision", "")) or 0
    services.form_publish(draft, actor=request.actor, revision=revision, now=request.now)
    messages.success(request, _("Đã ban hành. Kỳ mở từ ngày áp dụng dùng phiên bản này."))
    return done(request, "figures:form", uid=uid)


@require_POST
def drop(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Let a draft go."""
    draft = version_for(request.actor, uid, draft=True)
    services.form_drop(draft, actor=request.actor, now=request.now)
    messages.success(request, _("Đã bỏ bản soạn."))
    return done(request, "figures:forms")


def _bodies(request: ActorRequest) -> list[tuple[int, str]]:
    """Return the bodies that the person keeps forms for.

    Raises:
        NotAllowed: none.
    """
    ids = access.owner_ids(request.actor)
    access.require(request.actor, "open", ids[0] if ids else 0)
    return list(names_of(ids).items())


def _form(request: ActorRequest, content: FormPage) -> HttpResponse:
    return page(request, "figures/versions/form.html", content, status=422 if content.form.is_bound else 200)
