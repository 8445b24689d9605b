"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What the audit calls each act of this app.
_ACTS = {
    "scoring.open": _("mở đợt chấm điểm"),
}


class ScoringConfig(AppConfig):
    """Registered as ``scoring``."""

    name = "caicach.scoring"
    label = "scoring"

    def ready(self) -> None:
        """Tell the lower apps what is ours."""
        from caicach.audit.registry import actions

        for key, words in _ACTS.items():
            actions.add(key, words)
