"""The app's place in Django."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    """Registered as ``obligations``."""

    name = "caicach.obligations"
    label = "obligations"
