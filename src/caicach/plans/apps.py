"""The app's place in Django."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Registered as ``plans``."""

    name = "caicach.plans"
    label = "plans"
