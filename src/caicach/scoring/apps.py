"""The app's place in Django."""

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    """Registered as ``scoring``."""

    name = "caicach.scoring"
    label = "scoring"
