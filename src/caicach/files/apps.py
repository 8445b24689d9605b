"""The app's place in Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Registered as ``files``."""

    name = "caicach.files"
    label = "files"
