"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What the audit calls each act of this app.
_ACTS = {
    "scoring.open": _("mở đợt chấm điểm"),
    "scoring.adjust": _("sửa điểm thưởng, điểm trừ"),
    "scoring.lock": _("khóa điểm tự chấm"),
    "scoring.proof_add": _("thêm minh chứng cho tiêu chí"),
    "scoring.proof_remove": _("bỏ minh chứng của tiêu chí"),
    "scoring.signed_paper": _("tải phiếu chấm đã ký"),
    "scoring.unlock": _("mở khóa điểm tự chấm"),
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
