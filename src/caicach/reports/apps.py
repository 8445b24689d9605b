"""The app's place in Django."""

from datetime import date

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Registered as ``reports``."""

    name = "caicach.reports"
    label = "reports"

    def ready(self) -> None:
        """Tell the lower apps what is ours."""
        from caicach.audit.registry import actions
        from caicach.documents.registry import reaches, uses
        from caicach.figures.registry import histories
        from caicach.files.registry import owners
        from caicach.obligations.registry import answering
        from caicach.reports import access
        from caicach.reports.registry import papers
        from caicach.reports.selectors import answers_of, histories_of
        from caicach.reports.selectors import uses as used
        from caicach.ui.registry import NavItem, navigation

        actions.add("reports.open", _("lập báo cáo"))
        actions.add("reports.head", _("sửa phần đầu, nơi nhận, người ký của báo cáo"))
        actions.add("reports.section", _("viết một phần báo cáo"))
        actions.add("reports.restore", _("lấy lại bản cũ của một phần báo cáo"))
        actions.add("reports.done", _("đánh dấu phần báo cáo đã xong"))
        actions.add("reports.assign", _("phân công viết phần báo cáo"))
        actions.add("reports.answer", _("trả lời nhiệm vụ trong báo cáo"))
        actions.add("reports.own_line", _("thêm chỉ tiêu bổ sung"))
        actions.add("reports.own_line_take", _("đưa chỉ tiêu bổ sung vào biểu"))
        actions.add("reports.own_line_switch", _("thôi dùng, dùng lại chỉ tiêu bổ sung"))
        actions.add("reports.target", _("đặt chỉ tiêu kế hoạch"))
        actions.add("reports.bind", _("chọn số liệu theo dõi chỉ tiêu kế hoạch"))
        actions.add("reports.check", _("chốt báo cáo, trình ký"))
        actions.add("reports.reopen", _("mở lại báo cáo để sửa"))
        actions.add("reports.issue", _("ghi số, ngày ban hành báo cáo"))
        actions.add("reports.bring", _("đưa bản đã ký về"))
        actions.add("reports.template", _("sửa mẫu báo cáo"))
        reaches.add("reports", used.reach_documents)
        uses.add("reports", used.uses_of_document)
        owners.add("reports", used.owns_file)
        answering.add("reports", answers_of)
        histories.add("reports", histories_of)
        papers.add("docx", _docx)
        navigation.register(
            NavItem("reports:list", _("Báo cáo"), "file-text", "reports", 47, _("Báo cáo"), allowed=access.may_look)
        )


def _docx(frozen: str, symbol: str, issued_on: date) -> tuple[bytes, str]:
    """Print with what only printing needs."""
    from caicach.reports.exports.files import docx_of_text

    return docx_of_text(frozen, symbol, issued_on)
