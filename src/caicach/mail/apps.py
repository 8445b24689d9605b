"""The app's place in Django."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "mail.resend": _("gửi lại thư"),
    "mail.settle": _("ghi nhận thư đã đến"),
    "mail.drop": _("bỏ thư, không gửi"),
}


class MailConfig(AppConfig):
    """Registered as ``mail``."""

    name = "caicach.mail"
    label = "mail"

    def ready(self) -> None:
        """Add the sending job, the minute's look, the audited acts and the administrator's word of the navigation."""
        from caicach.audit.registry import actions
        from caicach.jobs.registry import handlers, rounds
        from caicach.mail.constants import SEND_KIND
        from caicach.ui.registry import NavItem, navigation
        from caicach.web.actor import Actor, Role

        def is_administrator(actor: Actor | None) -> bool:
            return actor is not None and actor.has(Role.ADMINISTRATOR)

        for key, words in ACTIONS.items():
            actions.add(key, words)
        handlers.add(SEND_KIND, _send)
        rounds.add("mail", _look)
        navigation.register(
            NavItem("mail:list", _("Thư đi"), "mail-forward", "mail", 95, in_menu=True, allowed=is_administrator)
        )


def _send(job: Any, /, **arguments: Any) -> None:
    """Send letters; the libraries of mail are loaded only by the process that does it."""
    from caicach.mail.jobs import mail_send

    mail_send(job, **arguments)


def _look(now: Any) -> None:
    """Look whether letters wait."""
    from caicach.mail.services import look_round

    look_round(now)
