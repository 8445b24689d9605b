"""The app's place in Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Registered as ``documents``."""

    name = "caicach.documents"
    label = "documents"
