"""The app's place in Django: it holds the commands of the server."""

from django.apps import AppConfig


class ServerConfig(AppConfig):
    """Registered as ``config``."""

    name = "caicach.config"
    label = "config"
