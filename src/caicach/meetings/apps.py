"""The app's place in Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Registered as ``meetings``."""

    name = "caicach.meetings"
    label = "meetings"
