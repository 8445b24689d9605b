"""What formulas of a criteria set may ask the ledger of duties for, beside the lines of the statistics form.

Owns: the keys and their Vietnamese words. Does not: count duties (the application does).
Every figure is of the scored year and of one agency; those of duties are split by ``area``, codes of ``reform.areas``.
"""

from collections.abc import Mapping

__all__ = ["LEDGER_DIMENSION", "LEDGER_KEYS"]

LEDGER_DIMENSION = "area"
LEDGER_KEYS: Mapping[str, str] = {
    "duties.due": "Nhiệm vụ đến hạn trong năm",
    "duties.done": "Nhiệm vụ đến hạn đã hoàn thành",
    "duties.on_time": "Nhiệm vụ hoàn thành đúng hạn",
    "duties.late": "Nhiệm vụ hoàn thành quá hạn",
    "duties.overdue": "Nhiệm vụ quá hạn chưa hoàn thành",
    "duties.returned": "Lượt kết quả bị trả lại để bổ sung",
    "reports.due": "Báo cáo phải gửi trong năm",
    "reports.on_time": "Báo cáo gửi đúng hạn",
    "returns.due": "Biểu số liệu phải nộp trong năm",
    "returns.on_time": "Biểu số liệu nộp đúng hạn",
    "conclusions.due": "Nhiệm vụ theo kết luận cuộc họp đến hạn",
    "conclusions.on_time": "Nhiệm vụ theo kết luận cuộc họp hoàn thành đúng hạn",
}
