"""The app's place in Django."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Registered as ``documents``."""

    name = "caicach.documents"
    label = "documents"

    def ready(self) -> None:
        """Tell the lower apps what is ours."""
        from caicach.audit.registry import actions
        from caicach.documents import access, imports
        from caicach.documents.constants import READ_KIND
        from caicach.files.registry import owners
        from caicach.jobs.registry import handlers, rounds
        from caicach.sheets.registry import purposes
        from caicach.ui.registry import NavItem, navigation

        actions.add("documents.register", _("đăng ký văn bản"))
        actions.add("documents.attach", _("thêm tệp cho văn bản"))
        actions.add("documents.read_again", _("cho đọc lại tệp của văn bản"))
        actions.add("documents.forget", _("bỏ đăng ký văn bản"))
        actions.add("documents.same", _("xác định là cùng một văn bản"))
        actions.add("documents.different", _("xác định là hai văn bản khác nhau"))
        purposes.add(imports.PURPOSE, imports.purpose())
        owners.add("documents", access.owns_file)
        handlers.add(READ_KIND, _read)
        rounds.add("documents", _look)
        navigation.register(NavItem("documents:list", _("Văn bản"), "file-search", "documents", 55))


def _read(job: Any, /, **arguments: Any) -> None:
    """Read files; the readers and their libraries are loaded only by the process that does it."""
    from caicach.documents.jobs import documents_read

    documents_read(job, **arguments)


def _look(now: Any) -> None:
    """Look whether files wait to be read."""
    from caicach.documents.services.reading import look_round

    look_round(now)
