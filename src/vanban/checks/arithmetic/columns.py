"""A509: a number in the column of units, or a line moved to the left; A513: a line cut by the end of a page."""

from collections.abc import Iterator

from vanban.checks.arithmetic.lines import quote, report_of
from vanban.checks.model import Paper, Rule
from vanban.checks.samples import statistics_text
from vanban.reports import Indicator, Report
from vanban.text.findings import Finding, Severity
from vanban.text.forms import squeeze

__all__ = ["CUT_RULE", "RULE"]

_MOVED = frozenset({"RP001", "RP002", "RP004"})  # what the reader of statistics says of such lines
_CUT = "RP008"


def _check(paper: Paper) -> Iterator[Finding]:
    report = report_of(paper)
    for finding in report.findings:
        line = _line(report, finding) if finding.code in _MOVED else None
        if line is not None:
            raw = finding.evidence if finding.code == "RP004" else ""
            evidence = squeeze(f"{line.label} {raw} {line.raw}")
            yield Finding(RULE.code, RULE.severity, finding.place, evidence, {"label": line.label})


def _line(report: Report, finding: Finding) -> Indicator | None:
    places = (finding.place.table, finding.place.row)
    return next((line for line in report.indicators if (line.place.table, line.place.row) == places), None)


def _check_cut(paper: Paper) -> Iterator[Finding]:
    report = report_of(paper)
    for finding in report.findings:
        if finding.code == _CUT:
            line = _line_before(report, finding)
            if line is not None and finding.evidence:
                evidence = f"{quote(line)} | {finding.evidence}"
                yield Finding(CUT_RULE.code, CUT_RULE.severity, line.place, evidence, also=(finding.place,))


def _line_before(report: Report, finding: Finding) -> Indicator | None:
    """Return the line that the cut piece goes on with: the last above it."""
    own = (finding.place.table or 0, finding.place.row or 0)
    above = [line for line in report.indicators if (line.place.table or 0, line.place.row or 0) < own]
    return above[-1] if above else None


def _table(*cells: str) -> str:
    return statistics_text(
        ("1.", "Công khai kết quả", "", "", ""),
        ("1.1.", "Số hồ sơ công khai", "Hồ sơ", "1.250", ""),
        ("Trong đó", "Tại cấp tỉnh", "", "300", ""),
        cells,
    )


def _cut(page: tuple[str, ...]) -> str:
    text = _table("", "Tại cấp xã", "", "950", "")
    header = "STT\tChỉ tiêu thống kê\tĐơn vị tính\tSố liệu\tGhi chú"
    first = "1.2.\tSố văn bản đã gửi giữa các cơ quan trên địa bàn\tVăn bản\t8.442\t"
    return f"{text}{first}\n\n{header}\n" + "\t".join(page) + "\n"


RULE = Rule(
    "A509",
    Severity.ERROR,
    "Số liệu lệch cột",
    "Mỗi ô của biểu thống kê nằm đúng cột; số ở cột đơn vị tính sẽ mất khi tổng hợp.",
    _check,
    bad=(_table("", "Tại cấp xã", "950", "", ""), _table("- Tại cấp xã", "", "950", "", "")),
    good=(_table("", "Tại cấp xã", "", "950", ""), _table("", "Tại cấp xã", "Hồ sơ", "950", "")),
)
CUT_RULE = Rule(
    "A513",
    Severity.ADVICE,
    "Dòng bị ngắt khi sang trang",
    "Một dòng của biểu nên nằm trọn một trang: đặt thuộc tính không cho hàng ngắt qua trang.",
    _check_cut,
    bad=(_cut(("", "tỉnh", "", "", "")),),
    good=(_cut(("1.3.", "Số văn bản đã nhận", "Văn bản", "12", "")),),
)
