"""The app's place in Django."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Registered as ``agencies``."""

    name = "caicach.agencies"
    label = "agencies"
