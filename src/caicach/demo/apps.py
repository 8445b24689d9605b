"""The app's place in Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Registered as ``demo``."""

    name = "caicach.demo"
    label = "demo"
