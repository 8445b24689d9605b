"""What tables of other systems mean to a body: settled once, changed, forgotten."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures.models import Intake, Recipe
from caicach.sheets.selectors import signature_of
from caicach.web.actor import Actor
from caicach.web.errors import NotAllowed, WrongState

__all__ = ["recipe_change", "recipe_find", "recipe_forget"]

_NAME_LETTERS = 120


@transaction.atomic
def recipe_find(intake: Intake, titles: Sequence[str], *, actor: Actor, now: datetime) -> Recipe:
    """Return what the actor's body remembers of tables under ``titles``, or begin it; the intake is read by it.

    Raises:
        NotAllowed: the actor belongs to no body.
    """
    if actor.agency_id is None:
        raise NotAllowed(_("Tài khoản chưa thuộc cơ quan nào nên không có nơi ghi nhớ quy tắc."))
    recipe, _is_new = Recipe.objects.get_or_create(
        owner_id=actor.agency_id,
        form_key=intake.period.form_key,
        signature=signature_of(tuple(titles)),
        defaults={
            "name": intake.file_name[-_NAME_LETTERS:],
            "titles": json.dumps(list(titles), ensure_ascii=False),
            "remembered_by_id": actor.user_id,
            "remembered_at": now,
        },
    )
    Intake.objects.filter(pk=intake.pk, taken_at=None).update(recipe=recipe)
    intake.recipe = recipe
    return recipe


@transaction.atomic
def recipe_change(recipe: Recipe, *, actor: Actor, now: datetime, **values: str) -> None:
    """Change what is remembered: ``name``, ``unit_column``, ``date_column``, ``steps``.

    Audit: ``figures.recipe``.

    Raises:
        NotAllowed: it is another body's.
        WrongState: it was changed or forgotten meanwhile.
    """
    _require(recipe, actor)
    old = {name: getattr(recipe, name) for name in values}
    changed = Recipe.objects.filter(pk=recipe.pk, steps=recipe.steps).update(
        **values, remembered_by_id=actor.user_id, remembered_at=now
    )
    if not changed:
        raise WrongState(_("Quy tắc của nguồn này vừa được người khác sửa. Tải lại trang rồi làm lại."))
    for name, value in values.items():
        setattr(recipe, name, value)
    audit.record("figures.recipe", recipe, actor=actor, old=old, new=dict(values), at=now)


@transaction.atomic
def recipe_forget(recipe: Recipe, *, actor: Actor, now: datetime) -> None:
    """Forget what tables of a source mean; figures that were taken stay.

    Audit: ``figures.recipe_forget``.

    Raises:
        NotAllowed: it is another body's.
        WrongState: somebody was quicker.
    """
    _require(recipe, actor)
    old = {"name": recipe.name, "titles": recipe.titles, "steps": recipe.steps}
    audit.record("figures.recipe_forget", recipe, actor=actor, old=old, at=now)
    Intake.objects.filter(recipe=recipe).update(recipe=None)
    if not Recipe.objects.filter(pk=recipe.pk).delete()[0]:
        raise WrongState(_("Nguồn này đã bị quên. Tải lại trang để xem."))


def _require(recipe: Recipe, actor: Actor) -> None:
    if recipe.owner_id != actor.agency_id:
        raise NotAllowed(_("Chỉ người của cơ quan đã lập quy tắc này mới sửa được."))
