"""Criteria sets: reading, beginning a draft, publishing."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.agencies.selectors import names_of
from caicach.scoring import access
from caicach.scoring.exports.sets import set_workbook
from caicach.scoring.forms.sets import AnnexForm, CopyForm
from caicach.scoring.imports.set_annexes import SetAnnex, annex_begin
from caicach.scoring.pages.sets.changes import ChangesPage
from caicach.scoring.pages.sets.editing import FormPage
from caicach.scoring.pages.sets.reading import AREA_QUERY, SetPage, SetsPage, problem_lines
from caicach.scoring.selectors.sets import bases_for, draft_for, may_keep, opened_set, set_for, set_lines
from caicach.scoring.services import sets as services
from caicach.web.downloads import XLSX, attachment
from caicach.web.errors import BadInput, NotAllowed
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest, whole_number
from reform.index import Purpose
from vanban.writing import file_name

__all__ = ["annex", "changes", "copy", "doubt", "drop", "file", "listing", "one_set", "publish", "retire", "workbook"]

_FORM = ["GET", "HEAD", "POST"]
_TEMPLATE = "scoring/sets/form.html"


@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """Show the versions within reach."""
    content = SetsPage.of(set_lines(request.actor), may_add=bool(access.owner_ids(request.actor)))
    return page(request, "scoring/sets/list.html", content)


@require_safe
def one_set(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show one version with its tree, or one of its areas."""
    return _shown(request, uid)


def _shown(request: ActorRequest, uid: UUID, *, refused: tuple[str, ...] = ()) -> HttpResponse:
    version = set_for(request.actor, uid)
    opened = opened_set(version)
    asked = request.GET.get(AREA_QUERY, "")
    content = SetPage.of(
        opened,
        area_key=asked if asked in {area.key for area in opened.one.areas} else "",
        may_change=may_keep(request.actor, version),
        may_copy=bool(access.owner_ids(request.actor)),
    )
    content = replace(content, refused=refused)
    return page(request, "scoring/sets/set.html", content, status=422 if refused else 200)


@require_safe
def file(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out the definition."""
    found = set_for(request.actor, uid)
    name = file_name(found.set_key, found.version, ending="yaml")
    return attachment(found.definition.encode(), name=name, media_type="application/yaml")


@require_safe
def workbook(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out a version as a workbook; that of a draft comes back."""
    found = set_for(request.actor, uid)
    data = set_workbook(found, opened_set(found).one, written_at=found.published_at or found.created_at)
    return attachment(data, name=file_name(found.set_key, found.version, ending="xlsx"), media_type=XLSX)


@require_safe
def changes(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what is otherwise than in last year's version."""
    opened = opened_set(set_for(request.actor, uid))
    if opened.before is None:
        raise Http404
    return page(request, "scoring/sets/changes.html", ChangesPage.of(opened.version, opened.before, opened.one))


@require_http_methods(_FORM)
def copy(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Begin the next version."""
    base = set_for(request.actor, uid)
    initial = {"year": base.year + 1, "version": f"{base.year + 1}.1"}
    sent = request.POST if request.method == "POST" else None
    form = CopyForm(sent, bodies=_bodies(request), initial=initial)
    if form.is_valid():
        owner_id = form.cleaned_data["body"]
        try:
            draft = services.set_copy(base, form.new(), actor=request.actor, owner_id=owner_id, now=request.now)
        except BadInput as refusal:
            form.add_error("version", str(refusal))
        else:
            messages.success(request, _("Đã chép bộ tiêu chí. Sửa từng phần rồi ban hành."))
            return done(request, "scoring:set", uid=draft.uid)
    lead = _("Bản soạn lấy mọi tiêu chí của “%(title)s”, mỗi tiêu chí nối với chính nó của năm trước.")
    content = FormPage.of(
        base, form, title=_("Soạn phiên bản mới"), lead=lead % {"title": base.title}, button=_("Bắt đầu soạn")
    )
    return page(request, _TEMPLATE, content, status=422 if form.is_bound else 200)


@require_http_methods(_FORM)
def annex(request: ActorRequest) -> HttpResponse:
    """Make the draft of a set of the annex of a decision."""
    bodies = _bodies(request)
    bases = [(str(one.uid), f"{one.title} {one.version}") for one in bases_for(request.actor)]
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AnnexForm(*sent, bodies=bodies, bases=bases, initial={"year": request.today.year + 1})
    if form.is_valid():
        try:
            draft = annex_begin(
                form.cleaned_data["file"], _annex(request, form), actor=request.actor,
                owner_id=form.cleaned_data["body"], now=request.now,
            )  # fmt: skip
        except BadInput as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("Đã đọc phụ lục. Xem từng điểm cần xem, sửa rồi ban hành."))
            return done(request, "scoring:set", uid=draft.uid)
    lead = _("Chương trình đọc các tiêu chí, điểm và cách tính điểm; bạn xem từng điểm rồi mới ban hành.")
    title = _("Lập bộ tiêu chí từ phụ lục")
    content = FormPage.of(None, form, title=title, lead=lead, button=_("Đọc phụ lục"), has_file=True)
    return page(request, _TEMPLATE, content, status=422 if form.is_bound else 200)


@require_POST
def doubt(request: ActorRequest, uid: UUID, number: int) -> HttpResponse:
    """Say that one point was looked at."""
    services.set_doubt_settle(draft_for(request.actor, uid), number, actor=request.actor, now=request.now)
    return done(request, "scoring:set", uid=uid)


@require_POST
def publish(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Publish a draft; what keeps it from that is told on its page."""
    draft = draft_for(request.actor, uid)
    revision = whole_number(request.POST.get("revision", "")) or 0
    try:
        services.set_publish(draft, actor=request.actor, revision=revision, now=request.now)
    except services.BadSet as refusal:
        return _shown(request, uid, refused=problem_lines(refusal.problems))
    except BadInput as refusal:
        return _shown(request, uid, refused=(str(refusal),))
    messages.success(request, _("Đã ban hành. Đợt chấm điểm của năm mở được với bộ này."))
    return done(request, "scoring:set", uid=uid)


@require_POST
def retire(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Let no further round be opened with a version."""
    services.set_retire(set_for(request.actor, uid), actor=request.actor, now=request.now)
    messages.success(request, _("Đã thôi dùng: đợt chấm mới không chọn được bộ này; đợt đã mở giữ nguyên."))
    return done(request, "scoring:set", uid=uid)


@require_POST
def drop(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Let a draft go."""
    services.set_drop(draft_for(request.actor, uid), actor=request.actor, now=request.now)
    messages.success(request, _("Đã bỏ bản soạn."))
    return done(request, "scoring:sets")


def _annex(request: ActorRequest, form: AnnexForm) -> SetAnnex:
    values = form.cleaned_data
    base = set_for(request.actor, UUID(values["base"])) if values["base"] else None
    return SetAnnex(
        new=replace(form.new(), base=base),
        key=values["key"],
        title=values["title"],
        purpose=Purpose(values["purpose"]),
        kinds=tuple(values["kinds"]),
    )


def _bodies(request: ActorRequest) -> list[tuple[int, str]]:
    """Return the bodies that the person keeps sets for.

    Raises:
        NotAllowed: none.
    """
    ids = access.owner_ids(request.actor)
    if not ids:
        raise NotAllowed(_("Chỉ cán bộ cơ quan thường trực soạn bộ tiêu chí."))
    return list(names_of(ids).items())
