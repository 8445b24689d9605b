"""The app's place in Django."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What the audit calls each act of this app.
_ACTS = {
    "figures.save": _("lưu số liệu"),
    "figures.form-begin": _("soạn phiên bản biểu"),
    "figures.form-change": _("sửa bản soạn biểu"),
    "figures.form-switch": _("bật, tắt dòng bổ sung của biểu"),
    "figures.form-doubt": _("xem điểm cần xem của biểu"),
    "figures.form-publish": _("ban hành phiên bản biểu"),
    "figures.form-drop": _("bỏ bản soạn biểu"),
    "figures.open": _("mở kỳ báo cáo"),
    "figures.pass": _("chuyển, thôi hoặc lấy lại bản số liệu"),
    "figures.submit": _("gửi bản số liệu"),
    "figures.on_behalf": _("nhập thay bản số liệu"),
    "figures.accept": _("nhận bản số liệu"),
    "figures.return": _("trả lại bản số liệu"),
    "figures.reopen": _("mở lại bản số liệu"),
    "figures.lock": _("khóa kỳ báo cáo"),
    "figures.correction": _("lập phiếu đính chính"),
    "figures.correction_decide": _("quyết định phiếu đính chính"),
    "figures.explain": _("giải trình số liệu"),
    "figures.proof_add": _("thêm minh chứng của ô số liệu"),
    "figures.proof_remove": _("bỏ minh chứng của ô số liệu"),
    "figures.section_owner": _("phân công nhập phần biểu"),
    "figures.section_done": _("đánh dấu phần biểu đã xong"),
    "figures.consolidate": _("tổng hợp số liệu"),
    "figures.merge": _("ghép phần số liệu tổng hợp"),
    "figures.unmerge": _("mở lại phần số liệu tổng hợp"),
    "figures.finish": _("chốt số liệu tổng hợp"),
    "figures.unfinish": _("mở lại số liệu tổng hợp"),
    "figures.publish": _("công bố số liệu"),
    "figures.unpublish": _("rút số liệu đã công bố"),
    "figures.intake": _("đưa số liệu vào từ tệp"),
    "figures.recipe": _("sửa quy tắc lấy số từ hệ thống khác"),
    "figures.recipe_forget": _("quên quy tắc lấy số từ hệ thống khác"),
}


class FiguresConfig(AppConfig):
    """Registered as ``figures``."""

    name = "caicach.figures"
    label = "figures"

    def ready(self) -> None:
        """Tell the lower apps what is ours."""
        from caicach.audit.registry import actions
        from caicach.figures import access, selectors
        from caicach.figures.constants import PERIOD_SOURCE
        from caicach.figures.registry import sources as counted
        from caicach.figures.selectors.counting import SOURCES
        from caicach.figures.selectors.fillings import fill_of
        from caicach.figures.selectors.standing import standing_reports
        from caicach.figures.services.follow import returns_follow
        from caicach.figures.services.passing import returns_pass
        from caicach.obligations.registry import fillings, moved, sources, standing
        from caicach.ui.registry import HelpPage, NavItem, help_pages, navigation

        for key, words in _ACTS.items():
            actions.add(key, words)
        for key, source in SOURCES.items():
            counted.add(key, source)
        moved.add("figures", returns_follow)
        moved.add("figures.passing", returns_pass)
        standing.add("figures", standing_reports)
        fillings.add("figures", fill_of)
        sources.add(PERIOD_SOURCE, selectors.address_of_duty)
        navigation.register(
            NavItem("figures:list", _("Số liệu"), "table", "figures", 35, allowed=access.may_look, on_phone=True)
        )
        help_pages.register(HelpPage("open_data:list", _("Số liệu đã công bố"), is_public=True))
        _add_intakes()
        _add_proofs()
        _add_counting()


def _add_counting() -> None:
    """Register what counts figures in the background: once a period is open, and every day."""
    from caicach.figures.constants import COUNT_DAILY_KIND, COUNT_KIND
    from caicach.jobs.registry import addresses, handlers, rounds

    handlers.add(COUNT_KIND, _count)
    handlers.add(COUNT_DAILY_KIND, _count_daily)
    addresses.add(COUNT_KIND, _counted_address)
    rounds.add("figures.counts", _look_counts)


def _add_proofs() -> None:
    """Let whoever sees a return open what proves its figures, and documents tell what they prove."""
    from caicach.documents.registry import reaches, uses
    from caicach.figures.selectors import proofs
    from caicach.files.registry import owners

    owners.add("figures.proofs", proofs.owns_proof_file)
    reaches.add("figures", proofs.reach_documents)
    uses.add("figures", proofs.uses_of_document)


def _add_intakes() -> None:
    """Register what reads reports in the background, lets go what nobody confirmed, and who may see those files."""
    from caicach.figures.constants import READ_KIND
    from caicach.figures.selectors.intakes import owns_intake_file
    from caicach.files.registry import owners
    from caicach.jobs.registry import addresses, handlers, rounds, undone

    handlers.add(READ_KIND, _read)
    addresses.add(READ_KIND, _address)
    undone.add(READ_KIND, _unread)
    rounds.add("figures.intakes", _look)
    owners.add("figures", owns_intake_file)


def _read(job: Any, /, **arguments: Any) -> None:
    """Read a report; the readers and their libraries are loaded only by the process that does it."""
    from caicach.figures.jobs import document_read

    document_read(job, **arguments)


def _address(**arguments: Any) -> str:
    """Return where the result stands."""
    from caicach.figures.jobs import document_address

    return document_address(**arguments)


def _unread(**arguments: Any) -> None:
    """Remove a report that could not be read."""
    from caicach.figures.jobs import document_unread

    document_unread(**arguments)


def _look(now: Any) -> None:
    """Let go what was brought and not confirmed for a day."""
    from caicach.figures.services.intakes import intakes_expire

    intakes_expire(now)


def _count(job: Any, /, **arguments: Any) -> None:
    """Count for a period that was just opened."""
    from caicach.figures.jobs import figures_count

    figures_count(job, **arguments)


def _count_daily(job: Any, /, **arguments: Any) -> None:
    """Count for all open periods."""
    from caicach.figures.jobs import figures_daily

    figures_daily(job, **arguments)


def _counted_address(**arguments: Any) -> str:
    """Return where what was counted is shown."""
    from caicach.figures.jobs import figures_address

    return figures_address(**arguments)


def _look_counts(now: Any) -> None:
    """Look whether the day's counting is due."""
    from caicach.figures.services.counting import counts_look

    counts_look(now)
