"""The app's place in Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Registered as ``jobs``."""

    name = "caicach.jobs"
    label = "jobs"
