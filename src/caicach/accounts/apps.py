"""The app's place in Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registered as ``accounts``."""

    name = "caicach.accounts"
    label = "accounts"
