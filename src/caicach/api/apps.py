"""The app's place in Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Registered as ``api``."""

    name = "caicach.api"
    label = "api"
