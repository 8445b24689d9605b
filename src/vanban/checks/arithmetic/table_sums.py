"""A501, A502: totals of the statistics against their parts; A510, A511: blanks among them."""

from collections.abc import Iterator

from vanban.checks.arithmetic.lines import quote, report_of, said_number
from vanban.checks.model import Check, Paper, Rule
from vanban.checks.samples import statistics_text
from vanban.reports import Basis, Outcome, Relation, Report, relations
from vanban.text.findings import Finding, Place, Severity

__all__ = ["BLANK_RULES", "RULES"]

# "Trong đó" by level leaves nothing out; other parts may, or one thing may count under two of them.
_CERTAIN = frozenset({Basis.LEVELS, Basis.COLUMNS})
_TWO = 2
_MOVED = frozenset({"RP001", "RP004"})  # of the reader of statistics


def _sums(rule_at: int, bases: frozenset[Basis]) -> Check:
    def check(paper: Paper) -> Iterator[Finding]:
        moved = _moved(report_of(paper))
        for relation in relations(report_of(paper)):
            if any(report_of(paper).indicators[at].value_place in moved for at in (relation.line, *relation.lines)):
                continue
            if relation.basis in bases and relation.outcome() is Outcome.FAILS and len(relation.parts) >= _TWO:
                if relation.basis not in _CERTAIN and any(part.value is None for part in relation.parts):
                    continue
                yield _wrong(RULES[rule_at], report_of(paper), relation)

    return check


def _moved(report: Report) -> frozenset[Place]:
    """Return where numbers stand in a wrong column: what they add up to is not known until they are put right."""
    return frozenset(finding.place for finding in report.findings if finding.code in _MOVED)


def _wrong(rule: Rule, report: Report, relation: Relation) -> Finding:
    params = {"total": relation.total.raw, "sum": said_number(relation.sum)}
    also = tuple(part.place for part in relation.parts)
    return Finding(rule.code, rule.severity, relation.total.place, _evidence(report, relation), params, also=also)


def _evidence(report: Report, relation: Relation) -> str:
    line = report.indicators[relation.line]
    if relation.basis is not Basis.COLUMNS and relation.total.place != line.value_place:  # of another column
        return " | ".join(f"{one.name} {one.raw}" for one in (relation.total, *relation.parts))
    if relation.basis is Basis.COLUMNS:
        return " | ".join((quote(line), *(f"{part.name} {part.raw}" for part in relation.parts)))
    return " | ".join((quote(line), *(quote(report.indicators[at]) for at in relation.lines)))


def _blank_totals(paper: Paper) -> Iterator[Finding]:
    for relation in relations(report_of(paper)):
        if relation.outcome() is Outcome.TOTAL_MISSING:
            rule, params = BLANK_RULES[0], {"sum": said_number(relation.sum)}
            evidence = _evidence(report_of(paper), relation)
            also = tuple(part.place for part in relation.parts)
            yield Finding(rule.code, rule.severity, relation.total.place, evidence, params, also=also)


def _blank_parts(paper: Paper) -> Iterator[Finding]:
    """Yield totals that are filled in while a part of them is blank: zero and "not known" cannot be told apart."""
    rule = BLANK_RULES[1]
    for relation in relations(report_of(paper)):
        blank = [part for part in relation.parts if part.value is None]
        if relation.total.value is not None and blank and relation.basis is not Basis.CODES:
            also = tuple(part.place for part in blank)
            evidence = _evidence(report_of(paper), relation)
            yield Finding(rule.code, rule.severity, relation.total.place, evidence, {"count": len(blank)}, also=also)


def _levels(total: str, district: str, commune: str) -> str:
    return statistics_text(
        ("1.", "Cải cách thủ tục hành chính", "", "", ""),
        ("1.1.", "Số hồ sơ đã tiếp nhận", "Hồ sơ", total, ""),
        ("Trong đó", "Tại cấp tỉnh", "Hồ sơ", district, ""),
        ("", "Tại cấp xã", "Hồ sơ", commune, ""),
    )


def _parts(total: str, first: str, second: str) -> str:
    return statistics_text(
        ("1.", "Tổ chức bộ máy", "", "", ""),
        ("1.1.", "Tổng số đơn vị sự nghiệp công lập", "Đơn vị", total, ""),
        ("Trong đó", "Số đơn vị giáo dục", "Đơn vị", first, ""),
        ("", "Số đơn vị khác", "Đơn vị", second, ""),
    )


RULES = (
    Rule(
        "A501",
        Severity.ERROR,
        "Tổng không bằng các cấp cộng lại",
        "Biểu thống kê: dòng “Trong đó” theo cấp cộng lại phải bằng dòng tổng.",
        _sums(0, _CERTAIN),
        bad=(_levels("1.250", "300", "900"),),
        good=(_levels("1.250", "300", "950"), _levels("1.250", "", "1.250"), _levels("", "300", "950")),
    ),
    Rule(
        "A502",
        Severity.WARNING,
        "Tổng không bằng các phần cộng lại",
        "Biểu thống kê: các dòng chi tiết cộng lại phải bằng dòng tổng, trừ khi chúng chồng lên nhau.",
        _sums(1, frozenset({Basis.PARTS, Basis.CODES})),
        bad=(_parts("100", "90", "12"),),
        good=(_parts("100", "90", "10"), _parts("100", "90", "")),
    ),
)
BLANK_RULES = (
    Rule(
        "A510",
        Severity.WARNING,
        "Dòng tổng để trống",
        "Biểu thống kê: có số liệu chi tiết thì phải có số tổng.",
        _blank_totals,
        bad=(_levels("", "300", "950"),),
        good=(_levels("1.250", "300", "950"), _levels("", "", "")),
    ),
    Rule(
        "A511",
        Severity.ADVICE,
        "Dòng chi tiết để trống",
        "Biểu thống kê: không phát sinh thì ghi 0; ô trống là chưa có số liệu.",
        _blank_parts,
        bad=(_levels("1.250", "", "1.250"),),
        good=(_levels("1.250", "0", "1.250"), _levels("", "", "")),
    ),
)
