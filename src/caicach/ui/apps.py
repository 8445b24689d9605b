"""The app's place in Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registered as ``ui``."""

    name = "caicach.ui"
    label = "ui"
