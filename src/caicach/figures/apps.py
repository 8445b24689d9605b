"""The app's place in Django."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Registered as ``figures``."""

    name = "caicach.figures"
    label = "figures"

    def ready(self) -> None:
        """Tell the lower apps what is ours."""
