"""Tables of other systems: the sources that are known, the steps of one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caicach.figures.forms.files import RecipeForm, StepForm, SystemForm
from caicach.figures.imports.bringing import table_bring
from caicach.figures.imports.opened import OpenedTable, opened_table
from caicach.figures.imports.recipes import Condition, How, Step, steps_of, steps_text
from caicach.figures.pages.systems import recipe_page, systems_page
from caicach.figures.selectors import return_for
from caicach.figures.selectors.intakes import intake_for
from caicach.figures.selectors.recipes import period_within, recipe_for, recipes_of, targets_for
from caicach.figures.services.recipes import recipe_change, recipe_forget
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest, whole_number

__all__ = ["forget", "recipe", "systems"]

_MOST_STEPS = 200
_ACTS = ("them", "xoa", "nguon")


@require_http_methods(["GET", "HEAD", "POST"])
def systems(request: ActorRequest) -> HttpResponse:
    """Show the sources that are known, and take a table."""
    sheets, periods = targets_for(request.actor)
    is_sent = request.method == "POST"
    form = SystemForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, sheets=sheets, periods=periods
    )
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = table_bring(file, name=file.name, actor=request.actor, now=request.now, **_target(request, form))
        except BadInput as refusal:
            form.add_error("file", str(refusal))
        else:
            known = kept.recipe is not None and steps_of(kept.recipe.steps)
            return redirect("figures:intake" if known else "figures:recipe", uid=kept.uid)
    content = systems_page(form, recipes_of(request.actor), is_possible=bool(sheets or periods))
    return page(request, "figures/files/systems.html", content, status=422 if form.is_bound else 200)


def _target(request: ActorRequest, form: SystemForm) -> dict[str, Any]:
    kind, _colon, uid = form.cleaned_data["target"].partition(":")
    if kind == "ban":
        return {"sheet": return_for(request.actor, UUID(uid))}
    return {"period": period_within(request.actor, UUID(uid))}


@require_http_methods(["GET", "HEAD", "POST"])
def recipe(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the columns of a table and the steps; add one, take one away, say whose rows are whose."""
    opened = opened_table(intake_for(request.actor, uid))
    act = request.POST.get("viec", "") if request.method == "POST" else ""
    if request.method == "POST" and act not in _ACTS:
        raise BadInput(_("Không rõ việc cần làm. Tải lại trang rồi bấm lại."))
    titles = opened.table.header
    steps = StepForm(request.POST if act == "them" else None, titles=titles, sheet=opened.sheet)
    about = RecipeForm(request.POST, titles=titles) if act == "nguon" else RecipeForm.of(opened.recipe, titles)
    if act == "xoa":
        _change(request, opened, steps=steps_text(_without(opened, request.POST.get("buoc", ""))))
        return done(request, "figures:recipe", uid=uid)
    if steps.is_valid() and len(opened.steps) < _MOST_STEPS:
        _change(request, opened, steps=steps_text((*opened.steps, _step(steps))))
        return done(request, "figures:recipe", uid=uid)
    if about.is_bound and about.is_valid():
        _change(request, opened, **about.cleaned_data)
        return done(request, "figures:recipe", uid=uid)
    content = recipe_page(opened.intake, opened.recipe, opened.table, opened.sheet, (steps, about))
    return page(request, "figures/files/recipe.html", content, status=422 if steps.is_bound or about.is_bound else 200)


def _change(request: ActorRequest, opened: OpenedTable, **values: str) -> None:
    recipe_change(opened.recipe, actor=request.actor, now=request.now, **values)


def _step(form: StepForm) -> Step:
    given = form.cleaned_data
    how = How(given["how"])
    column = "" if how is How.COUNT else given["column"]
    return Step(given["cell"], how, column, tuple(Condition.of(*one) for one in form.conditions()))


def _without(opened: OpenedTable, number: str) -> tuple[Step, ...]:
    gone = whole_number(number)
    return tuple(step for at, step in enumerate(opened.steps) if at != gone)


@require_POST
def forget(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Forget a source."""
    known = recipe_for(request.actor, uid)
    recipe_forget(known, actor=request.actor, now=request.now)
    messages.success(request, _("Đã quên nguồn “%(name)s”; lần sau sẽ hỏi lại.") % {"name": known.name})
    return done(request, "figures:systems")
