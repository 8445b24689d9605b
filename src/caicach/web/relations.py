"""Which rows point at a model: Django's own list of foreign keys, so that a later model is in it."""

from collections.abc import Iterator

from django.db import models

__all__ = ["pointers_to"]


def pointers_to(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Yield model and field of every foreign key to ``model``, those that have no name of their own there ("+") too."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation.related_model, relation.field.name
