"""The app's place in Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registered as ``people``."""

    name = "caicach.people"
    label = "people"
