"""The app's place in Django: the last to start, it closes what the others filled."""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig, apps
from django.core.checks import register
from django.utils.module_loading import module_has_submodule

from caicach.config.checks import printing

if TYPE_CHECKING:
    from caicach.web.registry import Registry


class ServerConfig(AppConfig):
    """Registered as ``config``; holds the commands of the server. Must stand last in ``INSTALLED_APPS``."""

    name = "caicach.config"
    label = "config"

    def ready(self) -> None:
        """Let nothing more into the registries: what the program can do is known when it has started."""
        register(printing, deploy=True)
        for registry in _registries():
            registry.freeze()


def _registries() -> "Iterator[Registry[Any]]":
    """Yield every registry that an app of the house opens in its ``registry`` module."""
    from caicach.web.registry import Registry

    for app in apps.get_app_configs():
        if app.name.startswith("caicach.") and app.module and module_has_submodule(app.module, "registry"):
            module = import_module(f"{app.name}.registry")
            yield from (value for value in vars(module).values() if isinstance(value, Registry))
