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
        from caicach.audit.registry import actions
        from caicach.jobs.registry import handlers, rounds
        from caicach.notices.constants import DIGEST_KIND
        from caicach.notices.forms import RemindingForm
        from caicach.obligations.registry import Reminding, reminding, urgings
        from caicach.ui.registry import HelpPage, NavItem, help_pages, navigation

        actions.add("notices.feed_create", _("tạo địa chỉ lịch"))
        actions.add("notices.feed_revoke", _("thu hồi địa chỉ lịch"))
        actions.add("notices.urge", _("đôn đốc"))
        actions.add("notices.urge_issue", _("ghi số công văn đôn đốc"))
        help_pages.register(HelpPage("notices:feeds", _("Lịch trên điện thoại")))
        handlers.add(DIGEST_KIND, _digest)
        rounds.add("notices", _look)
        urgings.add("notices", _urged)
        reminding.add("notices", Reminding(asked=RemindingForm, send=_remind))
        navigation.register(NavItem("notices:inbox", _("Thông báo"), "bell", "notices", 60))


def _digest(job: Any, /, **arguments: Any) -> None:
    """Write the day's digests."""
    from caicach.notices.jobs import notices_digest

    notices_digest(job, **arguments)


def _look(now: Any) -> None:
    """Look whether digests are due."""
    from caicach.notices.services import look_round

    look_round(now)


def _urged(actor: Any, obligation: Any) -> Any:
    """Return when an obligation was urged."""
    from caicach.notices.selectors.urging import times_urged

    return times_urged(actor, obligation)


def _remind(*arguments: Any) -> str:
    """Urge what a person chose in the list."""
    from caicach.notices.services.urging import remind_listed

    return remind_listed(*arguments)
