"""The app's place in Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registered as ``reports``."""

    name = "caicach.reports"
    label = "reports"

    def ready(self) -> None:
        """Tell the lower apps what is ours."""
