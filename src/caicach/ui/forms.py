"""How a form looks."""

from django.forms.renderers import DjangoTemplates

__all__ = ["Renderer"]


class Renderer(DjangoTemplates):
    """Fields, hints and errors in the house's look."""
