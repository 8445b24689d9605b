"""The app's place in Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Registered as ``desk``."""

    name = "caicach.desk"
    label = "desk"
