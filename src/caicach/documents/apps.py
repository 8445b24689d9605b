"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Registered as ``documents``."""

    name = "caicach.documents"
    label = "documents"

    def ready(self) -> None:
        """Tell the lower apps what is ours."""
        from caicach.audit.registry import actions
        from caicach.documents import access
        from caicach.files.registry import owners

        actions.add("documents.register", _("đăng ký văn bản"))
        actions.add("documents.attach", _("thêm tệp cho văn bản"))
        actions.add("documents.forget", _("bỏ đăng ký văn bản"))
        actions.add("documents.same", _("xác định là cùng một văn bản"))
        actions.add("documents.different", _("xác định là hai văn bản khác nhau"))
        owners.add("documents", access.owns_file)
