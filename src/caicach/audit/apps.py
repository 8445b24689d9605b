"""The app's place in Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Registered as ``audit``."""

    name = "caicach.audit"
    label = "audit"
