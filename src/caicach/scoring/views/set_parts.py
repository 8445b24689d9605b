"""Parts of the draft of a criteria set: its head, areas, sub-criteria, links to last year, its workbook."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caicach.files import services as files
from caicach.scoring.forms.sets import AreasForm, HeadForm, HeadingForm, LeafForm, WorkbookForm, link_rows, typed_links
from caicach.scoring.imports.set_workbook import read_set_workbook
from caicach.scoring.pages.sets.editing import FormPage, LinksPage, PreviewPage, known_names
from caicach.scoring.pages.sets.reading import problem_lines
from caicach.scoring.selectors.sets import OpenedSet, draft_for, opened_set
from caicach.scoring.services.sets import set_change
from caicach.web.errors import BadInput, WrongState
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest, whole_number
from reform.definitions import Problem
from reform.index import (
    CriteriaSet,
    SetError,
    SetRow,
    added_heading,
    added_row,
    changed_row,
    followed_links,
    read_draft,
    rows_read,
    set_rows,
    shifted_row,
    without_row,
    write_set,
)

__all__ = [
    "areas",
    "head",
    "heading",
    "heading_new",
    "leaf",
    "leaf_move",
    "leaf_new",
    "leaf_remove",
    "links",
    "workbook_in",
    "workbook_take",
]

_FORM = ["GET", "HEAD", "POST"]
_TEMPLATE = "scoring/sets/form.html"


@require_http_methods(_FORM)
def head(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Change what a draft says of itself."""
    opened = _opened(request, uid)
    initial = HeadForm.initial_of(opened.one) | {"revision": opened.version.revision}
    form = HeadForm(_sent(request), initial=initial)
    return _saved(request, opened, form, lambda: form.changed(opened.one), title=_("Sửa thông tin chung"))


@require_http_methods(_FORM)
def areas(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Change what areas are called and who appraises each."""
    opened = _opened(request, uid)
    form = AreasForm(_sent(request), one=opened.one, initial={"revision": opened.version.revision})
    lead = _("Không ai thẩm định cơ quan của mình: phần đó tự chuyển lên cơ quan thường trực hoặc hội đồng.")
    title = _("Lĩnh vực và cơ quan thẩm định")
    return _saved(request, opened, form, lambda: form.changed(opened.one), title=title, lead=lead)


@require_http_methods(_FORM)
def leaf_new(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Add a sub-criterion."""
    opened = _opened(request, uid)
    initial = {"revision": opened.version.revision}
    form = LeafForm(_sent(request), places=LeafForm.places_of(opened.one), initial=initial)
    rows = set_rows(opened.one)

    def put() -> tuple[SetRow, ...]:
        return added_row(rows, form.cleaned_data["under"], form.cells())

    return _row_saved(request, opened, form, put, title=_("Thêm tiêu chí thành phần"))


@require_http_methods(_FORM)
def leaf(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Change a sub-criterion."""
    opened = _opened(request, uid)
    rows = set_rows(opened.one)
    row = next((row for row in rows if row.cells.get("key") == key and "kind" in row.cells), None)
    if row is None:
        raise Http404
    initial = LeafForm.initial_of(row) | {"revision": opened.version.revision}
    form = LeafForm(_sent(request), places=(), initial=initial)

    def put() -> tuple[SetRow, ...]:
        return changed_row(rows, key, form.cells())

    title = _("Sửa tiêu chí %(number)s") % {"number": row.cells.get("num", "")}
    return _row_saved(request, opened, form, put, title=title, lead=_("Mã: %(key)s") % {"key": key})


@require_http_methods(_FORM)
def heading_new(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Add an area, a criterion, a bonus or a penalty."""
    opened = _opened(request, uid)
    form = HeadingForm(_sent(request), one=opened.one, initial={"revision": opened.version.revision})

    def put() -> tuple[SetRow, ...]:
        return added_heading(set_rows(opened.one), form.made_rank, form.cleaned_data["under"], form.cells())

    return _row_saved(request, opened, form, put, title=_("Thêm lĩnh vực, tiêu chí, điểm thưởng, điểm trừ"))


@require_http_methods(_FORM)
def heading(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Change an area, a criterion, a bonus or a penalty."""
    opened = _opened(request, uid)
    rows = set_rows(opened.one)
    row = next((row for row in rows if row.cells.get("key") == key and "kind" not in row.cells), None)
    if row is None:
        raise Http404
    initial = HeadingForm.initial_of(row) | {"revision": opened.version.revision}
    form = HeadingForm(_sent(request), one=opened.one, row=row, initial=initial)

    def put() -> tuple[SetRow, ...]:
        kept = {name: row.cells[name] for name in ("appraiser",) if name in row.cells}
        return changed_row(rows, key, {**kept, **form.cells()})

    title = _("Sửa “%(label)s”") % {"label": str(row.cells.get("label", ""))[:80]}
    return _row_saved(request, opened, form, put, title=title, lead=_("Mã: %(key)s") % {"key": key})


@require_POST
def leaf_remove(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Take a sub-criterion out; what last year's links said of it is that nothing stands for it any more."""
    return _moved(request, uid, lambda rows: without_row(rows, key))


@require_POST
def leaf_move(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Move a sub-criterion up or down among those beside it."""
    steps = -1 if request.POST.get("huong") == "len" else 1
    return _moved(request, uid, lambda rows: shifted_row(rows, key, steps))


@require_http_methods(_FORM)
def links(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Say which sub-criterion of this year measures what one of last year did."""
    opened = _opened(request, uid)
    if opened.before is None:
        raise Http404
    if request.method != "POST":
        return page(request, "scoring/sets/links.html", LinksPage.of(opened, link_rows(opened.before, opened.one)))
    typed = typed_links(opened.before, opened.one, request.POST)
    refused = _("Chưa lưu: có dòng chưa đúng. Xem câu báo ở từng dòng.") if typed.has_problems else ""
    if not refused:
        revision = whole_number(request.POST.get("revision", "")) or 0
        made = replace(opened.one, previous=opened.before.version, links=typed.links)
        try:
            set_change(opened.version, made, actor=request.actor, revision=revision, now=request.now)
        except WrongState as stale:
            refused = str(stale)
        else:
            messages.success(request, _("Đã lưu đối chiếu với năm trước."))
            return done(request, "scoring:set", uid=uid)
    content = LinksPage.of(opened, typed.rows, refused=refused)
    return page(request, "scoring/sets/links.html", content, status=422)


@require_http_methods(_FORM)
def workbook_in(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take a workbook and show which cells it would change; nothing is saved yet."""
    opened = _opened(request, uid)
    form = WorkbookForm(*((request.POST, request.FILES) if request.method == "POST" else (None, None)))
    problems: tuple[Problem, ...] = ()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            data = files.without_secrets(file, name=file.name)
            read = read_set_workbook(data, name=file.name, draft=opened.version, base=opened.one)
        except BadInput as refusal:
            form.add_error("file", str(refusal))
        else:
            problems = (*read.unread, *read.problems)
            if not problems:
                made = _followed(opened, read.made)
                shown = PreviewPage.of(opened, made, write_set(made))
                return page(request, "scoring/sets/preview.html", shown)
            form.add_error("file", _("Bảng chưa dùng được; chưa có gì được lưu. Sửa các dòng dưới đây rồi nạp lại."))
    content = FormPage.of(
        opened.version, form, title=_("Nạp bảng XLSX đã sửa"), button=_("Xem sẽ đổi gì"), has_file=True,
        problems=problem_lines(problems),
    )  # fmt: skip
    return page(request, _TEMPLATE, content, status=422 if form.is_bound else 200)


@require_POST
def workbook_take(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take over what was shown of a workbook."""
    draft = draft_for(request.actor, uid)
    try:
        made, problems = read_draft(request.POST.get("text", ""))
    except SetError:
        problems = (Problem("IX001", "set"),)
    if problems:
        raise BadInput(_("Nội dung của bảng bị hỏng trên đường. Nạp lại bảng XLSX."))
    revision = whole_number(request.POST.get("revision", "")) or 0
    set_change(draft, made, actor=request.actor, revision=revision, now=request.now)
    messages.success(request, _("Đã lấy nội dung của bảng XLSX."))
    return done(request, "scoring:set", uid=uid)


def _opened(request: ActorRequest, uid: UUID) -> OpenedSet:
    return opened_set(draft_for(request.actor, uid))


def _sent(request: ActorRequest) -> Mapping[str, Any] | None:
    return request.POST if request.method == "POST" else None


def _followed(opened: OpenedSet, made: CriteriaSet) -> CriteriaSet:
    """Return ``made`` with its links to last year following what was changed."""
    return made if opened.before is None else followed_links(opened.before, opened.one, made)


def _moved(
    request: ActorRequest, uid: UUID, change: Callable[[tuple[SetRow, ...]], tuple[SetRow, ...]]
) -> HttpResponse:
    opened = _opened(request, uid)
    revision = whole_number(request.POST.get("revision", "")) or 0
    made = _followed(opened, rows_read(change(set_rows(opened.one)), opened.one).made)
    set_change(opened.version, made, actor=request.actor, revision=revision, now=request.now)
    return done(request, "scoring:set", uid=uid)


def _row_saved(
    request: ActorRequest,
    opened: OpenedSet,
    form: LeafForm | HeadingForm,
    put: Callable[[], tuple[SetRow, ...]],
    **words: str,
) -> HttpResponse:
    """Save a row; cells that say nothing which can be kept are told at their fields first."""
    made = opened.one
    if form.is_valid():
        read = rows_read(put(), opened.one)
        form.tell(read.unread)
        made = _followed(opened, read.made)
    names = known_names(opened) if isinstance(form, LeafForm) else ()
    return _saved(request, opened, form, lambda: made, names=names, **words)


def _saved(
    request: ActorRequest, opened: OpenedSet, form: Any, change: Callable[[], CriteriaSet], **words: Any
) -> HttpResponse:
    """Save what was filled in, or show it again with what keeps it from being saved."""
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            set_change(opened.version, change(), actor=request.actor, revision=revision, now=request.now)
        except (BadInput, WrongState) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã lưu bản soạn."))
            return done(request, "scoring:set", uid=opened.version.uid)
    content = FormPage.of(opened.version, form, **words)
    return page(request, _TEMPLATE, content, status=422 if form.is_bound else 200)
