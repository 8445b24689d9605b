"""A505: a rate that its numbers do not give; A506: one that was cut off instead of rounded."""

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from vanban.checks.arithmetic.lines import report_of, said_number
from vanban.checks.model import Paper, Rule
from vanban.reports import RateClaim
from vanban.text.findings import Edit, Finding, Severity
from vanban.text.forms import squeeze

__all__ = ["RULES"]

# Where no fraction is printed, the two counts before a rate are only taken for its own if they nearly give it.
_NEAR = Decimal(3)


def _wrong(paper: Paper) -> Iterator[Finding]:
    for claim, printed, own in _claims(paper):
        rounded = _rounded(own, printed, ROUND_HALF_UP)
        if printed not in (rounded, _rounded(own, printed, ROUND_DOWN)) and (
            claim.explicit or abs(printed - own) <= _NEAR
        ):
            yield _finding(RULES[0], paper, claim, rounded)


def _cut(paper: Paper) -> Iterator[Finding]:
    for claim, printed, own in _claims(paper):
        rounded = _rounded(own, printed, ROUND_HALF_UP)
        if printed != rounded and printed == _rounded(own, printed, ROUND_DOWN):
            yield _finding(RULES[1], paper, claim, rounded)


def _claims(paper: Paper) -> Iterator[tuple[RateClaim, Decimal, Decimal]]:
    """Yield the rates with the printed value and the one that their numbers give, unrounded."""
    for claim in report_of(paper).rates():
        top, bottom, printed = claim.numerator.value, claim.denominator.value, claim.rate.value
        if top is not None and bottom and printed is not None:
            yield claim, printed, top * 100 / bottom


def _rounded(value: Decimal, like: Decimal, how: str) -> Decimal:
    """Return ``value`` to as many decimals as ``like`` is printed with."""
    exponent = like.as_tuple().exponent
    return value.quantize(Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0), rounding=how)


def _finding(rule: Rule, paper: Paper, claim: RateClaim, rounded: Decimal) -> Finding:
    text = _words(paper, claim)
    fraction = f"{claim.numerator.raw}/{claim.denominator.raw}"
    params = {"fraction": fraction, "rate": f"{said_number(rounded)}%", "printed": f"{claim.rate.raw}%"}
    also = (claim.numerator.place, claim.denominator.place)
    fix = f"{said_number(rounded)}%"
    edits = (Edit(claim.rate.place, claim.rate.raw, said_number(rounded)),)
    return Finding(rule.code, rule.severity, claim.rate.place, text, params, also=also, fix=fix, edits=edits)


def _words(paper: Paper, claim: RateClaim) -> str:
    """Return the words from the first number of the claim to its rate, or the numbers where they stand apart."""
    first, last = claim.numerator.place, claim.rate.place
    for passage in paper.passages:
        for begin, own in passage.pieces:
            if own.block == first.block == last.block and first.start is not None and last.end is not None:
                return squeeze(passage.text[begin + first.start : begin + last.end]).rstrip("%") + "%"
    return f"{claim.numerator.raw}/{claim.denominator.raw}, {claim.rate.raw}%"


_HEAD = "BÁO CÁO\nKết quả cải cách hành chính quý I năm 2027\nI. KẾT QUẢ\n1. "
RULES = (
    Rule(
        "A505",
        Severity.ERROR,
        "Tỷ lệ tính sai",
        "Tỷ lệ phải bằng tử số chia mẫu số, làm tròn đến chữ số được in.",
        _wrong,
        bad=(f"{_HEAD}Giải quyết đúng hạn 180/200 hồ sơ, đạt 92,5%.",),
        good=(
            f"{_HEAD}Giải quyết đúng hạn 180/200 hồ sơ, đạt 90%.",
            f"{_HEAD}Giải quyết đúng hạn 288/367 hồ sơ, đạt 78,5%.",
            f"{_HEAD}Giải quyết đúng hạn 288/367 hồ sơ, đạt 78,4%.",
        ),
    ),
    Rule(
        "A506",
        Severity.WARNING,
        "Tỷ lệ bị cắt, không làm tròn",
        "Làm tròn số: chữ số bỏ đi từ 5 trở lên thì tăng chữ số cuối được giữ thêm 1.",
        _cut,
        bad=(f"{_HEAD}Giải quyết đúng hạn 288/367 hồ sơ, đạt 78,4%.",),
        good=(
            f"{_HEAD}Giải quyết đúng hạn 288/367 hồ sơ, đạt 78,5%.",
            f"{_HEAD}Giải quyết đúng hạn 180/200 hồ sơ, đạt 92,5%.",
        ),
    ),
)
