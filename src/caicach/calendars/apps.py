"""The app's place in Django."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """Registered as ``calendars``."""

    name = "caicach.calendars"
    label = "calendars"
