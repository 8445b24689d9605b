"""A508: a figure of the prose against the same line of the statistics."""

import re
from collections.abc import Iterator, Sequence

from vanban.checks.arithmetic.lines import chain_of, quote, report_of
from vanban.checks.model import Paper, Rule
from vanban.checks.samples import statistics_text
from vanban.reports import Figure, Indicator, Narrative
from vanban.text.findings import Finding, Severity
from vanban.text.forms import squeeze
from vanban.text.wordings import Vocabulary, words_of

__all__ = ["RULE"]

_ALIKE = 0.66  # of what the two say together
_FEWEST = 3
_TIME = words_of("tổng số lượng tỷ lệ phần trăm tháng đầu năm quý đạt hiện nay ba sáu chín")
_OTHER_TIME = re.compile(r"cùng kỳ|năm trước|kỳ trước|so với|lũy kế|luỹ kế|kế hoạch năm|giai đoạn", re.IGNORECASE)


def _check(paper: Paper) -> Iterator[Finding]:
    report = report_of(paper)
    lines = [(line, _words(chain_of(report.indicators, at))) for at, line in enumerate(report.indicators)]
    lines = [(line, words) for line, words in lines if line.value is not None and len(words) >= _FEWEST]
    vocabulary = Vocabulary.of([words for _, words in lines])
    for passage in report.narratives:
        if passage.ahead or _OTHER_TIME.search(passage.text):
            continue
        for figure in passage.figures:
            line = _other(figure, lines, vocabulary)
            if line is not None:
                yield _finding(passage, figure, line)


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in words_of(text) - _TIME if not word.isdigit())


def _other(
    figure: Figure, lines: Sequence[tuple[Indicator, frozenset[str]]], vocabulary: Vocabulary
) -> Indicator | None:
    """Return the line that names the same as ``figure`` with another value; None where any like line agrees."""
    words = _words(f"{figure.name} {figure.unit or ''}" if figure.unit != "%" else figure.name)
    if figure.value is None or len(words) < _FEWEST:
        return None
    rate = figure.unit == "%"
    scored = [
        (vocabulary.likeness(words, own), line)
        for line, own in lines
        if (line.measure == "%" or line.unit == "%") == rate
    ]
    alike = [(score, line) for score, line in scored if score >= _ALIKE]
    if not alike or any(line.value == figure.value for _, line in scored):
        return None
    return max(alike, key=lambda one: one[0])[1]


def _finding(passage: Narrative, figure: Figure, line: Indicator) -> Finding:
    at = passage.text.find(figure.raw)
    words = passage.text[max(0, at - 80) : at + len(figure.raw) + 20] if at >= 0 else f"{figure.name} {figure.raw}"
    params = {"prose": figure.raw, "annex": line.raw}
    evidence = squeeze(f"{words} | {quote(line)}")
    return Finding(RULE.code, RULE.severity, figure.place, evidence, params, also=(line.value_place,))


_LINE = ("1.1.", "Số thủ tục hành chính công bố mới", "Thủ tục", "20", "")
_HEAD = ("1.", "Cải cách thủ tục hành chính", "", "", "")
RULE = Rule(
    "A508",
    Severity.WARNING,
    "Số liệu lời văn khác biểu thống kê",
    "Một số liệu của cùng kỳ báo cáo phải như nhau ở lời văn và ở phụ lục.",
    _check,
    bad=(
        statistics_text(
            _HEAD, _LINE, prose=("II. KẾT QUẢ", "1. Trong quý, số thủ tục hành chính công bố mới là 25 thủ tục.")
        ),
    ),
    good=(
        statistics_text(
            _HEAD, _LINE, prose=("II. KẾT QUẢ", "1. Trong quý, số thủ tục hành chính công bố mới là 20 thủ tục.")
        ),
        statistics_text(
            _HEAD, _LINE, prose=("II. KẾT QUẢ", "1. Trong quý, số thủ tục hành chính bãi bỏ là 25 thủ tục.")
        ),
    ),
)
