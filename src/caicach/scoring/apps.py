"""The app's place in Django."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What the audit calls each act of this app.
_ACTS = {
    "scoring.open": _("mở đợt chấm điểm"),
    "scoring.adjust": _("sửa điểm thưởng, điểm trừ"),
    "scoring.adjust-appraise": _("thẩm định điểm thưởng, điểm trừ"),
    "scoring.surveys": _("nạp kết quả khảo sát từ tệp"),
    "scoring.improve": _("giao việc nâng điểm"),
    "scoring.more-ask": _("yêu cầu bổ sung minh chứng của tiêu chí"),
    "scoring.appeal-agree": _("đồng ý với điểm thẩm định"),
    "scoring.appeal-answer": _("trả lời kiến nghị về điểm"),
    "scoring.appeal-make": _("giải trình, kiến nghị về điểm"),
    "scoring.appeal-withdraw": _("rút giải trình về điểm"),
    "scoring.explanation-finish": _("kết thúc giải trình điểm"),
    "scoring.appraisal-finish": _("báo đã thẩm định xong"),
    "scoring.phase-close": _("kết thúc bước của đợt chấm"),
    "scoring.phase-move": _("dời hạn bước của đợt chấm"),
    "scoring.lock": _("khóa điểm tự chấm"),
    "scoring.proof_add": _("thêm minh chứng cho tiêu chí"),
    "scoring.proof_remove": _("bỏ minh chứng của tiêu chí"),
    "scoring.signed_paper": _("tải phiếu chấm đã ký"),
    "scoring.settle": _("công nhận kết quả đợt chấm"),
    "scoring.settle-adjust": _("công nhận điểm thưởng, điểm trừ"),
    "scoring.correct": _("sửa điểm sau khi công nhận"),
    "scoring.minutes": _("vào sổ biên bản công nhận"),
    "scoring.unlock": _("mở khóa điểm tự chấm"),
    "scoring.publish": _("công bố kết quả chấm điểm"),
    "scoring.set-begin": _("soạn bộ tiêu chí"),
    "scoring.set-change": _("sửa bản soạn bộ tiêu chí"),
    "scoring.set-doubt": _("xem điểm cần xem của bộ tiêu chí"),
    "scoring.set-publish": _("ban hành bộ tiêu chí"),
    "scoring.set-retire": _("thôi dùng bộ tiêu chí"),
    "scoring.set-drop": _("bỏ bản soạn bộ tiêu chí"),
}


class ScoringConfig(AppConfig):
    """Registered as ``scoring``."""

    name = "caicach.scoring"
    label = "scoring"

    def ready(self) -> None:
        """Tell the lower apps what is ours."""
        from caicach.audit.registry import actions
        from caicach.scoring import access
        from caicach.ui.registry import HelpPage, NavItem, help_pages, navigation

        for key, words in _ACTS.items():
            actions.add(key, words)
        navigation.register(
            NavItem("scoring:list", _("Chấm điểm"), "award", "scoring", 40, allowed=access.may_look, on_phone=True)
        )
        navigation.register(
            NavItem("scoring:ranking", _("Xếp hạng"), "list-numbers", "xep-hang", 42, allowed=access.may_look)
        )
        help_pages.register(HelpPage("ranking:list", _("Kết quả chấm điểm đã công bố"), is_public=True))
        _add_proposing()
        _add_reach()


def _add_reach() -> None:
    """Let whoever sees an assessment open what proves it; let documents and duties lead to it."""
    from caicach.documents.registry import reaches, uses
    from caicach.obligations.registry import fillings, sources
    from caicach.scoring.constants import IMPROVEMENT_SOURCE, ROUND_SOURCE
    from caicach.scoring.selectors import proofs
    from caicach.scoring.selectors.fillings import address_of_duty, address_of_improvement, fill_of
    from caicach.scoring.selectors.phase_fill import appraisal_fill_of

    reaches.add("scoring", proofs.reach_documents)
    uses.add("scoring", proofs.uses_of_document)
    fillings.add("scoring", fill_of)
    fillings.add("scoring.appraisal", appraisal_fill_of)
    sources.add(ROUND_SOURCE, address_of_duty)
    sources.add(IMPROVEMENT_SOURCE, address_of_improvement)


def _add_proposing() -> None:
    """Register what computes proposals in the background: once a round is open, and every day."""
    from caicach.jobs.registry import addresses, handlers, rounds
    from caicach.scoring.constants import PROPOSE_DAILY_KIND, PROPOSE_KIND

    handlers.add(PROPOSE_KIND, _propose)
    handlers.add(PROPOSE_DAILY_KIND, _propose_daily)
    addresses.add(PROPOSE_KIND, _proposed_address)
    rounds.add("scoring.proposals", _look)


def _propose(job: Any, /, **arguments: Any) -> None:
    """Compute what data proposes for a round that was just opened."""
    from caicach.scoring.jobs import propose

    propose(job, **arguments)


def _propose_daily(job: Any, /, **arguments: Any) -> None:
    """Compute what data proposes for all open rounds."""
    from caicach.scoring.jobs import propose_daily

    propose_daily(job, **arguments)


def _proposed_address(**arguments: Any) -> str:
    """Return where proposals are shown."""
    from caicach.scoring.jobs import proposed_address

    return proposed_address(**arguments)


def _look(now: Any) -> None:
    """Look whether the day's proposals are due."""
    from caicach.scoring.services.proposals import proposals_look

    proposals_look(now)
