"""The app's place in Django: the last to start, it closes what the others filled."""

from django.apps import AppConfig


class ServerConfig(AppConfig):
    """Registered as ``config``; holds the commands of the server. Must stand last in ``INSTALLED_APPS``."""

    name = "caicach.config"
    label = "config"

    def ready(self) -> None:
        """Let nothing more into the registries: what the program can do is known when it has started."""
        from caicach.audit.registry import actions
        from caicach.documents.registry import reaches, uses
        from caicach.files.registry import owners
        from caicach.jobs.registry import addresses, handlers, rounds
        from caicach.obligations.registry import sources

        for registry in (actions, addresses, handlers, owners, reaches, rounds, sources, uses):
            registry.freeze()
