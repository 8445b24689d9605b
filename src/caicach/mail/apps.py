"""The app's place in Django."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Registered as ``mail``."""

    name = "caicach.mail"
    label = "mail"
