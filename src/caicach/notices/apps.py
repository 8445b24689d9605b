"""The app's place in Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Registered as ``notices``."""

    name = "caicach.notices"
    label = "notices"
