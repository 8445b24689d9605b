"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What the audit calls each act of this app.
_ACTS = {
    "figures.save": _("lưu số liệu"),
    "figures.open": _("mở kỳ báo cáo"),
    "figures.submit": _("gửi bản số liệu"),
    "figures.on_behalf": _("nhập thay bản số liệu"),
    "figures.accept": _("nhận bản số liệu"),
    "figures.return": _("trả lại bản số liệu"),
    "figures.reopen": _("mở lại bản số liệu"),
    "figures.lock": _("khóa kỳ báo cáo"),
    "figures.correction": _("lập phiếu đính chính"),
    "figures.correction_decide": _("quyết định phiếu đính chính"),
    "figures.explain": _("giải trình số liệu"),
    "figures.section_owner": _("phân công nhập phần biểu"),
    "figures.section_done": _("đánh dấu phần biểu đã xong"),
    "figures.consolidate": _("tổng hợp số liệu"),
    "figures.merge": _("ghép phần số liệu tổng hợp"),
    "figures.unmerge": _("mở lại phần số liệu tổng hợp"),
    "figures.finish": _("chốt số liệu tổng hợp"),
    "figures.unfinish": _("mở lại số liệu tổng hợp"),
}


class FiguresConfig(AppConfig):
    """Registered as ``figures``."""

    name = "caicach.figures"
    label = "figures"

    def ready(self) -> None:
        """Tell the lower apps what is ours."""
        from caicach.audit.registry import actions
        from caicach.figures import selectors
        from caicach.figures.constants import PERIOD_SOURCE
        from caicach.figures.registry import sources as counted
        from caicach.figures.selectors.counting import SOURCES
        from caicach.figures.services.follow import returns_follow
        from caicach.obligations.registry import moved, sources

        for key, words in _ACTS.items():
            actions.add(key, words)
        for key, source in SOURCES.items():
            counted.add(key, source)
        moved.add("figures", returns_follow)
        sources.add(PERIOD_SOURCE, selectors.address_of_duty)
