"""The app's place in Django, and what it adds to the apps below."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "doctor.examine": _("kiểm tra văn bản"),
    "doctor.keep": _("lưu văn bản đã kiểm tra vào sổ"),
    "doctor.drop": _("xóa văn bản đã kiểm tra"),
    "doctor.dismiss": _("bỏ qua một phát hiện"),
    "doctor.undo": _("đưa lại một phát hiện đã bỏ qua"),
    "doctor.accept": _("chấp nhận cách sửa một phát hiện"),
    "doctor.unaccept": _("bỏ cách sửa đã chấp nhận"),
}


class DoctorConfig(AppConfig):
    """Registered as ``doctor``."""

    name = "caicach.doctor"
    label = "doctor"

    def ready(self) -> None:
        """Add the reading job, the minute's look, the audited acts, the files' owner and the word of the navigation."""
        from caicach.audit.registry import actions
        from caicach.doctor import access
        from caicach.doctor.constants import READ_KIND
        from caicach.files.registry import owners
        from caicach.jobs.registry import addresses, handlers, rounds, undone
        from caicach.ui.registry import NavItem, navigation

        for key, words in ACTIONS.items():
            actions.add(key, words)
        owners.add("doctor", access.owns_file)
        handlers.add(READ_KIND, _read)
        addresses.add(READ_KIND, _address)
        undone.add(READ_KIND, _unread)
        rounds.add("doctor", _look)
        navigation.register(NavItem("doctor:start", _("Kiểm tra văn bản"), "file-search", "doctor", 80, _("Kiểm tra")))


def _read(job: Any, /, **arguments: Any) -> None:
    """Examine a document; the readers and their libraries are loaded only by the process that does it."""
    from caicach.doctor.jobs import doctor_read

    doctor_read(job, **arguments)


def _address(**arguments: Any) -> str:
    """Return where the result stands."""
    from caicach.doctor.jobs import doctor_address

    return doctor_address(**arguments)


def _unread(**arguments: Any) -> None:
    """Remove a document that could not be examined."""
    from caicach.doctor.jobs import doctor_unread

    doctor_unread(**arguments)


def _look(now: Any) -> None:
    """Remove the documents whose hour is over."""
    from caicach.doctor.services.keeping import examinations_expire

    examinations_expire(now)
