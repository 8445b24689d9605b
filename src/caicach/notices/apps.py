"""The app's place in Django."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Registered as ``notices``."""

    name = "caicach.notices"
    label = "notices"

    def ready(self) -> None:
        """Add the job of the day's digests, the minute's look, the word of the navigation."""
        from caicach.jobs.registry import handlers, rounds
        from caicach.notices.constants import DIGEST_KIND
        from caicach.ui.registry import NavItem, navigation

        handlers.add(DIGEST_KIND, _digest)
        rounds.add("notices", _look)
        navigation.register(NavItem("notices:inbox", _("Thông báo"), "bell", "notices", 60))


def _digest(job: Any, /, **arguments: Any) -> None:
    """Write the day's digests."""
    from caicach.notices.jobs import notices_digest

    notices_digest(job, **arguments)


def _look(now: Any) -> None:
    """Look whether digests are due."""
    from caicach.notices.services import look_round

    look_round(now)
