"""The app's place in Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registered as ``web``."""

    name = "caicach.web"
    label = "web"
