"""Foreign keys point to the same app or a lower one: import-linter does not see keys named by strings."""

from django.apps import apps
from django.db import models

from house import APPS

RANK = {app: rank for rank, app in enumerate(APPS)}  # 0 is the highest


def test_foreign_keys_point_down() -> None:
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in RANK
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        if not _points_down(model, field.related_model)
    ]
    # The one key that points up: a run belongs to whoever started it, and the table of users is Django's to name.
    assert upward == ["jobs.JobRun.started_by → accounts.User"]


def _points_down(model: type[models.Model], target: type[models.Model]) -> bool:
    target_app = target._meta.app_label
    return target_app not in RANK or RANK[target_app] >= RANK[model._meta.app_label]


def test_a_key_into_another_app_protects_what_it_points_to() -> None:
    # What is owed, proved or written down does not vanish because something of another app is deleted.
    unprotected = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in RANK
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        if field.related_model._meta.app_label != model._meta.app_label
        if field.remote_field.on_delete is not models.PROTECT
    ]
    assert unprotected == []
